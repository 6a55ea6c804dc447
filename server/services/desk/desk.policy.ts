// What an officer may see of a request: only what the own body holds, its words masked and its people unnamed where they asked for that.

import type { PersonState, RequestState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { mayReach } from "../../../web/officers/desk-request.tsx";
import type { PhotoRow } from "../uploads/photos.store.ts";

/** The body in whose name the officer acts on a request: one that holds or is offered it, else one that had or assists it. */
export function bodyFor(state: RequestState, bodies: readonly string[]): string | undefined {
  const now = bodies.find((body) =>
    state.asks.some((ask) => ask.handling === body || ask.offer?.to === body || ask.assisting.includes(body)),
  );
  if (now !== undefined) return now;
  // A lead leads once anybody has accepted; one that returned everything learns no more of it.
  const led = state.asks.some((ask) => ask.handling !== undefined) ? state.lead : undefined;
  return bodies.find((body) => body === led || state.handledBy.includes(body));
}

/** True where the person hides from the handling body: neither name nor number, and words masked. */
export function hidesFromBody(person: PersonState): boolean {
  return person.hideFrom.includes("handling-body");
}

/** Words of whoever filed, whoever wrote them down. */
const OF_FILER: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>(["file", "number-asks"]);

/** The steps as the handling body may read them: what people wrote who hide from it is masked. */
export function stepsForBody(state: RequestState, steps: readonly Step[]): readonly Step[] {
  const hidden = new Set(state.people.filter(hidesFromBody).map((person) => person.number));
  if (hidden.size === 0) return steps;
  return steps.map((step) => {
    const whose =
      step.kind === "join" ? step.person : (step.by.person ?? (OF_FILER.has(step.kind) ? 0 : undefined));
    const { said } = step;
    if (said === undefined || whose === undefined || !hidden.has(whose)) return step;
    return { ...step, said: masked(said) };
  });
}

function masked(said: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(said).map(([name, words]) => [name, maskText(words).text]));
}

/** Where a photo was taken is for a body that has the matter in hand, and not where its owner is hidden from that body. */
export function placesFor(state: RequestState, body: string, photos: readonly PhotoRow[]): PhotoRow[] {
  const near = mayReach(state, body);
  return photos.map((photo) => {
    const owner = state.people.find((each) => each.number === photo.person);
    const { place, ...rest } = photo;
    const shown = near && owner !== undefined && !owner.hideFrom.includes("handling-body");
    return shown && place !== undefined ? { ...rest, place } : rest;
  });
}
