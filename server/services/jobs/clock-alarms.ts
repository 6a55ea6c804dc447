// Clock alarms: a note to the body a day before a reply is due and once it is late, to receivers and coordinators that hesitate.

import type { Clock as RequestClock } from "../../../core/domain/request/clocks.ts";
import { showNumber } from "../../../core/domain/request/number.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { viewOf } from "../requests/request-view.ts";
import { contactsOf, lockRequest, saveView } from "../requests/requests.store.ts";
import type { Services } from "../service.ts";
import { addNotes, type NewNote } from "./notes.store.ts";
import { tellCitizens } from "./tell.ts";

const DAY = 86_400_000;
const BATCH = 50;
/** The frequent job looks at what is due about now; the daily one at everything that is late. */
const AROUND = 2 * DAY;

export function clockAlarms(services: Services): readonly JobKind[] {
  const sweep = (since: (now: number) => number): JobKind["run"] => {
    return async ({ place, keep }) => {
      let [after, notes, late] = [text(place.after), number(place.notes), number(place.late)];
      for (;;) {
        const done = await batch(services, since(services.clock.now()), after);
        notes += done.notes;
        late += done.late;
        if (done.last === undefined)
          return `${late} 件超期，新提醒 ${notes} 条 ${late} late, ${notes} new notes`;
        after = done.last;
        await keep({ after, notes, late });
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

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

/** The next requests by number whose clock is near or over since a time; `last` is absent after the last of them. */
async function candidates(
  query: Transaction,
  tenant: string,
  now: number,
  since: number,
  after: string,
): Promise<string[]> {
  const rows = await query<{ number: string }>(
    `SELECT number FROM (
       SELECT number FROM services.request WHERE tenant_id = $1 AND NOT closed AND due_at BETWEEN $3 AND $2::bigint + $6
       UNION SELECT number FROM services.holding WHERE tenant_id = $1 AND part = 'offer' AND due_at BETWEEN $3 AND $2
       UNION SELECT number FROM services.request WHERE tenant_id = $1 AND NOT closed AND phase = 'with-coordinator'
     ) AS found WHERE number > $4 ORDER BY number LIMIT $5`,
    [tenant, now, since, after, BATCH, DAY],
  );
  return rows.map((row) => row.number);
}

async function batch(services: Services, since: number, after: string) {
  const { requests, tenant } = services;
  const found = await requests.within((query) =>
    candidates(query, tenant, services.clock.now(), since, after),
  );
  let [notes, late] = [0, 0];
  for (const number of found) {
    const done = await requests.within((query) => look(services, query, number));
    notes += done.notes;
    if (done.late) late += 1;
  }
  return { notes, late, last: found.length < BATCH ? undefined : found.at(-1) };
}

/** One request, locked: its row is set to what the clocks say now (a pause moves them), and whoever must know gets a note. */
async function look(services: Services, query: Transaction, number: string) {
  const { requests, tenant, clock } = services;
  if ((await lockRequest(query, tenant, number)) === undefined) return { notes: 0, late: false };
  const record = await requests.readIn(query, number);
  if (record === undefined) return { notes: 0, late: false };
  const { state, clocks } = record;
  await saveView(query, tenant, number, viewOf(state, clocks));
  const now = clock.now();
  const notes = await addNotes(query, tenant, notesFor(number, state, clocks, now), now);
  const reply = clocks.find((each) => each.clock === "reply");
  const late = reply?.state === "late" && reply.due !== undefined;
  if (late) {
    const words = `诉求${showNumber(number)}过了答复期限还没办结，系统已催办单位。可凭编号查询，也可打电话找人。`;
    const contacts = await contactsOf(query, tenant, number);
    await tellCitizens(services, query, state, contacts, {
      number,
      words,
      once: `${number}/late/${reply.due}`,
    });
  }
  return { notes, late };
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
