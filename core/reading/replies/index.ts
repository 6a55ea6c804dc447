// Reads the replies to one message: what kind of answer, which asks it deals with, what it promises; abstains rather than guess.

import { dayOf } from "../../domain/day.ts";
import type { Day, Instant, Words } from "../../domain/facts.ts";
import { type Ask, splitAsksWith } from "./asks.ts";
import { isCold } from "./cold.ts";
import { type Commitment, findCommitmentsWith, findDatedWith, markMoved } from "./commitments.ts";
import { coverAsks, dealingClauses } from "./covering.ts";
import { askTraits, kindTraits, type Reading, wideKindTraits } from "./features.ts";
import { type Handover, handoverOf } from "./handover.ts";
import {
  type AskClauseWeights,
  blended,
  type KindWeights,
  linearProbabilities,
  probabilities,
  type Weights,
} from "./model.ts";
import { isOfftopic } from "./offtopic.ts";
import { type RoledClause, rolesOf } from "./roles.ts";
import { kindByShape } from "./structure.ts";
import { type Piece, plain } from "./text.ts";
import trained from "./weights.generated.json" with { type: "json" };
import { whyOf } from "./why.ts";

export type { Ask } from "./asks.ts";
export type { Commitment } from "./commitments.ts";
export type { Handover } from "./handover.ts";
export type { Weights } from "./model.ts";
export { isReceiptOnly } from "./roles.ts";
export type { Piece } from "./text.ts";

export type Kind = "resolved" | "answered" | "promised" | "forwarded" | "hollow";
export const KINDS: readonly Kind[] = ["resolved", "answered", "promised", "forwarded", "hollow"];

export interface AskReading extends Ask {
  readonly covered: boolean;
  /** The place of the reply that deals with it. */
  readonly by?: Piece;
}

/** All spans into replies count in the replies of the thread joined by a line feed, oldest first. */
export interface ReplyReading {
  readonly kind: Kind;
  /** The model's probability of the kind, calibrated on labelled replies it had not seen. */
  readonly confidence: number;
  /** The reader cannot tell: `kind` is then only the likeliest of several. */
  readonly abstained: boolean;
  readonly offtopic: boolean;
  readonly asks: readonly AskReading[];
  readonly commitments: readonly Commitment[];
  readonly handover: Handover | null;
  /** Advisory only: shown to the drafter, never counted. */
  readonly cold: boolean;
  readonly why: Words;
  /** The words that each label rests on. */
  readonly spans: {
    readonly kind: readonly Piece[];
    readonly cold: readonly Piece[];
    readonly offtopic: readonly Piece[];
  };
}

export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly askedAt?: Instant;
}

export interface Reply {
  readonly text: string;
  readonly at?: Instant;
}

/** The trained weights that the package brings. */
export const WEIGHTS = trained as unknown as Weights;

/** Share of labelled replies on which the shape alone gave the labelled kind. */
const SHAPE_CONFIDENCE = 0.97;

/** What the model sees of one message and one text of replies. */
export function readingOf(
  message: Message,
  reply: string,
  clauses: readonly RoledClause[],
  commitments: readonly Commitment[],
): Reading {
  const promised = commitments.reduce((sum, commitment) => sum + commitment.text.length, 0);
  const own = clauses.reduce(
    (sum, clause) => sum + (clause.role === "substance" ? clause.text.length : 0),
    0,
  );
  return {
    subject: message.subject,
    text: message.text,
    reply,
    clauses,
    promises: commitments.length,
    promiseShare: Math.min(1, promised / Math.max(1, own)),
    dated: commitments.filter((commitment) => commitment.due !== null).length,
  };
}

/** The probabilities of the kinds, in the order of KINDS. */
export function kindChances(reading: Reading, weights: KindWeights): number[] {
  const traits = kindTraits(reading);
  const wide = wideKindTraits(reading, traits);
  return blended([
    probabilities(weights.kind, traits),
    probabilities(weights.kindWide, wide),
    linearProbabilities(weights.kindLine, wide),
  ]);
}

/** The asks of a message: at most five clauses that do not ask for the same, or the subject where the text has none. */
export function splitAsks(
  message: Pick<Message, "subject" | "text">,
  weights: AskClauseWeights = WEIGHTS,
): Ask[] {
  return splitAsksWith(message, weights);
}

/** The commitments of a reply; without its day, no due day is computed. */
export function findCommitments(reply: string, at?: Day, weights: Weights = WEIGHTS): Commitment[] {
  return findCommitmentsWith(reply, at, weights);
}

/** The commitments of a reply that names a day ahead: the same as findCommitments(), and nothing where it names none, told quickly. */
export function findDatedCommitments(reply: string, at: Day, weights: Weights = WEIGHTS): Commitment[] {
  return findDatedWith(reply, at, weights);
}

