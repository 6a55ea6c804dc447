// The promise ledger's days: a reminder to the body three days before, the question to the citizens on the day, a note when it has passed.

import { addDays, dayOf, endOf } from "../../../core/domain/day.ts";
import { showNumber } from "../../../core/domain/request/number.ts";
import { isOverdue, REMIND_BEFORE_DAYS } from "../../../core/domain/request/promises.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { contactsOf } from "../requests/requests.store.ts";
import type { Services } from "../service.ts";
import { addNotes, type NewNote } from "./notes.store.ts";
import { tellCitizens } from "./tell.ts";

const BATCH = 100;
/** A server that was down asks afterwards, but not months afterwards. */
const STILL_ASKED_DAYS = 14;

type Promised = { number: string; promise: number; day: string };

export function promiseDays(services: Services): JobKind {
  return {
    kind: "promise-days",
    title: { zh: "承诺到期提醒和询问", en: "Promises: reminders and questions" },
    schedule: { dailyAt: "08:00" },
    async run({ place, dueAt, keep, rest }) {
      let after = typeof place.after === "string" ? place.after : "";
      let [reminded, asked] = [Number(place.reminded ?? 0), Number(place.asked ?? 0)];
      const today = dayOf(dueAt);
      for (;;) {
        const rows = await services.requests.within((query) => due(query, services.tenant, today, after));
        for (const number of new Set(rows.map((row) => row.number))) {
          const done = await services.requests.within((query) => look(services, query, number, today));
          reminded += done.reminded;
          asked += done.asked;
          await rest();
        }
        if (rows.length < BATCH)
          return `提醒单位 ${reminded} 条，询问群众 ${asked} 人 ${reminded} notes, ${asked} people asked`;
        // One whose promises stand on both sides of the cut is looked at twice; what was written stays one.
        const last = rows.at(-1)!;
        after = `${last.day} ${last.number} ${last.promise}`;
        await keep({ after, reminded, asked });
      }
    },
  };
}

async function due(query: Transaction, tenant: string, today: string, after: string): Promise<Promised[]> {
  const [day = "", number = "", promise = "0"] = after.split(" ");
  return query<Promised>(
    `SELECT number, promise, by_day::text AS day FROM services.promise
     WHERE tenant_id = $1 AND by_day BETWEEN $2::date AND $3::date
       AND ($4 = '' OR (by_day, number, promise) > ($5::date, $6, $7::int))
     ORDER BY by_day, number, promise LIMIT $8`,
    [
      ...[tenant, addDays(today, -STILL_ASKED_DAYS), addDays(today, REMIND_BEFORE_DAYS)],
      ...[day, day === "" ? today : day, number, Number(promise), BATCH],
    ],
  );
}

async function look(services: Services, query: Transaction, number: string, today: string) {
  const { requests, tenant, clock } = services;
  const record = await requests.readIn(query, number);
  if (record === undefined || record.state.mergedInto !== undefined) return { reminded: 0, asked: 0 };
  const notes: NewNote[] = [];
  let asked = 0;
  for (const each of record.state.commitments) {
    const about = { number, body: each.who, dueAt: endOf(each.by) };
    const once = (kind: string) => `${number}/${kind}/${each.number}/${each.by}`;
    const near = each.by >= today && each.by <= addDays(today, REMIND_BEFORE_DAYS);
    if (near && each.keptAt === undefined)
      notes.push({ ...about, kind: "promise-near", once: once("promise-near") });
    if (isOverdue(each, clock.now()))
      notes.push({ ...about, kind: "promise-over", once: once("promise-over") });
    const asks =
      each.by <= today && each.by >= addDays(today, -STILL_ASKED_DAYS) && each.answers.length === 0;
    if (!asks) continue;
    const words = `诉求${showNumber(number)}：单位承诺${each.by.slice(5).replace("-", "月")}日前办的事，办了没有？请点原来的链接，或凭编号打电话告诉我们。`;
    const contacts = await contactsOf(query, tenant, number);
    asked += await tellCitizens(services, query, record.state, contacts, {
      number,
      words,
      once: once("promise-asked"),
    });
  }
  return { reminded: await addNotes(query, tenant, notes, clock.now()), asked };
}
