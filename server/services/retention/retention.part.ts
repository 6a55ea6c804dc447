// Deletion as a part of the server: what each record's day is, and the job that keeps to it while the ledger still verifies.

import { addMonths, dayOf, startOf } from "../../../core/domain/day.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { dueForDeletion, LIFE_MONTHS } from "../../../core/domain/request/retention.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { forgetJobs } from "../../kit/jobs/queue.store.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import type { Part, Services } from "../service.ts";
import { dropPhotosOf, unnamed } from "../uploads/photos.store.ts";
import { photoStore } from "../uploads/store.ts";
import {
  askedForDeletion,
  type Ended,
  type EndKey,
  endedRequests,
  forgetActors,
  forgetAged,
  forgetDrafts,
  forgetLog,
  forgetMessages,
  forgetOpenings,
} from "./retention.store.ts";
import { RETENTION } from "./retention.ts";

const DAY = 86_400_000;
/** Requests looked at in one statement; rows deleted in one transaction; files asked for at once. */
const PAGE = 200;
const ROWS = 500;
const SWEPT = 100;
const LOG_DAYS_KEPT = 1096;

export function retentionPart(): Part {
  return {
    name: "retention",
    register(_, { requests, tenant }) {
      // In the transaction of the deletion itself, whoever ordered it: photos and messages go with the words.
      requests.react(async (query, { number, added }) => {
        for (const step of added) {
          if (step.kind !== "delete-personal-data") continue;
          await dropPhotosOf(query, tenant, number, step.people);
          await forgetMessages(query, tenant, number, step.people);
        }
      });
    },
    jobs: (services) => [requestsDue(services), recordsDue(services), photosDue(services)],
  };
}

/** Deletes the personal data of ended requests, and of people who asked once their request is closed. */
function requestsDue(services: Services): JobKind {
  const { requests, tenant, clock } = services;
  const lifeEnd = () => startOf(addMonths(dayOf(clock.now()), -LIFE_MONTHS));
  const lists: readonly ((query: Transaction, after: EndKey) => Promise<Ended[]>)[] = [
    (query, after) => askedForDeletion(query, tenant, after, PAGE),
    (query, after) => endedRequests(query, tenant, lifeEnd(), after, PAGE),
  ];
  return {
    kind: "retention-requests",
    title: { zh: "删除到期和本人要求删除的个人信息", en: "Delete personal data that is due or asked for" },
    schedule: { dailyAt: "02:30" },
    async run({ place, keep, rest }) {
      let gone = Number(place.gone ?? 0);
      // First, since the deletion is itself a step, and a seal ends five years after the last step.
      for (const some of [forgetActors, forgetOpenings]) {
        while ((await requests.within((query) => some(query, lifeEnd(), ROWS))) === ROWS) await rest();
      }
      for (const [list, find] of lists.entries()) {
        if (Number(place.list ?? 0) > list) continue;
        let after: EndKey = place.list === list ? keyOf(place) : START;
        for (;;) {
          const found = await requests.within((query) => find(query, after));
          for (const { number } of found.filter((each) => each.holds)) {
            await rest();
            gone += await forget(services, number);
          }
          const last = found.at(-1);
          if (last === undefined || found.length < PAGE) break;
          after = { at: last.at, number: last.number };
          await keep({ list, ...after, gone });
        }
      }
      return `删除了 ${gone} 人的个人信息 personal data of ${gone} people deleted`;
    },
  };
}

const START: EndKey = { at: -1, number: "" };

function keyOf({ at, number }: Readonly<Record<string, unknown>>): EndKey {
  return typeof at === "number" && typeof number === "string" ? { at, number } : START;
}

/** One request: a step of its own says what went, so that the ledger's check knows why words are missing. */
async function forget({ requests, clock }: Services, number: string): Promise<number> {
  const record = await requests.read(number);
  if (record === undefined) return 0;
  const people = dueForDeletion(record.state, clock.now());
  if (people.length === 0) return 0;
  const by = { role: "system" } as const;
  const command = { kind: "delete-personal-data", by, people } as const;
  const acted = await requests.act(number, command, { expected: record.state.count });
  // Somebody acted in between: tomorrow's round looks again.
  return isRefusal(acted) ? 0 : people.length;
}

/** Records with an age of their own: messages, keys, notes, drafts, jobs. */
function recordsDue({ requests, database, tenant, clock }: Services): JobKind {
  return {
    kind: "retention-records",
    title: { zh: "删除过期的记录和草稿", en: "Delete aged records and drafts" },
    schedule: { dailyAt: "03:10" },
    async run({ place, keep }) {
      let gone = Number(place.gone ?? 0);
      const all = async (some: () => Promise<number>) => {
        for (;;) {
          const count = await some();
          gone += count;
          if (count < ROWS) return;
          await keep({ gone });
        }
      };
      for (const rule of RETENTION)
        await all(() => requests.within((query) => forgetAged(query, tenant, rule, clock.now(), ROWS)));
      await all(() => requests.within((query) => forgetLog(query, LOG_DAYS_KEPT, ROWS)));
      const today = dayOf(clock.now());
      await all(() => requests.within((query) => forgetDrafts(query, tenant, today, ROWS)));
      await all(() =>
        database.within("luodi_jobs", tenant, (query) =>
          forgetJobs(query, tenant, clock.now() - 30 * DAY, clock.now() - 180 * DAY, ROWS),
        ),
      );
      return `删除 ${gone} 条 ${gone} records deleted`;
    },
  };
}

/** Files of photos that no row names any more. A file is written before its row, so one of the last day is left alone. */
function photosDue({ requests, settings, tenant, clock }: Services): JobKind {
  const files = photoStore(settings, tenant);
  return {
    kind: "retention-photos",
    title: { zh: "删除没有主的照片文件", en: "Delete files of photos that are gone" },
    schedule: { dailyAt: "03:40" },
    async run({ keep }) {
      let [looked, gone] = [0, 0];
      let ids: string[] = [];
      // Files come in no order, so one that is stopped begins anew; what it dropped is dropped.
      const sweep = async () => {
        const free = await requests.within((query) => unnamed(query, tenant, ids));
        const old = await files.olderThan(free, DAY, clock.now());
        await files.drop(old);
        gone += old.length;
        looked += ids.length;
        ids = [];
        await keep({ looked, gone });
      };
      for await (const id of files.all()) if (ids.push(id) === SWEPT) await sweep();
      if (ids.length > 0) await sweep();
      return `删除 ${gone} 张照片的文件 files of ${gone} photos deleted`;
    },
  };
}
