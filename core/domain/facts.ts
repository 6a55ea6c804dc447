// The nouns the auditor reads: dated records with a source. No field can hold a citizen's name, number or address.

import type { MessageTable } from "./messages.ts";

/** Words for a reader: plain Chinese first, English beside. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** A calendar day in Beijing time, `YYYY-MM-DD`. */
export type Day = string;

/** Where a fact was read: the file relative to the folder the user named, and the 1-based row, item or line in it. */
export interface Source {
  readonly file: string;
  readonly row: number;
}

export interface Fact {
  readonly source: Source;
  /**
   * Whose law applies: `CN`, or `CN-` and a GB/T 2260 code without trailing zero pairs (`CN-33`, `CN-330106`), or another
   * country (`US-MD`). Absent: unknown, so no provision binds.
   */
  readonly territory?: string;
}

export type Tier = "central" | "province" | "city" | "county" | "township" | "village";

/** An administrative division of GB/T 2260. */
export interface Division extends Fact {
  readonly code: string;
  readonly name: string;
  readonly tier: Tier;
}

/** Any public body. `name` is the office, never a person. */
export interface Body extends Fact {
  readonly id: string;
  readonly name: string;
  readonly tier?: Tier;
  readonly division?: string;
  readonly parent?: string;
}

/** A government account on a public platform. `owner` is the body's name. */
export interface PublicAccount extends Fact {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly owner?: string;
  readonly status?: "open" | "paused" | "closed" | "migrated";
  readonly statusFrom?: Instant;
  /** What a tester found when writing to it: absent means nobody tried. */
  readonly interaction?: "works" | "broken" | "none";
  readonly interactionCheckedAt?: Instant;
  /** Filed with the supervising office (备案): absent means not known. */
  readonly filed?: boolean;
  readonly filingNo?: string;
  readonly openedAt?: Instant;
  /** Messages from the public that got no answer, where the register states it. */
  readonly unansweredMessages?: number;
  readonly purpose?: "general" | "seasonal" | "query" | "emergency";
}

export interface Post extends Fact {
  /** The id of a PublicAccount. */
  readonly account: string;
  readonly at?: Instant;
  /** The source states a day only, not a time. */
  readonly dayOnly?: true;
  readonly title: string;
  readonly text?: string;
  readonly url?: string;
  /** The stated source of a relayed text (来源：新华社). */
  readonly relayedFrom?: string;
}

