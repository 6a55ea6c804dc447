// Decisions on the citizen's word: verdict, reopening, the neutral call, the answer on the day of a promise.

import type { RulesFor } from "./decide.ts";
import { isPerson } from "./decide-filing.ts";
import { type Refusal, refuse } from "./refusals.ts";
import { bodiesOf, type RequestState } from "./state.ts";
import type { Acting, AskedBy, CommandOf, Draft, VerdictValue } from "./steps.ts";

/** Nobody who handled a matter may touch its verdict. */
function handled(state: RequestState, by: Acting): boolean {
  return by.body !== undefined && bodiesOf(state).has(by.body);
}

interface Word {
  readonly person: number;
  readonly value: VerdictValue;
  readonly askedBy: AskedBy;
  readonly asks: readonly number[];
  readonly raisedRating: boolean;
}

/** The verdict, and with it the way back to the handling body: "not" always, "partly" for the asks that are named. */
function wordAndWayBack(
  state: RequestState,
  { by, said }: Pick<CommandOf<"verdict">, "by" | "said">,
  word: Word,
): Draft[] {
  const words = said === undefined ? {} : { said };
  const verdict: Draft = { kind: "verdict", by, ...words, ...word };
  const back = word.value === "not" || (word.value === "partly" && word.asks.length > 0);
  if (!back || !state.closed) return [verdict];
  const asks = word.asks.length > 0 ? word.asks : state.asks.map((ask) => ask.number);
  return [verdict, { kind: "reopen", by, bounce: state.bounces + 1, asks }];
}

function asksWrong(state: RequestState, asks: readonly number[] | undefined): Refusal | undefined {
  const known = (asks ?? []).every((number) => state.asks.some((ask) => ask.number === number));
  return known ? undefined : refuse("request/no-ask");
}

export const JUDGING: RulesFor<"verdict" | "callback" | "answer-commitment"> = {
  verdict: {
    roles: ["citizen", "operator"],
    decide(state, command) {
      if (!isPerson(state, command.person)) return refuse("request/person");
      if (command.by.role === "citizen" && command.by.person !== command.person)
        return refuse("request/person");
      if (command.by.role === "operator" && handled(state, command.by)) return refuse("verdict/handler");
      if (state.firstReplyAt === undefined) return refuse("verdict/too-early");
      const wrong = asksWrong(state, command.asks);
      if (wrong !== undefined) return wrong;
      return wordAndWayBack(state, command, {
        person: command.person,
        value: command.value,
        askedBy: command.by.role === "operator" ? "operator" : "citizen",
        asks: command.asks ?? [],
        raisedRating: command.raisedRating ?? false,
      });
    },
  },
  callback: {
    roles: ["neutral-caller"],
    decide(state, command) {
      if (handled(state, command.by)) return refuse("verdict/handler");
      if (!isPerson(state, command.person)) return refuse("request/person");
      if (state.firstReplyAt === undefined) return refuse("request/not-closed");
      if (!command.reached && command.value !== undefined) return refuse("callback/unreached");
      if (command.reached && command.raisedRating === undefined) return refuse("callback/ask-raised");
      const wrong = asksWrong(state, command.asks);
      if (wrong !== undefined) return wrong;
      const { kind, by, person, reached } = command;
      const raisedRating = command.raisedRating ?? false;
      const call: Draft = { kind, by, person, reached, raisedRating };
      if (command.value === undefined) return [call];
      return [
        call,
        ...wordAndWayBack(state, command, {
          person,
          value: command.value,
          askedBy: "neutral",
          asks: command.asks ?? [],
          raisedRating,
        }),
      ];
    },
  },
  "answer-commitment": {
    roles: ["citizen", "operator", "neutral-caller"],
    decide(state, command) {
      if (!isPerson(state, command.person)) return refuse("request/person");
      if (command.by.role === "citizen" && command.by.person !== command.person)
        return refuse("request/person");
      if (command.by.role !== "citizen" && handled(state, command.by)) return refuse("verdict/handler");
      const found = state.commitments.some((each) => each.number === command.number);
      return found ? [command] : refuse("commitment/none");
    },
  },
};
