// Checks what a local model answered: a kind, and asks whose words really stand in the message; nothing else of it is kept.

import { z } from "zod";
import { type AskReading, KINDS, type Kind, type Piece } from "../../core/reading/replies/index.ts";
import type { Texts } from "./prompt.ts";

/** What of a model's answer may be used. All words are cut from the texts themselves. */
export interface Answer {
  readonly kind: Kind;
  readonly asks: readonly AskReading[];
}

const QUOTE = z.string().max(3_000);
const CHAT = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const ANSWER = z.object({
  kind: z.enum(KINDS),
  asks: z.array(z.object({ ask: QUOTE, dealt: z.boolean(), by: QUOTE.nullish() })).max(5),
});

/** One sign stands everywhere and quotes nothing. */
const LEAST = 2;

/** The place where the words stand, white space aside; its text is cut from `text`. */
export function placeIn(text: string, quote: string): Piece | undefined {
  const wanted = quote.replace(/\s/g, "");
  // Half a sign would be found in the midst of a whole one.
  if (wanted.length < LEAST || /\p{Surrogate}/u.test(wanted)) return undefined;
  let bare = "";
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (/\s/.test(text[at]!)) continue;
    bare += text[at];
    places.push(at);
  }
  const found = bare.indexOf(wanted);
  if (found < 0) return undefined;
  const start = places[found]!;
  const end = places[found + wanted.length - 1]! + 1;
  return { start, end, text: text.slice(start, end) };
}

/** Models think aloud in front of the answer, and many put a fence around it though told not to. */
function bareJson(content: string): string {
  const said = content.replace(/^\s*<think>[\s\S]*?<\/think>/, "").trim();
  return /^```(?:json)?\s*\n([\s\S]*?)\n?```$/i.exec(said)?.[1] ?? said;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** undefined: the body is no such answer. */
export function answerOf(body: string, { subject, text, reply }: Texts): Answer | undefined {
  const chat = CHAT.safeParse(json(body));
  if (!chat.success) return undefined;
  const said = ANSWER.safeParse(json(bareJson(chat.data.choices[0]!.message.content)));
  if (!said.success) return undefined;
  const asks: AskReading[] = [];
  for (const { ask, dealt, by } of said.data.asks) {
    const inText = placeIn(text, ask);
    const piece = inText ?? placeIn(subject, ask);
    if (piece === undefined) continue;
    const part = inText === undefined ? "subject" : "text";
    if (asks.some((other) => other.in === part && other.start === piece.start && other.end === piece.end))
      continue;
    const place = dealt && by ? placeIn(reply, by) : undefined;
    const reading = { ...piece, in: part, covered: dealt } as const;
    asks.push(place === undefined ? reading : { ...reading, by: place });
  }
  const order = ({ in: part, start }: AskReading): number => (part === "subject" ? -1 : start);
  return { kind: said.data.kind, asks: asks.sort((a, b) => order(a) - order(b)) };
}