export const STEP_KINDS = [
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
  "accept",
  "merge",
  "park",
  "close",
  "callback",
  "reopen",
  "archive",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One thing that happened to a request. A closing is the body's claim, never the citizen's word. */
export interface Step {
  readonly kind: StepKind;
  readonly at?: Instant;
  readonly dayOnly?: true;
  /** The body that acted. */
  readonly body?: string;
  /** The receiver of a dispatch, return or hand-over. */
  readonly to?: string;
  /** The office's own words (masked). */
  readonly text?: string;
  readonly reason?: string;
  /** The new limit of an extension, or the end of a pause or a parking. */
  readonly until?: Instant;
  /** How a contact or reply reached the citizen. */
  readonly by?: "text" | "phone" | "visit" | "counter";
  /** A contact or reply reached the citizen: absent means not known. */
  readonly reached?: boolean;
  /** Who wrote the words: absent means not known. */
  readonly author?: "person" | "template" | "bot";
  /** A contact by the handling body that spoke of the rating before the citizen rated. */
  readonly raisedRating?: boolean;
}

/** The citizen's word on the matter; manner or speed stars are ratings, not this. */
export interface Verdict {
  readonly value: "solved" | "partly" | "not" | "cannot-explained";
  readonly at?: Instant;
  /** Who asked: absent means not known. */
  readonly askedBy?: "citizen" | "neutral" | "handling-body" | "default";
}

/** A question put to the citizen after closing. */
export interface Callback {
  readonly at?: Instant;
  readonly by?: "neutral" | "handling-body";
  readonly reached: boolean;
}

/** Stars 1 (worst) to 5; absent means not rated. */
export interface Rating {
  readonly overall?: number;
  readonly manner?: number;
  readonly speed?: number;
  /** Who entered it: absent means not known. A default is never praise. */
  readonly enteredBy?: "citizen" | "neutral" | "handling-body" | "default";
  readonly at?: Instant;
}

/** A citizen's request as some system recorded it, with everything that happened to it in order of time. */
export interface PublicRequest extends Fact {
  readonly id: string;
  readonly ticketNo?: string;
  /** Which procedure's clock runs: absent means not known, so no clock binds. */
  readonly procedure?: "hotline" | "board" | "petition" | "disclosure" | "licence" | "letters";
  readonly subject: string;
  /** The citizen's words (masked). */
  readonly text: string;
  readonly at?: Instant;
  readonly dayOnly?: true;
  /** The body that handles it. */
  readonly body?: string;
  /** Kind of matter, in the source's own words. */
  readonly matter?: string;
  readonly intent?: "consult" | "complain" | "suggest" | "ask-help" | "report" | "praise";
  readonly steps: readonly Step[];
  /** What the source's status column says; `closed` is the body's claim. */
  readonly status?: "open" | "replied" | "closed";
  /** The source cut the citizen's words or holds no reply text even where a reply exists. */
  readonly incomplete?: { readonly text?: true; readonly replies?: true };
  /** The limit that the source itself states. */
  readonly due?: Instant;
  readonly wants?: "text" | "call" | "visit" | "none";
  readonly confidential?: boolean;
  readonly urgency?: "emergency" | "urgent" | "normal" | "complex";
  readonly mergedInto?: string;
  readonly rating?: Rating;
  readonly verdict?: Verdict;
  readonly callbacks?: readonly Callback[];
}

/** A work group. Members are counted; `memberIds` are salted numbers that are never printed. */
export interface WorkGroup extends Fact {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly body?: string;
  readonly division?: string;
  readonly task?: string;
  readonly purpose?: "work" | "emergency" | "residents" | "incident" | "team";
  readonly createdAt?: Instant;
  readonly endsAt?: Instant;
  readonly dissolvedAt?: Instant;
  readonly memberCount?: number;
  readonly memberIds?: Uint32Array;
}

/** A government app or mini-program. */
export interface GovApp extends Fact {
  readonly id: string;
  readonly name: string;
  readonly form: "app" | "mini-program" | "quick-app";
  readonly audience?: "internal" | "public";
  readonly owner?: string;
  readonly ownerTier?: Tier;
  readonly filingNo?: string;
  /** Stated by the register; absent means the register has no such column or an empty cell. */
  readonly filed?: boolean;
  readonly launchedAt?: Instant;
  readonly closedAt?: Instant;
  readonly functions?: readonly string[];
  readonly hasComplaintFunction?: boolean;
  readonly domain?: "general" | "security" | "emergency";
}

export interface ServiceItem extends Fact {
  readonly id: string;
  readonly name: string;
  readonly body?: string;
  readonly statutoryDays?: number;
  readonly promisedDays?: number;
  readonly onsiteVisits?: number;
  readonly onlineDepth?: string;
  readonly materials?: readonly string[];
  readonly phone?: string;
}

/** Something announced that explains what would else look wrong. Checked before any detector speaks. */
export interface Notice extends Fact {
  readonly kind: "alert" | "holiday" | "inspection" | "pause" | "closure" | "migration" | "event";
  readonly from: Instant;
  readonly until?: Instant;
  /** GB/T 2260 code or name of the area concerned. */
  readonly area?: string;
  /** The id of the account, group, app or body concerned. */
  readonly about?: string;
  readonly title?: string;
}

export interface Photo extends Fact {
  readonly path: string;
  readonly takenAt?: Instant;
  readonly task?: string;
  readonly bytes: number;
  readonly sha256: string;
  /** When it was handed in, where a list says so; not the camera's time. */
  readonly at?: Instant;
  /** The words beside it, where a list has them. */
  readonly caption?: string;
  /** The perceptual fingerprint of the whole picture (PDQ, 64 hexadecimal digits); absent where it could not be opened. */
  readonly print?: string;
  /** How much structure the picture has, 0 to 100: a fingerprint of a plain wall tells nothing. */
  readonly printQuality?: number;
}

/** A form that a lower body must fill for a higher one (报表). */
export interface DataReturn extends Fact {
  readonly id: string;
  readonly name: string;
  readonly issuer?: string;
  readonly basis?: string;
  readonly period?: string;
  readonly validUntil?: Instant;
}

export interface Field extends Fact {
  readonly dataReturn: string;
  readonly name: string;
  readonly unit?: string;
}

/**
 * All facts by kind. **Absent is not empty**: a kind that was not imported is `undefined` (detector not applicable);
 * imported and empty is `[]` (may be clear).
 */
export interface Facts {
  readonly divisions?: readonly Division[];
  readonly bodies?: readonly Body[];
  readonly accounts?: readonly PublicAccount[];
  readonly posts?: readonly Post[];
  readonly requests?: readonly PublicRequest[];
  readonly groups?: readonly WorkGroup[];
  readonly messages?: MessageTable;
  readonly apps?: readonly GovApp[];
  readonly serviceItems?: readonly ServiceItem[];
  readonly notices?: readonly Notice[];
  readonly photos?: readonly Photo[];
  readonly returns?: readonly DataReturn[];
  readonly fields?: readonly Field[];
}

export type FactKind = keyof Facts;
/** The kinds whose facts are single objects, everything but the message columns. */
export type RowKind = Exclude<FactKind, "messages">;
/** The element type of one kind. */
export type FactOf<K extends RowKind> = NonNullable<Facts[K]>[number];
