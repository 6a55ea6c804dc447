// What each form of a citizen asks of a request: a command, or what is wrong with the form; pure.

import { dayOf } from "../../../core/domain/day.ts";
import type { Command, VerdictValue } from "../../../core/domain/request/steps.ts";
import { askWordsOf } from "../../../core/domain/request/words.ts";
import type { ActName } from "../../../web/citizens/acts.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import type { Contact } from "../requests/requests.store.ts";
import { renumberingOf } from "./asks-form.ts";
import { choicesOf, contactProblems, type Fields, plainPhone } from "./draft.ts";
import type { OwnRequest } from "./thread-view.ts";

export interface Asked {
  readonly command: Command;
  /** The contact to keep from now on. */
  readonly contact?: Contact;
}

export interface Given {
  readonly fields: Fields;
  /** The asks that are ticked. */
  readonly asks: readonly number[];
  readonly photos: number;
  /** What is known of the person's contact. */
  readonly contact: Contact;
}

const VALUES: readonly string[] = ["solved", "partly", "not", "cannot-explained", "cannot-say"];
const MOST_TEXT = 5_000;

const problem = (field: string, zh: string, en: string): Problem[] => [{ field, zh, en }];

export function isProblems(result: Asked | readonly Problem[]): result is readonly Problem[] {
  return Array.isArray(result);
}

function tooLong(text: string): Problem[] | undefined {
  if (text.length <= MOST_TEXT) return undefined;
  return problem(
    "text",
    `写了 ${text.length} 个字，请缩短到 ${MOST_TEXT} 字以内。`,
    `Shorten it to ${MOST_TEXT} characters.`,
  );
}

export const COMMANDS: Readonly<
  Record<ActName, (own: OwnRequest, given: Given) => Asked | readonly Problem[]>
> = {
  verdict({ person }, { fields, asks }) {
    const { value = "", text = "" } = fields;
    if (!VALUES.includes(value)) return problem("value", "请选一个：办没办成。", "Choose one: is it solved?");
    return (
      tooLong(text) ?? {
        command: {
          kind: "verdict",
          by: { role: "citizen", person: person.number },
          person: person.number,
          value: value as VerdictValue,
          // Ticks left over from a changed mind mean nothing beside another word.
          ...(value === "partly" && asks.length > 0 ? { asks } : {}),
          raisedRating: fields.raised === "on",
          ...saidOf(text),
        },
      }
    );
  },
  "go-on"({ person }, { fields }) {
    const { text = "" } = fields;
    const by = { role: "citizen", person: person.number } as const;
    return tooLong(text) ?? { command: { kind: "resume", by, ...saidOf(text) } };
  },
  add({ person }, { fields, photos }) {
    const { text = "" } = fields;
    if (text.trim() === "" && photos === 0)
      return problem("text", "请写几句，或者加一张照片。", "Write something or add a photo.");
    const by = { role: "citizen", person: person.number } as const;
    return tooLong(text) ?? { command: { kind: "add", by, photos, ...saidOf(text) } };
  },
  asks({ person, steps }, { fields }) {
    const by = { role: "citizen", person: person.number } as const;
    const asked = renumberingOf(fields, askWordsOf(steps) ?? [], by);
    return Array.isArray(asked) ? asked : { command: asked };
  },
  call({ person }, { fields, contact }) {
    const wrong = contactProblems({ phone: fields.phone ?? "" });
    if (wrong.length > 0) return wrong;
    const phone = plainPhone(fields.phone ?? "");
    if (phone === "" && contact.phone === undefined)
      return problem("phone", "没有登记电话，请填一个。", "No number is known; give one.");
    const by = { role: "citizen", person: person.number } as const;
    return {
      command: { kind: "want-call", by, person: person.number },
      ...(phone === "" ? {} : { contact: { ...contact, phone } }),
    };
  },
  choices({ person }, { fields, contact }) {
    const { phone = "", email = "" } = fields;
    const kept: Contact = {
      ...contact,
      ...(plainPhone(phone) === "" ? {} : { phone: plainPhone(phone) }),
      ...(email.trim() === "" ? {} : { email: email.trim() }),
    };
    const wrong = contactProblems({
      ...{
        wants: fields.wants ?? "",
        phone: phone || (kept.phone ?? ""),
        email: email || (kept.email ?? ""),
      },
    });
    if (wrong.length > 0) return wrong;
    const by = { role: "citizen", person: person.number } as const;
    return { command: { kind: "choose", by, ...choicesOf(fields) }, contact: kept };
  },
  complain({ person }, { fields }) {
    const { text = "" } = fields;
    if (text.trim() === "") return problem("text", "请写一写平台哪里不好。", "Say what is wrong.");
    const by = { role: "citizen", person: person.number } as const;
    return tooLong(text) ?? { command: { kind: "complain", by, said: { text: text.trim() } } };
  },
  deletion({ person }, { fields }) {
    if (fields.sure !== "on") return problem("sure", "请先勾“我明白”。", "Tick that you understand.");
    const by = { role: "citizen", person: person.number } as const;
    return { command: { kind: "ask-deletion", by, person: person.number } };
  },
};

function saidOf(text: string): { said?: { text: string } } {
  return text.trim() === "" ? {} : { said: { text: text.trim() } };
}

const ANSWERS = ["done", "not-done", "dont-know"] as const;

/** The word on a promise; undefined where there is no such promise, its day has not come, or no answer was given. */
export function promiseCommand(
  { state, person }: OwnRequest,
  number: number,
  answer: string,
  now: number,
): Command | undefined {
  const said = ANSWERS.find((each) => each === answer);
  const promised = state.commitments.find((each) => each.number === number);
  if (said === undefined || promised === undefined || promised.by > dayOf(now)) return undefined;
  const by = { role: "citizen", person: person.number } as const;
  return { kind: "answer-commitment", by, number, person: person.number, answer: said };
}
