// What may happen to a request and what may not: hand-over, closing, the citizen's word, and nobody's hand on it.

import { describe, expect, test } from "vitest";
import { CHINA, startOf } from "../day.ts";
import { OWN_LIMITS } from "./clocks.ts";
import { decide, type Rules } from "./decide.ts";
import { after, fold } from "./fold.ts";
import { standing, wantsNeutralCall } from "./fold-people.ts";
import { harmNow } from "./queue.ts";
import { isRefusal, type RefusalCode } from "./refusals.ts";
import { needsCoordinator, phaseOf, type RequestState } from "./state.ts";
import type { Command, CommandOf, Step } from "./steps.ts";

const HOUR = 3_600_000;
const START = startOf("2026-03-02") + 9 * HOUR;
const rules: Rules = { calendar: CHINA, limits: OWN_LIMITS };
const water = { role: "officer", body: "water", desk: "repairs" } as const;
const roads = { role: "officer", body: "roads" } as const;
const parks = { role: "officer", body: "parks" } as const;
const desk = { role: "dispatcher", body: "hotline" } as const;
const citizen = { role: "citizen", person: 0 } as const;
const caller = { role: "neutral-caller", body: "statistics" } as const;
const why = { reason: "不属本单位职责，属对方职责" };

const filing: CommandOf<"file"> = {
  kind: "file",
  by: citizen,
  door: "web",
  procedure: "hotline",
  intent: "ask-help",
  asks: 2,
  harm: "hardship",
  wants: "text",
  hideFrom: [],
  open: true,
  said: { text: "停水三天，问何时来水，问水费怎么减。" },
};

/** Plays commands an hour apart; throws on a refusal, so that a test which expects none cannot pass by it. */
function play(commands: readonly Command[], steps: readonly Step[] = []): Step[] {
  let all = [...steps];
  for (const command of commands) {
    const result = decide(fold(all), command, START + all.length * HOUR, rules);
    if (isRefusal(result)) throw new Error(`${command.kind}: ${result.code}`);
    all = [...all, ...result];
  }
  return all;
}

function code(
  steps: readonly Step[],
  command: Command,
  now = START + steps.length * HOUR,
  more = rules,
): RefusalCode | "taken" {
  const result = decide(fold(steps), command, now, more);
  return isRefusal(result) ? result.code : "taken";
}

const state = (steps: readonly Step[]): RequestState => fold(steps)!;
const dispatch: Command = {
  kind: "dispatch",
  by: desk,
  lead: "water",
  parts: [
    { ask: 1, handling: "water", assisting: [] },
    { ask: 2, handling: "water", assisting: ["roads"] },
  ],
};
const acknowledge: Command = { kind: "acknowledge", by: water, asks: [1, 2] };
const reply: Command = {
  kind: "reply",
  by: water,
  asks: [
    { ask: 1, as: "answered" },
    { ask: 2, as: "answered" },
  ],
  commitments: [],
  said: { text: "三月二日十八点前恢复供水，停水三天的水费不收。" },
};
const close: Command = { kind: "close", by: water, claim: "done" };
const toHandling = [filing, dispatch, acknowledge];
const toClosed = [...toHandling, reply, close];
const says = (value: CommandOf<"verdict">["value"], person = 0): Command => ({
  kind: "verdict",
  by: { role: "citizen", person },
  person,
  value,
});
const join: Command = {
  kind: "join",
  by: { role: "citizen" },
  door: "sms",
  wants: "call",
  hideFrom: [],
  open: false,
};

