// The counter's form as a filing on somebody's behalf, and the acts that an operator takes for a caller; pure.

import { HARM_LEVELS, type HarmLevel, isGraver } from "../../../core/domain/request/harm.ts";
import { likelyMatters, MATTERS, matterOf } from "../../../core/domain/request/matters.ts";
import { readNumber } from "../../../core/domain/request/number.ts";
import type {
  Acting,
  Command,
  CommandOf,
  Door,
  Intent,
  VerdictValue,
} from "../../../core/domain/request/steps.ts";
import { firstSentence, linesOf, MOST_ASKS, saidOf } from "../../../core/domain/request/words.ts";
import { INTENTS } from "../../../web/citizens/filing-words.ts";
import type { Problem } from "../../../web/parts/form.tsx";
import { renumberingOf } from "../citizens/asks-form.ts";
import { choicesOf, contactProblems } from "../citizens/draft.ts";
import { type Mistake, overlong, type Sent } from "../desk/acts.ts";

const DOORS: readonly Door[] = ["phone", "counter", "agent"];
const MOST_TEXT = 5_000;

/** What is wrong with a filing at the counter; nothing where it can be taken. */
export function filingProblems(sent: Sent): Problem[] {
  const { text = "", asks = "", wants, name, phone } = sent;
  const problems: Problem[] = [];
  const add = (field: string, zh: string, en: string) => problems.push({ field, zh, en });
  const told = contactProblems({ wants: wants ?? "text", name: name ?? "", phone: phone ?? "" });
  // The operator chose nothing yet: a call back is what stands in the form.
  if (wants !== "none" && (phone ?? "").trim() === "")
    add(
      "phone",
      "请问来电人的电话；不愿留的，在下面“结果怎么告诉”里选“不用找我”。",
      "Ask for the number; where none is left, choose “Do not contact me” below.",
    );
  else problems.push(...told);
  if (text.trim() === "") add("text", "请写下来电人说的事，一句也行。", "Write what the caller said.");
  const long = overlong("text", text, MOST_TEXT);
  if (long !== undefined) add("text", long.mistake.zh, long.mistake.en);
  if (linesOf(asks).length > MOST_ASKS) add("asks", `最多 ${MOST_ASKS} 行。`, `At most ${MOST_ASKS} lines.`);
  if (sent.consent !== "on")
    add(
      "consent",
      "请先问：同意由我们代您登记吗？同意了再勾。",
      "Ask whether the caller agrees to be filed for; then tick.",
    );
  return problems;
}

/** The kind of matter that a filing with these fields would get. */
export function matterOfWords(sent: Sent): string {
  const chosen = matterOf(sent.matter) ?? likelyMatters(sent.text ?? "", 1)[0] ?? MATTERS.at(-1)!;
  return chosen.id;
}

/** The filing in the caller's own words, with the consent noted. */
export function filingOf(sent: Sent, by: Acting): CommandOf<"file"> {
  const text = sent.text ?? "";
  const asks = linesOf(sent.asks ?? "");
  const intent = INTENTS.find((each) => each.value === sent.intent)?.value ?? "ask-help";
  const chosen = matterOf(sent.matter);
  const read = chosen === undefined ? likelyMatters(text, 2) : [chosen];
  const matter = read[0] ?? MATTERS.at(-1)!;
  // A second matter in the same words may be the graver one (a lamp is out, and a manhole is open).
  const harm = read.reduce(
    (gravest, each) => (isGraver(each.harm, gravest) ? each.harm : gravest),
    matter.harm,
  );
  const ticked = HARM_LEVELS.find((level) => level === sent.ticked);
  const follows = readNumber(sent.follows ?? "");
  const said = saidOf({
    text,
    asks: asks.length > 0 ? asks : [firstSentence(text)],
    place: sent.place ?? "",
  });
  return {
    kind: "file",
    by: { ...by, person: 0 },
    door: DOORS.find((door) => door === sent.door) ?? "phone",
    procedure: "hotline",
    intent,
    matter: matter.id,
    asks: Math.max(1, asks.length),
    harm: harmFor(intent, harm),
    ...(ticked === undefined ? {} : { ticked }),
    ...(follows === undefined ? {} : { follows }),
    ...choicesOf({ ...sent, open: sent.open === "on" ? "yes" : "no" }),
    said: { ...said, consent: "本人口头同意代为登记" },
  };
}

