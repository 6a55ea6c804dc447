// What each kind of fact can hold, and how a cell becomes a value; shared by registers, mappings and Luodi's own JSON lines.

import type { RowKind } from "../domain/facts.ts";
import { parseMoment } from "./moment.ts";
import { citizenWords, officeWords, plain } from "./words.ts";

/**
 * `id` kept as it is, `words` a citizen's words (masked), `office` an office's words (masked, its own phones stay), `moment`, `number`, `flag`,
 * `list` (separated by 、,;|), `rows` (nested facts), or the words that are allowed.
 */
export type FieldType =
  | "id"
  | "words"
  | "office"
  | "moment"
  | "number"
  | "flag"
  | "list"
  | "ids"
  | "rows"
  | readonly string[];
type Fields = Readonly<Record<string, FieldType>>;

const TIERS = ["central", "province", "city", "county", "township", "village"] as const;

const STEP: Fields = {
  kind: [
    ...[
      "file",
      "dispatch",
      "acknowledge",
      "contact",
      "reply",
      "extend",
      "pause",
      "resume",
      "return",
      "hand-over",
    ],
    ...["accept", "merge", "park", "close", "callback", "reopen", "archive"],
  ],
  at: "moment",
  dayOnly: "flag",
  body: "office",
  to: "office",
  text: "office",
  reason: "office",
  until: "moment",
  by: ["text", "phone", "visit", "counter"],
  reached: "flag",
  author: ["person", "template", "bot"],
  raisedRating: "flag",
};
const VERDICT: Fields = {
  value: ["solved", "partly", "not", "cannot-explained"],
  at: "moment",
  askedBy: ["citizen", "neutral", "handling-body", "default"],
};
const RATING: Fields = {
  overall: "number",
  manner: "number",
  speed: "number",
  enteredBy: ["citizen", "neutral", "handling-body", "default"],
  at: "moment",
};
const CALLBACK: Fields = { at: "moment", by: ["neutral", "handling-body"], reached: "flag" };

/** Nested rows and objects of a request. */
export const NESTED: Readonly<Record<string, Fields>> = {
  steps: STEP,
  verdict: VERDICT,
  rating: RATING,
  callbacks: CALLBACK,
  incomplete: { text: "flag", replies: "flag" },
};

export const FIELDS: Readonly<Record<RowKind, Fields>> = {
  divisions: { code: "id", name: "office", tier: TIERS },
  bodies: { id: "id", name: "office", tier: TIERS, division: "id", parent: "id" },
  accounts: {
    ...{
      id: "id",
      name: "office",
      platform: "id",
      owner: "office",
      status: ["open", "paused", "closed", "migrated"],
    },
    ...{ statusFrom: "moment", interaction: ["works", "broken", "none"], interactionCheckedAt: "moment" },
    ...{ filed: "flag", filingNo: "id", openedAt: "moment", unansweredMessages: "number" },
    purpose: ["general", "seasonal", "query", "emergency"],
  },
  posts: {
    ...{ id: "id", account: "id", at: "moment", dayOnly: "flag", title: "office", text: "office", url: "id" },
    relayedFrom: "office",
  },
  requests: {
    ...{
      id: "id",
      ticketNo: "id",
      subject: "words",
      text: "words",
      at: "moment",
      dayOnly: "flag",
      body: "office",
    },
    procedure: ["hotline", "board", "petition", "disclosure", "licence", "letters"],
    matter: "office",
    intent: ["consult", "complain", "suggest", "ask-help", "report", "praise"],
    ...{ steps: "rows", status: ["open", "replied", "closed"], incomplete: "rows", due: "moment" },
    ...{ wants: ["text", "call", "visit", "none"], confidential: "flag", mergedInto: "id" },
    urgency: ["emergency", "urgent", "normal", "complex"],
    ...{ rating: "rows", verdict: "rows", callbacks: "rows" },
  },
  groups: {
    ...{ id: "id", name: "office", platform: "id", body: "office", division: "id", task: "office" },
    purpose: ["work", "emergency", "residents", "incident", "team"],
    ...{
      createdAt: "moment",
      endsAt: "moment",
      dissolvedAt: "moment",
      memberCount: "number",
      memberIds: "ids",
    },
  },
  apps: {
    ...{
      id: "id",
      name: "office",
      form: ["app", "mini-program", "quick-app"],
      audience: ["internal", "public"],
    },
    ...{
      owner: "office",
      ownerTier: TIERS,
      filingNo: "id",
      filed: "flag",
      launchedAt: "moment",
      closedAt: "moment",
    },
    ...{ functions: "list", hasComplaintFunction: "flag", domain: ["general", "security", "emergency"] },
  },
  serviceItems: {
    ...{ id: "id", name: "office", body: "office", statutoryDays: "number", promisedDays: "number" },
    ...{ onsiteVisits: "number", onlineDepth: "office", materials: "list", phone: "id" },
  },
  notices: {
    kind: ["alert", "holiday", "inspection", "pause", "closure", "migration", "event"],
    ...{ id: "id", from: "moment", until: "moment", area: "id", about: "id", title: "office" },
  },
  photos: { path: "id", takenAt: "moment", task: "office", bytes: "number", sha256: "id" },
  returns: {
    id: "id",
    name: "office",
    issuer: "office",
    basis: "office",
    period: "id",
    validUntil: "moment",
  },
  fields: { dataReturn: "id", name: "office", unit: "id" },
};