describe("the way of a request", () => {
  test("its phase follows from its steps alone", () => {
    const phases = [1, 2, 3, 4, 5].map((count) => phaseOf(state(play(toClosed.slice(0, count)))));
    expect(phases).toEqual(["filed", "dispatched", "handling", "handling", "closed"]);
    const steps = play(toClosed);
    expect(after(fold(steps.slice(0, -1)), steps.at(-1)!)).toEqual(fold(steps));
  });

  test("a second closing is refused", () => {
    expect(code(play(toClosed), close)).toBe("request/closed");
  });

  test("no closing without a reply, or with an ask left open, or by another body", () => {
    const steps = play(toHandling);
    expect(code(steps, close)).toBe("close/no-reply");
    const half = play([{ ...(reply as CommandOf<"reply">), asks: [{ ask: 1, as: "answered" }] }], steps);
    expect(code(half, close)).toBe("close/open-asks");
    expect(code(play([reply], steps), { ...close, by: roads } as Command)).toBe("request/not-holder");
  });

  test("time never runs back, whatever the clock says", () => {
    const steps = play(toHandling);
    const result = decide(fold(steps), reply, START - 30 * 24 * HOUR, rules);
    expect(isRefusal(result) ? undefined : result[0]?.at).toBe(steps.at(-1)!.at);
  });

  test("four hours without an outside witness stop closings and nothing else", () => {
    const steps = play([...toHandling, reply]);
    const now = START + 10 * HOUR;
    const anchor = (lastAt: number | undefined) => ({ ...rules, anchor: { lastAt, configuredAt: START } });
    expect(code(steps, close, now, anchor(now - 4 * HOUR))).toBe("taken");
    expect(code(steps, close, now, anchor(now - 4 * HOUR - 1))).toBe("close/no-anchor");
    expect(code(steps, close, now, anchor(undefined))).toBe("close/no-anchor");
    expect(code(steps, reply, now, anchor(undefined))).toBe("taken");
  });
});

describe("hand-over instead of send-away", () => {
  const handOver: Command = { kind: "hand-over", by: water, to: "roads", asks: [2], said: why };

  test("“not ours” without a named receiver cannot be sent", () => {
    const steps = play(toHandling);
    expect(code(steps, { ...handOver, to: "" } as Command)).toBe("hand-over/receiver");
    expect(code(steps, { ...handOver, to: "water" } as Command)).toBe("hand-over/receiver");
    const dispatched = play([filing, dispatch]);
    expect(code(dispatched, { kind: "return", by: water, asks: [1, 2], to: "", said: why })).toBe(
      "hand-over/receiver",
    );
  });

  test("the receiver takes it over and the sender holds it no more", () => {
    const steps = play([...toHandling, handOver, { kind: "accept", by: roads, asks: [2] }]);
    expect(state(steps).asks.map((ask) => ask.handling)).toEqual(["water", "roads"]);
    expect(state(steps).lead).toBe("water");
    const all = play([
      ...toHandling,
      { ...handOver, asks: [1, 2] } as Command,
      { kind: "accept", by: roads, asks: [1, 2] },
    ]);
    expect(state(all).lead).toBe("roads");
    expect(code(all, reply)).toBe("request/not-holder");
  });

  test("the sender cannot close while the receiver has not answered", () => {
    expect(code(play([...toHandling, reply, handOver]), close)).toBe("hand-over/pending");
  });

  test("after two returns a coordinator decides, and that stands", () => {
    const returned: Command = { kind: "return", by: roads, asks: [2], to: "", said: why };
    const once = play([...toHandling, handOver, returned]);
    expect(state(once).asks[1]!.handling).toBe("water");
    expect(needsCoordinator(state(once))).toBe(false);
    const twice = play(
      [{ ...handOver, to: "parks" } as Command, { ...returned, by: parks } as Command],
      once,
    );
    expect(phaseOf(state(twice))).toBe("with-coordinator");
    expect(code(twice, handOver)).toBe("request/coordinator");
    const decision: Command = {
      kind: "decide-receiver",
      by: { role: "coordinator", body: "hotline" },
      lead: "roads",
      parts: [{ ask: 2, handling: "roads", assisting: [] }],
    };
    const decided = play([decision], twice);
    expect(code(decided, returned)).toBe("hand-over/decided");
    expect(
      code(play([{ kind: "acknowledge", by: roads, asks: [2] }], decided), {
        ...handOver,
        by: roads,
        to: "parks",
      } as Command),
    ).toBe("hand-over/decided");
    expect(state(decided).totalReturns).toBe(2);
  });

  test("a return later than two working days is refused; where the calendar is unknown nobody is late", () => {
    const steps = play([...toHandling, handOver]);
    const returned: Command = { kind: "return", by: roads, asks: [2], to: "", said: why };
    expect(code(steps, returned, startOf("2026-03-04") + 23 * HOUR)).toBe("taken");
    expect(code(steps, returned, startOf("2026-03-05") + HOUR)).toBe("hand-over/late");
    const unknown = { ...CHINA, addWorkdays: () => undefined };
    expect(code(steps, returned, startOf("2026-06-05"), { ...rules, calendar: unknown })).toBe("taken");
  });
});

