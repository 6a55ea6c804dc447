// The fold: a request's state after each of its steps, from nothing but the steps.

import { filed, newAsks, newPerson, renumbered } from "./fold-filing.ts";
import { judge, raiseRating, resettle } from "./fold-people.ts";
import type { AskState, PersonState, RequestState } from "./state.ts";
import type { Part, Step, StepKind, StepOf } from "./steps.ts";

type Fold<K extends StepKind> = (state: RequestState, step: StepOf<K>) => RequestState;

/** The state after all steps; undefined where there are none. Throws where the first step is not a filing. */
export function fold(steps: readonly Step[]): RequestState | undefined {
  let state: RequestState | undefined;
  for (const step of steps) state = after(state, step);
  return state;
}

/** The state after one more step. */
export function after(state: RequestState | undefined, step: Step): RequestState {
  if (state === undefined) {
    if (step.kind !== "file") throw new RangeError(`a request begins with its filing, not with ${step.kind}`);
    return filed(step);
  }
  const reduce = FOLDS[step.kind] as Fold<StepKind>;
  const next = reduce(state, step);
  return { ...next, handledBy: withHandler(next, step), count: state.count + 1, lastAt: step.at };
}

const HANDLING: ReadonlySet<StepKind> = new Set(["acknowledge", "accept", "reply", "close"]);

function withHandler(state: RequestState, { kind, by }: Step): readonly string[] {
  if (!HANDLING.has(kind) || by.body === undefined || state.handledBy.includes(by.body))
    return state.handledBy;
  return [...state.handledBy, by.body];
}

function onAsks(
  state: RequestState,
  numbers: readonly number[],
  change: (ask: AskState) => AskState,
): RequestState {
  return { ...state, asks: state.asks.map((ask) => (numbers.includes(ask.number) ? change(ask) : ask)) };
}

function onPerson(
  state: RequestState,
  number: number,
  change: (person: PersonState) => PersonState,
): RequestState {
  return { ...state, people: state.people.map((each) => (each.number === number ? change(each) : each)) };
}

function endPause(state: RequestState, at: number): RequestState {
  return {
    ...state,
    pauses: state.pauses.map((pause) => (pause.until === undefined ? { ...pause, until: at } : pause)),
  };
}

/** Without its offer; the old holder stays the holder. */
function withoutOffer({ offer: _, ...ask }: AskState): AskState {
  return ask;
}

function withoutHolder({ handling: _, offer: __, ...ask }: AskState): AskState {
  return ask;
}

function offered(
  state: RequestState,
  step: StepOf<"dispatch"> | StepOf<"decide-receiver">,
  way: "dispatch" | "decision",
): RequestState {
  const parts = new Map<number, Part>(step.parts.map((part) => [part.ask, part]));
  return {
    ...state,
    lead: step.lead,
    returns: way === "decision" ? 0 : state.returns,
    asks: state.asks.map((ask) => {
      const part = parts.get(ask.number);
      if (part === undefined) return ask;
      return {
        ...withoutHolder(ask),
        assisting: part.assisting,
        decided: way === "decision",
        offer: { way, to: part.handling, at: step.at },
      };
    }),
  };
}

function taken(state: RequestState, asks: readonly number[]): RequestState {
  const from = state.asks.find((ask) => asks.includes(ask.number))?.offer?.from;
  const next = onAsks(state, asks, (ask) => ({
    ...withoutOffer(ask),
    ...(ask.offer === undefined ? {} : { handling: ask.offer.to }),
  }));
  const settled = next.asks.every((ask) => ask.offer === undefined && ask.handling !== undefined);
  // A lead that handed over everything it held leads no more.
  const receiver = next.asks.find((ask) => asks.includes(ask.number))?.handling;
  const leaves =
    from !== undefined && from === state.lead && !next.asks.some((ask) => ask.handling === state.lead);
  return {
    ...next,
    returns: settled ? 0 : state.returns,
    ...(leaves && receiver !== undefined ? { lead: receiver } : {}),
  };
}