/** Fields without which a fact of the kind means nothing. */
export const REQUIRED: Readonly<Record<RowKind, readonly string[]>> = {
  divisions: ["code", "name"],
  bodies: ["name"],
  accounts: ["name", "platform"],
  posts: ["account", "title"],
  requests: ["id"],
  groups: ["id", "name"],
  apps: ["name"],
  serviceItems: ["name"],
  notices: ["kind", "from"],
  photos: ["path"],
  returns: ["name"],
  fields: ["dataReturn", "name"],
};

const YES = /^(?:是|已备案|已|有|1|true|yes|y|√)$/i;
const NO = /^(?:否|未备案|未|无|没有|0|false|no|n|×)$/i;

export class BadValue extends Error {}

/** A cell or a JSON value as the field wants it; undefined where it is empty. Throws BadValue with what was wrong. */
export function readValue(field: string, type: FieldType, raw: unknown, offset?: number): unknown {
  if (raw === undefined || raw === null || raw === "") return undefined;
  if (typeof raw === "boolean" && type === "flag") return raw;
  if (Array.isArray(raw))
    return type === "list" ? raw.map((each) => officeWords(String(each))) : listOfIds(field, type, raw);
  const text = plain(String(raw));
  if (text === "") return undefined;
  switch (type) {
    case "id":
      return text;
    case "words":
      return citizenWords(text);
    case "office":
      return officeWords(text);
    case "moment":
      return typeof raw === "number" && raw > 1e11 ? raw : momentOf(field, text, offset);
    case "number":
      return numberOf(field, text);
    case "flag":
      return flagOf(field, text);
    case "list":
      return text
        .split(/[、,，;；|]/)
        .map((each) => officeWords(each))
        .filter((each) => each !== "");
    case "ids":
    case "rows":
      throw new BadValue(`${field}: ${text.slice(0, 40)}`);
    default:
      if (type.includes(text)) return text;
      throw new BadValue(`${field}: 「${text.slice(0, 40)}」 不在 ${type.join(" | ")} 之中`);
  }
}

function listOfIds(field: string, type: FieldType, raw: readonly unknown[]): Uint32Array {
  if (type !== "ids" || !raw.every((each) => Number.isInteger(each))) throw new BadValue(field);
  return Uint32Array.from(raw as number[]);
}

function momentOf(field: string, text: string, offset: number | undefined): number {
  const moment = parseMoment(text, offset);
  if (moment === undefined) throw new BadValue(`${field}: 「${text.slice(0, 40)}」 读不出日期`);
  return moment.at;
}

function numberOf(field: string, text: string): number {
  const number = Number(text.replace(/,/g, ""));
  if (Number.isNaN(number)) throw new BadValue(`${field}: 「${text.slice(0, 40)}」 不是数字`);
  return number;
}

function flagOf(field: string, text: string): boolean {
  if (YES.test(text)) return true;
  if (NO.test(text)) return false;
  throw new BadValue(`${field}: 「${text.slice(0, 40)}」 请写 是 或 否`);
}
