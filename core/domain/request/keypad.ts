// The verdict by keypad, the same by SMS and by touch-tone: 1 to 4 for the verdict, 0 for a human being.

import type { VerdictValue } from "./steps.ts";

export type KeypadChoice = Exclude<VerdictValue, "cannot-say"> | "human";

const KEYS: Readonly<Record<string, KeypadChoice>> = {
  "0": "human",
  "1": "solved",
  "2": "partly",
  "3": "not",
  "4": "cannot-explained",
};

/** What people write instead of the digit; longer phrases first, so that 没解决 is not read as 解决. */
const PHRASES: readonly (readonly [string, KeypadChoice])[] = [
  ["没有解决", "not"],
  ["没解决", "not"],
  ["未解决", "not"],
  ["没弄好", "not"],
  ["没修好", "not"],
  ["部分解决", "partly"],
  ["解决了一部分", "partly"],
  ["部分", "partly"],
  ["说清了", "cannot-explained"],
  ["说清楚了", "cannot-explained"],
  ["已解决", "solved"],
  ["解决了", "solved"],
  ["解决", "solved"],
  ["找人", "human"],
  ["转人工", "human"],
  ["人工", "human"],
];

export interface KeypadAnswer {
  readonly choice: KeypadChoice;
  /** Which of several open requests of one phone, from 1; absent where only one was asked about. */
  readonly line?: number;
}

/**
 * Reads "1", "回1", "３", "没解决", and "21" (second request, solved) where several are open on one phone. Undefined where it
 * cannot be told: then nothing is recorded and a human being calls; a guess could be praise nobody gave.
 */
export function readKeypad(text: string, open: number): KeypadAnswer | undefined {
  const plain = text
    .replace(/[０-９]/g, (wide) => String(wide.charCodeAt(0) - "０".charCodeAt(0)))
    .replace(/[\s，。,.！!#＃回复]/g, "");
  const digits = /^(\d)?(\d)$/.exec(plain);
  if (digits !== null) return fromDigits(digits[1], digits[2]!, open);
  const led = /^(\d)(\D+)$/.exec(plain);
  const words = led === null ? plain : led[2]!;
  const choice = PHRASES.find(([phrase]) => words === phrase)?.[1];
  if (choice === undefined) return undefined;
  if (led === null) return open > 1 && choice !== "human" ? undefined : { choice };
  // "1解决" of one request is the digit with its word; both must say the same.
  if (open === 1) return KEYS[led[1]!] === choice ? { choice } : undefined;
  const line = Number(led[1]);
  return line >= 1 && line <= open ? { choice, line } : undefined;
}

function fromDigits(first: string | undefined, last: string, open: number): KeypadAnswer | undefined {
  const choice = KEYS[last];
  if (choice === undefined) return undefined;
  if (first === undefined) return open > 1 && choice !== "human" ? undefined : { choice };
  // With one open request two digits say two things, so they say nothing.
  const line = Number(first);
  return open > 1 && line >= 1 && line <= open ? { choice, line } : undefined;
}

/** The question in at most 70 characters, the length of one Chinese SMS. */
export function keypadQuestion(number: string, line?: number): string {
  const keys = [
    ["1", "解决"],
    ["2", "部分"],
    ["3", "没解决"],
    ["4", "说清了"],
  ].map(([key, word]) => `${line ?? ""}${key}${word}`);
  return `诉求${number}办了吗？回${keys.join(" ")} ${line ?? ""}0找人`;
}
