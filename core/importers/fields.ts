// What each kind of fact can hold; shared by registers, mappings and Luodi's own JSON lines.

import { type RowKind, STEP_KINDS } from "../domain/facts.ts";

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
  kind: STEP_KINDS,
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
  photos: {
    path: "id",
    takenAt: "moment",
    task: "office",
    bytes: "number",
    sha256: "id",
    at: "moment",
    caption: "office",
    print: "id",
    printQuality: "number",
  },
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
  divisions: ["code", "name", "tier"],
  bodies: ["name"],
  accounts: ["name", "platform"],
  posts: ["account", "title"],
  requests: ["id"],
  groups: ["id", "name"],
  apps: ["name"],
  serviceItems: ["name"],
  notices: ["kind", "from"],
  photos: ["path", "bytes", "sha256"],
  returns: ["name"],
  fields: ["dataReturn", "name"],
};

/** The same for what stands inside a request. */
export const NESTED_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  steps: ["kind"],
  verdict: ["value"],
  callbacks: ["reached"],
};
