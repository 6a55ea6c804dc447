// `npm run bench`: a county-year read from files and audited; rows a second, peak memory, growth, and the ratio to parsing alone.

import { spawn } from "node:child_process";
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { csvRecords } from "../core/importers/csv.ts";
import { decodeText, lines } from "../core/reading/encoding.ts";
import { writeCounty } from "../demo/write.ts";

/** A county-year of the bar: 540,000 requests, 71,000 posts, ten million group messages. */
const LEAST = { requests: 540_000, posts: 71_000, messages: 10_000_000 } as const;
/** What is asked of the county for that: planted accounts and groups say less than ordinary ones, so that it makes fewer. */
const YEAR = {
  requests: 540_000,
  posts: 95_000,
  messages: 10_450_000,
  groups: 3_700,
  accounts: 400,
  apps: 60,
};
const { values } = parseArgs({
  options: { months: { type: "string", default: "1,3,12" }, keep: { type: "string" } },
});

interface Measured {
  readonly seconds: number;
  readonly peak: number;
}

interface Parsed {
  readonly seconds: number;
  /** Rows by the name of their file. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Parses every file and throws the rows away: JSON lines as JSON, tables as cells. */
async function parseAlone(folder: string): Promise<Parsed> {
  const started = performance.now();
  const rows = new Map<string, number>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const open = () => createReadStream(path, { highWaterMark: 1 << 18 });
    let count = 0;
    if (name.endsWith(".jsonl"))
      for await (const line of lines(open())) {
        JSON.parse(line);
        count += 1;
      }
    else if (name.endsWith(".csv"))
      for await (const batch of csvRecords(decodeText(open()))) count += batch.length;
    rows.set(basename(name).replace(/\..*$/, ""), count);
  }
  return { seconds: (performance.now() - started) / 1000, rows };
}

/** Runs the command line as a person would and watches the memory of it and its children. */
function auditOf(folder: string, out: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const program = join(import.meta.dirname, "..", "cli", "luodi.mjs");
    const child = spawn(program, ["audit", folder, "--on", "2026-06-30", "--out", out], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, LUODI_DATA: out },
    });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(child.pid!));
    }, 100);
    child.once("exit", (code) => {
      clearInterval(watch);
      if (code === 0 || code === 1) resolve({ seconds: (performance.now() - started) / 1000, peak });
      else reject(new Error(`audit ended with ${code}`));
    });
  });
}

/** Resident memory of a process and its children, bytes; the kernel's own high-water mark where the process still lives. */
function memoryOf(pid: number): number {
  let total = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      if (Number(name) !== pid && parent !== pid) continue;
      total += Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1] ?? 0) * 1024;
    } catch {
      // It ended while we looked.
    }
  }
  return total;
}

const points: { rows: number; seconds: number }[] = [];
for (const months of values.months.split(",").map(Number)) {
  const share = (count: number) => Math.round((count * months) / 12);
  const folder =
    values.keep === undefined
      ? mkdtempSync(join(tmpdir(), "luodi-bench-"))
      : join(values.keep, String(months));
  const size = {
    ...YEAR,
    requests: share(YEAR.requests),
    posts: share(YEAR.posts),
    messages: share(YEAR.messages),
  };
  if (!existsSync(join(folder, "data")))
    await writeCounty({ seed: "bench", ...size, groups: share(YEAR.groups) }, folder);
  // Before and after, and the mean of both: the speed of a shared machine changes within minutes.
  const before = await parseAlone(join(folder, "data"));
  const { seconds, peak } = await auditOf(join(folder, "data"), join(folder, "out"));
  const after = await parseAlone(join(folder, "data"));
  const alone = (before.seconds + after.seconds) / 2;
  const made = (kind: keyof typeof LEAST) => before.rows.get(kind) ?? 0;
  // In a month the planted groups, which hardly speak, are most of all: only the year is held to it.
  for (const kind of Object.keys(LEAST) as (keyof typeof LEAST)[])
    if (months === 12 && made(kind) < LEAST[kind])
      throw new Error(`the county has ${made(kind)} ${kind}, fewer than the bar names`);
  const rows = [...before.rows.values()].reduce((sum, count) => sum + count, 0);
  points.push({ rows, seconds });
  process.stdout.write(
    `${months} months: ${rows} rows (${made("requests")} requests, ${made("posts")} posts, ${made("messages")} messages); parse alone ${before.seconds.toFixed(1)} s before, ${after.seconds.toFixed(1)} s after; read and audit ${seconds.toFixed(1)} s = ${(seconds / alone).toFixed(2)} × parsing; ${Math.round(rows / seconds)} rows/s; peak ${(peak / 2 ** 30).toFixed(2)} GiB\n`,
  );
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
const [first, last] = [points[0]!, points.at(-1)!];
if (first !== last) {
  const exponent = Math.log(last.seconds / first.seconds) / Math.log(last.rows / first.rows);
  process.stdout.write(
    `growth: time ~ rows^${exponent.toFixed(2)} from ${first.rows} to ${last.rows} rows\n`,
  );
}
