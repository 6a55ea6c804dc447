// Clock alarms: a note to the body a day before a reply is due and once it is late, to receivers and coordinators that hesitate.

import { type Clock as RequestClock, replyClock } from "../../../core/domain/request/clocks.ts";
import { showNumber } from "../../../core/domain/request/number.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { Job, JobKind } from "../../kit/jobs/queue.ts";
import { viewOf } from "../requests/request-view.ts";
import { contactsOf, lockFree, lockRequest, stepsOfAll } from "../requests/requests.store.ts";
import { isStored, saveView, storedViews } from "../requests/views.store.ts";
import type { Services } from "../service.ts";
import { addNotes, type NewNote, notesWritten } from "./notes.store.ts";
import { tellCitizens, untold } from "./tell.ts";

const DAY = 86_400_000;
/** About twenty milliseconds of work. */
const BATCH = 20;
/** The frequent job looks at what is due about now; the daily one at everything that is late. */
const AROUND = 2 * DAY;

export function clockAlarms(services: Services): readonly JobKind[] {
  const sweep = (since: (now: number) => number): JobKind["run"] => {
    return async ({ place, keep, rest }) => {
      let [at, notes, late] = [placeOf(place), Number(place.notes ?? 0), Number(place.late ?? 0)];
      for (;;) {
        const done = await batch(services, since(services.clock.now()), at, rest);
        notes += done.notes;
        late += done.late;
        if (done.next === undefined)
          return `${late} 件超期，新提醒 ${notes} 条 ${late} late, ${notes} new notes`;
        at = done.next;
        await keep({ ...at, notes, late });
      }
    };
  };
  return [
    {
      kind: "clock-alarms",
      title: { zh: "到期提醒", en: "Clock alarms" },
      schedule: { everyMinutes: 10 },
      run: sweep((now) => now - AROUND),
    },
    {
      kind: "clock-review",
      title: { zh: "每日超期清点", en: "Daily review of what is late" },
      schedule: { dailyAt: "06:30" },
      run: sweep(() => 0),
    },
  ];
}

/** Where a sweep is: in which list of what is due, and after which of its rows. */
interface Place {
  readonly list: number;
  readonly dueAt: number;
  readonly number: string;
}

function placeOf({ list, dueAt, number }: Readonly<Record<string, unknown>>): Place {
  return typeof list === "number" && typeof dueAt === "number" && typeof number === "string"
    ? { list, dueAt, number }
    : { list: 0, dueAt: -1, number: "" };
}

/** Where the clocks are near or over since a time; each by the index that it stands beside, so that no row is read twice for one page. */
export const DUE_LISTS: readonly string[] = [
  // request_by_due
  `SELECT number, due_at::float8 AS "dueAt" FROM services.request WHERE tenant_id = $1 AND NOT closed AND due_at IS NOT NULL
     AND due_at >= $3 AND due_at <= $2::bigint + ${DAY} AND (due_at, number) > ($4::bigint, $5) ORDER BY due_at, number LIMIT $6`,
  // holding_offers
  `SELECT number, due_at::float8 AS "dueAt" FROM services.holding WHERE tenant_id = $1 AND part = 'offer'
     AND due_at >= $3 AND due_at <= $2::bigint AND (due_at, number) > ($4::bigint, $5) ORDER BY due_at, number LIMIT $6`,
  // request_with_coordinator: they are few, and their clock stands in no row
  `SELECT number, filed_at::float8 AS "dueAt" FROM services.request WHERE tenant_id = $1 AND NOT closed AND phase = 'with-coordinator'
     AND $2::bigint >= $3::bigint AND (filed_at, number) > ($4::bigint, $5) ORDER BY filed_at, number LIMIT $6`,
];

