// Histories: what happened to requests at earlier times, each step decided by the platform's own rules at its own time, and written in bulk.

import { clocksOf } from "../../../core/domain/request/clocks.ts";
import { decide, type Rules } from "../../../core/domain/request/decide.ts";
import { after } from "../../../core/domain/request/fold.ts";
import { isRefusal, type Refusal } from "../../../core/domain/request/refusals.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Command, Step } from "../../../core/domain/request/steps.ts";
import type { SignerKey } from "../../../core/ledger/note.ts";
import { Sequencer } from "../ledger/sequencer.ts";
import { type RequestView, viewOf } from "../requests/request-view.ts";
import { digestOf, newLink, sealed } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { addHistorySteps, addNumbers, historyUntil, saveHistoryUntil, saveViews } from "./history.store.ts";

export interface Dated {
  readonly at: number;
  readonly command: Command;
}

export interface History {
  /** A free number of the platform. */
  readonly number: string;
  readonly steps: readonly Step[];
  readonly state: RequestState;
}

/** The steps that dated commands lead to, first a filing; or the refusal of the first that the platform does not take. */
export function decideHistory(
  number: string,
  commands: readonly Dated[],
  rulesOn: (filedAt: number) => Rules,
): History | Refusal {
  let state: RequestState | undefined;
  const steps: Step[] = [];
  const rules = rulesOn(commands[0]!.at);
  for (const { at, command } of commands) {
    const added = decide(state, command, at, rules);
    if (isRefusal(added)) return added;
    for (const step of added) {
      state = after(state, step);
      steps.push(step);
    }
  }
  return { number, steps, state: state! };
}

const DAY = 86_400_000;
const VIEWS = 1_000;

export interface Playing {
  readonly services: Services;
  readonly key: SignerKey;
  readonly histories: readonly History[];
  /** What else belongs into the ledger at the end of a day, before that day's checkpoint; asked again where it was stopped there. */
  readonly atEnd?: (at: number) => Promise<void>;
  /** Told after each of the steps' days: how many steps of how many are written. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Writes histories in the order of time, a day in a transaction, with a signed checkpoint of the ledger at the end of each day, so that the
 * whole ledger verifies. Goes on where it was stopped, given the same histories. Reactions (news, rollups) do not run; no contact is kept.
 */
export async function writeHistories({
  services,
  key,
  histories,
  atEnd,
  onProgress,
}: Playing): Promise<void> {
  const { requests, tenant } = services;
  const all = histories
    .flatMap(({ number, steps }) => steps.map((step, place) => ({ number, place, step })))
    .sort(
      (a, b) =>
        a.step.at - b.step.at || (a.number < b.number ? -1 : a.number > b.number ? 1 : a.place - b.place),
    );
  if (all.length === 0) return;
  const until = await requests.within((query) => historyUntil(query, tenant));
  const clock = { at: all[0]!.step.at - 1, now: () => clock.at };
  const sequencer = new Sequencer({ ...services, clock }, key, undefined, { past: true });
  // The first checkpoint holds nothing, so that the first step has one before it.
  await sequencer.round();
  for (let from = 0; from < all.length; ) {
    const end = (Math.floor(all[from]!.step.at / DAY) + 1) * DAY - 1;
    let to = from;
    while (to < all.length && all[to]!.step.at <= end) to += 1;
    if (end > until) {
      const day = all.slice(from, to);
      await requests.within(async (query) => {
        const filed = day.filter((each) => each.place === 0).map((each) => each.number);
        await addNumbers(
          query,
          tenant,
          filed,
          filed.map(() => digestOf(newLink())),
        );
        const rows = day.map(({ number, place, step }) => ({
          number,
          place,
          step: sealed(tenant, number, place, step),
        }));
        await addHistorySteps(query, tenant, rows);
        await saveHistoryUntil(query, tenant, end);
      });
    }
    clock.at = end;
    if (end >= until) {
      await atEnd?.(end);
      await sequencer.round();
    }
    onProgress?.(to, all.length);
    from = to;
  }
  const views = histories.map(({ number, state }): readonly [string, RequestView] => {
    const rules = requests.rules(state.filedAt);
    return [number, viewOf(state, clocksOf(state, rules.limits, rules.calendar, services.clock.now()))];
  });
  for (let from = 0; from < views.length; from += VIEWS)
    await requests.within((query) => saveViews(query, tenant, views.slice(from, from + VIEWS)));
}
