// Finds what the government side says it will do, where it says so, by when, and whether the day was moved.

import type { Day } from "../../domain/facts.ts";
import { statesDeadline } from "./deadline.ts";
import { dueOf, isTimeOnly, yearNamed } from "./due.ts";
import { lexiconOf, NO_WORDS } from "./lexicon.ts";
import {
  blended,
  linearProbabilities,
  type PromiseWeights,
  patternProbabilities,
  probabilities,
} from "./model.ts";
import { phrasesOf } from "./phrases.ts";
import { planScopes } from "./plan-scope.ts";
import { headings } from "./promise-turns.ts";
import { mayPromise, promiseTraits, type Setting } from "./promises.ts";
import { type RoledClause, rolesOf } from "./roles.ts";
import { lettersOf, type Piece, plain } from "./text.ts";
import { contentWords, shareOf } from "./words.ts";

export interface Commitment extends Piece {
  readonly due: Day | null;
  /** No time is given, or only a word such as 尽快. */
  readonly vague: boolean;
  /** An earlier reply of the thread gave an earlier day for the same thing, or the words say that it is put off. */
  readonly moved?: boolean;
}

const LONGEST = 40;
const NEXT_STEP = /(?:下一步|下步|下阶段|今后|后续|后段|接下来|以后|整改(?:意见|要求|措施)|计划|打算)/;
/** A season or an unnamed stage is a time, though no day follows from it. */
const SOME_TIME = /(?:冬季|夏季|春季|秋季|汛期|枯水期|暑假|寒假|暑期|开学|期间(?!内)|入冬|入汛)/;
/** A condition between two acts does not part them (将加强巡查，若发现…，将依法查处). */
const IF_CLAUSE = /^(?:若|如|一旦|一经|发现)/;
/** A day that is named speaks for a promise by itself: so much less is asked of the models. */
const DATED_EASE = 0.08;
/** Where the models are sure, patterns change nothing; and they are slow to find. */
const UNDECIDED = { from: 0.18, to: 0.6 };
const LOOKS_AHEAD = /将|拟|会(?!议)|计划|预计|力争|争取|即将|准备|打算|一定/;
const PUT_OFF = /(?:延期至|延至|推迟(?:到|至)|顺延|调整(?:到|至).{0,8}[年月])/;
/** Days of signing, and days that something already happened on, are not deadlines. */
const SIGNED = /(\d{4})\s?[年.．/-]\s?(\d{1,2})\s?[月.．/-]\s?(\d{1,2})\s?日?\s*$/;

