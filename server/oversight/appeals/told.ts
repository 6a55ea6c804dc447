// What appeals tell on the platform's own pages: a body that its appeal was answered, supervisors how many wait and how many are late.

import { isLate, isNews, SURELY_OVER } from "../../../core/domain/appeals/appeal.ts";
import { addDays, dayOf, startOf } from "../../../core/domain/day.ts";
import type { Instant } from "../../../core/domain/facts.ts";
import { answeredWords, MORE_ANSWERED, waitingWords } from "../../../web/oversight/appeal-words.ts";
import type { Way } from "../../../web/parts/layout.tsx";
import type { Clock } from "../../kit/clock.ts";
import type { Database, Transaction } from "../../kit/database/database.ts";
import { answersTo, waitingAppeals } from "./appeals.store.ts";

/** Answers told one by one; the rest stand in the body's own list. */
const MOST = 10;

/** How many appeals wait for an answer, and how many of them have passed their last day. */
export async function waitingNow(query: Transaction, tenant: string, now: Instant) {
  const days = await waitingAppeals(query, tenant);
  const sum = (each: typeof days) => each.reduce((all, { count }) => all + count, 0);
  return { count: sum(days), late: sum(days.filter((each) => isLate(each, now) === true)) };
}

export function appealsTold(options: {
  readonly database: Database;
  readonly tenant: string;
  readonly clock: Clock;
}) {
  const { database, tenant, clock } = options;
  const read = <T>(work: (query: Transaction) => Promise<T>) =>
    database.within("luodi_oversight", tenant, work);
  return {
    async toBody(body: string): Promise<Way[]> {
      const now = clock.now();
      const since = startOf(addDays(dayOf(now), -SURELY_OVER));
      const answered = await read((query) => answersTo(query, tenant, body, since, MOST + 1));
      const news = answered.filter(({ answer }) => isNews(answer!.at, now));
      const told = news.slice(0, MOST).map(({ finding, title, answer }) => ({
        ...answeredWords(title, answer!),
        href: `/findings/${finding}#appeals`,
      }));
      return news.length > MOST ? [...told, { ...MORE_ANSWERED, href: "/findings" }] : told;
    },
    async toSupervisors(): Promise<Way[]> {
      const waiting = await read((query) => waitingNow(query, tenant, clock.now()));
      return waiting.count === 0 ? [] : [{ ...waitingWords(waiting), href: "/appeals" }];
    },
  };
}
