// A row of the own list from the request's record: what it is in the person's own words, where it stands, what comes next; pure.

import { MATTERS, matterOf } from "../../../core/domain/request/matters.ts";
import type { PersonState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { askWordsOf } from "../../../core/domain/request/words.ts";
import type { MineRow } from "../../../web/citizens/mine.tsx";
import type { Bodies } from "../citizens/bodies.ts";
import { publicWords } from "../citizens/public-words.ts";
import { standingView } from "../citizens/standing-view.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Entry } from "./own-list.store.ts";

const SHORT = 60;

export function rowOf(
  { own, since }: Entry,
  { state, steps, clocks }: RequestRecord,
  person: PersonState,
  bodies: Bodies,
  address: string,
  now: number,
): MineRow {
  const { phase, next } = standingView(state, clocks, bodies, now, person);
  const text = wordsFor(steps, person, state.people[0]!.open);
  return {
    ...{ number: own, address, since, phase, next },
    matter: matterOf(state.matter) ?? MATTERS.at(-1)!,
    text: text.length > SHORT ? `${text.slice(0, SHORT)}…` : text,
  };
}

/** The own words; whoever joined without any sees another's masked, and only where those are public. */
export function wordsFor(steps: readonly Step[], person: PersonState, open: boolean): string {
  if (person.number === 0) {
    const asks = askWordsOf(steps) ?? [];
    return asks.length > 0 ? asks.join("；") : (steps[0]?.said?.text ?? "");
  }
  const joins = steps.filter((step) => step.kind === "join");
  const said = joins[person.number - 1]?.said?.text;
  if (said !== undefined || !open) return said ?? "";
  const { asks, text } = publicWords(steps);
  return asks.length > 0 ? asks.join("；") : text;
}
