// What GeoReport shows of a request: everything but persons where its filer consented, else its status and dates.

import { matterOf } from "../../../core/domain/request/matters.ts";
import type { Phase } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { phaseWordsToOthers } from "../../../web/citizens/phase-words.ts";
import type { Services } from "../service.ts";
import type { Fields } from "./answers.ts";
import type { Row } from "./open311.store.ts";

/** About a hundred metres: a place, and not a door. */
const PLACES = 1_000;

export function shownRequest(row: Row): Fields {
  const dates = {
    requested_datetime: iso(row.filedAt),
    updated_datetime: iso(row.lastAt),
    ...(row.dueAt === null || row.closed ? {} : { expected_datetime: iso(row.dueAt) }),
  };
  const status = { service_request_id: row.number, status: row.closed ? "closed" : "open" };
  if (!row.public) return { ...status, ...dates };
  const words = row.words ?? {};
  const matter = matterOf(row.matter ?? undefined);
  return {
    ...status,
    status_notes: phaseWordsToOthers(row.phase as Phase).zh,
    service_name: matter?.zh ?? "其他",
    service_code: matter?.id ?? "other",
    description: maskText(words.text ?? "").text,
    agency_responsible: row.lead ?? "",
    service_notice: row.verdict === null ? "" : `群众评结果 the citizen's word: ${row.verdict}`,
    ...dates,
    address: maskText(words.place ?? "").text,
    address_id: "",
    zipcode: "",
    ...(words.lat === undefined || words.long === undefined
      ? {}
      : { lat: rounded(words.lat), long: rounded(words.long) }),
    media_url: "",
  };
}

/** Each step of the handling between two instants as an update; its words only where the request is public, and masked. */
export async function shownUpdates(
  { requests }: Services,
  row: Row,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<Fields[]> {
  const record = await requests.read(row.number);
  let closed = false;
  return (record?.steps ?? []).flatMap((step, place): Fields[] => {
    if (step.kind === "close" || step.kind === "merge") closed = true;
    if (step.kind === "reopen") closed = false;
    if (!TOLD.has(step.kind) || step.at < from || step.at > until) return [];
    return [
      {
        update_id: `${row.number}-${place}`,
        service_request_id: row.number,
        status: closed ? "closed" : "open",
        updated_datetime: iso(step.at),
        description: row.public ? descriptionOf(step) : "",
        media_url: "",
      },
    ];
  });
}

const TOLD: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>([
  ...([
    "file",
    "dispatch",
    "acknowledge",
    "hand-over",
    "accept",
    "return",
    "extend",
    "pause",
    "park",
  ] as const),
  ...(["resume", "reply", "close", "reopen", "merge"] as const),
]);

function descriptionOf(step: Step): string {
  const words = step.kind === "reply" || step.kind === "close" ? (step.said?.text ?? "") : "";
  return words === "" ? step.kind : maskText(words, { keepOfficePhones: true }).text;
}

export async function shownVerdicts({ requests }: Services, number: string): Promise<Fields> {
  const { state } = (await requests.read(number))!;
  return {
    service_request_id: number,
    bounces: state.bounces,
    asks: state.asks.map((each) => ({
      ask: each.number,
      outcome: each.outcome,
      agency_responsible: each.handling ?? "",
    })),
    verdicts: state.people.flatMap(({ number: person, verdict }) =>
      verdict === undefined
        ? []
        : [{ person, verdict: verdict.value, datetime: iso(verdict.at), void: verdict.void }],
    ),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function rounded(degrees: string): number {
  return Math.round(Number(degrees) * PLACES) / PLACES;
}
