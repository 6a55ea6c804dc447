// The asks numbered anew: split, joined and reworded until a body has replied, and never torn from whoever holds them.

import { expect, test } from "vitest";
import { CHINA, startOf } from "../day.ts";
import { OWN_LIMITS } from "./clocks.ts";
import { decide } from "./decide.ts";
import { fold } from "./fold.ts";
import { isRefusal } from "./refusals.ts";
import type { Acting, Command, Step } from "./steps.ts";
import { askWordsOf } from "./words.ts";

const START = startOf("2026-03-02");
const citizen: Acting = { role: "citizen", person: 0 };
const officer = (body: string): Acting => ({ role: "officer", body });

function act(steps: readonly Step[], command: Command): readonly Step[] | string {
  const rules = { calendar: CHINA, limits: OWN_LIMITS };
  const result = decide(fold(steps), command, START + steps.length * 3_600_000, rules);
  return isRefusal(result) ? result.code : [...steps, ...result];
}

function play(...commands: Command[]): readonly Step[] {
  return commands.reduce<readonly Step[]>((steps, command) => {
    const next = act(steps, command);
    if (typeof next === "string") throw new Error(`${command.kind}: ${next}`);
    return next;
  }, []);
}

const filing: Command = {
  ...{ kind: "file", by: citizen, door: "web", procedure: "hotline", intent: "ask-help" },
  ...{ asks: 3, harm: "trouble", wants: "none", hideFrom: [], open: false },
  said: { text: "灯坏了，井盖没了，路也破了", asks: "修灯\n补井盖\n补路" },
};
const to = (...bodies: string[]): Command => ({
  ...{ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: bodies[0]! },
  parts: bodies.map((handling, index) => ({ ask: index + 1, handling, assisting: [`aid-${index + 1}`] })),
});
const anew = (from: number[][], words: string[], by = citizen): Command => ({
  ...{ kind: "number-asks", by, asks: from.length, from },
  said: { asks: words.join("\n") },
});

test("a split part stays with whoever holds or was offered the whole; the others keep theirs", () => {
  const held = play(filing, to("roads", "water", "roads"), {
    ...{ kind: "acknowledge", by: officer("water"), asks: [2] },
  });
  const steps = act(held, anew([[1], [1], [2], [3]], ["换灯泡", "查电线", "补井盖", "补路"]));
  const { asks, count } = fold(steps as Step[])!;
  expect(asks.map((ask) => [ask.number, ask.handling, ask.offer?.to, ask.assisting])).toEqual([
    [1, undefined, "roads", ["aid-1"]],
    [2, undefined, "roads", ["aid-1"]],
    [3, "water", undefined, ["aid-2"]],
    [4, undefined, "roads", ["aid-3"]],
  ]);
  expect(askWordsOf(steps as Step[])).toEqual(["换灯泡", "查电线", "补井盖", "补路"]);
  // The words before it stand in their own step.
  expect([count, (steps as Step[])[0]!.said?.asks]).toEqual([4, "修灯\n补井盖\n补路"]);
  // What is split is answered apart.
  const taken = act(steps as Step[], { kind: "acknowledge", by: officer("roads"), asks: [1, 2, 4] });
  const replied = act(taken as Step[], {
    ...{ kind: "reply", by: officer("roads"), commitments: [], said: { text: "灯泡换了" } },
    asks: [{ ask: 1, as: "answered" }],
  });
  expect(fold(replied as Step[])!.asks.map((ask) => ask.outcome)).toEqual([
    "answered",
    "open",
    "open",
    "open",
  ]);
});

test("asks in the same hands are joined, with all who assist; those in different hands are not", () => {
  const steps = play(filing, to("roads", "water", "roads"));
  const joined = act(
    steps,
    anew([[1, 3], [2]], ["修灯，顺便补路", "补井盖"], { role: "operator", body: "hotline" }),
  );
  expect(fold(joined as Step[])!.asks.map((ask) => [ask.offer?.to, ask.assisting])).toEqual([
    ["roads", ["aid-1", "aid-3"]],
    ["water", ["aid-2"]],
  ]);
  expect(act(steps, anew([[1, 2], [3]], ["修灯补井盖", "补路"]))).toBe("asks/held-apart");
  expect(act(steps, { ...anew([], ["修灯", "补井盖"]), asks: 2 } as Command)).toBe("asks/origin");
  const { from: _, ...without } = anew([[1], [2], [3]], ["一", "二", "三"]) as { from: unknown } & Command;
  expect(act(steps, without as Command)).toBe("asks/origin");
  expect(act(play(filing), without as Command)).toHaveLength(2);
});

test("nothing is lost, nothing is made up, and not by whoever joined or after a reply", () => {
  const steps = play(filing, to("roads", "roads", "roads"), {
    ...{ kind: "join", by: { role: "citizen" }, door: "web", wants: "none", hideFrom: [], open: false },
  });
  for (const [from, why] of [
    [[[1], [2]], "asks/origin"],
    [[[1], [2], [4]], "asks/origin"],
    [[[1], [2], [3], []], "asks/origin"],
    [[[1, 1], [2], [3]], "asks/origin"],
  ] as const)
    expect(
      act(
        steps,
        anew(
          from as never,
          [...from].map((_, index) => `第${index}件`),
        ),
      ),
      JSON.stringify(from),
    ).toBe(why);
  expect(act(steps, anew([[1, 2, 3]], ["一", "二"]))).toBe("request/words");
  const whole = anew([[1, 2, 3]], ["都修好"]);
  expect(act(steps, { ...whole, by: { role: "citizen", person: 1 } } as Command)).toBe("asks/filer");
  expect(act(steps, { ...whole, by: officer("roads") } as Command)).toBe("request/role");
  const taken = act(steps, { kind: "acknowledge", by: officer("roads"), asks: [1, 2, 3] }) as Step[];
  expect(act(taken, whole)).toHaveLength(5);
  const replied = act(taken, {
    ...{ kind: "reply", by: officer("roads"), commitments: [], said: { text: "灯修好了" } },
    asks: [{ ask: 1, as: "answered" }],
  }) as Step[];
  expect(act(replied, whole)).toBe("request/asks-fixed");
});