function harmFor(intent: Intent, harm: HarmLevel): HarmLevel {
  return intent === "consult" || intent === "suggest" || intent === "praise" ? "question" : harm;
}

const VALUES: ReadonlySet<string> = new Set<VerdictValue>([
  "solved",
  "partly",
  "not",
  "cannot-explained",
  "cannot-say",
]);
const ANSWERS = ["done", "not-done", "dont-know"] as const;

/** The command of an act for a caller (`words`: the asks as they stand), or what is wrong with the form. */
export function actOf(
  act: string,
  sent: Sent,
  person: number,
  by: Acting,
  words: readonly string[],
): Command | Mistake {
  const acting: Acting = { ...by, person };
  const text = (sent.text ?? "").trim();
  const long = overlong("text", text, MOST_TEXT);
  if (long !== undefined) return long;
  const said = text === "" ? {} : { said: { text } };
  switch (act) {
    case "add":
      return { kind: "add", by: acting, photos: 0, ...said };
    case "number-asks": {
      const asked = renumberingOf({ ...sent }, words, acting);
      return Array.isArray(asked) ? { mistake: asked[0]!, at: [asked[0]!.field] } : asked;
    }
    case "verdict": {
      if (!VALUES.has(sent.value ?? ""))
        return {
          at: ["value"],
          mistake: { zh: "请按来电人的话选一个：办没办成。", en: "Choose what the caller says." },
        };
      const asks = (sent.asks ?? "")
        .split(",")
        .filter((each) => each !== "")
        .map(Number);
      const value = sent.value as VerdictValue;
      return {
        ...{ kind: "verdict", by: acting, person, value, raisedRating: sent.raised === "on" },
        ...(value === "partly" && asks.length > 0 ? { asks } : {}),
        ...said,
      };
    }
    case "resume":
      return { kind: "resume", by: acting, ...said };
    case "want-call":
      return { kind: "want-call", by: acting, person };
    case "complain":
      return { kind: "complain", by: acting, ...said };
    case "ask-deletion":
      return sent.sure === "on"
        ? { kind: "ask-deletion", by: acting, person }
        : {
            at: ["sure"],
            mistake: { zh: "请先向来电人说清楚再勾选。", en: "Explain it to the caller first, then tick." },
          };
    case "answer-commitment": {
      const answer = ANSWERS.find((each) => each === sent.answer);
      if (answer === undefined)
        return { at: ["answer"], mistake: { zh: "请选做到没有。", en: "Choose whether it was done." } };
      return { kind: "answer-commitment", by: acting, number: Number(sent.number), person, answer };
    }
    case "raise-harm": {
      const to = HARM_LEVELS.find((level) => level === sent.to);
      return to === undefined
        ? { at: ["to"], mistake: { zh: "请选级别。", en: "Choose a level." } }
        : { kind: "raise-harm", by, to, ...said };
    }
    default:
      return {
        mistake: { zh: "不认识这个操作。请刷新再试。", en: "This act is not known; open the page anew." },
      };
  }
}

/** Signs on a card or in an answer that was passed on. */
export const MOST_CARD = 2_000;
const BOXES: Readonly<Record<string, VerdictValue>> = {
  "1": "solved",
  "2": "partly",
  "3": "not",
  "4": "cannot-explained",
};

/** A paper card: the number on it and the box that was ticked. */
export function cardOf(
  sent: Sent,
): { readonly number: string; readonly value: VerdictValue; readonly asks: number[] } | Mistake {
  const long = overlong("text", sent.text, MOST_CARD);
  if (long !== undefined) return long;
  const number = readNumber(sent.number ?? "");
  if (number === undefined)
    return {
      at: ["number"],
      mistake: {
        zh: "编号不对，请对照卡片再输一遍（8 位）。",
        en: "Not a number of ours; compare it with the card.",
      },
    };
  const value = BOXES[(sent.box ?? "").normalize("NFKC").trim()];
  if (value === undefined)
    return {
      at: ["box"],
      mistake: {
        zh: "格子是 1、2、3、4 中的一个；没勾或勾了几个的，请打电话问本人。",
        en: "A card has one box of 1 to 4; else ask the person.",
      },
    };
  const asks = (sent.asks ?? "")
    .normalize("NFKC")
    .split(/[^0-9]+/)
    .filter((each) => each !== "")
    .map(Number);
  return { number, value, asks };
}
