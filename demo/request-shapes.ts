// The shapes of requests: how one is drafted, answered, and planted with its truth.

import { MATTERS } from "./matters.ts";
import { officeName, stationOf } from "./names.ts";
import { BODIES, DAY, FIRST, inOfficeHours, iso, LAST, TERRITORY } from "./places.ts";
import { Chance } from "./random.ts";
import { answer, request, stock, type Told } from "./talk.ts";
import type { Planted, Truth } from "./truth.ts";

export type Step = Record<string, unknown>;
export type Make = (chance: Chance, id: string, index: number) => Planted[];

export interface Draft {
  readonly at: number;
  readonly told: Told;
  readonly matter: (typeof MATTERS)[number];
}

export const MINUTE = 60_000;
export const SAME_DAY = LAST - 20 * DAY;

/** A request of the time between `from` and `until`; `extras` is how many asks it holds beside the main one. */
export function draft(chance: Chance, from = FIRST, until = SAME_DAY, extras?: number): Draft {
  const matter = chance.pick(MATTERS);
  const at = inOfficeHours(from + Math.floor(chance.next() * (until - from)), chance.whole(0, 479));
  return { at, matter, told: request(chance, matter, at, extras) };
}

export function fact(
  id: string,
  { at, told, matter }: Draft,
  steps: Step[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ...{
      fact: "requests",
      territory: TERRITORY,
      id,
      procedure: "board",
      subject: told.subject,
      text: told.text,
    },
    ...{ at: iso(at), body: matter.body, matter: matter.name, status: "replied", ...more },
    steps: [{ kind: "file", at: iso(at) }, ...steps],
  };
}

export const reply = (at: number, text: string, more: Step = {}): Step => ({
  kind: "reply",
  at: iso(at),
  text,
  ...more,
});
export const close = (at: number): Step => ({ kind: "close", at: iso(at) });
export const later = (chance: Chance, at: number, low: number, high: number) =>
  inOfficeHours(at + chance.whole(low, high) * DAY, chance.whole(0, 479));

export function plant(
  detector: string,
  label: "fault" | "trap",
  why: string,
  ids: readonly string[],
  more: Partial<Truth> = {},
): Truth {
  return { detector, label, subject: ids[0]!, ids, why, ...more };
}

/** The steps of one planted request, what else stands in it, and what it lawfully is beside. */
export type Bare = (
  chance: Chance,
  given: Draft,
) => {
  steps: Step[];
  more?: Record<string, unknown>;
  measure?: Record<string, number>;
  /** Other detectors whose fault it is as well, and why. */
  also?: Readonly<Record<string, string>>;
};

export const single =
  (
    detector: string,
    why: string,
    make: Bare,
    trap?: string,
    until?: number | readonly [number, number],
    extras?: number,
  ): Make =>
  (chance, id) => {
    const [from, to] = typeof until === "object" ? until : [FIRST, until ?? LAST - 60 * DAY];
    const given = draft(chance, from, to, extras);
    const { steps, more, measure, also = {} } = make(chance, given);
    const extra = { ...(trap === undefined ? {} : { trap }), ...(measure === undefined ? {} : { measure }) };
    return [
      {
        fact: fact(id, given, steps, more ?? {}),
        truth: plant(detector, trap === undefined ? "fault" : "trap", why, [id], extra),
      },
      ...Object.entries(also).map(([other, reason]) => ({ truth: plant(other, "fault", reason, [id]) })),
    ];
  };

/** Many unlike requests of one body that get one text. */
export const several =
  (detector: string, count: readonly [number, number], span: number, why: string, trap?: string): Make =>
  (chance, id, index) => {
    // A station of its own, so that what is said of it is said of nobody else.
    const body = stationOf(chance.pick(BODIES), index + 1, trap);
    const unlike = trap === undefined || trap === "near";
    const text = unlike ? stock(chance) : "";
    // A third have just as many as it takes.
    const size = trap === undefined && chance.true(0.34) ? count[0] : chance.whole(...count);
    const same = draft(chance, FIRST, LAST - 60 * DAY, 0);
    const sent = later(chance, same.at, 9, 12);
    const ids: string[] = [];
    const planted: Planted[] = [];
    for (let one = 0; one < size; one++) {
      const own = `${id}-${one + 1}`;
      const other = draft(chance, same.at - 6 * DAY, same.at);
      const when = same.at + one * 7 * MINUTE;
      const given = unlike
        ? other
        : { ...same, at: when, told: request(chance, same.matter, when, 0, same.told) };
      const at = sent + Math.floor((one * span) / size);
      const words = unlike
        ? `${chance.pick(["您好！", "您好！", "您好，", ""])}${text}`
        : answer(new Chance(id), same.told, sent);
      ids.push(own);
      planted.push({ fact: fact(own, { ...given, matter: { ...given.matter, body } }, [reply(at, words)]) });
    }
    planted.push({
      truth: plant(detector, trap === undefined ? "fault" : "trap", why, ids, {
        subject: body,
        ...(trap === undefined ? {} : { trap }),
      }),
    });
    if (detector === "batch-replies" && trap === undefined) {
      planted.push({
        truth: plant("pasted-reply", "fault", "成批的同文也是同一段话答复不同的事", ids, { subject: body }),
      });
    }
    return planted;
  };

/** Ratings of one body, all at the top. */
export const ratings =
  (enteredBy: string, size: readonly [number, number], why: string, trap?: string, confirmed = false): Make =>
  (chance, id, index) => {
    const body = officeName("青石县", index + 1, trap === undefined ? "counter" : "window");
    const ids: string[] = [];
    const planted: Planted[] = [];
    for (let one = chance.whole(...size); one > 0; one--) {
      const given = draft(chance, FIRST, LAST - 60 * DAY);
      const at = later(chance, given.at, 1, 9);
      const own = `${id}-${one}`;
      ids.push(own);
      const more = {
        ...{ status: "closed", rating: { overall: 5, enteredBy } },
        ...(confirmed ? { verdict: { value: "solved", askedBy: "neutral", at: iso(at + 5 * DAY) } } : {}),
      };
      const steps = [reply(at, answer(chance, given.told, at)), close(at + 3_600_000)];
      planted.push({ fact: fact(own, { ...given, matter: { ...given.matter, body } }, steps, more) });
    }
    planted.push({
      truth: plant("saturated-ratings", trap === undefined ? "fault" : "trap", why, ids, {
        subject: body,
        ...(trap === undefined ? {} : { trap }),
      }),
    });
    return planted;
  };
