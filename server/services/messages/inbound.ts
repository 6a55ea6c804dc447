// What comes in by SMS: a verdict by digit or word, a question for a number's status, or a wish for a human being.

import { readKeypad } from "../../../core/domain/request/keypad.ts";
import { readNumber, showNumber } from "../../../core/domain/request/number.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { phaseOf } from "../../../core/domain/request/state.ts";
import type { Acting, Command } from "../../../core/domain/request/steps.ts";
import { phaseWords } from "../../../web/citizens/phase-words.ts";
import type { Services } from "../service.ts";
import { type Question, questionsOf, settleQuestion, toldLines } from "./news.ts";
import { addMessage } from "./outbox.store.ts";

export interface InboundSms {
  /** The provider's number of the message. */
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

export type Outcome = "verdict" | "wants-call" | "status" | "refused" | "not-understood" | "unknown-phone";

/** Takes one SMS, once however often it is delivered, and answers it. */
export async function takeSms(services: Services, { id, from, text }: InboundSms): Promise<Outcome> {
  const { tenant, clock, requests } = services;
  const known = await requests.within(async (query) => {
    const [row] = await query<{ outcome: Outcome }>(
      "SELECT outcome FROM services.inbound WHERE tenant_id = $1 AND channel = 'sms' AND provider_id = $2",
      [tenant, id],
    );
    return row?.outcome;
  });
  if (known !== undefined) return known;
  const open = await requests.within((query) => questionsOf(query, tenant, from));
  const { outcome, answer, number } = await handled(services, id, from, text, open);
  await requests.within(async (query) => {
    await query(
      `INSERT INTO services.inbound (tenant_id, channel, provider_id, received_at, outcome, number) VALUES ($1, 'sms', $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [tenant, id, clock.now(), outcome, number ?? null],
    );
    await addMessage(
      query,
      tenant,
      {
        once: `answer/${id}`,
        channel: "sms",
        recipient: from,
        words: answer,
        ...(number === undefined ? {} : { number }),
      },
      clock.now(),
    );
  });
  return outcome;
}

interface Handled {
  readonly outcome: Outcome;
  readonly answer: string;
  readonly number?: string;
}

async function handled(
  services: Services,
  id: string,
  from: string,
  text: string,
  open: readonly Question[],
): Promise<Handled> {
  const number = readNumber(text.replace(/[^\d０-９幺]/g, ""));
  if (number !== undefined) return statusOf(services, number);
  if (open.length === 0)
    return {
      outcome: "unknown-phone",
      answer: "这个手机号没有等您评价的诉求。查进度请发8位编号，或打电话找人。",
    };
  const lined = open.filter((each) => each.lined).map((each) => each.line);
  const read =
    readKeypad(text, open.length) ??
    (lined.length === 0 ? undefined : readKeypad(text, Math.max(2, ...lined)));
  const question =
    read?.line === undefined
      ? open.length === 1
        ? open[0]
        : undefined
      : open.find((each) => each.line === read.line);
  if (read?.choice === "human" || (read !== undefined && question === undefined))
    return wantCall(services, id, question === undefined ? open : [question]);
  if (read === undefined || question === undefined) {
    if (open.length > 1) await services.requests.within((query) => toldLines(query, services.tenant, from));
    const lines = open.map((each) => `${each.line}开头是诉求${each.number}`).join("，");
    return {
      outcome: "not-understood",
      answer:
        open.length === 1
          ? "没看懂。请回1解决 2部分 3没解决 4说清了 0找人。"
          : `您有几件：${lines}。请回两位数，如${open[0]!.line}1表示解决；0找人。`,
    };
  }
  return judge(services, id, from, question, read.choice as Exclude<typeof read.choice, "human">);
}

async function judge(
  services: Services,
  id: string,
  from: string,
  question: Question,
  value: "solved" | "partly" | "not" | "cannot-explained",
): Promise<Handled> {
  const { tenant, requests } = services;
  const { number, person } = question;
  const by: Acting = { role: "citizen", person };
  const command: Command = { kind: "verdict", by, person, value };
  const acted = await requests.act(number, command, { key: `sms/${id}` });
  if (isRefusal(acted)) return { outcome: "refused", answer: `${acted.zh}${acted.mend.zh}`, number };
  await requests.within((query) => settleQuestion(query, tenant, from, question));
  const answer =
    value === "not"
      ? `记下了：诉求${number}没解决，已退回重办（第${acted.state.bounces}次）。随时可再回复。`
      : `记下了：诉求${number}${{ solved: "解决", partly: "部分解决", "cannot-explained": "说清了" }[value]}。以后发现没解决，发编号或打电话都可以改。`;
  return { outcome: "verdict", answer, number };
}

async function wantCall(services: Services, id: string, open: readonly Question[]): Promise<Handled> {
  for (const { number, person } of open) {
    const command: Command = { kind: "want-call", by: { role: "citizen", person }, person };
    await services.requests.act(number, command, { key: `sms/${id}/${number}` });
  }
  return {
    outcome: "wants-call",
    answer: "好的，会有回访员打电话给您，不是承办单位的人。",
    number: open[0]!.number,
  };
}

/** The number alone gives the status and the date, never the words. */
async function statusOf({ requests }: Services, number: string): Promise<Handled> {
  const found = await requests.read(number);
  if (found === undefined)
    return { outcome: "refused", answer: `没有找到诉求${showNumber(number)}，请核对编号，或打电话找人。` };
  return { outcome: "status", answer: `诉求${number}：${phaseWords(phaseOf(found.state)).zh}。`, number };
}
