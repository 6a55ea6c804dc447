// What is known of a request after its steps: computed by the fold, never set, never stored as truth.

import type { Day, Instant } from "../facts.ts";
import type { HarmLevel } from "./harm.ts";
import type {
  AskAnswer,
  AskedBy,
  Choices,
  Claim,
  Door,
  ExclusionReason,
  ExtendReason,
  Intent,
  PauseReason,
  Procedure,
  Role,
  VerdictValue,
} from "./steps.ts";

/** Where a request stands, in the one word that a page shows first. */
export type Phase =
  | "filed"
  | "dispatched"
  | "handling"
  | "handed-over"
  | "waiting-for-citizen"
  | "paused"
  | "parked"
  | "with-coordinator"
  | "closed"
  | "merged";

/** A body that was named and has not yet said yes or no. */
export interface Offer {
  readonly way: "dispatch" | "hand-over" | "decision";
  readonly to: string;
  /** The body that handed over; absent where a dispatcher or coordinator named the receiver. */
  readonly from?: string;
  readonly at: Instant;
}

export interface AskState {
  readonly number: number;
  /** The body that holds it and has said yes. */
  readonly handling?: string;
  readonly assisting: readonly string[];
  readonly offer?: Offer;
  /** A coordinator decided: it cannot be returned again. */
  readonly decided: boolean;
  readonly outcome: "open" | AskAnswer;
}

export interface PersonVerdict {
  readonly value: VerdictValue;
  readonly at: Instant;
  readonly askedBy: AskedBy;
  /** Void: somebody raised the rating before the person rated. It counts as unanswered and a neutral caller asks again. */
  readonly void: boolean;
}

export interface PersonState extends Choices {
  readonly number: number;
  readonly joinedAt: Instant;
  readonly verdict?: PersonVerdict;
  /** The handling body spoke of the rating, and no neutral caller has asked since. */
  readonly raised: boolean;
  readonly wantsCall: boolean;
  readonly wantsDeletion: boolean;
  readonly deleted: boolean;
}

/** A stretch in which the citizen's clock lawfully stood still; open while `until` is absent. */
export interface Pause {
  readonly why: "missing" | "parked" | PauseReason;
  readonly from: Instant;
  readonly until?: Instant;
  /** The day the body named for its end. */
  readonly planned?: Instant;
}

export interface CommitmentState {
  readonly number: number;
  readonly ask?: number;
  readonly who: string;
  readonly by: Day;
  readonly first: Day;
  /** How often the day was moved; shown, never hidden. */
  readonly moves: number;
  /** The body's claim. */
  readonly keptAt?: Instant;
  /** The citizens' words, the last of each person. */
  readonly answers: readonly {
    readonly person: number;
    readonly answer: "done" | "not-done" | "dont-know";
  }[];
}

export interface ExclusionState {
  readonly reason: ExclusionReason;
  readonly role: Role;
  readonly body?: string;
  readonly at: Instant;
}

export interface RequestState {
  /** How many steps were folded: the expected count of the next write. */
  readonly count: number;
  readonly filedAt: Instant;
  readonly lastAt: Instant;
  readonly door: Door;
  readonly procedure: Procedure;
  readonly intent: Intent;
  readonly matter?: string;
  readonly territory?: string;
  readonly follows?: string;
  readonly asks: readonly AskState[];
  readonly people: readonly PersonState[];
  readonly lead?: string;
  readonly harmOfMatter: HarmLevel;
  readonly ticked?: HarmLevel;
  /** A body lowered it, with a reason, to this. */
  readonly lowered?: HarmLevel;
  /** Returns since a receiver was last settled; two of them call the coordinator. */
  readonly returns: number;
  readonly lastReturnAt?: Instant;
  readonly totalReturns: number;
  readonly bounces: number;
  /** Every body that ever held an ask, replied or closed. */
  readonly handledBy: readonly string[];
  readonly closings: readonly { readonly at: Instant; readonly claim: Claim; readonly body?: string }[];
  readonly reopenings: readonly { readonly at: Instant; readonly bounce: number }[];
  readonly closed: boolean;
  readonly repliesThisRound: number;
  readonly firstReplyAt?: Instant;
  readonly lastReplyAt?: Instant;
  readonly firstContactAt?: Instant;
  readonly acknowledgedAt?: Instant;
  readonly failedContacts: number;
  readonly missingRounds: number;
  /** When the citizen last completed what was missing: some clocks begin anew. */
  readonly completedAt?: Instant;
  readonly pauses: readonly Pause[];
  /** A citizen did not accept waiting in this round: the body parks it no more, whatever it promised. */
  readonly unwilling?: true;
  readonly extensions: readonly {
    readonly at: Instant;
    readonly until: Instant;
    readonly reason: ExtendReason;
  }[];
  readonly commitments: readonly CommitmentState[];
  readonly callbacks: readonly { readonly at: Instant; readonly person: number; readonly reached: boolean }[];
  readonly exclusion?: ExclusionState;
  readonly mergedInto?: string;
  readonly complaints: number;
  readonly signed: readonly number[];
}

/** The pause that runs now, if one does. */
export function openPause(state: RequestState): Pause | undefined {
  return state.pauses.find((pause) => pause.until === undefined);
}

/** Returns that send the choice of the receiver to the coordinator. */
export const RETURNS_TO_COORDINATOR = 2;

export function needsCoordinator(state: RequestState): boolean {
  return state.returns >= RETURNS_TO_COORDINATOR && !state.closed;
}

export function phaseOf(state: RequestState): Phase {
  if (state.mergedInto !== undefined) return "merged";
  if (state.closed) return "closed";
  if (needsCoordinator(state)) return "with-coordinator";
  const offers = state.asks.flatMap((ask) => (ask.offer === undefined ? [] : [ask.offer]));
  if (offers.some((offer) => offer.way === "hand-over")) return "handed-over";
  const pause = openPause(state);
  if (pause?.why === "missing") return "waiting-for-citizen";
  if (pause?.why === "parked") return "parked";
  if (pause !== undefined) return "paused";
  if (state.asks.some((ask) => ask.handling === undefined && ask.offer === undefined)) return "filed";
  return offers.length > 0 ? "dispatched" : "handling";
}

/** Every body that holds, held, was offered or assists an ask: none of them may touch the verdict. */
export function bodiesOf(state: RequestState): ReadonlySet<string> {
  const bodies = new Set<string>(state.handledBy);
  if (state.lead !== undefined) bodies.add(state.lead);
  for (const ask of state.asks) {
    if (ask.handling !== undefined) bodies.add(ask.handling);
    if (ask.offer !== undefined) bodies.add(ask.offer.to);
    for (const body of ask.assisting) bodies.add(body);
  }
  return bodies;
}
