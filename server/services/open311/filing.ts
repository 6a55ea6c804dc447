// Reads what a GeoReport client sends: a filing, or the limits of a list; wrong ones in the specification's words.

import { matterOf } from "../../../core/domain/request/matters.ts";
import type { CommandOf, Said, Wants } from "../../../core/domain/request/steps.ts";
import type { Contact } from "../requests/requests.store.ts";

const DAYS = 86_400_000;
/** The specification: at most 90 days, and the last 90 where none are named. */
const LONGEST = 90 * DAYS;
const LONGEST_WORDS = 5_000;

/** Query and form of a call, as single values. */
export type Sent = Readonly<Record<string, string | undefined>>;

export interface Wrong {
  readonly wrong: string;
}

export interface Wanted {
  readonly codes?: readonly string[];
  readonly closed?: boolean;
  readonly from: number;
  readonly until: number;
  readonly most: number;
}

export function readWanted(fields: Sent, now: number): Wanted | Wrong {
  const until = fields.end_date === undefined ? undefined : Date.parse(fields.end_date);
  const from = fields.start_date === undefined ? undefined : Date.parse(fields.start_date);
  if (Number.isNaN(until) || Number.isNaN(from))
    return { wrong: "start_date and end_date are ISO 8601 date-times" };
  const last = until ?? (from === undefined ? now : from + LONGEST);
  const first = from ?? last - LONGEST;
  if (last - first > LONGEST + DAYS)
    return { wrong: "start_date and end_date may not span more than 90 days" };
  const states = new Set(
    (fields.status ?? "")
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== ""),
  );
  if ([...states].some((each) => each !== "open" && each !== "closed"))
    return { wrong: "status is open or closed" };
  const codes = fields.service_code?.split(",").map((each) => each.trim());
  const most = Number(fields.page_size ?? 1000);
  if (!Number.isInteger(most) || most < 1) return { wrong: "page_size is a whole number from 1" };
  return {
    from: first,
    until: last,
    most,
    ...(codes === undefined ? {} : { codes }),
    ...(states.size === 1 ? { closed: states.has("closed") } : {}),
  };
}

const WANTS: ReadonlySet<string> = new Set<Wants>(["text", "call", "visit", "none"]);

export function readFiling(fields: Sent): { command: CommandOf<"file">; contact: Contact } | Wrong {
  const { service_code } = fields;
  if (service_code === undefined || service_code === "") return { wrong: "service_code was not provided" };
  const matter = matterOf(service_code);
  if (matter === undefined) return { wrong: "service_code provided was not found" };
  const place = placeOf(fields);
  if (typeof place === "string") return { wrong: place };
  const asks = (fields["attribute[asks]"] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 20);
  const text = (fields.description ?? "").trim().slice(0, LONGEST_WORDS);
  if (text === "" && asks.length === 0) return { wrong: "description was not provided" };
  const name = [fields.last_name, fields.first_name]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
  const reachable = [fields.phone, fields.email].some((each) => each !== undefined && each !== "");
  const wants = WANTS.has(fields["attribute[wants]"] ?? "")
    ? (fields["attribute[wants]"] as Wants)
    : reachable
      ? "text"
      : "none";
  const said: Said = {
    ...(text === "" ? {} : { text }),
    ...place,
    ...Object.fromEntries(asks.map((ask, index) => [`ask${index + 1}`, ask])),
    ...(fields.media_url === undefined || fields.media_url === ""
      ? {}
      : { media: fields.media_url.slice(0, 500) }),
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
      wants,
      hideFrom: [],
      open: fields["attribute[public]"] === "yes",
      said,
    },
    contact: {
      ...(name === "" ? {} : { name: name.slice(0, 100) }),
      ...(fields.phone === undefined || fields.phone === "" ? {} : { phone: fields.phone.slice(0, 40) }),
      ...(fields.email === undefined || fields.email === "" ? {} : { email: fields.email.slice(0, 320) }),
    },
  };
}

/** Where it is, as words of the filing; or what is wrong with it. */
function placeOf({ lat, long, address_string, address_id }: Sent): Record<string, string> | string {
  const address = (address_string || address_id || "").slice(0, 300);
  const named: Record<string, string> = address === "" ? {} : { place: address };
  if (lat !== undefined && lat !== "" && long !== undefined && long !== "") {
    const [north, east] = [Number(lat), Number(long)];
    if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return "lat and long are WGS84 degrees";
    return { lat: String(north), long: String(east), ...named };
  }
  return address === "" ? "a location is needed: lat and long, address_string or address_id" : named;
}
