// The status of a request in one breath, for the telephone and for whoever reads it aloud.

import { type Clock, replyClock } from "../../core/domain/request/clocks.ts";
import { sayNumber } from "../../core/domain/request/number.ts";
import { phaseOf, type RequestState } from "../../core/domain/request/state.ts";
import { dayWords } from "../parts/moments.ts";
import { type NextContext, nextWords } from "./next-words.ts";
import { phaseWords } from "./phase-words.ts";

/** For whoever knows the number alone: state and dates, and no more. */
export function briefLine(number: string, state: RequestState, clocks: readonly Clock[]): string {
  const clock = replyClock(clocks);
  const running = clock?.state === "running" || clock?.state === "late";
  const due = running && clock?.due !== undefined ? `答复期限${dayWords(clock.due)}。` : "";
  return `诉求${sayNumber(number)}，${dayWords(state.filedAt)}提的，${phaseWords(phaseOf(state)).zh}，最近一步${dayWords(state.lastAt)}。${due}`;
}

/** In Chinese, to be spoken: number, since when, where it stands, with whom, what comes next. */
export function statusLine(
  number: string,
  state: RequestState,
  context: NextContext & { readonly phoneOf: (body: string) => string | undefined },
): string {
  const bodies = [...new Set(state.asks.flatMap((ask) => ask.handling ?? ask.offer?.to ?? []))];
  const held = bodies.slice(0, 2).map((body) => {
    const phone = context.phoneOf(body);
    return `${context.nameOf(body)}${phone === undefined ? "" : `，电话${phone}`}`;
  });
  const holders = held.length === 0 || state.closed ? "" : `在${held.join("；")}。`;
  const bounced = state.bounces > 0 ? `退回重办过${state.bounces}次。` : "";
  return `诉求${sayNumber(number)}，${dayWords(state.filedAt)}提的，${phaseWords(phaseOf(state)).zh}。${holders}${bounced}${nextWords(state, context).zh}`;
}