/** The next requests: looked at without a lock, since mostly nothing has moved; what moved is locked, looked at again and written. */
async function batch(services: Services, since: number, { list, dueAt, number }: Place, rest: Job["rest"]) {
  const { requests, tenant, clock } = services;
  const [rows, seen] = await requests.within(async (query) => {
    const found = await query<{ number: string; dueAt: number }>(DUE_LISTS[list]!, [
      ...[tenant, clock.now(), since, dueAt, number, BATCH],
    ]);
    return [found, await lookAt(services, query, [...new Set(found.map((each) => each.number))])] as const;
  });
  const moved = seen.filter((each) => each.moved).map((each) => each.number);
  let notes = 0;
  if (moved.length > 0) {
    await rest();
    const done = await requests.within(async (query) => {
      // Never waits for one request while it holds another: that would end in a deadlock with a merge.
      const locked = await lockFree(query, tenant, moved);
      return { locked: new Set(locked), notes: await write(services, query, locked) };
    });
    notes += done.notes;
    for (const one of moved.filter((each) => !done.locked.has(each))) {
      await rest();
      notes += await requests.within(async (query) => {
        await lockRequest(query, tenant, one);
        return write(services, query, [one]);
      });
    }
  }
  const last = rows.length < BATCH ? undefined : rows.at(-1)!;
  const following = list + 1 < DUE_LISTS.length ? { list: list + 1, dueAt: -1, number: "" } : undefined;
  const next = last === undefined ? following : { list, dueAt: last.dueAt, number: last.number };
  return { notes, late: seen.filter((each) => each.late).length, next };
}

/** What the clocks say of these requests now, and whether anything of it is not written yet. */
async function lookAt(services: Services, query: Transaction, numbers: readonly string[]) {
  if (numbers.length === 0) return [];
  const { requests, tenant, clock } = services;
  const steps = await stepsOfAll(query, tenant, numbers);
  const views = await storedViews(query, tenant, numbers);
  const found = [...steps].map(([number, all]) => {
    const { state, clocks } = requests.recordOf(number, all);
    const view = viewOf(state, clocks);
    const reply = replyClock(clocks);
    const over = reply?.state === "late" ? reply.due : undefined;
    const once = over === undefined ? undefined : `${number}/late/${over}`;
    const notes = notesFor(number, state, clocks, clock.now());
    return { number, state, view, stored: isStored(view, views.get(number)), notes, once };
  });
  const written = await notesWritten(
    query,
    tenant,
    found.flatMap((each) => each.notes.map((note) => note.once)),
  );
  const told = await untold(
    services,
    query,
    found.flatMap(({ state, once, number }) => (once === undefined ? [] : [{ state, once, number }])),
  );
  return found.map(({ once, ...each }) => ({
    ...each,
    late: once !== undefined,
    ...(once === undefined ? {} : { once }),
    untold: once !== undefined && told.has(once),
    moved:
      !each.stored ||
      each.notes.some((note) => !written.has(note.once)) ||
      (once !== undefined && told.has(once)),
  }));
}

/** These requests, locked: their rows are set to what the clocks say now (a pause moves them), and whoever must know gets a note. */
async function write(services: Services, query: Transaction, numbers: readonly string[]): Promise<number> {
  const { tenant, clock } = services;
  const found = await lookAt(services, query, numbers);
  for (const { number, view, stored, state, once, untold } of found) {
    if (!stored) await saveView(query, tenant, number, view);
    if (!untold) continue;
    const words = `诉求${showNumber(number)}过了答复期限还没办结，系统已催办单位。可凭编号查询，也可打电话找人。`;
    const contacts = await contactsOf(query, tenant, number);
    await tellCitizens(services, query, state, contacts, { number, words, once: once! });
  }
  return addNotes(
    query,
    tenant,
    found.flatMap((each) => each.notes),
    clock.now(),
  );
}

/** Whom each clock concerns: a reply's all bodies that hold an ask, else the lead; a receiver's the receiver. */
export function notesFor(
  number: string,
  state: RequestState,
  clocks: readonly RequestClock[],
  now: number,
): NewNote[] {
  const notes: NewNote[] = [];
  const add = (kind: NewNote["kind"], body: string | undefined, dueAt: number) =>
    notes.push({ kind, number, body, dueAt, once: `${number}/${kind}/${body ?? "coordinator"}/${dueAt}` });
  for (const { clock, state: at, due, body } of clocks) {
    if (due === undefined) continue;
    if (clock === "reply" && (at === "late" || (at === "running" && due - now <= DAY))) {
      for (const holder of holdersOf(state)) add(at === "late" ? "reply-over" : "reply-near", holder, due);
    }
    if (clock === "receive" && at === "late") add("receive-over", body, due);
    if (clock === "coordinate" && at === "late") add("coordinate-over", undefined, due);
  }
  return notes;
}

function holdersOf(state: RequestState): readonly string[] {
  const holders = new Set(state.asks.flatMap((ask) => (ask.handling === undefined ? [] : [ask.handling])));
  if (holders.size === 0 && state.lead !== undefined) holders.add(state.lead);
  return [...holders];
}
