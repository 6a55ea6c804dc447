// A form under way: which fields each page has, what is wrong with them, and the command that files or joins from the whole.

import { MATTERS, matterOf } from "../../../core/domain/request/matters.ts";
import { readNumber } from "../../../core/domain/request/number.ts";
import type { Choices, CommandOf, HideFrom, Intent, Wants } from "../../../core/domain/request/steps.ts";
import { linesOf, MOST_ASKS, saidOf } from "../../../core/domain/request/words.ts";
import { FILING_STEPS, type FilingStep, INTENTS, WANTS } from "../../../web/citizens/filing-words.ts";
import type { Problem } from "../../../web/parts/form.tsx";
import type { Contact } from "../requests/requests.store.ts";

export type Fields = Record<string, string>;

/** The fields of each page; a box that is not ticked is not sent, so its absence is kept as well. */
const FIELDS: Readonly<Record<FilingStep, readonly string[]>> = {
  words: ["text", "intent", "join", "follows"],
  asks: ["asks", "matter"],
  place: ["place"],
  photos: [],
  you: ["wants", "name", "phone", "email", "hideAccused", "hideBody"],
  public: ["open"],
  check: [],
};

/** Far more than may be sent, so that what is too long is kept and can be shortened. */
const KEPT = 30_000;
const MOST_TEXT = 5_000;
export const MOST_ASK = 200;
const MOST_LINE = 200;

export function isStep(text: string): text is FilingStep {
  return (FILING_STEPS as readonly string[]).includes(text);
}

export function nextStep(step: FilingStep): FilingStep {
  return FILING_STEPS[FILING_STEPS.indexOf(step) + 1] ?? "check";
}

/** What was posted on one page, as it was posted. */
export function posted(step: FilingStep, body: unknown): Fields {
  const values = (body ?? {}) as Record<string, unknown>;
  const fields: Fields = {};
  for (const name of FIELDS[step]) {
    const value = values[name];
    // The page does not always carry these, and they are numbers or nothing.
    if (name === "join" || name === "follows") {
      const number = typeof value === "string" ? readNumber(value) : undefined;
      if (number !== undefined) fields[name] = number;
      continue;
    }
    fields[name] = typeof value === "string" ? value.slice(0, KEPT) : "";
  }
  return fields;
}

const PHONE = /^(?:\+?86)?(?:1[3-9]\d{9}|0\d{2,3}[2-9]\d{6,7}|[2-9]\d{6,7})$/;
const EMAIL = /^[^\s@<>"']{1,64}@[^\s@<>"']{1,190}$/;

/** Digits as people type them: full width, with blanks and dashes. */
export function plainPhone(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-—()（）]/g, "");
}

/** What is wrong with how a person wants to be told. */
export function contactProblems({ wants, name = "", phone = "", email = "" }: Fields): Problem[] {
  const [number, mail] = [plainPhone(phone), email.trim()];
  return [
    (wants === "call" || wants === "visit") && number === ""
      ? { field: "phone", zh: "选了打电话或上门，请留电话。", en: "A call or a visit needs a number." }
      : undefined,
    wants === "text" && number === "" && mail === ""
      ? {
          field: "phone",
          zh: "选了发文字，请留手机号或邮箱；不想留就选“不用找我”。",
          en: "Leave a mobile number or an e-mail address, or choose not to be contacted.",
        }
      : undefined,
    number !== "" && !PHONE.test(number)
      ? {
          field: "phone",
          zh: "电话号码不对：手机 11 位，座机请带区号。",
          en: "Not a telephone number: 11 digits, or a landline with its area code.",
        }
      : undefined,
    mail !== "" && !EMAIL.test(mail)
      ? { field: "email", zh: "邮箱不对，应像 name@example.cn。", en: "Not an e-mail address." }
      : undefined,
    name.length > 50
      ? { field: "name", zh: "称呼太长，请缩短到 50 字以内。", en: "At most 50 characters." }
      : undefined,
  ].filter((each): each is Problem => each !== undefined);
}

type Check = (fields: Fields) => (Problem | undefined)[];

