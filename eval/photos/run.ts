// Measures how well the same photograph is found after each transform of the bar, and how often two others are taken for one.
//
// `run.ts [MOST] [--misses] [--fresh]`: the first MOST photographs; names of missed ones; not going on with a run that broke
// off. DISTRACTORS=N pictures behind them (100,000). About six minutes on two cores that do nothing else.

import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import sharp from "sharp";
import { FOLDER, namesOf } from "./set.ts";
import { TRANSFORMS } from "./transforms.ts";
import { ORIGINAL, type Result, SHOTS, type Task } from "./worker.ts";

const most = Number(process.argv.slice(2).find((each) => /^\d+$/.test(each)) ?? 1000);
const verbose = process.argv.includes("--misses");
const distractors = Number(process.env.DISTRACTORS ?? 100_000);

if (!existsSync(FOLDER)) {
  console.log("SKIPPED: the folder of photographs is not here (../shared/data/photos).");
  process.exit(0);
}
const names = namesOf(most);
const kinds = [ORIGINAL, ...Object.keys(TRANSFORMS), ...Object.keys(SHOTS)];
/** Every transform of one photograph after the other, and photographs from all over the set: a broken-off run shows a bit of everything. */
const tasks: Task[] = names
  .map((_, at) => at)
  .sort((a, b) => (a % 11) - (b % 11) || a - b)
  .flatMap((at) => kinds.map((kind) => ({ kind, at })));

/** What was found so far stands in a file, which counts only for the same code, pictures and settings. */
const progress = join(import.meta.dirname, "..", "..", ".luodi", `eval-photos-${stamp()}.jsonl`);
mkdirSync(dirname(progress), { recursive: true });
if (process.argv.includes("--fresh")) rmSync(progress, { force: true });
const results = new Map<string, Result>();
const key = ({ kind, at }: Task) => `${kind} ${at}`;
if (existsSync(progress))
  for (const line of readFileSync(progress, "utf8").split("\n").slice(0, -1)) {
    const result = JSON.parse(line) as Result;
    results.set(key(result), result);
  }
if (results.size > 0) console.log(`resumed: ${results.size} of ${tasks.length} were done before`);

const started = performance.now();
await work(tasks.filter((task) => !results.has(key(task))));
report();
rmSync(progress, { force: true });

/** Hands the tasks out to the threads, one at a time to each. */
function work(open: Task[]): Promise<void> {
  const total = open.length;
  if (total === 0) return Promise.resolve();
  let told = performance.now();
  return new Promise((resolve, reject) => {
    let running = 0;
    for (let thread = 0; thread < Math.min(availableParallelism(), total); thread++) {
      const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
        workerData: { most, distractors },
      });
      running++;
      worker.on("error", reject);
      worker.on("exit", () => --running === 0 && resolve());
      worker.on("message", (message: Result | "ready") => {
        if (message === "ready") {
          console.error(`index ready after ${Math.round((performance.now() - started) / 1000)} s`);
        } else {
          results.set(key(message), message);
          appendFileSync(progress, `${JSON.stringify(message)}\n`);
          if (performance.now() - told > 30_000) {
            told = performance.now();
            console.error(`${results.size}/${tasks.length} after ${Math.round((told - started) / 1000)} s`);
          }
        }
        const next = open.shift();
        if (next === undefined) void worker.terminate();
        else worker.postMessage(next);
      });
    }
  });
}

function report(): void {
  const of = (kind: string) => names.map((_, at) => results.get(key({ kind, at }))!);
  const wrongIn = (each: Result) => each.others.length + each.struck;
  let wrong = 0;
  let [found, asked] = [0, 0];
  for (const kind of [ORIGINAL, ...Object.keys(TRANSFORMS)]) {
    const rows = of(kind);
    const hits = rows.filter((row) => row.found).length;
    const mistaken = rows.reduce((sum, row) => sum + wrongIn(row), 0);
    wrong += mistaken;
    if (kind !== ORIGINAL) [found, asked] = [found + hits, asked + rows.length];
    console.log(
      `${kind.padEnd(22)} ${hits}/${rows.length} ${(hits / rows.length).toFixed(4)} false ${mistaken}`,
    );
    if (!verbose) continue;
    for (const row of rows) {
      if (!row.found) console.log("  missed", names[row.at]);
      for (const other of row.others) console.log("  false", names[row.at], other);
      if (row.struck > 0) console.log("  false", names[row.at], `${row.struck} distractors`);
    }
  }
  for (const kind of Object.keys(SHOTS)) {
    const rows = of(kind);
    const mistaken = rows.filter((row) => row.found);
    console.log(
      `${kind.padEnd(22)} ${mistaken.length}/${rows.length} taken for the same (simulated, hand-held); others ${rows.reduce((sum, row) => sum + wrongIn(row), 0)}`,
    );
    if (verbose) for (const row of mistaken) console.log("  taken", names[row.at]);
  }
  console.log(`all transforms ${found}/${asked} ${(found / asked).toFixed(4)}`);
  // Two transforms of a photograph are not two photographs: the bound counts each pair of different pictures once.
  const different = (names.length * (names.length - 1)) / 2 + names.length * distractors;
  const compared = (names.length - 1 + distractors) * asked;
  console.log(
    `${wrong} false in ${compared} comparisons of transformed pictures with other pictures; ${different} different pairs ` +
      `(${names.length} photographs, ${distractors} distractors), so at most ${bound(wrong, different)} false per million pairs (95 %)`,
  );
  const { user, system } = process.cpuUsage();
  console.log(
    `${Math.round((performance.now() - started) / 1000)} s in this run, ${Math.round((user + system) / 1e6)} s of processor time`,
  );
}

/** Upper end of the 95 % interval of a Poisson count (3 for none seen), per million. */
function bound(count: number, pairs: number): string {
  const most = count === 0 ? 3 : count + 1.645 * Math.sqrt(count + 1) + 1.4;
  return ((1e6 * most) / pairs).toFixed(2);
}

function stamp(): string {
  const hash = createHash("sha256").update(`${most} ${distractors} ${JSON.stringify(sharp.versions)}`);
  for (const folder of [
    join(import.meta.dirname, "..", "..", "core", "reading", "photos"),
    import.meta.dirname,
  ])
    for (const file of readdirSync(folder)
      .sort()
      .filter((each) => !each.includes(".test.")))
      hash.update(file).update(readFileSync(join(folder, file)));
  for (const name of names) hash.update(`${name} ${statSync(join(FOLDER, name)).size}`);
  return hash.digest("hex").slice(0, 16);
}
