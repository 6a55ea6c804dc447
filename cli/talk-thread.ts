// Inside the thread: reads the files that hold group messages, judges them when the other facts have come, then helps with the replies.

import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { detectors } from "../core/detectors/index.ts";
import { startOf } from "../core/domain/day.ts";
import type { Facts } from "../core/domain/facts.ts";
import { letGo } from "../core/domain/messages.ts";
import { countsOf, judgeAll } from "../core/engine/audit.ts";
import type { InputSummary } from "../core/importers/importer.ts";
import { importers } from "../core/importers/index.ts";
import { FactCollector } from "../core/importers/intake.ts";
import { withBeside } from "../core/importers/kept.ts";
import { inputFiles } from "./files.ts";
import { packsFor } from "./packs.ts";
import { findSame, readPieces } from "./shared-reading.ts";
import { type FromThread, isTalkDetector, type TalkFacts, type TalkTask } from "./talk-lane.ts";

const task = workerData as TalkTask;
const port = parentPort!;
const tell = (message: FromThread) => port.postMessage(message);

// The other thread may be done first: its word waits here.
const early = once(port, "message") as Promise<[TalkFacts]>;
const { copies, promises } = await judgeTalk();
tell({ kind: "read", copies: findSame(copies.taken, () => copies.texts), promises: readPieces(promises) });

/** A function of its own, so that nothing else of the messages is kept while replies are read. */
async function judgeTalk(): Promise<Pick<TalkFacts, "copies" | "promises">> {
  const collector = new FactCollector(
    importers,
    {
      salt: task.salt,
      on: startOf(task.on),
      ...(task.territory === undefined ? {} : { territory: task.territory }),
    },
    {
      onRows: (file, rows) => {
        if (rows % 400_000 === 0) tell({ kind: "said", line: `读 reading ${file}: ${rows} 行 rows` });
      },
    },
  );
  const places: [number, number][] = [];
  let place = 0;
  for await (const file of inputFiles(task.paths, task.without)) {
    if (await collector.isTalk(file)) {
      places.push([place, collector.inputCount]);
      await collector.read(file);
    }
    place += 1;
  }
  const end = collector.inputCount;
  const read = collector.finish();
  const inputs = places.map(([at, from], index): readonly [number, InputSummary[]] => [
    at,
    read.inputs.slice(from, places[index + 1]?.[1] ?? end),
  ]);
  const [{ facts: given, ...replies }] = await early;
  const { messages } = read.facts;
  const groups =
    messages === undefined
      ? given.groups
      : (withBeside(given.groups ?? [], read.facts.groups ?? []) as NonNullable<Facts["groups"]>);
  const facts: Facts = {
    ...given,
    ...(groups === undefined ? {} : { groups }),
    ...(messages === undefined ? {} : { messages }),
  };
  const { groups: groupCount, messages: messageCount } = countsOf(facts);
  tell({
    kind: "judged",
    inputs,
    results: judgeAll({ facts, packs: packsFor(task.packs), detectors, on: task.on }, isTalkDetector),
    counts: {
      ...(groupCount === undefined ? {} : { groups: groupCount }),
      ...(messageCount === undefined ? {} : { messages: messageCount }),
    },
  });
  if (messages !== undefined) letGo(messages);
  return replies;
}
