// The state of a request that was just filed: its asks, its first person, nothing else yet.

import type { AskState, PersonState, RequestState } from "./state.ts";
import type { Choices, StepOf } from "./steps.ts";

export function filed(step: StepOf<"file">): RequestState {
  return {
    count: 1,
    filedAt: step.at,
    lastAt: step.at,
    door: step.door,
    procedure: step.procedure,
    intent: step.intent,
    ...(step.matter === undefined ? {} : { matter: step.matter }),
    ...(step.territory === undefined ? {} : { territory: step.territory }),
    ...(step.follows === undefined ? {} : { follows: step.follows }),
    asks: newAsks(step.asks),
    people: [newPerson(0, step, step.at)],
    harmOfMatter: step.harm,
    ...(step.ticked === undefined ? {} : { ticked: step.ticked }),
    returns: 0,
    totalReturns: 0,
    bounces: 0,
    handledBy: [],
    closings: [],
    reopenings: [],
    closed: false,
    repliesThisRound: 0,
    failedContacts: 0,
    missingRounds: 0,
    pauses: [],
    extensions: [],
    commitments: [],
    callbacks: [],
    complaints: 0,
    signed: [],
  };
}

export function newAsks(count: number): AskState[] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    assisting: [],
    decided: false,
    outcome: "open" as const,
  }));
}

/** Asks that were split, joined or reworded: each goes on where the asks it comes from stood, with whoever held or was offered them. */
export function renumbered(
  asks: readonly AskState[],
  from: readonly (readonly number[])[],
): readonly AskState[] {
  return from.map((numbers, index) => {
    const origins = asks.filter((ask) => numbers.includes(ask.number));
    const earliest = origins.reduce((one, other) =>
      (other.offer?.at ?? 0) < (one.offer?.at ?? 0) ? other : one,
    );
    return {
      ...earliest,
      number: index + 1,
      assisting: [...new Set(origins.flatMap((ask) => ask.assisting))],
    };
  });
}

export function newPerson(number: number, choices: Choices, joinedAt: number): PersonState {
  const { wants, hideFrom, open } = choices;
  return {
    number,
    joinedAt,
    wants,
    hideFrom,
    open,
    raised: false,
    wantsCall: wants === "call",
    wantsDeletion: false,
    deleted: false,
  };
}
