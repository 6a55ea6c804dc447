// `npm run bench:server`: pages as ratios to a bare server in the same run, then filings and steps sustained on a large database.

import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { isRefusal } from "../core/domain/request/refusals.ts";
import type { CommandOf } from "../core/domain/request/steps.ts";
import { Chance } from "../demo/random.ts";
import { databaseAt } from "../server/kit/database/database.ts";
import { startEmbedded } from "../server/kit/database/embedded.ts";
import { migrate } from "../server/kit/database/migrate.ts";
import { keepPublicWords } from "../server/services/citizens/public-words.ts";
import { Requests } from "../server/services/requests/requests.ts";
import { SERVICES_MIGRATIONS } from "../server/services/services.ts";
import { freePort } from "../test/support/port.ts";
import { fill, stories } from "./server/fill.ts";
import { anAddress, sustain } from "./server/sustained.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    /** How long the filings and steps go on. */
    minutes: { type: "string", default: "10" },
    filings: { type: "string", default: "12.6" },
    steps: { type: "string", default: "126" },
    /** How long each page is asked for, and how many times in turn with the bare server. */
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    "pages-only": { type: "boolean", default: false },
    "load-only": { type: "boolean", default: false },
    /** Waits until the first review of the filled database is done; without, it goes on under the load. */
    settle: { type: "boolean", default: false },
    /** A folder whose database is filled at first use and used again afterwards, with what earlier loads added to it. */
    folder: { type: "string" },
  },
});
const ROOT = join(import.meta.dirname, "..");
const TENANT = "999901";
const API_KEY = "bench-api-key";
const CONNECTIONS = 16;
const WARM_UP = 4;
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = values.folder ?? mkdtempSync(join(tmpdir(), "luodi-bench-"));
const FILLED = join(folder, "filled.json");
mkdirSync(folder, { recursive: true });
const children: { readonly process: ChildProcess; readonly ended: Promise<unknown> }[] = [];
const database = await startEmbedded({ folder });
try {
  await migrate(database.url, [join(ROOT, "server", "kit", "migrations"), SERVICES_MIGRATIONS]);
  const open = await filled();
  const number = await onePublic();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = await child(join(ROOT, "server", "main.ts"), {
    ...{ PORT: String(port), DATABASE_URL: database.url, LUODI_DATA: join(folder, "data") },
    // Behind a proxy on this machine, so that the bench may speak for many addresses.
    ...{ LUODI_ORIGIN: origin, LUODI_DEMO: "0", OPEN311_KEY: API_KEY, LUODI_LOG: "error" },
  });
  const pages = [
    ["public request page", `/public/${number}`],
    ["status page", `/find?number=${number}`],
  ] as const;
  if (!values["load-only"]) for (const [name, path] of pages) await compare(name, origin, path, number);
  if (!values["pages-only"]) {
    const [filings, steps, minutes] = [values.filings, values.steps, values.minutes].map(Number);
    if (values.settle) await settled();
    say(`\n${filings} filings/s and ${steps} steps/s for ${minutes} min on ${values.requests} requests`);
    const load = { filings: filings!, steps: steps!, seconds: minutes! * 60, apiKey: API_KEY };
    const found = await sustain({ ...load, url: origin, pid: server.pid!, open });
    const { early, late } = found.memory;
    say(
      `sent ${found.sent}, errors ${found.errors.length}${found.errors.length > 0 ? ` (${[...new Set(found.errors)].slice(0, 5).join("; ")})` : ""}`,
    );
    say(
      `from the moment each was due: p50 ${found.p50} ms, p99 ${found.p99} ms, worst ${found.worst} ms (bar: p99 < 500 ms, 0 errors)`,
    );
    say(`  p99 of each tenth of the time: ${found.p99s.join(", ")} ms`);
    say(
      `resident memory of the server: ${early} MB in the second quarter, ${late} MB in the last (bar: flat)`,
    );
  }
} finally {
  for (const each of children) each.process.kill("SIGTERM");
  await Promise.all(children.map((each) => each.ended));
  await database.stop();
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

/** The open requests of the database, which is filled where it is not yet. */
async function filled(): Promise<string[]> {
  const size = Number(values.requests);
  if (existsSync(FILLED)) {
    const kept = JSON.parse(readFileSync(FILLED, "utf8")) as { size: number; open: string[] };
    if (kept.size !== size) throw new Error(`${folder} was filled with ${kept.size} requests, not ${size}`);
    return kept.open;
  }
  say(
    `filling ${size} requests, by SQL from three stories that the domain decided (see bench/server/fill.ts)`,
  );
  const open = await fill(database.url, TENANT, size, Date.now(), say);
  writeFileSync(FILLED, JSON.stringify({ size, open }));
  return open;
}

/** A database filled at one stroke makes the clocks review a year at once; no real day does. Waits until nothing is due. */
async function settled(): Promise<void> {
  const pool = databaseAt(database.applicationUrl, () => {});
  const started = performance.now();
  const due = () =>
    pool.within("luodi_jobs", TENANT, (query) =>
      query(
        "SELECT 1 FROM jobs.job WHERE tenant_id = $1 AND state IN ('waiting', 'running') AND due_at <= $2 LIMIT 1",
        [...[TENANT, Date.now()]],
      ),
    );
  while ((await due()).length > 0 && performance.now() - started < 30 * 60_000) await wait(2_000);
  await pool.close();
  say(
    `\nthe clocks' first review took ${Math.round((performance.now() - started) / 1000)} s; it is not part of the load`,
  );
}

/** Requests a second of a page and of the bare server, in turn, so that what else the machine does falls on both. */
async function compare(name: string, origin: string, path: string, number: string): Promise<void> {
  const answer = await fetch(origin + path, { headers: { accept: "text/html" } });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  const file = join(folder, "body.html");
  writeFileSync(file, body);
  const port = await freePort();
  const bare = await child(join(ROOT, "bench", "server", "bare.ts"), {
    ...{ BENCH_PORT: String(port), BENCH_DATABASE: database.applicationUrl, BENCH_BODY: file },
    ...{ BENCH_TENANT: TENANT, BENCH_NUMBER: number },
  });
  const server = children[0]!.process;
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  // The first thousands of requests pay for the compiler, in both.
  await measured(`http://127.0.0.1:${port}/page`, bare.pid!, WARM_UP);
  await measured(origin + path, server.pid!, WARM_UP);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    theirs.push(await measured(`http://127.0.0.1:${port}/page`, bare.pid!));
    ours.push(await measured(origin + path, server.pid!));
  }
  bare.disconnect();
  const [mine, plain] = [middle(ours, "perSecond"), middle(theirs, "perSecond")];
  const [cost, plainCost] = [middle(ours, "processorMs"), middle(theirs, "processorMs")];
  say(
    `${name}: ${mine.toFixed(0)}/s, bare ${plain.toFixed(0)}/s, ratio ${(mine / plain).toFixed(2)} (bar: ≥ 0.40); ${Buffer.byteLength(body)} bytes before compression`,
  );
  say(
    `  processor time of the server for one page: ${cost.toFixed(2)} ms, bare ${plainCost.toFixed(2)} ms, ratio ${(plainCost / cost).toFixed(2)} (says the same where the machine is busy with other things)`,
  );
}

