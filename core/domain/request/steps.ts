// The steps of a request, in the platform's own words: what may happen to it, each written once and never changed.

import type { Day, Instant } from "../facts.ts";
import type { HarmLevel } from "./harm.ts";

export type Role =
  | "citizen"
  | "operator"
  | "dispatcher"
  | "coordinator"
  | "officer"
  | "neutral-caller"
  | "supervisor"
  | "administrator"
  | "system";

/** Who acted: the role and the office. The human being stands in a sealed table of the server, never here. */
export interface Acting {
  readonly role: Role;
  readonly body?: string;
  readonly desk?: string;
  /** Which of the people of this request, where a citizen acts or is acted for. */
  readonly person?: number;
}

export type Door =
  | "web"
  | "phone"
  | "counter"
  | "agent"
  | "sms"
  | "voice"
  | "mail"
  | "paper"
  | "open311"
  | "exchange";
export type Wants = "text" | "call" | "visit" | "none";
export type HideFrom = "accused" | "handling-body";
export type Procedure = "hotline" | "board" | "petition" | "disclosure" | "licence" | "letters";
export type Intent = "consult" | "complain" | "suggest" | "ask-help" | "report" | "praise";
/** What the citizen says. `cannot-say` counts as unanswered. */
export type VerdictValue = "solved" | "partly" | "not" | "cannot-explained" | "cannot-say";
export type AskedBy = "citizen" | "operator" | "neutral";
/** What a reply does with an ask. */
export type AskAnswer = "answered" | "refused" | "promised";
/** What the body claims when it closes. */
export type Claim = "done" | "partly" | "explained";
export type PauseReason = "third-party-opinion" | "expert-or-hearing" | "court" | "unreachable" | "weather";
export type ExtendReason = "complex" | "site-work" | "third-party" | "weather" | "law";
export type ExclusionReason =
  | "duplicate"
  | "not-a-request"
  | "outside-jurisdiction"
  | "malicious"
  | "withdrawn";

/** Which body handles which ask, and which bodies assist. */
export interface Part {
  readonly ask: number;
  readonly handling: string;
  readonly assisting: readonly string[];
}

export interface NewCommitment {
  readonly number: number;
  readonly ask?: number;
  readonly who: string;
  readonly by: Day;
}

/** What a person of the request chose. */
export interface Choices {
  readonly wants: Wants;
  readonly hideFrom: readonly HideFrom[];
  /** Masked words may be shown to others (duplicates, the public page). */
  readonly open: boolean;
}

/**
 * Free words, the only place of a step that can hold personal data; committed apart from the rest, so that they can be deleted
 * while the ledger still verifies. No decision reads more of them than whether they are there.
 */
export type Said = Readonly<Record<string, string>>;

interface Common {
  readonly at: Instant;
  readonly by: Acting;
  readonly said?: Said;
}