/** The day a letter was signed, where its last words are a date. */
export function signedDay(letter: string): Day | undefined {
  const found = SIGNED.exec(letter.trimEnd());
  if (found === null) return undefined;
  const month = Number(found[2]);
  const date = Number(found[3]);
  const year = Number(found[1]);
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || date < 1 || date > 31) return undefined;
  return `${found[1]}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

export interface Candidate {
  readonly clause: RoledClause;
  readonly traits: readonly number[];
  readonly due: Day | undefined;
  /** The words of its sentence in front of it. */
  readonly before: string;
}

/**
 * The clauses of a reply that could be promises, with their traits; with `dated`, none where no clause names a day ahead, which is
 * told long before the costly traits are.
 */
export function candidatesOf(reply: string, at: Day | undefined, dated = false): Candidate[] {
  const found = settingsOf(reply, at);
  if (dated && !found.some(({ setting }) => setting.due)) return [];
  return found.map(({ clause, setting, due }) => ({
    clause,
    before: setting.before,
    traits: promiseTraits(clause, setting),
    due: setting.due ? due : undefined,
  }));
}

function settingsOf(reply: string, at: Day | undefined) {
  const text = plain(reply);
  const clauses = rolesOf(text);
  const letters = lettersOf(text);
  const scopes = planScopes(clauses);
  const heads = headings(clauses);
  const found: { clause: RoledClause; setting: Setting; due: Day | undefined }[] = [];
  let sinceNextStep = 99;
  for (const [index, clause] of clauses.entries()) {
    sinceNextStep = NEXT_STEP.test(clause.text) ? 0 : sinceNextStep + 1;
    if (!mayPromise(clause)) continue;
    const letter = letters.find((piece) => clause.start >= piece.start && clause.start < piece.end);
    const from = signedNear(letter, at);
    const sentence = clauses.filter((other) => other.sentence === clause.sentence);
    const first = sentence[0]!;
    const last = sentence.at(-1)!;
    const before = text.slice(first.start, clause.start);
    const due = from === undefined ? undefined : dueIn(clause, clauses[index - 1], before, from);
    const setting: Setting = {
      index,
      count: clauses.length,
      previous: clauses[index - 1],
      next: clauses[index + 1],
      before,
      after: text.slice(clause.end, last.end),
      due: due !== undefined && from !== undefined && due >= from,
      time: due !== undefined,
      sinceNextStep,
      scope: scopes[index]!,
      heading: heads[index]!,
      year: from === undefined ? undefined : Number(from.slice(0, 4)),
    };
    found.push({ clause, setting, due });
  }
  return found;
}

/** The day that a clause names, or a clause in front of it that is nothing but a time where this one looks ahead. */
function dueIn(
  clause: RoledClause,
  previous: RoledClause | undefined,
  before: string,
  from: Day,
): Day | undefined {
  const own = dueOf(clause.text, from, yearNamed(before, from));
  const leads = previous !== undefined && previous.sentence === clause.sentence && isTimeOnly(previous.text);
  if (own !== undefined || !leads || !LOOKS_AHEAD.test(clause.text)) return own;
  return dueOf(previous.text, from, yearNamed(before, from));
}

/** The letter's own date, unless it is far from the date of the reply (then it is some other date). */
function signedNear(letter: Piece | undefined, at: Day | undefined): Day | undefined {
  const signed = letter === undefined ? undefined : signedDay(letter.text);
  if (signed === undefined) return at;
  if (at === undefined) return signed;
  return Math.abs(Date.parse(signed) - Date.parse(at)) <= 60 * 86_400_000 ? signed : at;
}

/** A plea that belongs to the promise in front of it. */
const PATIENCE = /^(?:敬?请)(?:您|你|网友|诉求人)?耐心(?:等待|等候)$/;

/** Neighbouring promises of one sentence are one commitment, unless each has its own day or the words grow too many. */
function joins(group: readonly Candidate[], next: Candidate): boolean {
  const last = group.at(-1)!;
  if (last.clause.sentence !== next.clause.sentence || next.clause.start - last.clause.end > 2) return false;
  if (next.due !== undefined && group.some((candidate) => candidate.due !== undefined)) return false;
  if (PATIENCE.test(next.clause.text)) return true;
  if (next.clause.role === "wait" || last.clause.role === "wait") return false;
  return next.clause.end - group[0]!.clause.start <= LONGEST + 20;
}

/** The act itself may follow the clause that announces it (我局将根据您的建议，…). */
function trails(group: readonly Candidate[], next: Candidate): boolean {
  return next.clause.end - group[0]!.clause.start <= LONGEST + 20 && next.clause.role === "substance";
}

/** The traits of a clause with the general words of itself and of its neighbours in the sentence. */
export function wideTraits(candidates: readonly Candidate[]): number[][] {
  const words = candidates.map(({ clause }) => lexiconOf(clause.text));
  return candidates.map((_, i) => wideOf(candidates, (at) => words[at]!, i));
}

function wideOf(
  candidates: readonly Candidate[],
  words: (at: number) => readonly number[],
  i: number,
): number[] {
  const near = (step: number): readonly number[] =>
    candidates[i + step]?.clause.sentence === candidates[i]!.clause.sentence ? words(i + step) : NO_WORDS;
  return [...candidates[i]!.traits, ...words(i), ...near(-1), ...near(1)];
}

/** The probability of each candidate clause that it is a promise; 0 of those that are not asked about. */
function promiseChances(
  candidates: readonly Candidate[],
  weights: PromiseWeights,
  isAsked: (candidate: Candidate) => boolean,
): number[] {
  const known: (readonly number[])[] = [];
  const words = (at: number) => (known[at] ??= lexiconOf(candidates[at]!.clause.text));
  return candidates.map((candidate, i) => {
    if (!isAsked(candidate)) return 0;
    const wide = wideOf(candidates, words, i);
    const trees = probabilities(weights.promise, wide);
    // The trees are the best of the three: they count twice.
    const parts = [trees, trees, linearProbabilities(weights.promiseLine, wide)];
    const chance = blended(parts)[0]!;
    if (chance < UNDECIDED.from || chance > UNDECIDED.to) return chance;
    return blended([...parts, patternProbabilities(weights.promisePhrases, phrasesAt(candidates, i))])[0]!;
  });
}

/** The patterns of a candidate clause; its neighbours are the candidates beside it. */
export function phrasesAt(candidates: readonly Candidate[], i: number): string[] {
  return phrasesOf(candidates[i]!.clause, candidates[i - 1]?.clause, candidates[i + 1]?.clause);
}

/** The commitments of one reply; `at` is the day of the reply, without it no day is computed. */
export function findCommitmentsWith(
  reply: string,
  at: Day | undefined,
  weights: PromiseWeights,
): Commitment[] {
  return commitmentsAmong(reply, candidatesOf(reply, at), weights);
}

/** Those commitments that name a day ahead: no sentence without such a day is read to its end. */
export function findDatedWith(reply: string, at: Day, weights: PromiseWeights): Commitment[] {
  const candidates = candidatesOf(reply, at, true);
  const dated = new Set(
    candidates.flatMap(({ due, clause }) => (due === undefined ? [] : [clause.sentence])),
  );
  const found = commitmentsAmong(reply, candidates, weights, ({ clause }) => dated.has(clause.sentence));
  return found.filter(({ due }) => due !== null);
}

/** The commitments among the candidate clauses of a reply; those not asked about make none. */
export function commitmentsAmong(
  reply: string,
  candidates: readonly Candidate[],
  weights: PromiseWeights,
  isAsked: (candidate: Candidate) => boolean = () => true,
): Commitment[] {
  const yes = promiseChances(candidates, weights, isAsked).map(
    (chance, i) =>
      chance >= weights.promiseFrom - (candidates[i]!.due === undefined ? 0 : DATED_EASE) ||
      (candidates[i]!.due !== undefined && statesDeadline(candidates[i]!.clause.text, candidates[i]!.before)),
  );
  const groups: Candidate[][] = [];
  let open: Candidate[] | undefined;
  for (const [i, candidate] of candidates.entries()) {
    const last = open?.at(-1);
    const together = last !== undefined && joins(open!, candidate);
    if (yes[i] === true) {
      if (together) open!.push(candidate);
      else {
        open = [candidate];
        groups.push(open);
      }
    } else {
      if (together && trails(open!, candidate)) open!.push(candidate);
      if (!together || !IF_CLAUSE.test(candidate.clause.text)) open = undefined;
    }
  }
  return groups.map((group) => {
    const start = group[0]!.clause.start;
    const end = group.at(-1)!.clause.end;
    const text = reply.slice(start, end);
    const due = group.find((candidate) => candidate.due !== undefined)?.due ?? null;
    const commitment = { text, start, end, due, vague: due === null && !SOME_TIME.test(text) };
    return PUT_OFF.test(text) ? { ...commitment, moved: true } : commitment;
  });
}

/** Marks the commitments of a later reply whose day lies after the day an earlier reply gave for the same thing. */
export function markMoved(earlier: readonly Commitment[], later: readonly Commitment[]): Commitment[] {
  return later.map((commitment) => {
    if (commitment.due === null) return commitment;
    const words = contentWords(commitment.text);
    const moved = earlier.some(
      (other) =>
        other.due !== null && other.due < commitment.due! && shareOf(contentWords(other.text), words) >= 0.4,
    );
    return moved ? { ...commitment, moved: true } : commitment;
  });
}