interface Measured {
  readonly perSecond: number;
  readonly processorMs: number;
}

async function measured(url: string, pid: number, seconds = Number(values.seconds)): Promise<Measured> {
  const before = processorMs(pid);
  const chance = new Chance(url);
  // Each request from another address; the limits of one are not what is measured.
  const setupRequest = <R extends object>(request: R) => ({
    ...request,
    headers: {
      ...{ accept: "text/html", "accept-encoding": "gzip, deflate, br" },
      "x-forwarded-for": anAddress(chance),
    },
  });
  const found = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{ setupRequest }],
  });
  if (found.non2xx > 0 || found.errors > 0)
    throw new Error(
      `${url}: ${found.non2xx} refused (${JSON.stringify(found.statusCodeStats)}), ${found.errors} errors`,
    );
  const { total } = found.requests;
  return { perSecond: total / found.duration, processorMs: (processorMs(pid) - before) / total };
}

function middle(all: readonly Measured[], what: keyof Measured): number {
  return all.map((each) => each[what]).sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
}

/** Milliseconds of processor time that a process has used; the kernel counts in hundredths of a second. */
function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** One that was filed, dispatched, answered and closed, with consent to publication, written by the server's own functions. */
async function onePublic(): Promise<string> {
  const pool = databaseAt(database.applicationUrl, () => {});
  const clock = { at: Date.now() - 48 * 3_600_000, now: () => clock.at };
  const requests = new Requests({ database: pool, tenant: TENANT, clock, packs: [] });
  requests.react(keepPublicWords(TENANT));
  const [first, ...rest] = stories().at(-1)!.steps;
  const { at: _, ...filing } = first!;
  const filed = await requests.file({ ...(filing as unknown as CommandOf<"file">), open: true });
  if (isRefusal(filed)) throw new Error(filed.code);
  for (const { at: __, ...command } of rest) {
    clock.at += 3_600_000;
    const acted = await requests.act(filed.number, command as unknown as Parameters<Requests["act"]>[1]);
    if (isRefusal(acted)) throw new Error(acted.code);
  }
  await pool.close();
  return filed.number;
}

/** A process of its own, once it says that it serves. */
async function child(program: string, environment: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const started = fork(program, {
    execArgv: ["--import", "tsx", ...(process.env.BENCH_NODE ?? "").split(" ").filter(Boolean)],
    env: { ...process.env, ...environment, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push({ process: started, ended: new Promise((resolve) => started.once("exit", resolve)) });
  await new Promise<void>((resolve, reject) => {
    started.once("message", () => resolve());
    started.once("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  return started;
}
