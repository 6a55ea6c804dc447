// What a citizen is told of a step, in one short message; and the question after an answer, which a digit answers.

import { isFavourable, standing } from "../../../core/domain/request/fold-people.ts";
import { keypadQuestion } from "../../../core/domain/request/keypad.ts";
import { showNumber } from "../../../core/domain/request/number.ts";
import type { PersonState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { ownNumber } from "../requests/people.ts";
import { type Contact, contactsOf } from "../requests/requests.store.ts";
import type { Reaction } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import { addMessage } from "./outbox.store.ts";

/** Tells each person who wants text, by SMS where there is a number, else by mail. */
export function newsOf(services: Services, origin: string): Reaction {
  const { tenant, clock } = services;
  return async (query, { number, state, steps, added, link }) => {
    const contacts = await contactsOf(query, tenant, number);
    if (contacts.size === 0) return;
    const first = steps.length - added.length;
    for (const person of state.people) {
      const contact = contacts.get(person.number);
      if (contact === undefined || person.wants !== "text" || person.deleted) continue;
      for (const [index, step] of added.entries()) {
        const own = await ownNumber(query, tenant, number, person.number);
        const words = wordsOf(step, own, origin, person.number, link);
        if (words === undefined) continue;
        await tell(query, tenant, clock.now(), contact, {
          ...{ number, person: person.number, words },
          once: `${number}/${first + index}/${person.number}/news`,
        });
      }
      const asks = added.some((step) => step.kind === "close");
      if (asks && !hasPraised(person))
        await ask(query, services, number, person.number, contact, steps.length);
    }
  };
}

/** Said already, since the last return, that it is done. */
function hasPraised(person: PersonState): boolean {
  const word = standing(person);
  return word !== undefined && isFavourable(word);
}

async function tell(
  query: Transaction,
  tenant: string,
  now: number,
  { phone, email }: Contact,
  message: { number: string; person: number; words: string; once: string },
): Promise<void> {
  if (phone !== undefined)
    await addMessage(query, tenant, { ...message, channel: "sms", recipient: phone }, now);
  else if (email !== undefined) {
    const subject = `诉求 ${showNumber(message.number)} 有新进展`;
    await addMessage(query, tenant, { ...message, channel: "mail", recipient: email, subject }, now);
  }
}

/** Asks whether the matter is solved; where several are open on one telephone each has its own first digit. */
export async function ask(
  query: Transaction,
  { tenant, clock }: Services,
  number: string,
  person: number,
  contact: Contact,
  round: number,
): Promise<void> {
  const now = clock.now();
  const once = `${number}/${round}/${person}/question`;
  if (contact.phone === undefined) {
    await tell(query, tenant, now, contact, { number, person, words: keypadQuestion(number), once });
    return;
  }
  await query(
    `INSERT INTO services.sms_question (tenant_id, phone, number, person, asked_at, line)
     VALUES ($1, $2, $3, $4, $5, 1 + coalesce((SELECT max(line) FROM services.sms_question WHERE tenant_id = $1 AND phone = $2), 0))
     ON CONFLICT (tenant_id, phone, number, person) DO UPDATE SET asked_at = excluded.asked_at`,
    [tenant, contact.phone, number, person, now],
  );
  const open = await questionsOf(query, tenant, contact.phone);
  const line =
    open.length > 1 ? open.find((each) => each.number === number && each.person === person)?.line : undefined;
  if (line !== undefined) {
    await query(
      "UPDATE services.sms_question SET lined = true WHERE tenant_id = $1 AND phone = $2 AND number = $3 AND person = $4",
      [tenant, contact.phone, number, person],
    );
  }
  await tell(query, tenant, now, contact, { number, person, words: keypadQuestion(number, line), once });
}

export type Question = {
  readonly number: string;
  readonly person: number;
  readonly line: number;
  /** The question said its line, so an answer with the line is one even when it is the last that is open. */
  readonly lined: boolean;
};

/** The open questions of a telephone, by line. */
export async function questionsOf(query: Transaction, tenant: string, phone: string): Promise<Question[]> {
  return query<Question>(
    "SELECT number, person, line, lined FROM services.sms_question WHERE tenant_id = $1 AND phone = $2 ORDER BY line",
    [tenant, phone],
  );
}

/** Their lines were told: from now on an answer with a line is one, whichever are still open. */
export async function toldLines(query: Transaction, tenant: string, phone: string): Promise<void> {
  await query("UPDATE services.sms_question SET lined = true WHERE tenant_id = $1 AND phone = $2", [
    tenant,
    phone,
  ]);
}

export async function settleQuestion(
  query: Transaction,
  tenant: string,
  phone: string,
  { number, person }: Question,
): Promise<void> {
  await query(
    "DELETE FROM services.sms_question WHERE tenant_id = $1 AND phone = $2 AND number = $3 AND person = $4",
    [tenant, phone, number, person],
  );
}

/** News are short and plain, and never carry the words of a request: a telephone may be shared. */
function wordsOf(
  step: Step,
  number: string,
  origin: string,
  person: number,
  link: string | undefined,
): string | undefined {
  const named = `诉求${number}`;
  switch (step.kind) {
    case "file":
    case "join":
      if ((step.kind === "join" ? step.person : 0) !== person) return undefined;
      if (step.by.role === "system") return `${named}已和别人反映的同一件事并在一起办，编号照旧可用。`;
      return `${named}已收到。${link === undefined ? "" : `查看进度：${origin}/r/${link}`}`;
    case "accept":
    case "acknowledge":
      return `${named}有单位接办了，可凭编号查进度。`;
    case "hand-over":
      return `${named}正转给另一单位，您不用重新提。`;
    case "ask-for-missing":
      return `${named}还缺材料，请点链接或打电话补充，补充后接着办。`;
    case "reply":
      return `${named}有了答复，可点链接、凭编号或打电话查看。`;
    case "extend":
    case "pause":
    case "park":
      return `${named}的办理时间有变化，原因和日期可凭编号查询。`;
    case "reopen":
      return `${named}已退回原单位重办，这是第${step.bounce}次。`;
    case "move-commitment":
      return `${named}的承诺改了日子，新日子可凭编号查询。`;
    default:
      return undefined;
  }
}
