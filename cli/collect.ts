// Reads the user's files into facts, with progress; shared by audit, import and explain.

import { startOf } from "../core/domain/day.ts";
import type { Day, Facts } from "../core/domain/facts.ts";
import type { InputFile, InputSummary } from "../core/importers/importer.ts";
import { importers } from "../core/importers/index.ts";
import { type Collected, FactCollector } from "../core/importers/intake.ts";
import { inputFiles } from "./files.ts";
import { progressLine } from "./progress.ts";
import { installationSalt } from "./salt.ts";

export interface CollectOptions {
  readonly paths: readonly string[];
  readonly on: Day;
  readonly territory?: string;
  /** Files of our own making, not to be read. */
  readonly without?: readonly string[];
}

/** How many bytes of the files under the paths are group messages. */
export async function talkBytes({ paths, on, without }: CollectOptions): Promise<number> {
  const collector = new FactCollector(importers, { salt: "", on: startOf(on) });
  let bytes = 0;
  for await (const file of inputFiles(paths, without)) if (await collector.isTalk(file)) bytes += file.size;
  return bytes;
}

/** Reads every file under the paths; a file that fails is listed with its problem and the rest goes on. */
export async function collect(options: CollectOptions): Promise<Collected> {
  const { facts, inputs } = await collectWhere(options, async () => true);
  return { facts, inputs: inputs.flat() };
}

/** The same for the files that are wanted; inputs by the place of their file among all, empty for those that are not. */
export async function collectWhere(
  { paths, on, territory, without }: CollectOptions,
  wanted: (collector: FactCollector, file: InputFile) => Promise<boolean>,
): Promise<{ facts: Facts; inputs: InputSummary[][] }> {
  const line = progressLine();
  const settings = {
    salt: installationSalt(),
    on: startOf(on),
    ...(territory === undefined ? {} : { territory }),
  };
  const collector = new FactCollector(importers, settings, {
    onFile: (file, index) => line.say(`读 reading ${index + 1}: ${file}`),
    onRows: (file, rows) => line.say(`读 reading ${file}: ${rows} 行 rows`),
  });
  const ends: number[] = [];
  for await (const file of inputFiles(paths, without)) {
    if (await wanted(collector, file)) await collector.read(file);
    ends.push(collector.inputCount);
  }
  line.done();
  const { facts, inputs } = collector.finish();
  return { facts, inputs: ends.map((end, place) => inputs.slice(ends[place - 1] ?? 0, end)) };
}
