// The forms of the desk as commands: each act of an officer with its fields, parsed once at the border.

import { z } from "zod";
import { endOf, startOf } from "../../../core/domain/day.ts";
import type { Words } from "../../../core/domain/facts.ts";
import { HARM_LEVELS } from "../../../core/domain/request/harm.ts";
import { readNumber } from "../../../core/domain/request/number.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Acting, AskAnswer, Command, Said } from "../../../core/domain/request/steps.ts";
import { linesOf, promiseField } from "../../../core/domain/request/words.ts";
import { MOST_PROMISES } from "../../../web/officers/desk-reply.tsx";

/** What a form sent, as single values; boxes that were not ticked are absent. */
export type Sent = Readonly<Record<string, string>>;

export interface Mistake {
  readonly mistake: Words;
  /** The names of the fields that it concerns; absent where it is not one field that has to change. */
  readonly at?: readonly string[];
}

const LONGEST = 10_000;
const LONGEST_REASON = 2_000;
/** Far more than may be sent, so that what is too long is kept and can be shortened. */
const KEPT = 30_000;
/** For forms in which people write at length: a Chinese character is nine bytes of a form. */
export const LONG_FORM = { bodyLimit: 400_000 };

/** Single values; a name that is sent several times keeps all, joined by commas. */
export function sentOf(body: unknown): Sent {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value.map(String).join(",") : String(value ?? "")).slice(0, KEPT),
    ]),
  );
}

const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(`${day}T00:00:00Z`)));
const Whole = z.coerce.number().int().min(0).max(1_000);
const Numbers = z.string().transform((text, context) => {
  const numbers = text
    .split(",")
    .filter((each) => each.trim() !== "")
    .map(Number);
  if (numbers.some((each) => !Number.isInteger(each))) context.addIssue("not numbers");
  return numbers;
});
const Reason = z.string().max(LONGEST_REASON).default("");
const Text = z.string().max(LONGEST).default("");

const BY_NAME = {
  acknowledge: z.object({ asks: Numbers }),
  accept: z.object({ asks: Numbers }),
  return: z.object({ asks: Numbers, to: z.string().max(60).default(""), reason: Reason }),
  contact: z.object({
    way: z.enum(["text", "phone", "visit", "counter"]),
    person: Whole,
    reached: z.enum(["yes", "no"]),
    raised: z.string().optional(),
    text: Text,
  }),
  "ask-for-missing": z.object({ text: Text, reason: Reason }),
  extend: z.object({
    why: z.enum(["complex", "site-work", "third-party", "weather", "law"]),
    until: Day,
    reason: Reason,
  }),
  pause: z.object({
    why: z.enum(["third-party-opinion", "expert-or-hearing", "court", "unreachable", "weather"]),
    until: Day,
    reason: Reason,
  }),
  park: z.object({ until: Day, reason: Reason }),
  resume: z.object({}),
  "hand-over": z.object({ to: z.string().max(60).default(""), asks: Numbers, reason: Reason }),
  close: z.object({ claim: z.enum(["done", "partly", "explained"]), text: Text }),
  "move-commitment": z.object({ number: Whole, until: Day, reason: Reason }),
  "keep-commitment": z.object({ number: Whole, text: Text }),
  merge: z.object({ into: z.string().max(40).default("") }),
  "raise-harm": z.object({ to: z.enum(HARM_LEVELS), reason: Reason }),
  "lower-harm": z.object({ to: z.enum(HARM_LEVELS), reason: Reason }),
  exclude: z.object({
    why: z.enum(["duplicate", "not-a-request", "outside-jurisdiction", "malicious", "withdrawn"]),
    reason: Reason,
  }),
} as const;

export type ActName = keyof typeof BY_NAME;

export function isAct(name: string): name is ActName {
  return Object.hasOwn(BY_NAME, name);
}

