// A year of requests: honest ones in their thousands, planted faults and innocent look-alikes among them.

import { stationOf } from "./names.ts";
import { DAY, FIRST, iso, LAST } from "./places.ts";
import { Chance } from "./random.ts";
import { ASK_FAULTS, ASK_TRAPS } from "./request-asks.ts";
import { REQUEST_FAULTS } from "./request-faults.ts";
import { honestPromise, PROMISE_FAULTS, PROMISE_TRAPS } from "./request-promises.ts";
import { close, draft, fact, later, MINUTE, reply, type Step } from "./request-shapes.ts";
import { REQUEST_TRAPS } from "./request-traps.ts";
import { answer, receipt } from "./talk.ts";
import type { Planted } from "./truth.ts";

/** An ordinary request: answered in substance and in time, sometimes after an honest receipt or an extension. */
function honest(chance: Chance, id: string, stations: number): Planted[] {
  const drafted = draft(chance, FIRST, LAST - DAY);
  const { matter } = drafted;
  const body = stations > 1 ? stationOf(matter.body, chance.whole(1001, 1000 + stations)) : matter.body;
  const given = { ...drafted, matter: { ...matter, body } };
  if (chance.true(0.08) && given.told.extras.length === 0) {
    const { steps, more } = honestPromise(chance, given);
    return [{ fact: fact(id, given, steps, { status: "replied", intent: "complain", ...more }) }];
  }
  const answered = later(chance, given.at, 1, 18);
  const steps: Step[] = [];
  if (answered > LAST) return [{ fact: fact(id, given, steps, { status: "open" }) }];
  if (chance.true(0.25)) steps.push(reply(given.at + (answered - given.at) / 3, receipt(chance)));
  steps.push(reply(answered, answer(chance, given.told, answered)));
  const procedure = chance.next() < 0.75 ? "board" : chance.pick(["hotline", "petition", "disclosure"]);
  const closed = answered + chance.whole(1, 40) * 60 * MINUTE;
  steps.push(close(closed));
  const more: Record<string, unknown> = {
    procedure,
    status: "closed",
    intent: chance.pick(["complain", "complain", "ask-help", "consult", "suggest"]),
  };
  if (chance.true(0.35))
    more.rating = { overall: chance.pick([5, 5, 5, 5, 4, 4, 3, 2]), enteredBy: "citizen" };
  if (chance.true(0.2)) {
    const asked = closed + chance.whole(3, 12) * DAY;
    const value = chance.pick(["solved", "solved", "solved", "solved", "partly", "cannot-explained"]);
    if (asked < LAST) more.verdict = { value, askedBy: "neutral", at: iso(asked) };
  }
  return [{ fact: fact(id, given, steps, more) }];
}

/** All requests of the year: `total` in all, faults and traps among them, one at a time. */
export function* requestsOf(
  seed: string,
  total: number,
  faults: number,
  traps: number,
  stations = 1,
): Generator<Planted> {
  let made = 0;
  const count = (planted: readonly Planted[]) => planted.filter((each) => each.fact !== undefined).length;
  for (const [detector, make] of Object.entries({ ...REQUEST_FAULTS, ...PROMISE_FAULTS, ...ASK_FAULTS })) {
    const few =
      detector === "saturated-ratings" ? Math.min(faults, Math.max(1, Math.floor(total / 20_000))) : faults;
    const wanted = faults >= 200 ? faults : few;
    for (let index = 0; index < wanted; index++) {
      const planted = make(new Chance(`${seed}/${detector}/${index}`), `F-${detector}-${index + 1}`, index);
      made += count(planted);
      yield* planted;
    }
  }
  for (const [place, [detector, make]] of [...REQUEST_TRAPS, ...PROMISE_TRAPS, ...ASK_TRAPS].entries()) {
    for (let index = 0; index < traps; index++) {
      const planted = make(
        new Chance(`${seed}/trap/${place}/${index}`),
        `T-${detector}-${place}-${index + 1}`,
        place * 1000 + index,
      );
      made += count(planted);
      yield* planted;
    }
  }
  const chance = new Chance(`${seed}/honest`);
  for (let index = 0; made < total; index++, made++) yield* honest(chance, `Q-${index + 1}`, stations);
}
