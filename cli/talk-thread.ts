// Inside the thread: reads the files that hold group messages, then judges them when the other facts have come.

import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { detectors } from "../core/detectors/index.ts";
import { startOf } from "../core/domain/day.ts";
import { judgeAll } from "../core/engine/audit.ts";
import type { InputSummary } from "../core/importers/importer.ts";
import { importers } from "../core/importers/index.ts";
import { FactCollector } from "../core/importers/intake.ts";
import { inputFiles } from "./files.ts";
import { packsFor } from "./packs.ts";
import { type FromThread, isTalkDetector, type TalkFacts, type TalkTask } from "./talk-lane.ts";

const task = workerData as TalkTask;
const port = parentPort!;
const tell = (message: FromThread) => port.postMessage(message);

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
for await (const file of inputFiles(task.paths)) {
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
const given = once(port, "message") as Promise<[TalkFacts]>;
tell({ kind: "read", inputs, groups: read.facts.groups ?? [], messages: read.facts.messages?.length });
const [{ facts }] = await given;
const { messages } = read.facts;
tell({
  kind: "judged",
  results: judgeAll(
    {
      facts: { ...facts, ...(messages === undefined ? {} : { messages }) },
      ...{ packs: packsFor(task.packs), detectors, on: task.on },
    },
    isTalkDetector,
  ),
});