function saidOf(words: Readonly<Record<string, string>>): { said?: Said } {
  const written = Object.entries(words).filter(([, each]) => each.trim() !== "");
  return written.length === 0
    ? {}
    : { said: Object.fromEntries(written.map(([name, each]) => [name, each.trim()])) };
}

const INCOMPLETE: Words = {
  zh: "有一栏没有填好：日期要像 2026-07-01，该选的要选。改好再提交，您写的都还在。",
  en: "A field is missing or not understood: a date is like 2026-07-01. What you wrote is kept.",
};

/** Words that are too long for their field, said so; nothing is cut in silence. */
export function overlong(at: string, words: string | undefined, most: number): Mistake | undefined {
  if (words === undefined || words.length <= most) return undefined;
  return {
    at: [at],
    mistake: {
      zh: `写了 ${words.length} 个字，请缩短到 ${most} 字以内再交，您写的都还在。`,
      en: `${words.length} characters; shorten it to ${most}. What you wrote is kept.`,
    },
  };
}

function tooLong({ text, reason }: Sent): Mistake | undefined {
  return overlong("text", text, LONGEST) ?? overlong("reason", reason, LONGEST_REASON);
}

/** The command of a form, or what is wrong with the form itself. */
export function commandOf(name: ActName, sent: Sent, by: Acting): Command | Mistake {
  const long = tooLong(sent);
  if (long !== undefined) return long;
  const parsed = BY_NAME[name].safeParse(sent);
  if (!parsed.success)
    return { mistake: INCOMPLETE, at: [...new Set(parsed.error.issues.map((each) => String(each.path[0])))] };
  const build = BUILD[name] as (fields: unknown, by: Acting) => Command;
  return build(parsed.data, by);
}

type Fields<K extends ActName> = z.output<(typeof BY_NAME)[K]>;
const BUILD: { readonly [K in ActName]: (fields: Fields<K>, by: Acting) => Command } = {
  acknowledge: ({ asks }, by) => ({ kind: "acknowledge", by, asks }),
  accept: ({ asks }, by) => ({ kind: "accept", by, asks }),
  return: ({ asks, to, reason }, by) => ({ kind: "return", by, asks, to, ...saidOf({ reason }) }),
  contact: ({ way, person, reached, raised, text }, by) => ({
    ...{ kind: "contact", by, way, person, reached: reached === "yes", raisedRating: raised === "on" },
    ...saidOf({ text }),
  }),
  "ask-for-missing": ({ text, reason }, by) => ({
    ...{ kind: "ask-for-missing", by, items: linesOf(text).length },
    ...saidOf({ text: linesOf(text).join("\n"), reason }),
  }),
  extend: ({ why, until, reason }, by) => ({
    ...{ kind: "extend", by, reason: why, until: endOf(until) },
    ...saidOf({ reason }),
  }),
  pause: ({ why, until, reason }, by) => ({
    ...{ kind: "pause", by, reason: why, until: endOf(until) },
    ...saidOf({ reason }),
  }),
  // On that day it goes on by itself, so it stands still until the day begins.
  park: ({ until, reason }, by) => ({ kind: "park", by, until: startOf(until), ...saidOf({ reason }) }),
  resume: (_, by) => ({ kind: "resume", by }),
  "hand-over": ({ to, asks, reason }, by) => ({ kind: "hand-over", by, to, asks, ...saidOf({ reason }) }),
  close: ({ claim, text }, by) => ({ kind: "close", by, claim, ...saidOf({ text }) }),
  "move-commitment": ({ number, until, reason }, by) => ({
    ...{ kind: "move-commitment", by, number, until },
    ...saidOf({ reason }),
  }),
  "keep-commitment": ({ number, text }, by) => ({ kind: "keep-commitment", by, number, ...saidOf({ text }) }),
  merge: ({ into }, by) => ({ kind: "merge", by, into: readNumber(into) ?? "" }),
  "raise-harm": ({ to, reason }, by) => ({ kind: "raise-harm", by, to, ...saidOf({ reason }) }),
  "lower-harm": ({ to, reason }, by) => ({ kind: "lower-harm", by, to, ...saidOf({ reason }) }),
  exclude: ({ why, reason }, by) => ({ kind: "exclude", by, reason: why, ...saidOf({ reason }) }),
};

