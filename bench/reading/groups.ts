// How fast group messages are read: messages a minute on one core from text to kinds, deadline and columns, and that memory stays flat.
//
//   node --expose-gc --import tsx bench/reading/groups.ts            5,000,000 messages
//   node --expose-gc --import tsx bench/reading/groups.ts 1000000    fewer
//
// Counted in time of the processor, since other work may share the machine.

import { MEDIA_CODE, MessageColumns } from "../../core/domain/messages.ts";
import { readMessage } from "../../core/reading/groups/index.ts";
import { halves, lessons } from "../../eval/groups/cases.ts";

const size = Number(process.argv[2] ?? 5_000_000);
const { learn, aside } = halves();
const texts = [...learn, ...aside, ...lessons()].map((each) => each.text);
let state = 42;
const next = (most: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * most);
};
/** Texts of real length, each with a number of its own, so that almost none can be remembered. */
const fresh = () => `${texts[next(texts.length)]!} ${next(1_000_000)}`;

/** Seconds to make the texts, which is not the work. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
let begun = spent();
let characters = 0;
for (let index = 0; index < size / 10; index++) characters += fresh().length;
const making = (spent() - begun) * 10;

const second = Date.parse("2026-06-30T01:00:00Z") / 1000;
const columns = new MessageColumns();
const group = columns.groupOf("g");
const file = columns.fileOf("bench");
const memory: number[] = [];
begun = spent();
for (let index = 0; index < size; index++) {
  const read = readMessage(fresh(), "text", second + index);
  columns.push({
    group,
    second: second + index,
    sender: next(500),
    media: MEDIA_CODE.text,
    file,
    row: index,
    ...read,
  });
  if (index % Math.floor(size / 10) === 0) {
    globalThis.gc?.();
    memory.push(process.memoryUsage().heapUsed / 1e6);
  }
}
const seconds = spent() - begun - making;
console.log(`${size} messages of ${Math.round(characters / (size / 10))} characters on average`);
console.log(
  `${Math.round((size / seconds) * 60)} messages a minute on one core (${((seconds / size) * 1e6).toFixed(1)} µs each)`,
);
console.log(
  `heap in MB at each tenth: ${memory.map((each) => each.toFixed(0)).join(" ")}; columns hold 23 bytes a message outside it`,
);
