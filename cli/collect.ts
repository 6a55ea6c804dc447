// Reads the user's files into facts, with progress; shared by audit, import and explain.

import { startOf } from "../core/domain/day.ts";
import type { Day } from "../core/domain/facts.ts";
import { importers } from "../core/importers/index.ts";
import { type Collected, FactCollector } from "../core/importers/intake.ts";
import { inputFiles } from "./files.ts";
import { progressLine } from "./progress.ts";
import { installationSalt } from "./salt.ts";

export interface CollectOptions {
  readonly paths: readonly string[];
  readonly on: Day;
  readonly territory?: string;
}

/** Reads every file under the paths; a file that fails is listed with its problem and the rest goes on. */
export async function collect({ paths, on, territory }: CollectOptions): Promise<Collected> {
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
  for await (const file of inputFiles(paths)) await collector.read(file);
  line.done();
  return collector.finish();
}