export interface PromiseRow {
  /** Its place in the form, from 1. */
  readonly row: number;
  readonly what: string;
  readonly who: string;
  readonly by: string;
  readonly ask: string;
}

/** The rows of promises in which anything stands. */
export function promiseRows(sent: Sent): PromiseRow[] {
  return Array.from({ length: MOST_PROMISES }, (_, index) => ({
    row: index + 1,
    what: (sent[`what${index + 1}`] ?? "").trim(),
    who: sent[`who${index + 1}`] ?? "",
    by: (sent[`by${index + 1}`] ?? "").trim(),
    ask: sent[`of${index + 1}`] ?? "",
  })).filter((row) => row.what !== "" || row.by !== "");
}

const ANSWERS: ReadonlySet<string> = new Set<AskAnswer>(["answered", "refused", "promised"]);

/** Which asks the form marks, and how. */
export function markedAsks(sent: Sent, state: RequestState): { ask: number; as: AskAnswer }[] {
  return state.asks.flatMap(({ number }) => {
    const as = sent[`ask${number}`] ?? "";
    return ANSWERS.has(as) ? [{ ask: number, as: as as AskAnswer }] : [];
  });
}

/** A reply: the words, what it does with each ask, and the promises that its drafter marked. */
export function replyOf(sent: Sent, state: RequestState, by: Acting): Command | Mistake {
  const long = tooLong(sent);
  if (long !== undefined) return long;
  const rows = promiseRows(sent);
  const wrong = rows.find((row) => !Day.safeParse(row.by).success || row.what === "");
  if (wrong !== undefined)
    return {
      at: [`${wrong.what === "" ? "what" : "by"}${wrong.row}`],
      mistake: {
        zh: `承诺“${wrong.what || wrong.by}”要写全：做什么、谁来做、哪天之前（日期像 2026-07-01）。`,
        en: "A promise says what, who and by which day (like 2026-07-01).",
      },
    };
  const asks = markedAsks(sent, state);
  if (asks.length === 0)
    return {
      at: Object.keys(sent).filter((name) => /^ask\d+$/.test(name)),
      mistake: {
        zh: "请逐项选这次答复了哪几项：答复了、办不了，还是作出承诺。",
        en: "Say for each ask what this reply does with it.",
      },
    };
  const unwritten = asks.find(
    (each) => each.as === "promised" && !rows.some((row) => Number(row.ask) === each.ask),
  );
  if (unwritten !== undefined)
    return {
      at: [`ask${unwritten.ask}`],
      mistake: {
        zh: "有一项选了“作出承诺”，请在下面写明做什么、谁来做、哪天之前，并选上是哪一项。",
        en: "An ask is marked as promised: write down what, who, by when, and for which ask.",
      },
    };
  if (asks.some((each) => each.as === "refused") && (sent.reason ?? "").trim() === "")
    return {
      at: ["reason"],
      mistake: {
        zh: "有一项选了“办不了”，请写明理由和依据，群众会看到。",
        en: "An ask is refused: give the reason and its basis; the citizen sees it.",
      },
    };
  return {
    kind: "reply",
    by,
    asks,
    commitments: rows.map(({ who, by: day, ask }) => ({
      who: who === "" ? (by.body ?? "") : who,
      by: day,
      ...(ask === "" ? {} : { ask: Number(ask) }),
    })),
    ...saidOf({
      text: sent.text ?? "",
      reason: sent.reason ?? "",
      ...Object.fromEntries(rows.map((row, index) => [promiseField(index + 1), row.what])),
    }),
  };
}