describe("what is missing, time and parking", () => {
  const missing: Command = { kind: "ask-for-missing", by: water, items: 2, said: { text: "户号；抄表照片" } };

  test("all that is missing is asked at once", () => {
    const steps = play([...toHandling, missing]);
    expect(phaseOf(state(steps))).toBe("waiting-for-citizen");
    expect(code(steps, missing)).toBe("missing/once");
    const added = play([{ kind: "add", by: citizen, photos: 1 }], steps);
    expect(phaseOf(state(added))).toBe("handling");
    expect(code(added, missing)).toBe("missing/once");
    expect(code(added, { ...missing, said: { text: "发票", reason: "照片上户号已注销" } } as Command)).toBe(
      "taken",
    );
  });

  test("parking needs a reason and a date ahead; unreachable needs three attempts", () => {
    const steps = play(toHandling);
    const park: Command = {
      kind: "park",
      by: water,
      until: START + 90 * 24 * HOUR,
      said: { reason: "管网改造列入六月计划" },
    };
    expect(phaseOf(state(play([park], steps)))).toBe("parked");
    expect(code(steps, { ...park, until: START } as Command)).toBe("request/past");
    expect(code(steps, { ...park, said: {} } as Command)).toBe("request/words");
    expect(code(play([park], steps), close)).toBe("request/held");
    // What is parked goes on at once where a citizen does not accept waiting, and is not parked again in this round.
    const parked = play([park], steps);
    const unwilling: Command = { kind: "resume", by: citizen };
    expect(code(parked, { ...unwilling, by: { role: "citizen", person: 7 } })).toBe("request/person");
    expect(code(steps, unwilling)).toBe("request/not-held");
    const going = play([unwilling], parked);
    expect(phaseOf(state(going))).toBe("handling");
    expect(code(going, park)).toBe("park/unwilling");
    expect(code(play([missing], steps), unwilling)).toBe("resume/lawful");
    const pause: Command = {
      kind: "pause",
      by: water,
      reason: "unreachable",
      until: START + 900 * HOUR,
      said: { reason: "电话未接" },
    };
    const tried: Command = {
      kind: "contact",
      by: water,
      way: "phone",
      person: 0,
      reached: false,
      raisedRating: false,
    };
    expect(code(play([tried, tried], steps), pause)).toBe("contact/attempts");
    expect(code(play([tried, tried, tried], steps), pause)).toBe("taken");
  });
});

