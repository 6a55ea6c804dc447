// What the acts of the desk share: the pieces they are given, reasons and days, and what is said once one is done.

import { showNumber } from "../../core/domain/request/number.ts";
import type { Claim } from "../../core/domain/request/steps.ts";
import { AreaField, type Option, TextField } from "../parts/form.tsx";
import { hrefOf } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { type ActContext, field } from "./act-form.tsx";
import type { RequestView } from "./request-parts.tsx";

/** What a body may claim when it closes. */
export const CLAIMS: readonly Claim[] = ["done", "partly", "explained"];

export interface Acts {
  readonly context: ActContext;
  readonly view: RequestView;
  readonly body: string;
}

export function optionsOf<T extends string>(
  words: Readonly<Record<T, { zh: string; en: string }>>,
  ids: readonly T[],
): Option[] {
  return ids.map((value) => ({ value, ...words[value] }));
}

export function Reason({
  context,
  act,
  zh = "理由（群众看得到）",
  en = "The reason; the citizen sees it",
}: {
  context: ActContext;
  act: string;
  zh?: string;
  en?: string;
}) {
  return <AreaField {...field(context, act, "reason")} label={{ zh, en }} rows={3} />;
}

export function Until({
  context,
  act,
  zh,
  en,
}: {
  context: ActContext;
  act: string;
  zh: string;
  en: string;
}) {
  return <TextField {...field(context, act, "until")} type="date" label={{ zh, en }} />;
}

const DONE: Readonly<Record<string, { zh: string; en: string }>> = {
  relay: {
    zh: "已交给热线，由接线员联系，结果会写在经过里。",
    en: "Given to the hotline; the answer will stand among the steps.",
  },
  merge: { zh: "已并过去，群众不用重新提。", en: "Merged." },
  acknowledge: { zh: "已记下：接下了。往下可以写答复。", en: "Accepted; the reply can be written below." },
  accept: { zh: "已记下：接下了。往下可以写答复。", en: "Accepted; the reply can be written below." },
  reply: { zh: "已记下：答复发出了，群众看得到。", en: "The reply is sent; the citizen can read it." },
  await: {
    zh: "已记下：挂账到承诺的那天，到那天它自己回到到期单子上；群众不同意等，您会看到。",
    en: "Parked until the promised day, on which it comes back by itself.",
  },
  close: { zh: "已记下：报告办结了，等群众说办没办成。", en: "Closed; the citizen's word is awaited." },
};

/** A request's page on the desk; the address names the body where the officer answers for several, and the list one came from. */
export function deskHref(number: string, body: string | undefined, part?: string): string {
  return hrefOf(`/desk/${number}`, { body, part });
}

/** Where a request stands in its list, so that one comes back to it. */
export function rowId(number: string): string {
  return `n${number}`;
}

/** The way to the next in the list. */
export function GoOn({ number, href }: { readonly number: string; readonly href: string }) {
  return (
    <a href={href}>
      下一件 {showNumber(number)} <En>Next</En>
    </a>
  );
}

/** A request, and where the desk shows it. */
export interface DeskRequest {
  readonly number: string;
  readonly href: string;
}

/** What was done just now, and where to go on: the next in the queue, or the queue. */
export function Done({
  done,
  next,
  back,
}: {
  readonly back: string;
  readonly done: string | undefined;
  readonly next: DeskRequest | undefined;
}) {
  if (done === undefined) return null;
  return (
    <p class="notice demo" role="status">
      <Both words={DONE[done] ?? { zh: "已记下。", en: "Done." }} />{" "}
      {next === undefined ? null : <GoOn {...next} />} <Back href={back} />
    </p>
  );
}

export function Back({ href }: { href: string }) {
  return (
    <a href={href}>
      回到办件台 <En>Back to the desk</En>
    </a>
  );
}