const FOLDS: { readonly [K in StepKind]: Fold<K> } = {
  file: () => {
    throw new RangeError("a request is filed once");
  },
  join: (state, step) => ({ ...state, people: [...state.people, newPerson(step.person, step, step.at)] }),
  choose: (state, step) =>
    onPerson(state, step.by.person ?? 0, (person) => ({
      ...person,
      wants: step.wants,
      hideFrom: step.hideFrom,
      open: step.open,
      wantsCall: person.wantsCall || step.wants === "call",
    })),
  add: (state, step) =>
    state.pauses.some((pause) => pause.until === undefined && pause.why === "missing")
      ? { ...endPause(state, step.at), completedAt: step.at }
      : state,
  "number-asks": (state, step) => ({
    ...state,
    asks: step.from === undefined ? newAsks(step.asks) : renumbered(state.asks, step.from),
  }),
  dispatch: (state, step) => offered(state, step, "dispatch"),
  "decide-receiver": (state, step) => offered(state, step, "decision"),
  acknowledge: (state, step) => ({
    ...taken(state, step.asks),
    acknowledgedAt: state.acknowledgedAt ?? step.at,
  }),
  contact: (state, step) => {
    const counted = step.reached
      ? { ...state, firstContactAt: state.firstContactAt ?? step.at }
      : { ...state, failedContacts: state.failedContacts + 1 };
    return step.raisedRating ? onPerson(counted, step.person, raiseRating) : counted;
  },
  "ask-for-missing": (state, step) => ({
    ...state,
    missingRounds: state.missingRounds + 1,
    pauses: [...state.pauses, { why: "missing", from: step.at }],
  }),
  extend: (state, step) => ({
    ...state,
    extensions: [...state.extensions, { at: step.at, until: step.until, reason: step.reason }],
  }),
  pause: (state, step) => ({
    ...state,
    pauses: [...state.pauses, { why: step.reason, from: step.at, planned: step.until }],
  }),
  park: (state, step) => ({
    ...state,
    pauses: [...state.pauses, { why: "parked", from: step.at, planned: step.until }],
  }),
  resume: (state, { at, by }) => ({
    ...endPause(state, at),
    ...(by.role === "citizen" || by.role === "operator" ? { unwilling: true } : {}),
  }),
  "hand-over": (state, step) =>
    onAsks(state, step.asks, (ask) => ({
      ...ask,
      offer: {
        way: "hand-over",
        to: step.to,
        at: step.at,
        ...(ask.handling === undefined ? {} : { from: ask.handling }),
      },
    })),
  accept: (state, step) => taken(state, step.asks),
  return: (state, step) => ({
    ...onAsks(state, step.asks, (ask) =>
      ask.offer?.way === "hand-over" ? withoutOffer(ask) : withoutHolder(ask),
    ),
    returns: state.returns + 1,
    totalReturns: state.totalReturns + 1,
    lastReturnAt: step.at,
  }),
  reply: (state, step) => {
    const answers = new Map(step.asks.map((each) => [each.ask, each.as]));
    return {
      ...state,
      asks: state.asks.map((ask) => ({ ...ask, outcome: answers.get(ask.number) ?? ask.outcome })),
      repliesThisRound: state.repliesThisRound + 1,
      firstReplyAt: state.firstReplyAt ?? step.at,
      lastReplyAt: step.at,
      commitments: [
        ...state.commitments,
        ...step.commitments.map((each) => ({ ...each, first: each.by, moves: 0, answers: [] })),
      ],
    };
  },
  close: (state, step) => ({
    ...endPause(state, step.at),
    closed: true,
    closings: [
      ...state.closings,
      {
        at: step.at,
        claim: step.claim,
        ...(step.by.body === undefined ? {} : { body: step.by.body }),
      },
    ],
  }),
  verdict: (state, step) => onPerson(state, step.person, (person) => judge(person, step)),
  // A lowered level was the body's word on a matter that the citizen has just said is not done.
  reopen: ({ lowered: _, unwilling: __, ...state }, step) => ({
    ...onAsks(state, step.asks, (ask) => ({ ...ask, outcome: "open" })),
    closed: false,
    bounces: step.bounce,
    repliesThisRound: 0,
    failedContacts: 0,
    reopenings: [...state.reopenings, { at: step.at, bounce: step.bounce }],
  }),
  "want-call": (state, step) => onPerson(state, step.person, (person) => ({ ...person, wantsCall: true })),
  callback: (state, step) => {
    const called = {
      ...state,
      callbacks: [...state.callbacks, { at: step.at, person: step.person, reached: step.reached }],
    };
    return step.reached ? onPerson(called, step.person, (person) => resettle(person, step)) : called;
  },
  "raise-harm": (state, { to }) => {
    const { lowered: _, ...rest } = state;
    return { ...rest, ticked: to };
  },
  "lower-harm": (state, { to }) => ({ ...state, lowered: to }),
  merge: (state, step) => ({ ...endPause(state, step.at), mergedInto: step.into }),
  "move-commitment": (state, step) =>
    onCommitment(state, step.number, (each) => ({ ...each, by: step.until, moves: each.moves + 1 })),
  "keep-commitment": (state, step) =>
    onCommitment(state, step.number, (each) => ({ ...each, keptAt: each.keptAt ?? step.at })),
  "answer-commitment": (state, { number, person, answer }) =>
    onCommitment(state, number, (each) => ({
      ...each,
      answers: [...each.answers.filter((one) => one.person !== person), { person, answer }],
    })),
  exclude: (state, { reason, by, at }) => ({
    ...state,
    exclusion: { reason, role: by.role, at, ...(by.body === undefined ? {} : { body: by.body }) },
  }),
  readmit: ({ exclusion: _, ...state }) => state,
  sign: (state, step) => ({ ...state, signed: [...state.signed, step.step] }),
  complain: (state) => ({ ...state, complaints: state.complaints + 1 }),
  "ask-deletion": (state, step) =>
    onPerson(state, step.person, (person) => ({ ...person, wantsDeletion: true })),
  "delete-personal-data": (state, step) => ({
    ...state,
    people: state.people.map((person) =>
      step.people.includes(person.number) ? { ...person, wantsCall: false, deleted: true } : person,
    ),
  }),
};

function onCommitment(
  state: RequestState,
  number: number,
  change: (each: RequestState["commitments"][number]) => RequestState["commitments"][number],
): RequestState {
  return {
    ...state,
    commitments: state.commitments.map((each) => (each.number === number ? change(each) : each)),
  };
}
