// Decisions of the citizen's side: joining, choosing, adding words, numbering asks, asking for a call or deletion, complaining.

import type { RulesFor } from "./decide.ts";
import { refuse } from "./refusals.ts";
import { openPause, phaseOf, type RequestState } from "./state.ts";
import type { Said } from "./steps.ts";

/** True where something was written under any name. */
export function hasWords(said: Said | undefined, name = "reason"): boolean {
  return (said?.[name] ?? "").trim() !== "";
}

/** True where the person is one of this request and not deleted. */
export function isPerson(state: RequestState, number: number | undefined): number is number {
  return state.people.some((person) => person.number === number && !person.deleted);
}

const CITIZEN = ["citizen", "operator"] as const;

export const FILING: RulesFor<
  "join" | "choose" | "add" | "number-asks" | "want-call" | "ask-deletion" | "complain"
> = {
  join: {
    roles: [...CITIZEN, "system"],
    decide: (state, command) => [{ ...command, person: state.people.length }],
  },
  choose: {
    roles: CITIZEN,
    decide: (state, command) => (isPerson(state, command.by.person) ? [command] : refuse("request/person")),
  },
  add: {
    roles: CITIZEN,
    decide(state, command) {
      if (!isPerson(state, command.by.person)) return refuse("request/person");
      if (!hasWords(command.said, "text") && command.photos === 0) return refuse("request/words");
      return [command];
    },
  },
  "number-asks": {
    roles: [...CITIZEN, "dispatcher"],
    decide(state, command) {
      if (command.by.role === "citizen" && !isPerson(state, command.by.person))
        return refuse("request/person");
      if (!Number.isInteger(command.asks) || command.asks < 1 || command.asks > 20)
        return refuse("request/no-ask");
      const untouched = phaseOf(state) === "filed" && state.lead === undefined;
      return untouched && openPause(state) === undefined ? [command] : refuse("request/asks-fixed");
    },
  },
  "want-call": {
    roles: CITIZEN,
    merged: true,
    decide: (state, command) => (isPerson(state, command.person) ? [command] : refuse("request/person")),
  },
  "ask-deletion": {
    roles: CITIZEN,
    merged: true,
    afterLife: true,
    decide: (state, command) => (isPerson(state, command.person) ? [command] : refuse("request/person")),
  },
  complain: {
    roles: CITIZEN,
    merged: true,
    decide: (state, command) =>
      isPerson(state, command.by.person) && hasWords(command.said, "text")
        ? [command]
        : refuse("request/words"),
  },
};