const CHECKS: Readonly<Record<FilingStep, Check>> = {
  words: ({ text = "" }) => [
    text.trim() === ""
      ? {
          field: "text",
          zh: "请写一写出了什么事，一句话也行。",
          en: "Say what the matter is; one sentence will do.",
        }
      : undefined,
    text.length > MOST_TEXT
      ? {
          field: "text",
          zh: `写了 ${text.length} 个字，请缩短到 ${MOST_TEXT} 字以内，细节可以以后补充。`,
          en: `Shorten it to ${MOST_TEXT} characters; more can be added later.`,
        }
      : undefined,
  ],
  asks({ asks = "" }) {
    const lines = linesOf(asks);
    const long = lines.find((line) => line.length > MOST_ASK);
    if (lines.length === 0)
      return [
        {
          field: "asks",
          zh: "请写一件要解决的事，写一行就行。",
          en: "Name at least one thing to be solved.",
        },
      ];
    if (lines.length > MOST_ASKS)
      return [
        {
          field: "asks",
          zh: `写了 ${lines.length} 行，最多 ${MOST_ASKS} 行，相近的请合成一行。`,
          en: `At most ${MOST_ASKS} lines; put those that belong together on one.`,
        },
      ];
    if (long === undefined) return [];
    return [
      {
        field: "asks",
        zh: `“${long.slice(0, 12)}…”这一行太长，请缩短到 ${MOST_ASK} 字以内。`,
        en: `A line is too long; at most ${MOST_ASK} characters.`,
      },
    ];
  },
  place: ({ place = "" }) => [
    place.length > MOST_LINE
      ? {
          field: "place",
          zh: `地点太长，请缩短到 ${MOST_LINE} 字以内。`,
          en: `At most ${MOST_LINE} characters.`,
        }
      : undefined,
  ],
  photos: () => [],
  // A box is not sent where it is not ticked, but this question always is: where it is absent, the page was never answered.
  you: (fields) =>
    fields.wants === undefined
      ? [{ field: "wants", zh: "请选怎么告诉您结果。", en: "Choose how you want to hear of it." }]
      : contactProblems(fields),
  public: () => [],
  check: () => [],
};

export function problemsOf(step: FilingStep, fields: Fields): Problem[] {
  const seen = new Set<string>();
  return CHECKS[step](fields).filter(
    (each): each is Problem => each !== undefined && !seen.has(each.field) && Boolean(seen.add(each.field)),
  );
}

/** What still lacks on any page, each with its page. */
export function allProblems(fields: Fields): (Problem & { step: FilingStep })[] {
  return FILING_STEPS.flatMap((step) => problemsOf(step, fields).map((each) => ({ ...each, step })));
}

/** Where a draft is gone on with: the first page that lacks something or was not answered yet. */
export function openStep(fields: Fields): FilingStep {
  const lacking = FILING_STEPS.findIndex((step) => problemsOf(step, fields).length > 0);
  const answered = FILING_STEPS.findLastIndex((step) => FIELDS[step].some((name) => name in fields));
  const places = [lacking, answered + 1].filter((place) => place >= 0);
  return FILING_STEPS[Math.min(...places)] ?? "check";
}

function among<T extends string>(value: string | undefined, all: readonly { value: T }[], otherwise: T): T {
  return all.find((each) => each.value === value)?.value ?? otherwise;
}

export function choicesOf(fields: Fields): Choices {
  const hideFrom: HideFrom[] = [
    ...(fields.hideAccused === "on" ? (["accused"] as const) : []),
    ...(fields.hideBody === "on" ? (["handling-body"] as const) : []),
  ];
  return { wants: among<Wants>(fields.wants, WANTS, "text"), hideFrom, open: fields.open === "yes" };
}

export function contactOf({ name = "", phone = "", email = "" }: Fields): Contact {
  const [who, number, mail] = [name.trim(), plainPhone(phone), email.trim()];
  return {
    ...(who === "" ? {} : { name: who }),
    ...(number === "" ? {} : { phone: number }),
    ...(mail === "" ? {} : { email: mail }),
  };
}

/** The filing; a draft without problems. */
export function filingOf(fields: Fields): CommandOf<"file"> {
  const asks = linesOf(fields.asks ?? "");
  const intent = among<Intent>(fields.intent, INTENTS, "ask-help");
  const matter = matterOf(fields.matter) ?? MATTERS.at(-1)!;
  const light = intent === "consult" || intent === "suggest" || intent === "praise";
  const follows = readNumber(fields.follows ?? "");
  return {
    kind: "file",
    by: { role: "citizen", person: 0 },
    door: "web",
    procedure: "hotline",
    intent,
    matter: matter.id,
    asks: asks.length,
    harm: light ? "question" : matter.harm,
    ...(follows === undefined ? {} : { follows }),
    ...choicesOf(fields),
    said: saidOf({ text: fields.text ?? "", asks, place: fields.place ?? "" }),
  };
}

/** Joining another's request with one's own words. */
export function joiningOf(fields: Fields): CommandOf<"join"> {
  const asks = linesOf(fields.asks ?? "");
  return {
    kind: "join",
    by: { role: "citizen" },
    door: "web",
    ...choicesOf(fields),
    said: saidOf({ text: fields.text ?? "", asks, place: fields.place ?? "" }),
  };
}
