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
import { join } from "node:path";
import { parseArgs } from "node:util";
import { csvRecords } from "../core/importers/csv.ts";
import { decodeText, lines } from "../core/reading/encoding.ts";
import { writeCounty } from "../demo/write.ts";

const YEAR = {
  requests: 540_000,
  posts: 71_000,
  messages: 10_000_000,
  groups: 3_700,
  accounts: 94,
  apps: 60,
};
const { values } = parseArgs({
  options: { months: { type: "string", default: "1,3,12" }, keep: { type: "string" } },
});

interface Measured {
  readonly seconds: number;
  readonly peak: number;
}

/** Parses every file and throws the rows away: JSON lines as JSON, tables as cells. */
async function parseAlone(folder: string): Promise<number> {
  const started = performance.now();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const open = () => createReadStream(path, { highWaterMark: 1 << 18 });
    if (name.endsWith(".jsonl")) for await (const line of lines(open())) JSON.parse(line);
    else if (name.endsWith(".csv")) for await (const _ of csvRecords(decodeText(open()))) void _;
  }
  return (performance.now() - started) / 1000;
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
  const rows = size.requests + size.posts + size.messages;
  // Before and after, and the mean of both: the speed of a shared machine changes within minutes.
  const before = await parseAlone(join(folder, "data"));
  const { seconds, peak } = await auditOf(join(folder, "data"), join(folder, "out"));
  const after = await parseAlone(join(folder, "data"));
  const alone = (before + after) / 2;
  points.push({ rows, seconds });
  process.stdout.write(
    `${months} months: ${rows} rows; parse alone ${before.toFixed(1)} s before, ${after.toFixed(1)} s after; read and audit ${seconds.toFixed(1)} s = ${(seconds / alone).toFixed(2)} × parsing; ${Math.round(rows / seconds)} rows/s; peak ${(peak / 2 ** 30).toFixed(2)} GiB\n`,
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
