// What lists, clocks and figures look at, computed from a request's state and never set by anybody.

import { type Clock, replyClock } from "../../../core/domain/request/clocks.ts";
import { standing } from "../../../core/domain/request/fold-people.ts";
import { wordOn } from "../../../core/domain/request/promises.ts";
import { queueKey } from "../../../core/domain/request/queue.ts";
import { type Phase, phaseOf, type RequestState } from "../../../core/domain/request/state.ts";

export interface Holding {
  readonly body: string;
  /** Named and not yet accepted; holding it; assisting. */
  readonly part: "offer" | "holds" | "assists";
  readonly harm: number;
  readonly dueAt: number;
}

export interface RequestView {
  readonly steps: number;
  readonly phase: Phase;
  readonly procedure: string;
  readonly door: string;
  readonly matter: string | null;
  readonly territory: string | null;
  readonly lead: string | null;
  readonly harm: number;
  readonly dueAt: number | null;
  readonly filedAt: number;
  readonly lastAt: number;
  readonly firstReplyAt: number | null;
  readonly closed: boolean;
  readonly closedAt: number | null;
  /** The word that counts of the first person; null counts as unanswered. */
  readonly verdict: string | null;
  readonly bounces: number;
  readonly excluded: string | null;
  readonly public: boolean;
  readonly holdings: readonly Holding[];
  readonly promises: readonly {
    readonly number: number;
    readonly who: string;
    readonly by: string;
    readonly first: string;
    readonly moves: number;
    readonly word: string;
  }[];
}

export function viewOf(state: RequestState, clocks: readonly Clock[]): RequestView {
  const reply = replyClock(clocks);
  const { harm, due } = queueKey(state, reply?.due);
  const first = state.people[0]!;
  return {
    steps: state.count,
    phase: phaseOf(state),
    procedure: state.procedure,
    door: state.door,
    matter: state.matter ?? null,
    territory: state.territory ?? null,
    lead: state.lead ?? null,
    harm,
    // A clock that stands still or is not known has no due time.
    dueAt: reply?.due !== undefined && Number.isFinite(reply.due) ? reply.due : null,
    filedAt: state.filedAt,
    lastAt: state.lastAt,
    firstReplyAt: state.firstReplyAt ?? null,
    closed: state.closed || state.mergedInto !== undefined,
    closedAt: state.closed ? (state.closings.at(-1)?.at ?? null) : null,
    verdict: standing(first) ?? null,
    bounces: state.bounces,
    excluded: state.exclusion?.reason ?? null,
    public: first.open && !first.deleted && state.mergedInto === undefined,
    holdings: holdingsOf(state, clocks, harm, Number.isFinite(due) ? due : state.filedAt),
    promises: state.commitments.map((each) => ({
      number: each.number,
      who: each.who,
      by: each.by,
      first: each.first,
      moves: each.moves,
      word: wordOn(each),
    })),
  };
}

function holdingsOf(
  state: RequestState,
  clocks: readonly Clock[],
  harm: number,
  dueAt: number,
): readonly Holding[] {
  if (state.closed || state.mergedInto !== undefined) return [];
  const holdings = new Map<string, Holding>();
  for (const ask of state.asks) {
    for (const body of ask.assisting) {
      if (!holdings.has(body)) holdings.set(body, { body, part: "assists", harm, dueAt });
    }
    if (ask.handling !== undefined && holdings.get(ask.handling)?.part !== "offer")
      holdings.set(ask.handling, { body: ask.handling, part: "holds", harm, dueAt });
    if (ask.offer === undefined) continue;
    const receive = clocks.find((each) => each.clock === "receive" && each.body === ask.offer!.to);
    holdings.set(ask.offer.to, {
      body: ask.offer.to,
      part: "offer",
      harm,
      dueAt: receive?.due ?? ask.offer.at,
    });
  }
  return [...holdings.values()];
}
