// `kill -9` of server and database at random moments under load: whatever was acknowledged is there, once.

import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { Chance } from "../../demo/random.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { API_KEY, Clients } from "./clients.ts";
import { type Found, findSteps, SentLog, type SentStep } from "./saved.ts";

type Target = "server" | "database" | "both";
const TARGETS: readonly Target[] = ["server", "database", "both"];
const WITHIN = 120_000;

export interface Killed extends Found {
  readonly kills: Readonly<Record<Target, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
  /** Acknowledged steps that the citizen's page or the number's page does not show. */
  readonly unseen: readonly string[];
  readonly slowest: number;
}

/** So many kills of one server under the load of six clients. */
export async function killRepeatedly(
  kills: number,
  seed: string,
  { logFile, targets = TARGETS }: { logFile?: string; targets?: readonly Target[] } = {},
): Promise<Killed> {
  const chance = new Chance(seed);
  const log = new SentLog(logFile);
  const server = await startServer({ LUODI_DEMO: "0", OPEN311_KEY: API_KEY });
  try {
    await server.until("/healthz", '"up"', WITHIN);
    const name = seed.replace(/[^0-9a-z]/g, "").slice(-12) || "a";
    const clients = new Clients({ url: server.url, log, chance, name, clients: 6 });
    clients.start();
    await progress(log, 6, server);
    const done = { server: 0, database: 0, both: 0 };
    let slowest = 0;
    for (let count = 0; count < kills; count += 1) {
      await wait(chance.whole(0, 800));
      // Each in turn, at a moment of chance.
      const target = targets[count % targets.length]!;
      kill(server, target);
      done[target] += 1;
      const at = performance.now();
      await progress(log, 6, server);
      slowest = Math.max(slowest, performance.now() - at);
    }
    await clients.stop();
    const unseen = await notShown(server, log.acknowledged);
    const client = new pg.Client({ connectionString: server.databaseUrl() });
    await client.connect();
    const found = await findSteps(client, log).finally(() => client.end());
    const statuses = Object.fromEntries(clients.statuses);
    return { ...found, kills: done, statuses, wrong: clients.wrong, unseen, slowest: Math.round(slowest) };
  } finally {
    await server.stop();
  }
}

function kill(server: TestServer, target: Target): void {
  // Both numbers are read first: what is killed can no longer be asked for its own.
  const pids = [
    ...(target === "database" ? [] : [server.server()]),
    ...(target === "server" ? [] : [server.postmaster()]),
  ];
  for (const pid of pids) process.kill(pid, "SIGKILL");
}

/** Waits until so many more steps were acknowledged. */
async function progress(log: SentLog, more: number, server: TestServer): Promise<void> {
  const wanted = log.acknowledged.length + more;
  for (let waited = 0; log.acknowledged.length < wanted; waited += 20) {
    if (waited > WITHIN) throw new Error(`nothing was acknowledged any more\n${server.log().slice(-2000)}`);
    await wait(20);
  }
}

/** Asks the pages, as people would: the thread by its link, else the number. */
async function notShown(server: TestServer, acknowledged: readonly SentStep[]): Promise<string[]> {
  const pages = new Map<string, SentStep[]>();
  for (const step of acknowledged) {
    const path = step.link === undefined ? `/find?number=${step.number}` : `/r/${step.link}`;
    pages.set(path, [...(pages.get(path) ?? []), step]);
  }
  const unseen: string[] = [];
  // A sample of each batch, within what one address may ask in a minute.
  for (const [path, steps] of [...pages].slice(-100)) {
    const answer = await fetch(server.url + path, { headers: { accept: "text/html" } });
    const text = await answer.text();
    if (answer.status === 429) break;
    for (const { mark, link } of steps) {
      if (answer.status !== 200 || (link !== undefined && !text.includes(mark)))
        unseen.push(`${mark} ${path} ${answer.status}`);
    }
  }
  return unseen;
}