describe("the citizen's word", () => {
  test("“not” on a closed request goes back to the body with the count of bounces, also years later", () => {
    const steps = play(toClosed);
    const late = decide(fold(steps), says("not"), startOf("2031-02-20"), rules);
    expect(isRefusal(late) ? late.code : late.map((step) => step.kind)).toEqual(["verdict", "reopen"]);
    expect(code(steps, says("not"), startOf("2031-03-20"))).toBe("request/ended");
    const twice = state(play([says("not"), reply, close, says("not")], steps));
    expect([twice.bounces, twice.closed, phaseOf(twice)]).toEqual([2, false, "handling"]);
  });

  test("“partly” with the asks named brings back those asks; without, it only stands", () => {
    const steps = play(toClosed);
    const back = state(play([{ ...says("partly"), asks: [2] } as Command], steps));
    expect(back.asks.map((ask) => ask.outcome)).toEqual(["answered", "open"]);
    expect(state(play([says("partly")], steps)).closed).toBe(true);
  });

  test("a second joiner's “not” on the reopened request is kept and bounces once", () => {
    const steps = play([filing, join, ...toClosed.slice(1), says("not", 0), says("not", 1)]);
    expect(state(steps).bounces).toBe(1);
    expect(state(steps).people.map(standing)).toEqual(["not", "not"]);
  });

  test("closing again does not wipe a “not”; silence after it is not consent", () => {
    expect(state(play([says("not"), reply, close], play(toClosed))).people.map(standing)).toEqual(["not"]);
  });

  test("a raised rating voids a solved, never a not, and a neutral caller asks again", () => {
    const raise: Command = {
      kind: "contact",
      by: water,
      way: "phone",
      person: 0,
      reached: true,
      raisedRating: true,
    };
    const raised = play([raise], play(toClosed));
    const solved = state(play([says("solved")], raised)).people[0]!;
    expect([standing(solved), wantsNeutralCall(solved)]).toEqual([undefined, true]);
    expect(standing(state(play([says("cannot-explained")], raised)).people[0]!)).toBeUndefined();
    expect(standing(state(play([says("not")], raised)).people[0]!)).toBe("not");
    const asked: Command = {
      kind: "callback",
      by: caller,
      person: 0,
      reached: true,
      raisedRating: false,
      value: "solved",
    };
    expect(standing(state(play([says("solved"), asked], raised)).people[0]!)).toBe("solved");
    const heard = { ...asked, raisedRating: true } as Command;
    expect(standing(state(play([says("solved"), heard], play(toClosed))).people[0]!)).toBeUndefined();
    expect(
      standing(
        state(
          play(
            [says("not"), { ...asked, value: undefined, raisedRating: true } as unknown as Command],
            play(toClosed),
          ),
        ).people[0]!,
      ),
    ).toBe("not");
  });

  test("a contact about the rating after the word does not touch it", () => {
    const raise: Command = {
      kind: "contact",
      by: water,
      way: "phone",
      person: 0,
      reached: true,
      raisedRating: true,
    };
    expect(standing(state(play([says("solved"), raise], play(toClosed))).people[0]!)).toBe("solved");
  });

  test("a body that handled it neither rates for the citizen nor calls back", () => {
    const steps = play(toClosed);
    const operator = { role: "operator", body: "water", person: 0 } as const;
    expect(code(steps, { ...says("solved"), by: operator } as Command)).toBe("verdict/handler");
    const call: Command = {
      kind: "callback",
      by: { role: "neutral-caller", body: "water" },
      person: 0,
      reached: true,
      raisedRating: false,
    };
    expect(code(steps, call)).toBe("verdict/handler");
    expect(code(steps, { ...says("solved"), by: water } as Command)).toBe("request/role");
    // A body that handed it over has handled it.
    const moved = play([
      ...toHandling,
      { kind: "hand-over", by: water, to: "roads", asks: [1, 2], said: why },
      { kind: "accept", by: roads, asks: [1, 2] },
      { ...reply, by: roads } as Command,
    ]);
    expect(code(moved, { ...call, by: { role: "neutral-caller", body: "water" } } as Command)).toBe(
      "verdict/handler",
    );
  });

  test("unreached is unreached; the caller always asks about the rating", () => {
    const steps = play(toClosed);
    expect(code(steps, { kind: "callback", by: caller, person: 0, reached: false, value: "solved" })).toBe(
      "callback/unreached",
    );
    expect(code(steps, { kind: "callback", by: caller, person: 0, reached: true, value: "solved" })).toBe(
      "callback/ask-raised",
    );
    const unreached = state(play([{ kind: "callback", by: caller, person: 0, reached: false }], steps));
    expect(unreached.people.map(standing)).toEqual([undefined]);
  });

  test("nobody speaks for another person", () => {
    const steps = play([filing, join, ...toClosed.slice(1)]);
    expect(code(steps, { ...says("solved", 1), by: citizen } as Command)).toBe("request/person");
    expect(code(steps, says("solved", 7))).toBe("request/person");
  });
});

