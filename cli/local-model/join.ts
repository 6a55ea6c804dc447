// Joins our reading of a reply with a local model's; no figure is known of that model, so where the two differ nothing is told.

import type { Words } from "../../core/domain/facts.ts";
import type { AskReading, Kind, ReplyReading } from "../../core/reading/replies/index.ts";
import { whyOf } from "../../core/reading/replies/why.ts";
import type { Answer } from "./answer.ts";
import { PROMPT_VERSION } from "./prompt.ts";

export interface ModelPart {
  readonly name: string;
  readonly prompt: number;
  /** What the model took the reply for, used or not. */
  readonly kind: Kind;
  /** What of this reading is the model's. */
  readonly took: "none" | "kind" | "asks" | "both";
}

export interface JoinedReading extends Omit<ReplyReading, "confidence"> {
  /** Ours for our kind; null where the kind is the model's, of which no probability is known. */
  readonly confidence: number | null;
  readonly model: ModelPart | null;
}

/** The kind in plain words, without the stop. */
function wordsOf(kind: Kind): Words {
  const { zh, en } = whyOf({
    kind,
    abstained: false,
    offtopic: false,
    cold: false,
    asks: [],
    commitments: [],
  });
  return { zh: zh.replace(/。$/, ""), en: en.replace(/\.$/, "") };
}

interface Joining {
  readonly name: string;
  readonly ours: ReplyReading;
  readonly answer: Answer;
  readonly tookKind: boolean;
  readonly tookAsks: boolean;
}

function whatTheModelDid({ name, ours, answer: { kind }, tookKind, tookAsks }: Joining): Words {
  const seen = wordsOf(kind);
  const about: Words = tookKind
    ? {
        zh: `本机语言模型「${name}」也读了：自带的读法看不准，种类用的是模型的看法，模型没有测过`,
        en: `a local language model (${name}) read it too: our reading could not tell, the kind is the model's, which was not measured`,
      }
    : ours.kind === kind
      ? {
          zh: `本机语言模型「${name}」也读了，种类看法相同`,
          en: `a local language model (${name}) read it too and sees the same kind`,
        }
      : {
          zh: `本机语言模型「${name}」也读了，看法不同（${seen.zh}），两种读法不一致，所以算看不准`,
          en: `a local language model (${name}) read it too and sees it otherwise (${seen.en}); the two readings differ, so this counts as cannot tell`,
        };
  return tookAsks
    ? {
        zh: `${about.zh}；诉求点是模型从来信中摘的原话`,
        en: `${about.en}; the asks are words of the message that the model picked`,
      }
    : about;
}

/** A reply of nothing deals with nothing, whoever split the asks. */
const uncovered = ({ by: _, ...ask }: AskReading): AskReading => ({ ...ask, covered: false });

/** `answer` undefined: the model was not used, and the reading stays as it is. */
export function joined(ours: ReplyReading, name: string, answer: Answer | undefined): JoinedReading {
  if (answer === undefined) return { ...ours, model: null };
  // Whoever names a day has said more than nothing, whatever the model says.
  const dated = ours.commitments.some(({ due }) => due !== null);
  const tookKind = ours.abstained && !(answer.kind === "hollow" && dated);
  const tookAsks = answer.asks.length > 0;
  const kind = tookKind ? answer.kind : ours.kind;
  const abstained = !tookKind && (ours.abstained || ours.kind !== answer.kind);
  const empty = kind === "hollow" || kind === "forwarded";
  const offtopic = ours.offtopic && !empty;
  const split = tookAsks ? answer.asks : ours.asks;
  const asks = empty || offtopic ? split.map(uncovered) : split;
  // Our words and our probability speak of our kind alone.
  const own = kind === ours.kind;
  const spans = {
    ...ours.spans,
    kind: own ? ours.spans.kind : [],
    offtopic: offtopic ? ours.spans.offtopic : [],
  };
  const { cold, commitments } = ours;
  const why = whyOf({ kind, abstained, offtopic, cold, asks, commitments, words: spans.kind[0]?.text });
  const did = whatTheModelDid({ name, ours, answer, tookKind, tookAsks });
  return {
    ...ours,
    kind,
    confidence: own ? ours.confidence : null,
    abstained,
    offtopic,
    asks,
    spans,
    why: { zh: `${why.zh}${did.zh}。`, en: `${why.en} ${did.en[0]!.toUpperCase()}${did.en.slice(1)}.` },
    model: {
      name,
      prompt: PROMPT_VERSION,
      kind: answer.kind,
      took: tookKind ? (tookAsks ? "both" : "kind") : tookAsks ? "asks" : "none",
    },
  };
}
