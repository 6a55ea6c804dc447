// Reads what a GeoReport client sends: a filing, or the limits of a list; wrong ones in the specification's words.

import { matterOf } from "../../../core/domain/request/matters.ts";
import type { CommandOf, Said, Wants } from "../../../core/domain/request/steps.ts";
import type { Contact } from "../requests/requests.store.ts";

const DAYS = 86_400_000;
/** The specification: at most 90 days, and the last 90 where none are named. */
const LONGEST = 90 * DAYS;
const LONGEST_WORDS = 5_000;
const MOST_ASKS = 20;

/** Query and form of a call, as single values. */
export type Sent = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong, so that a client can mend it at once. */
export interface Wrong {
  readonly wrong: readonly string[];
}

export interface Wanted {
  readonly codes?: readonly string[];
  readonly closed?: boolean;
  readonly from: number;
  readonly until: number;
  readonly most: number;
  /** How many of the newest stand on earlier pages. */
  readonly skipped: number;
}

/**
 * A time as the specification wants it (W3C: 1994-11-05T08:15:30-05:00). A day alone, or a time without its zone, is Beijing's; a
 * blank is a plus sign that a client forgot to encode. NaN: not a time.
 */
function timeOf(text: string): number {
  const [, day, hour = "00:00", rest = "", zone = "+08:00"] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+\- ]\d{2}:?\d{2})?)?$/.exec(
      text.trim(),
    ) ?? [];
  if (day === undefined) return Number.NaN;
  return Date.parse(`${day}T${hour}${rest || ":00"}${zone.replace(" ", "+")}`);
}

/** `largest`: requests on a page of this list; a larger page_size counts as that many. */
export function readWanted(fields: Sent, now: number, largest = MOST): Wanted | Wrong {
  const { start_date, end_date } = fields;
  const until = end_date ? timeOf(end_date) : undefined;
  const from = start_date ? timeOf(start_date) : undefined;
  if (Number.isNaN(until) || Number.isNaN(from))
    return wrong("start_date and end_date are times such as 2026-05-01T00:00:00Z");
  const last = until ?? (from === undefined ? now : from + LONGEST);
  const first = from ?? last - LONGEST;
  if (last < first) return wrong("end_date is before start_date");
  if (last - first > LONGEST + DAYS) return wrong("start_date and end_date may not span more than 90 days");
  const states = new Set(
    (fields.status ?? "")
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== ""),
  );
  if ([...states].some((each) => each !== "open" && each !== "closed"))
    return wrong("status is open or closed");
  const codes = listOf(fields.service_code);
  const most = Math.min(Number(fields.page_size || largest), largest);
  if (!Number.isInteger(most) || most < 1) return wrong("page_size is a whole number from 1");
  const page = Number(fields.page || 1);
  if (!Number.isInteger(page) || page < 1 || page > 100_000) return wrong("page is a whole number from 1");
  return {
    from: first,
    until: last,
    most,
    skipped: (page - 1) * most,
    ...(codes === undefined ? {} : { codes }),
    ...(states.size === 1 ? { closed: states.has("closed") } : {}),
  };
}

/** What one answer may hold; the specification names 1000 for lists. */
const MOST = 1000;

/** Values between commas; undefined where there is none. */
export function listOf(text: string | undefined): string[] | undefined {
  const values = (text ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return values.length === 0 ? undefined : values;
}

function wrong(...all: string[]): Wrong {
  return { wrong: all };
}

const WANTS: ReadonlySet<string> = new Set<Wants>(["text", "call", "visit", "none"]);

/** The most that a field may hold. What is longer is refused: words that were cut off would be lost unseen. */
const LIMITS: Readonly<Record<string, number>> = {
  ...{ description: LONGEST_WORDS, "attribute[asks]": LONGEST_WORDS, address_string: 300, address_id: 300 },
  ...{ media_url: 500, email: 320, phone: 40, first_name: 50, last_name: 50 },
};

export function readFiling(fields: Sent): { command: CommandOf<"file">; contact: Contact } | Wrong {
  const faults = tooLong(fields);
  const { service_code } = fields;
  const matter = matterOf(service_code);
  if (!service_code) faults.push("service_code was not provided");
  else if (matter === undefined) faults.push("service_code provided was not found");
  const place = placeOf(fields);
  if (typeof place === "string") faults.push(place);
  const asks = (fields["attribute[asks]"] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (asks.length > MOST_ASKS) faults.push(`attribute[asks] has more than ${MOST_ASKS} lines`);
  const text = (fields.description ?? "").trim();
  if (text === "" && asks.length === 0) faults.push("description was not provided");
  const wanted = fields["attribute[wants]"] || undefined;
  if (wanted !== undefined && !WANTS.has(wanted))
    faults.push(`attribute[wants] is one of ${[...WANTS].join(", ")}`);
  const open = fields["attribute[public]"] || "no";
  if (open !== "yes" && open !== "no") faults.push("attribute[public] is yes or no");
  if (faults.length > 0 || matter === undefined || typeof place === "string") return wrong(...faults);
  const name = [fields.last_name, fields.first_name].filter(Boolean).join(" ");
  const { phone, email, media_url } = fields;
  const said: Said = {
    ...(text === "" ? {} : { text }),
    ...place,
    ...Object.fromEntries(asks.map((ask, index) => [`ask${index + 1}`, ask])),
    ...(media_url ? { media: media_url } : {}),
  };
  return {
    command: {
      kind: "file",
      by: { role: "citizen", person: 0 },
      door: "open311",
      procedure: "hotline",
      intent: matter.harm === "question" ? "consult" : "ask-help",
      matter: matter.id,
      asks: Math.max(1, asks.length),
      harm: matter.harm,
      wants: (wanted as Wants | undefined) ?? (phone || email ? "text" : "none"),
      hideFrom: [],
      open: open === "yes",
      said,
    },
    contact: {
      ...(name === "" ? {} : { name }),
      ...(phone ? { phone } : {}),
      ...(email ? { email } : {}),
    },
  };
}

/** The fields that are longer than they may be, in words. */
export function tooLong(fields: Sent): string[] {
  return Object.entries(LIMITS)
    .filter(([name, most]) => (fields[name]?.length ?? 0) > most)
    .map(([name, most]) => `${name} is longer than ${most} characters`);
}

/** Where it is, as words of the filing; or what is wrong with it. */
function placeOf({ lat, long, address_string, address_id }: Sent): Record<string, string> | string {
  const address = (address_string || address_id || "").trim();
  const named: Record<string, string> = address === "" ? {} : { place: address };
  if (!lat?.trim() && !long?.trim())
    return address === "" ? "a location is needed: lat and long, address_string or address_id" : named;
  const [north, east] = [degrees(lat), degrees(long)];
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return "lat and long are WGS84 degrees";
  return { lat: String(north), long: String(east), ...named };
}

function degrees(text = ""): number {
  return /^\s*[+-]?\d{1,3}(?:\.\d{1,20})?\s*$/.test(text) ? Number(text) : Number.NaN;
}
