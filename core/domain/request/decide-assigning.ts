// Decisions on who holds a request: dispatch, acknowledge, hand over, accept, return, and the coordinator's word.

import { endOfLimit } from "../day.ts";
import type { Instant } from "../facts.ts";
import type { Rules, RulesFor } from "./decide.ts";
import { hasWords } from "./decide-filing.ts";
import { type Refusal, refuse } from "./refusals.ts";
import { type AskState, needsCoordinator, openPause, type RequestState } from "./state.ts";
import type { Acting, Part } from "./steps.ts";

/** The named asks; undefined where one of them is not there or none is named. */
export function asksNamed(state: RequestState, numbers: readonly number[]): AskState[] | undefined {
  const found = state.asks.filter((ask) => numbers.includes(ask.number));
  return found.length > 0 && found.length === new Set(numbers).size ? found : undefined;
}

function partsWrong(state: RequestState, lead: string, parts: readonly Part[]): Refusal | undefined {
  if (lead.trim() === "" || parts.some((part) => part.handling.trim() === ""))
    return refuse("hand-over/receiver");
  const numbers = parts.map((part) => part.ask);
  if (new Set(numbers).size !== numbers.length || asksNamed(state, numbers) === undefined)
    return refuse("request/no-ask");
  return undefined;
}

/** Asks that were offered to this body in one of the ways. */
function offeredTo(
  state: RequestState,
  numbers: readonly number[],
  by: Acting,
  ways: readonly ("dispatch" | "hand-over" | "decision")[],
): AskState[] | Refusal {
  const asks = asksNamed(state, numbers);
  if (asks === undefined) return refuse("request/no-ask");
  const offered = asks.every(
    (ask) => ask.offer !== undefined && ask.offer.to === by.body && ways.includes(ask.offer.way),
  );
  return offered ? asks : refuse("request/not-holder");
}

function isTooLate(state: RequestState, at: Instant, now: Instant, rules: Rules): boolean {
  const rule = rules.limits.find(
    (each) => each.clock === "receive" && each.procedures.includes(state.procedure),
  );
  const due = rule === undefined ? undefined : endOfLimit(at, rule.limit, rules.calendar);
  return due !== undefined && now > due;
}

export const ASSIGNING: RulesFor<
  "dispatch" | "decide-receiver" | "acknowledge" | "hand-over" | "accept" | "return"
> = {
  dispatch: {
    roles: ["dispatcher", "operator", "coordinator", "system"],
    decide(state, command) {
      if (state.closed) return refuse("request/closed");
      if (needsCoordinator(state)) return refuse("request/coordinator");
      const wrong = partsWrong(state, command.lead, command.parts);
      if (wrong !== undefined) return wrong;
      // What somebody holds is handed over by its holder, never taken away by a dispatch; every free ask gets a body.
      const named = new Set(command.parts.map((part) => part.ask));
      const free = state.asks.filter((ask) => ask.handling === undefined && ask.offer === undefined);
      if ([...named].some((number) => !free.some((ask) => ask.number === number)))
        return refuse("hand-over/pending");
      return free.every((ask) => named.has(ask.number)) ? [command] : refuse("request/no-ask");
    },
  },
  "decide-receiver": {
    roles: ["coordinator"],
    decide(state, command) {
      if (state.closed) return refuse("request/closed");
      if (!needsCoordinator(state)) return refuse("request/not-coordinator");
      const wrong = partsWrong(state, command.lead, command.parts);
      if (wrong !== undefined) return wrong;
      const named = new Set(command.parts.map((part) => part.ask));
      const homeless = state.asks.filter((ask) => ask.handling === undefined && ask.offer === undefined);
      return homeless.every((ask) => named.has(ask.number)) ? [command] : refuse("request/no-ask");
    },
  },
  acknowledge: {
    roles: ["officer"],
    decide(state, command) {
      const asks = offeredTo(state, command.asks, command.by, ["dispatch", "decision"]);
      return Array.isArray(asks) ? [command] : (asks as Refusal);
    },
  },
  accept: {
    roles: ["officer"],
    decide(state, command) {
      const asks = offeredTo(state, command.asks, command.by, ["hand-over"]);
      return Array.isArray(asks) ? [command] : (asks as Refusal);
    },
  },
  "hand-over": {
    roles: ["officer"],
    decide(state, command) {
      if (state.closed) return refuse("request/closed");
      if (needsCoordinator(state)) return refuse("request/coordinator");
      if (command.to.trim() === "" || command.to === command.by.body) return refuse("hand-over/receiver");
      if (!hasWords(command.said)) return refuse("request/words");
      const asks = asksNamed(state, command.asks);
      if (asks === undefined) return refuse("request/no-ask");
      if (asks.some((ask) => ask.handling !== command.by.body)) return refuse("request/not-holder");
      if (asks.some((ask) => ask.offer !== undefined)) return refuse("hand-over/pending");
      if (asks.some((ask) => ask.decided)) return refuse("hand-over/decided");
      return openPause(state) === undefined ? [command] : refuse("request/held");
    },
  },
  return: {
    roles: ["officer"],
    decide(state, command, now, rules) {
      const asks = offeredTo(state, command.asks, command.by, ["dispatch", "hand-over", "decision"]);
      if (!Array.isArray(asks)) return asks as Refusal;
      if (asks.some((ask) => ask.decided)) return refuse("hand-over/decided");
      if (!hasWords(command.said)) return refuse("request/words");
      // A hand-over goes back to the body that sent it; a dispatch needs the name of the body it belongs to.
      const fromDispatch = asks.some((ask) => ask.offer?.way === "dispatch");
      const sender = asks[0]?.offer?.from ?? "";
      const to = fromDispatch ? command.to.trim() : sender;
      if (to === "" || to === command.by.body) return refuse("hand-over/receiver");
      if (asks.some((ask) => isTooLate(state, ask.offer?.at ?? now, now, rules)))
        return refuse("hand-over/late");
      return [{ ...command, to }];
    },
  },
};
