// The order of an officer's queue: harm to the citizen first, then the clock; nothing about any person.

import type { Instant } from "../facts.ts";
import { HARM_LEVELS, type HarmLevel, harmOf, isGraver } from "./harm.ts";
import type { RequestState } from "./state.ts";

/** The level that counts now: what the signs say, unless a body lowered it with a reason. */
export function harmNow(state: RequestState): HarmLevel {
  const level = harmOf({
    matter: state.harmOfMatter,
    ...(state.ticked === undefined ? {} : { ticked: state.ticked }),
    joiners: state.people.length - 1,
    repeats: state.bounces,
  });
  return state.lowered !== undefined && isGraver(level, state.lowered) ? state.lowered : level;
}

/** What the queue sorts by, kept in two columns so that long lists can be paged by key. */
export interface QueueKey {
  /** 0 is the gravest. */
  readonly harm: number;
  /** When it is due; where no limit is known, when it was filed, so that it is not forgotten. */
  readonly due: Instant;
}

export function queueKey(state: RequestState, due: Instant | undefined): QueueKey {
  return { harm: HARM_LEVELS.indexOf(harmNow(state)), due: due ?? state.filedAt };
}
