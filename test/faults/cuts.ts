// Simulated power cuts: PostgreSQL's disk is copied under load as it stands on the image, and the copy is started.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { CommandOf } from "../../core/domain/request/steps.ts";
import { Chance } from "../../demo/random.ts";
import { databaseAt } from "../../server/kit/database/database.ts";
import { type EmbeddedDatabase, startEmbedded } from "../../server/kit/database/embedded.ts";
import { migrate } from "../../server/kit/database/migrate.ts";
import { Requests } from "../../server/services/requests/requests.ts";
import { SERVICES_MIGRATIONS } from "../../server/services/services.ts";
import { Disk, heldStill } from "./disk.ts";
import { type Found, findSteps, SentLog } from "./saved.ts";

const KIT = join(import.meta.dirname, "..", "..", "server", "kit", "migrations");
const TENANT = "999901";
const MEGABYTES = 600;
const WRITERS = 4;

/** A disk with a database that is migrated, flushed and stopped, to be copied for each run. */
export async function freshDisk(): Promise<Disk> {
  const disk = Disk.make(MEGABYTES);
  const database = await startEmbedded({ folder: disk.folder });
  await migrate(database.url, [KIT, SERVICES_MIGRATIONS]);
  await database.stop();
  disk.flush();
  return disk;
}

/**
 * Cuts the power so many times under load; each cut is started and searched for everything that was acknowledged before it.
 * @param safe false: a server that does not wait for the disk, which must lose something, or the test sees nothing.
 */
export async function cutRepeatedly(
  fresh: Disk,
  cuts: number,
  seed: string,
  safe: boolean,
): Promise<Found[]> {
  const chance = new Chance(seed);
  const disk = await fresh.copy();
  const database = await startEmbedded({
    folder: disk.folder,
    settings: safe ? [] : ["fsync=off", "full_page_writes=off"],
  });
  const log = new SentLog();
  const writing = new Writing(database, log);
  const found: Found[] = [];
  try {
    disk.flush();
    for (let count = 0; count < cuts; count += 1) {
      const more = log.acknowledged.length + 2 * WRITERS;
      writing.start();
      while (log.acknowledged.length < more) await writing.alive();
      await wait(chance.whole(0, 600));
      const cut = await heldStill(postmasterOn(disk.folder), async () => {
        const copy = await disk.copy();
        // Answers that had left PostgreSQL before it was held still count as well.
        return { copy, acknowledged: [...log.acknowledged], sent: new Set(log.sent) };
      });
      try {
        found.push(await searched(cut.copy, cut));
      } finally {
        cut.copy.remove();
      }
    }
    return found;
  } finally {
    await writing.stop();
    await database.stop();
    disk.remove();
  }
}

/** Starts what the cut left, and looks. A disk that does not even start has lost everything. */
async function searched(copy: Disk, log: Pick<SentLog, "sent" | "acknowledged">): Promise<Found> {
  const lost = {
    acknowledged: log.acknowledged.length,
    lost: log.acknowledged.map((step) => step.mark),
    twice: [],
    half: [],
  };
  const database = await startEmbedded({ folder: copy.folder }).catch(() => undefined);
  if (database === undefined) return lost;
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    return await findSteps(client, log);
  } finally {
    await client.end();
    await database.stop();
  }
}

/** Several who file and add without pause, each with a key. */
class Writing {
  readonly #database: ReturnType<typeof databaseAt>;
  readonly #requests: Requests;
  readonly #log: SentLog;
  #loops: Promise<void>[] = [];
  #failure: Error | undefined;
  #stopping = false;
  #count = 0;

  constructor({ applicationUrl }: EmbeddedDatabase, log: SentLog) {
    this.#database = databaseAt(applicationUrl, () => {});
    const clock = { now: () => Date.now() };
    this.#requests = new Requests({ database: this.#database, tenant: TENANT, clock, packs: [] });
    this.#log = log;
  }

  start(): void {
    if (this.#loops.length > 0) return;
    this.#loops = Array.from({ length: WRITERS }, () =>
      this.#loop().catch((error: Error) => {
        this.#failure = error;
      }),
    );
  }

  async alive(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    await wait(10);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#loops);
    await this.#database.close();
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      const mark = this.#mark();
      const filed = await this.#requests.file(filing(mark), { key: mark });
      if (isRefusal(filed)) throw new Error(filed.code);
      const { number } = filed;
      this.#log.acknowledge({ mark, number });
      const added = this.#mark();
      const by = { role: "citizen", person: 0 } as const;
      const command = { kind: "add", by, photos: 0, said: { text: `还没有人来 ${added}` } } as const;
      const done = await this.#requests.act(number, command, { key: added });
      if (isRefusal(done)) throw new Error(done.code);
      this.#log.acknowledge({ mark: added, number });
    }
  }

  #mark(): string {
    this.#count += 1;
    const mark = `m-cut-${this.#count}`;
    this.#log.send(mark);
    return mark;
  }
}

function filing(mark: string): CommandOf<"file"> {
  return {
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", matter: "water", asks: 1, harm: "trouble", wants: "none" },
    ...{ hideFrom: [], open: false, said: { text: `水管漏水 ${mark}` } },
  } as CommandOf<"file">;
}

function postmasterOn(folder: string): number {
  const data = readdirSync(folder).find((name) => /^pgdata-\d+$/.test(name))!;
  return Number(readFileSync(join(folder, data, "postmaster.pid"), "utf8").split("\n", 1)[0]);
}
