// The touch-tone dialogue: digits in, words to speak out, and what is to be done; pure, so that every way through it can be tried.

import { readNumber } from "../../../core/domain/request/number.ts";
import type { VerdictValue } from "../../../core/domain/request/steps.ts";
import { VERDICT_WORDS } from "../../../web/citizens/step-words.ts";

/** Where a call stands. */
export type Place =
  | { readonly at: "number"; readonly tries: number }
  | { readonly at: "menu"; readonly number: string; readonly tries: number }
  | { readonly at: "asks"; readonly number: string; readonly tries: number }
  | {
      readonly at: "confirm";
      readonly number: string;
      readonly value: Spoken;
      readonly asks: readonly number[];
    }
  | { readonly at: "over" };

type Spoken = Extract<VerdictValue, "solved" | "partly" | "not" | "cannot-explained">;

/** What is known of the request whose number was keyed in. */
export interface Known {
  /** The status in one breath. */
  readonly line: string;
  readonly asks: number;
  /** "yes"; "other-phone": the call does not come from the telephone that was left; "too-early", "ended". */
  readonly verdict: "yes" | "other-phone" | "too-early" | "ended";
}

export type Deed =
  | { readonly kind: "verdict"; readonly value: Spoken; readonly asks: readonly number[] }
  | { readonly kind: "want-call" };

export interface Turn {
  readonly place: Place;
  readonly say: string;
  /** How many digits are awaited at most; # ends an entry earlier. */
  readonly most: number;
  readonly deed?: Deed;
  /** The provider connects the call with the hotline's own people. */
  readonly human?: true;
}

const TRIES = 3;
const VALUES: readonly Spoken[] = ["solved", "partly", "not", "cannot-explained"];
const ENTER = "请按八位诉求编号。找人请按 0，再按井号。";

export function greet(): Turn {
  const say = `您好，这里是诉求热线的自动语音。${ENTER}`;
  return { place: { at: "number", tries: 0 }, say, most: 9 };
}

/** The number that the digits are, where the call awaits one. */
export function numberIn(place: Place, digits: string): string | undefined {
  return place.at === "number" ? readNumber(digits.replace(/#/g, "")) : undefined;
}

/**
 * One turn. `known` is what is known of the number in these digits, or of the number that the call is about; undefined where there
 * is no such request. Whatever cannot be told is asked again, three times, and then a human being takes over.
 */
export function turn(place: Place, digits: string, known: Known | undefined): Turn {
  const plain = digits.replace(/#/g, "");
  switch (place.at) {
    case "number":
      return numberTurn(place.tries, plain, known);
    case "menu":
      return menuTurn(place, plain, known);
    case "asks":
      return asksTurn(place, plain, known);
    case "confirm":
      if (plain === "1")
        return {
          ...{ place: { at: "over" }, most: 0 },
          say: confirmed(place.value, place.asks),
          deed: { kind: "verdict", value: place.value, asks: place.asks },
        };
      return plain === "0" ? human(true) : menu(place.number, known, 0, "好，重新选。");
    case "over":
      return { place, say: "再见。", most: 0 };
  }
}

function numberTurn(tries: number, plain: string, known: Known | undefined): Turn {
  if (plain === "0") return human(false);
  const number = readNumber(plain);
  if (number !== undefined && known !== undefined) return menu(number, known, 0);
  if (tries + 1 >= TRIES) return human(false);
  const why = number === undefined ? "编号不对，可能有一位按错了。" : "没有这个编号的诉求。";
  return { place: { at: "number", tries: tries + 1 }, say: `${why}${ENTER}`, most: 9 };
}

const QUESTION = `办没办成，您说了算。${["解决了请按 1", "解决了一部分请按 2", "没解决请按 3", "办不了但说清楚了请按 4"].join("，")}。`;
const REST = "再听一遍请按星号，换一个编号请按 9，找人请按 0。";
const WHY_NOT: Readonly<Record<Exclude<Known["verdict"], "yes">, string>> = {
  "other-phone": "要说办没办成，请用提的时候留的电话打来，或者按 0 找人。",
  "too-early": "还没有答复，等有了答复再说办没办成。",
  ended: "记录已过保存期。还有问题，请按 0 找人提一件新的。",
};

function menu(number: string, known: Known | undefined, tries: number, first?: string): Turn {
  if (known === undefined) return human(false);
  const status = first ?? `${known.line}`;
  const question = known.verdict === "yes" ? QUESTION : WHY_NOT[known.verdict];
  return { place: { at: "menu", number, tries }, say: `${status}${question}${REST}`, most: 1 };
}

function menuTurn(place: { number: string; tries: number }, plain: string, known: Known | undefined): Turn {
  if (plain === "0") return human(true);
  if (plain === "*") return menu(place.number, known, 0);
  if (plain === "9") return { place: { at: "number", tries: 0 }, say: ENTER, most: 9 };
  const value = known?.verdict === "yes" ? VALUES[Number(plain) - 1] : undefined;
  if (value === undefined) {
    if (place.tries + 1 >= TRIES) return human(true);
    return menu(place.number, known, place.tries + 1, "没听清。");
  }
  if (value === "partly" && known!.asks > 1) {
    const most = Math.min(9, known!.asks);
    const say = `没解决的是第几项？一共${known!.asks}项。逐个按项号，按完按井号；说不清就直接按井号。`;
    return { place: { at: "asks", number: place.number, tries: 0 }, say, most: most + 1 };
  }
  return confirm(place.number, value, []);
}

function asksTurn(
  { number, tries }: { number: string; tries: number },
  plain: string,
  known: Known | undefined,
): Turn {
  if (plain === "0") return human(true);
  const asks = [...new Set([...plain].map(Number))];
  const wrong = asks.some((ask) => !Number.isInteger(ask) || ask < 1 || ask > (known?.asks ?? 0));
  if (wrong && tries + 1 >= TRIES) return human(true);
  if (wrong) {
    const say = `没有这一项，一共${known?.asks ?? 0}项。请再按一遍项号，按完按井号。`;
    return { place: { at: "asks", number, tries: tries + 1 }, say, most: 10 };
  }
  return confirm(number, "partly", asks);
}

function confirm(number: string, value: Spoken, asks: readonly number[]): Turn {
  const which = asks.length === 0 ? "" : `，没解决的是第${asks.join("、")}项`;
  const say = `您说的是：${VERDICT_WORDS[value].zh}${which}。对请按 1，不对请按 2。`;
  return { place: { at: "confirm", number, value, asks }, say, most: 1 };
}

function confirmed(value: Spoken, asks: readonly number[]): string {
  const back = value === "not" || asks.length > 0;
  return `记下了：${VERDICT_WORDS[value].zh}。${back ? "退回原单位重办。" : ""}以后发现没解决，随时可以再打来改。再见。`;
}

/** `known`: the call is about a request, so that the wish for a call is kept even if the line breaks. */
function human(known: boolean): Turn {
  const say = "正在为您转人工，请不要挂机。转不通的话，会有人给您打回来。";
  return {
    ...{ place: { at: "over" }, say, most: 0, human: true },
    ...(known ? { deed: { kind: "want-call" } as const } : {}),
  };
}