export type Step = Common &
  (
    | ({
        readonly kind: "file";
        readonly door: Door;
        readonly procedure: Procedure;
        readonly intent: Intent;
        readonly matter?: string;
        readonly territory?: string;
        readonly asks: number;
        readonly harm: HarmLevel;
        readonly ticked?: HarmLevel;
        /** The earlier request whose record had ended, or that came back. */
        readonly follows?: string;
      } & Choices)
    | ({ readonly kind: "join"; readonly door: Door; readonly person: number } & Choices)
    | ({ readonly kind: "choose" } & Choices)
    | { readonly kind: "add"; readonly photos: number }
    | {
        readonly kind: "number-asks";
        readonly asks: number;
        /** Which earlier asks each new one comes from; absent only where nobody was named yet, and then all begin anew. */
        readonly from?: readonly (readonly number[])[];
      }
    | { readonly kind: "dispatch"; readonly lead: string; readonly parts: readonly Part[] }
    | { readonly kind: "decide-receiver"; readonly lead: string; readonly parts: readonly Part[] }
    | { readonly kind: "acknowledge"; readonly asks: readonly number[] }
    | {
        readonly kind: "contact";
        readonly way: "text" | "phone" | "visit" | "counter";
        readonly person: number;
        readonly reached: boolean;
        readonly raisedRating: boolean;
      }
    | { readonly kind: "ask-for-missing"; readonly items: number }
    | { readonly kind: "extend"; readonly reason: ExtendReason; readonly until: Instant }
    | { readonly kind: "pause"; readonly reason: PauseReason; readonly until: Instant }
    | { readonly kind: "park"; readonly until: Instant }
    | { readonly kind: "resume" }
    | { readonly kind: "hand-over"; readonly to: string; readonly asks: readonly number[] }
    | { readonly kind: "accept"; readonly asks: readonly number[] }
    | { readonly kind: "return"; readonly asks: readonly number[]; readonly to: string }
    | {
        readonly kind: "reply";
        readonly asks: readonly { readonly ask: number; readonly as: AskAnswer }[];
        readonly commitments: readonly NewCommitment[];
      }
    | { readonly kind: "close"; readonly claim: Claim }
    | {
        readonly kind: "verdict";
        readonly person: number;
        readonly value: VerdictValue;
        readonly askedBy: AskedBy;
        readonly asks: readonly number[];
        readonly raisedRating: boolean;
      }
    | { readonly kind: "reopen"; readonly bounce: number; readonly asks: readonly number[] }
    | { readonly kind: "want-call"; readonly person: number }
    | {
        readonly kind: "callback";
        readonly person: number;
        readonly reached: boolean;
        readonly raisedRating: boolean;
      }
    | { readonly kind: "raise-harm"; readonly to: HarmLevel }
    | { readonly kind: "lower-harm"; readonly to: HarmLevel }
    | { readonly kind: "merge"; readonly into: string }
    | { readonly kind: "move-commitment"; readonly number: number; readonly until: Day }
    | { readonly kind: "keep-commitment"; readonly number: number }
    | {
        readonly kind: "answer-commitment";
        readonly number: number;
        readonly person: number;
        readonly answer: "done" | "not-done" | "dont-know";
      }
    | { readonly kind: "exclude"; readonly reason: ExclusionReason }
    | { readonly kind: "readmit" }
    | { readonly kind: "sign"; readonly step: number }
    | { readonly kind: "complain" }
    | { readonly kind: "ask-deletion"; readonly person: number }
    | { readonly kind: "delete-personal-data"; readonly people: readonly number[] }
  );

export type StepKind = Step["kind"];
export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;
type Untimed<S> = S extends unknown ? Omit<S, "at"> : never;
/** A step that lacks its time, which the server gives. */
export type Draft = Untimed<Step>;

/** What a person asks for that is more, or less, than one step. */
interface Asked {
  readonly by: Acting;
  readonly said?: Said;
}
type Counted = "join" | "reply" | "verdict" | "reopen" | "callback";
export type Command =
  | Untimed<Exclude<Step, { readonly kind: Counted }>>
  | (Asked & { readonly kind: "join"; readonly door: Door } & Choices)
  | (Asked & {
      readonly kind: "reply";
      readonly asks: readonly { readonly ask: number; readonly as: AskAnswer }[];
      readonly commitments: readonly Omit<NewCommitment, "number">[];
    })
  | (Asked & {
      readonly kind: "verdict";
      readonly person: number;
      readonly value: VerdictValue;
      /** The asks that are not solved, where it is "partly". */
      readonly asks?: readonly number[];
      readonly raisedRating?: boolean;
    })
  | (Asked & {
      readonly kind: "callback";
      readonly person: number;
      readonly reached: boolean;
      /** The caller always asks; absent only where nobody was reached. */
      readonly raisedRating?: boolean;
      readonly value?: VerdictValue;
      readonly asks?: readonly number[];
    });
export type CommandKind = Command["kind"];
export type CommandOf<K extends CommandKind> = Extract<Command, { readonly kind: K }>;
