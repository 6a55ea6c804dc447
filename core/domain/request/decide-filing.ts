// Decisions of the citizen's side: joining, choosing, adding words, numbering asks, asking for a call or deletion, complaining.

import type { RulesFor } from "./decide.ts";
import { type Refusal, refuse } from "./refusals.ts";
import { type AskState, openPause, phaseOf, type RequestState } from "./state.ts";
import type { CommandOf, Said } from "./steps.ts";
import { linesOf, MOST_ASKS } from "./words.ts";

/** True where something was written under any name. */
export function hasWords(said: Said | undefined, name = "reason"): boolean {
  return (said?.[name] ?? "").trim() !== "";
}

/** True where the person is one of this request and not deleted. */
export function isPerson(state: RequestState, number: number | undefined): number is number {
  return state.people.some((person) => person.number === number && !person.deleted);
}

const CITIZEN = ["citizen", "operator"] as const;

/** Until a body has replied the numbers may change; once somebody was named, only so that nothing is lost or torn from its holder. */
function renumberingWrong(
  state: RequestState,
  { asks, from }: CommandOf<"number-asks">,
): Refusal | undefined {
  if (state.firstReplyAt !== undefined) return refuse("request/asks-fixed");
  if (from === undefined) {
    const untouched = phaseOf(state) === "filed" && state.lead === undefined;
    return untouched && openPause(state) === undefined ? undefined : refuse("asks/origin");
  }
  const numbers = new Set(state.asks.map((ask) => ask.number));
  const known = from.every(
    (each) =>
      each.length > 0 && new Set(each).size === each.length && each.every((number) => numbers.has(number)),
  );
  const kept = [...numbers].every((number) => from.some((each) => each.includes(number)));
  if (!known || !kept || from.length !== asks) return refuse("asks/origin");
  const apart = from.some((each) => {
    const [first, ...rest] = state.asks.filter((ask) => each.includes(ask.number));
    return rest.some((ask) => !sameHolder(first!, ask));
  });
  return apart ? refuse("asks/held-apart") : undefined;
}

function sameHolder(one: AskState, other: AskState): boolean {
  const [a, b] = [one.offer, other.offer];
  return (
    one.handling === other.handling &&
    one.decided === other.decided &&
    a?.to === b?.to &&
    a?.way === b?.way &&
    a?.from === b?.from
  );
}

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
      const { role, person = 0 } = command.by;
      // The asks are the words of whoever filed; whoever joined has own words and an own verdict.
      if (role !== "dispatcher" && (person !== 0 || !isPerson(state, 0))) return refuse("asks/filer");
      if (!Number.isInteger(command.asks) || command.asks < 1 || command.asks > MOST_ASKS)
        return refuse("request/no-ask");
      if (linesOf(command.said?.asks ?? "").length !== command.asks) return refuse("request/words");
      return renumberingWrong(state, command) ?? [command];
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
