// Takes a case system's rows in and gives out what changed here, each row done once however often it comes; what cannot be done is named by row.

import { likelyMatters, MATTERS } from "../../../core/domain/request/matters.ts";
import { isRefusal, type Refusal } from "../../../core/domain/request/refusals.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Acting, Command } from "../../../core/domain/request/steps.ts";
import { linesOf, saidOf } from "../../../core/domain/request/words.ts";
import { phaseWordsToOthers } from "../../../web/citizens/phase-words.ts";
import { VERDICT_WORDS } from "../../../web/citizens/step-words.ts";
import { hidesFromBody } from "../desk/desk.policy.ts";
import { freeAsks } from "../dispatch/dispatch.ts";
import { type Body, bodiesOfTenant } from "../officers/bodies.store.ts";
import { openContact } from "../officers/contacts.store.ts";
import { actingAs, type Officer } from "../officers/officer.ts";
import { plainPhone } from "../requests/phone.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { type ChangedRow, changedSince, type Place, saveTicket, ticketOf } from "./exchange.store.ts";
import { headerOf, type Mapping, placesOf, type Row, rowOf } from "./mapping.ts";
import type { Table } from "./table.ts";

export interface RowProblem {
  /** The row of the file, the header being 1. */
  readonly row: number;
  readonly zh: string;
  readonly en: string;
}

export interface Taken {
  readonly filed: number;
  readonly changed: number;
  readonly same: number;
  readonly problems: readonly RowProblem[];
}

class RowTrouble extends Error {
  readonly zh: string;
  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
  }
}

const CLOSED = /^(?:已?办结|已?完成|已?结案|已归档|关闭|closed)$/i;

/** Takes a table in, row by row; a row that fails leaves the others as they are. */
export async function takeTable(
  services: Services,
  officer: Officer,
  system: string,
  mapping: Mapping,
  table: Table,
): Promise<Taken> {
  const places = placesOf(table[0] ?? [], mapping);
  const problems: RowProblem[] = [];
  for (const field of ["external", "text"] as const)
    if (!places.has(field))
      problems.push({
        row: 1,
        zh: `没有“${headerOf(field, mapping)}”这一栏。请在栏目对照里写：${field} = 您表里的栏名。`,
        en: `No column for ${field}; name it in the mapping.`,
      });
  const counts = { filed: 0, changed: 0, same: 0 };
  if (problems.length > 0) return { ...counts, problems };
  const bodies = await services.requests.within((query) => bodiesOfTenant(query, services.tenant));
  for (const [index, cells] of table.slice(1).entries()) {
    try {
      counts[await takeRow(services, officer, system, mapping, bodies, rowOf(cells, places))] += 1;
    } catch (error) {
      if (!(error instanceof RowTrouble)) throw error;
      problems.push({ row: index + 2, zh: error.zh, en: error.message });
    }
  }
  return { ...counts, problems };
}

async function takeRow(
  services: Services,
  officer: Officer,
  system: string,
  mapping: Mapping,
  bodies: readonly Body[],
  row: Row,
): Promise<keyof Omit<Taken, "problems">> {
  const { requests, tenant } = services;
  const { external = "", text = "" } = row;
  if (external === "" || external.length > 80)
    throw new RowTrouble("没有工单编号，或者太长。", "No ticket number, or too long a one.");
  const digest = digestOf(JSON.stringify(row));
  const known = await requests.within((query) => ticketOf(query, tenant, system, external));
  if (known?.digest?.equals(digest)) return "same";
  if (known === undefined && text === "") throw new RowTrouble("没有诉求内容。", "No words.");
  const body = bodyOf(row, mapping, bodies);
  const key = `exchange/${digestOf(`${system}\0${external}`).toString("hex").slice(0, 32)}`;
  const number = known?.number ?? (await fileRow(services, officer, system, row, key));
  await handle(services, officer, number, row, body, key);
  // Last, so that a row that broke off half-way is taken up again.
  await requests.within((query) => saveTicket(query, tenant, system, external, number, digest));
  return known === undefined ? "filed" : "changed";
}

function bodyOf({ body }: Row, mapping: Mapping, bodies: readonly Body[]): string | undefined {
  if (body === undefined) return undefined;
  const id = mapping.bodies.get(body) ?? bodies.find((each) => each.zh === body || each.id === body)?.id;
  if (id !== undefined && bodies.some((each) => each.id === id)) return id;
  throw new RowTrouble(
    `单位“${body.slice(0, 40)}”不在名单里。请在单位对照里写：${body.slice(0, 40)} = 本平台的单位代号。`,
    "The body is not on the list; name it in the mapping.",
  );
}

async function fileRow(
  { requests, tenant }: Services,
  officer: Officer,
  system: string,
  row: Row,
  key: string,
): Promise<string> {
  const { external = "", text = "", asks = "", place = "", name, phone } = row;
  const plain = phone === undefined ? undefined : plainPhone(phone);
  if (phone !== undefined && plain === undefined)
    throw new RowTrouble("联系电话不像电话号码。", "Not a telephone number.");
  const matter =
    MATTERS.find((each) => each.zh === row.matter || each.id === row.matter) ??
    likelyMatters(text, 1)[0] ??
    MATTERS.at(-1)!;
  const lines = linesOf(asks).slice(0, 20);
  const filed = await requests.file(
    {
      ...{ kind: "file", door: "exchange", procedure: "hotline", intent: "ask-help" },
      by: { ...actingAs(officer, "operator"), person: 0 },
      ...{ matter: matter.id, asks: Math.max(1, lines.length), harm: matter.harm },
      ...{ wants: plain === undefined ? "none" : "call", hideFrom: [], open: false },
      said: { ...saidOf({ text: text.slice(0, 5_000), asks: lines, place: place.slice(0, 200) }), external },
    },
    {
      ...{ key: `${key}/file`, officer: officer.id },
      contact: {
        ...(name === undefined ? {} : { name: name.slice(0, 50) }),
        ...(plain === undefined ? {} : { phone: plain }),
      },
      also: (query, { number }) => saveTicket(query, tenant, system, external, number, null),
    },
  );
  return done(filed).number;
}

