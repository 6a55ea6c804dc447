// The state machine against the reference model, with two racing actors: no two closings, no lost reopening.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../core/domain/request/fold.ts";
import { standing } from "../../core/domain/request/fold-people.ts";
import type { RequestState } from "../../core/domain/request/state.ts";
import type { Command } from "../../core/domain/request/steps.ts";
import { type Expected, expected, Platform, plainRuns, prologue, runs } from "./racing.ts";
import { counts } from "./reference.ts";

const RUNS = Number(process.env.LUODI_MODEL_RUNS ?? "300");
const SEED = process.env.LUODI_MODEL_SEED === undefined ? undefined : Number(process.env.LUODI_MODEL_SEED);

/** What must be true of the steps alone, whoever wrote them in whatever order. */
function lawsOf(platform: Platform): string[] {
  const broken: string[] = [];
  let [closed, bounces, at, last] = [false, 0, 0, 0];
  for (const count of platform.writes) {
    const written = platform.steps.slice(at, at + count);
    const wasClosed = closed;
    for (const step of written) {
      if (step.at < last) broken.push("time ran back");
      last = step.at;
      if (step.kind === "close") {
        if (closed) broken.push("two closings");
        closed = true;
      }
      if (step.kind === "reopen") {
        if (!closed) broken.push("an open request was reopened");
        closed = false;
        bounces += 1;
        if (step.bounce !== bounces) broken.push("a bounce was lost or counted twice");
      }
    }
    const denied = written.some((step) => step.kind === "verdict" && step.value === "not");
    if (denied && wasClosed && closed) broken.push("a reopening was lost");
    at += count;
  }
  const state = fold(platform.steps)!;
  if (state.closed !== closed || state.bounces !== bounces)
    broken.push("the state is not what the steps say");
  if (state.count !== platform.steps.length) broken.push("the count is not the number of steps");
  return broken;
}

function agreement(state: RequestState, { current }: Expected) {
  const platform = {
    closed: state.closed,
    closings: state.closings.length,
    bounces: state.bounces,
    merged: state.mergedInto !== undefined,
    lead: state.lead,
    returns: state.returns,
    holders: state.asks.map((ask) => ask.handling),
    offers: state.asks.map((ask) => ask.offer?.to),
    words: state.people.map(standing),
    stopped: state.pauses.some((pause) => pause.until === undefined),
  };
  const model = {
    closed: current.closed,
    closings: current.closings,
    bounces: current.bounces,
    merged: current.merged,
    lead: current.lead,
    returns: current.returns,
    holders: current.asks.map((ask) => ask.holder),
    offers: current.asks.map((ask) => ask.offer?.to),
    words: current.people.map(counts),
    stopped: current.stop !== undefined && !current.closed && !current.merged,
  };
  return { platform, model };
}

const seen = { closings: 0, bounces: 0 };

describe(`${RUNS} runs of two racing actors`, () => {
  test(
    "the platform does what the model says, and the laws hold",
    () => {
      fc.assert(
        fc.property(runs, ([before, commands]) => {
          const [model, platform] = [expected(), new Platform(true)];
          for (const act of prologue(before)) act.run(model, platform);
          fc.modelRun(() => ({ model, real: platform }), commands);
          const both = agreement(fold(platform.steps)!, model);
          expect(both.platform).toEqual(both.model);
          expect(lawsOf(platform)).toEqual([]);
          seen.closings += both.model.closings;
          seen.bounces += both.model.bounces;
        }),
        { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: SEED }) },
      );
    },
    RUNS * 200 + 60_000,
  );

  test("the runs went somewhere: requests were closed and came back", () => {
    console.info(`${RUNS} runs: ${seen.closings} closings, ${seen.bounces} reopenings`);
    expect(seen.closings).toBeGreaterThan(RUNS / 5);
    expect(seen.bounces).toBeGreaterThan(RUNS / 20);
  });
});

describe("controls: without the check of the count the laws break", () => {
  const way: Command[] = [
    {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "water",
      parts: [1, 2].map((ask) => ({ ask, handling: "water", assisting: [] })),
    },
    { kind: "acknowledge", by: { role: "officer", body: "water" }, asks: [1, 2] },
    {
      kind: "reply",
      by: { role: "officer", body: "water" },
      asks: [1, 2].map((ask) => ({ ask, as: "answered" as const })),
      commitments: [],
      said: { text: "答复" },
    },
  ];
  const close: Command = { kind: "close", by: { role: "officer", body: "water" }, claim: "done" };

  function raced(checksCount: boolean): string[] {
    const platform = new Platform(checksCount);
    let now = platform.steps[0]!.at;
    for (const command of way) {
      now += 60_000;
      expect(platform.act(0, command, now)).toBe("taken");
    }
    platform.look(1);
    platform.act(0, close, now + 1);
    platform.act(1, close, now + 2);
    return lawsOf(platform);
  }

  test("two who close at once", () => {
    expect(raced(false)).toContain("two closings");
    expect(raced(true)).toEqual([]);
  });

  test("the runs find it by themselves", () => {
    const found = fc.check(
      fc.property(plainRuns, ([before, race]) => {
        const platform = new Platform(false);
        // The model is left out, for it knows no lost writes.
        for (const act of [...prologue(before), ...race]) {
          if (act.looks) platform.look(act.actor);
          platform.act(act.actor, act.command, platform.steps.at(-1)!.at + 1000);
        }
        return lawsOf(platform).length === 0;
      }),
      { numRuns: 2000, endOnFailure: true, seed: 7 },
    );
    expect(found.failed).toBe(true);
  });
});