function threadCommitments(thread: readonly Reply[], weights: Weights): Commitment[] {
  const all: Commitment[] = [];
  let offset = 0;
  for (const reply of thread) {
    const found = findCommitments(
      reply.text,
      reply.at === undefined ? undefined : dayOf(reply.at),
      weights,
    ).map((commitment) => ({
      ...commitment,
      start: commitment.start + offset,
      end: commitment.end + offset,
    }));
    all.push(...markMoved(all, found));
    offset += reply.text.length + 1;
  }
  return all;
}

function pieces(clauses: readonly RoledClause[], most: number): Piece[] {
  return clauses.slice(0, most).map(({ text, start, end }) => ({ text, start, end }));
}

/** What a reply's kind rests on: the clauses with the roles that make it. */
function kindSpans(kind: Kind, clauses: readonly RoledClause[], commitments: readonly Commitment[]): Piece[] {
  const roles = (...names: string[]): RoledClause[] =>
    clauses.filter((clause) => names.includes(clause.role));
  if (kind === "forwarded") return pieces(roles("transfer", "redirect", "need", "answered-before"), 3);
  if (kind === "hollow")
    return pieces(roles("receipt", "wait", "regard", "thanks", "answered-before", "salute", "date"), 3);
  if (kind === "promised" && commitments.length > 0) {
    return commitments.slice(0, 3).map(({ text, start, end }) => ({ text, start, end }));
  }
  return pieces(roles("substance", "redirect"), 3);
}

function readAsks(
  message: Message,
  reading: Reading,
  kinds: readonly number[],
  kind: Kind,
  offtopic: boolean,
  weights: Weights,
): AskReading[] {
  const asks = splitAsks(message, weights);
  const empty = kind === "hollow" || kind === "forwarded" || offtopic;
  if (empty) return asks.map((ask) => ({ ...ask, covered: false }));
  const scores = coverAsks(asks, message.subject, reading.clauses);
  const traits = askTraits(reading, asks, scores, kinds);
  const all =
    blended([probabilities(weights.asks, traits), linearProbabilities(weights.asksLine, traits)])[0]! >=
    weights.asksFrom;
  const least = Math.min(...scores);
  const places = dealingClauses(asks, message.subject, reading.clauses, weights.cover);
  return asks.map((ask, i) => {
    const by = places[i];
    const covered = all || (scores[i]! > least && scores[i]! >= 0.35);
    return covered && by !== undefined ? { ...ask, covered, by } : { ...ask, covered };
  });
}

/** Characters of one text that are read; the longest honest reply has a tenth of it. What lies beyond changes nothing. */
const LONGEST = 20_000;

/** Reads the thread of replies to one message. An empty thread is hollow without a doubt. */
export function readReply(
  whole: Message,
  replies: readonly Reply[],
  weights: Weights = WEIGHTS,
): ReplyReading {
  const message = { ...whole, text: whole.text.slice(0, LONGEST) };
  const thread = replies.map((part) => ({ ...part, text: part.text.slice(0, LONGEST) }));
  const reply = plain(thread.map((part) => part.text).join("\n"));
  const clauses = rolesOf(reply);
  const commitments = threadCommitments(thread, weights);
  const reading = readingOf(message, reply, clauses, commitments);
  const kinds = kindChances(reading, weights);
  const best = kinds.indexOf(Math.max(...kinds));
  const shape = kindByShape(clauses);
  const modelled = KINDS[best]!;
  const dated = commitments.some((commitment) => commitment.due !== null);
  // Whoever names a day has said more than nothing, however short the words are.
  const kind = shape ?? (modelled === "hollow" && dated ? "promised" : modelled);
  const confidence =
    shape === undefined
      ? kinds[KINDS.indexOf(kind)]! + (kind === modelled ? 0 : kinds[best]!)
      : Math.max(SHAPE_CONFIDENCE, kinds[KINDS.indexOf(shape)]!);
  const offtopic = isOfftopic(kind, reading);
  const asks = readAsks(message, reading, kinds, kind, offtopic, weights);
  const cold = isCold(kind, reply, clauses);
  const spans = {
    kind: kindSpans(kind, clauses, commitments),
    cold,
    offtopic: offtopic
      ? pieces(
          clauses.filter((clause) => clause.role === "substance"),
          1,
        )
      : [],
  };
  const abstained = confidence < weights.abstainBelow;
  const why = whyOf({
    kind,
    abstained,
    offtopic,
    cold: cold.length > 0,
    asks,
    commitments,
    words: spans.kind[0]?.text,
  });
  return {
    kind,
    confidence,
    abstained,
    offtopic,
    asks,
    commitments,
    handover: handoverOf(clauses),
    cold: cold.length > 0,
    why,
    spans,
  };
}