describe("beside the handling", () => {
  test("harm falls only by a reasoned step and rises with joiners", () => {
    const steps = play([filing]);
    const lower: Command = { kind: "lower-harm", by: water, to: "trouble" };
    expect(code(steps, lower)).toBe("request/words");
    expect(harmNow(state(play([{ ...lower, said: { reason: "已送水车" } } as Command], steps)))).toBe(
      "trouble",
    );
    expect(code(steps, { ...lower, to: "danger", said: why } as Command)).toBe("harm/not-lower");
    expect(
      harmNow(
        state(
          play(
            Array.from({ length: 10 }, () => join),
            steps,
          ),
        ),
      ),
    ).toBe("danger");
  });

  test("a merged request takes no step but points to where it went", () => {
    const steps = play([filing, { kind: "merge", by: desk, into: "other" }]);
    expect(phaseOf(state(steps))).toBe("merged");
    expect(code(steps, dispatch)).toBe("request/merged");
  });

  test("an exclusion carries body, role and reason, and can be taken back", () => {
    const steps = play(toClosed);
    const exclude: Command = { kind: "exclude", by: water, reason: "malicious" };
    expect(code(steps, exclude)).toBe("request/words");
    const out = play([{ ...exclude, said: { reason: "同一人三天二十件" } } as Command], steps);
    expect(state(out).exclusion).toMatchObject({ body: "water", role: "officer", reason: "malicious" });
    expect(
      state(play([{ kind: "readmit", by: { role: "supervisor", body: "city" }, said: why }], out)).exclusion,
    ).toBeUndefined();
  });

  test("personal data go when the person asks and the request is closed, or when the record has ended", () => {
    const remove: Command = { kind: "delete-personal-data", by: { role: "system" }, people: [0] };
    const steps = play(toClosed);
    expect(code(steps, remove)).toBe("delete/not-asked");
    const asked = play([{ kind: "ask-deletion", by: citizen, person: 0 }], steps);
    expect(code(asked, remove)).toBe("taken");
    expect(code(steps, remove, startOf("2031-04-01"))).toBe("taken");
    expect(code(play([remove], asked), says("not"))).toBe("request/person");
    // Merged away is ended too, whether the wish came before or after.
    const wish: Command = { kind: "ask-deletion", by: citizen, person: 0 };
    const merge: Command = { kind: "merge", by: desk, into: "other" };
    expect(code(play([filing, wish]), remove)).toBe("delete/not-asked");
    for (const order of [
      [wish, merge],
      [merge, wish],
    ])
      expect(code(play([filing, ...order]), remove)).toBe("taken");
    expect(code(play([filing, merge]), remove)).toBe("delete/not-asked");
  });

  test("promises are numbered, moved with a reason and counted, and answered by the citizen", () => {
    const promise = {
      ...reply,
      asks: [
        { ask: 1, as: "promised" },
        { ask: 2, as: "answered" },
      ],
      commitments: [{ ask: 1, who: "water", by: "2026-03-10" }],
    } as Command;
    const steps = play([...toHandling, promise]);
    expect(code(play(toHandling), { ...promise, commitments: [] } as Command)).toBe("request/words");
    const move: Command = {
      kind: "move-commitment",
      by: water,
      number: 1,
      until: "2026-03-17",
      said: { reason: "暴雨停工" },
    };
    expect(code(steps, { ...move, said: {} } as Command)).toBe("request/words");
    const moved = play(
      [move, { kind: "answer-commitment", by: citizen, number: 1, person: 0, answer: "not-done" }],
      steps,
    );
    expect(state(moved).commitments[0]).toMatchObject({ first: "2026-03-10", by: "2026-03-17", moves: 1 });
  });
});