/** What the other system says was done, as steps of the body that it names: assigned, answered, closed. */
async function handle(
  { requests }: Services,
  officer: Officer,
  number: string,
  { reply, status = "" }: Row,
  body: string | undefined,
  key: string,
): Promise<void> {
  if (body === undefined) return;
  const act = async (command: Command, what: string): Promise<RequestState> =>
    done(await requests.act(number, command, { key: `${key}/${what}`, officer: officer.id })).state;
  let { state } = (await requests.read(number))!;
  const round = `${state.bounces}-${state.totalReturns}`;
  if (freeAsks(state).length > 0) {
    const parts = freeAsks(state).map((ask) => ({ ask, handling: body, assisting: [] }));
    const by = actingAs(officer, "dispatcher");
    state = await act({ kind: "dispatch", by, lead: body, parts }, `dispatch-${round}-${body}`);
  }
  const answer = (reply ?? "").trim();
  if (answer === "" || state.closed) return;
  const by: Acting = { role: "officer", body, desk: "原系统" };
  const offered = state.asks.filter((ask) => ask.offer?.to === body).map((ask) => ask.number);
  if (offered.length > 0) state = await act({ kind: "acknowledge", by, asks: offered }, `accept-${round}`);
  const held = state.asks.filter((ask) => ask.handling === body || state.lead === body);
  const words = answer.slice(0, 10_000);
  state = await act(
    {
      ...{ kind: "reply", by, commitments: [], said: { text: words } },
      asks: held.map((ask) => ({ ask: ask.number, as: "answered" as const })),
    },
    `reply-${round}-${digestOf(words).toString("hex").slice(0, 16)}`,
  );
  if (CLOSED.test(status)) await act({ kind: "close", by, claim: "done" }, `close-${round}`);
}

/** Passes on what was done. @throws RowTrouble with what the domain says is wrong and how to mend it. */
function done<T>(result: T | Refusal): T {
  if (isRefusal(result))
    throw new RowTrouble(`${result.zh}${result.mend.zh}`, `${result.en} ${result.mend.en}`);
  return result;
}

const OURS = ["落地编号", "群众评判", "退回重办次数", "答复期限", "最近变化"] as const;
const TIME = new Intl.DateTimeFormat("sv-SE", {
  ...{ timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" },
});

export interface GivenOut {
  readonly table: Table;
  /** The place after the last row, where the next file begins. */
  readonly next: Place;
  readonly more: boolean;
}

/** What changed after a place, under the other system's own column names; names and numbers only of people who hide from nobody here. */
export async function giveOut(
  services: Services,
  officer: Officer,
  system: string,
  mapping: Mapping,
  after: Place,
  most: number,
): Promise<GivenOut> {
  const { requests, tenant } = services;
  const fields = [
    "external",
    "text",
    "asks",
    "place",
    "name",
    "phone",
    "matter",
    "body",
    "reply",
    "status",
  ] as const;
  const header = [...fields.map((field) => headerOf(field, mapping)), ...OURS];
  const rows = await requests.within((query) => changedSince(query, tenant, system, after, most + 1));
  const bodies = await requests.within((query) => bodiesOfTenant(query, tenant));
  const theirs = new Map([...mapping.bodies].map(([name, id]) => [id, name]));
  const nameOf = (id: string | null) =>
    id === null ? "" : (theirs.get(id) ?? bodies.find((each) => each.id === id)?.zh ?? id);
  const table: string[][] = [header];
  const shown = rows.slice(0, most);
  for (const row of shown) table.push(await lineOf(services, officer, system, row, nameOf));
  const last = shown.at(-1);
  return {
    table,
    next: last === undefined ? after : { at: last.lastAt, number: last.number },
    more: rows.length > most,
  };
}

async function lineOf(
  { requests, tenant }: Services,
  officer: Officer,
  system: string,
  row: ChangedRow,
  nameOf: (id: string | null) => string,
): Promise<string[]> {
  const record = (await requests.read(row.number))!;
  const first = record.state.people[0]!;
  const said = record.steps[0]?.said ?? {};
  const reply = record.steps.findLast((step) => step.kind === "reply")?.said?.text ?? "";
  const opener = { officer, role: "dispatcher", body: officer.body, desk: officer.desk } as const;
  // What the other system sent itself it has already; only what was filed here goes along, and the citizen sees that it did.
  const contact =
    row.external !== null || first.deleted || hidesFromBody(first)
      ? undefined
      : await requests.within((query) =>
          openContact(query, tenant, row.number, 0, opener, `导出到${system}`, requests.now()),
        );
  return [
    ...[row.external ?? row.number, said.text ?? "", said.asks ?? "", said.place ?? ""],
    ...[contact?.name ?? "", contact?.phone ?? ""],
    ...[MATTERS.find((each) => each.id === row.matter)?.zh ?? "", nameOf(row.lead), reply],
    ...[phaseWordsToOthers(row.phase).zh, row.number],
    ...[row.verdict === null ? "" : VERDICT_WORDS[row.verdict as keyof typeof VERDICT_WORDS].zh],
    ...[String(row.bounces), row.due === null ? "" : TIME.format(row.due), TIME.format(row.lastAt)],
  ];
}
