// Where a request stands, for pages and voices: phase, holders with their desks, what comes next.

import type { Words } from "../../../core/domain/facts.ts";
import { type Clock, replyClock } from "../../../core/domain/request/clocks.ts";
import { standing } from "../../../core/domain/request/fold-people.ts";
import { lives } from "../../../core/domain/request/retention.ts";
import { type PersonState, phaseOf, type RequestState } from "../../../core/domain/request/state.ts";
import { clauseWords, isAskedAnew, nextWords } from "../../../web/citizens/next-words.ts";
import { phaseWords, phaseWordsToOthers } from "../../../web/citizens/phase-words.ts";
import type { HolderView, StandingView } from "../../../web/citizens/standing.tsx";
import { type Bodies, englishNamesOf, namesOf } from "./bodies.ts";
import { peopleSolved } from "./public-words.ts";

export function standingView(
  state: RequestState,
  clocks: readonly Clock[],
  bodies: Bodies,
  now: number,
  person?: PersonState,
): StandingView {
  const names = { nameOf: namesOf(bodies), englishOf: englishNamesOf(bodies) };
  const context = { clocks, now, ...names, ...(person === undefined ? {} : { person }) };
  const going = !state.closed && state.mergedInto === undefined && lives(state, now);
  const clause = going ? clauseWords(clocks) : undefined;
  return {
    phase: phaseTold(state, person),
    next: nextWords(state, context),
    ...(clause === undefined ? {} : { clause }),
    official: replyClock(clocks)?.official ?? true,
    filedAt: state.filedAt,
    lastAt: state.lastAt,
    bounces: state.bounces,
    ...peopleSolved(state),
    holders: going ? holdersOf(state, bodies) : [],
  };
}

/** Nobody waits for a word that was said, and only the person concerned is called "you". */
function phaseTold(state: RequestState, person: PersonState | undefined): Words {
  const phase = phaseOf(state);
  if (person === undefined) return phaseWordsToOthers(phase);
  if (phase === "closed" && standing(person) !== undefined && !isAskedAnew(state, person))
    return { zh: "承办单位说办完了，您也说过了", en: "closed by the body; you have said your word" };
  return phaseWords(phase);
}

function holdersOf(state: RequestState, bodies: Bodies): HolderView[] {
  const holders = new Map<string, HolderView & { asks: number[] }>();
  for (const ask of state.asks) {
    const offered = ask.offer !== undefined;
    const id = ask.offer?.to ?? ask.handling;
    if (id === undefined) continue;
    const key = `${offered} ${id}`;
    const body = bodies.get(id);
    const holder = holders.get(key) ?? {
      ...{ zh: body?.zh ?? id, en: body?.en ?? id, desk: body?.desk ?? "", phone: body?.phone ?? "" },
      ...{ offered, asks: [] },
    };
    holder.asks.push(ask.number);
    holders.set(key, holder);
  }
  const all = [...holders.values()];
  // One holder of everything needs no list of items.
  return all.length === 1 && all[0]!.asks.length === state.asks.length ? [{ ...all[0]!, asks: [] }] : all;
}
