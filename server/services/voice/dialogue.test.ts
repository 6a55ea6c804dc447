// Ways through the touch-tone dialogue, chosen and random: no word is recorded that was not said and confirmed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDigit } from "../../../core/domain/request/number.ts";
import { type Deed, greet, type Known, type Place, turn } from "./dialogue.ts";

const NUMBER = `2735846${checkDigit("2735846")}`;
const known: Known = { line: "诉求在办。", asks: 3, verdict: "yes" };

/** What is said and done along these key presses. */
function call(presses: readonly string[], about: Known | undefined = known) {
  let place: Place = greet().place;
  const said: string[] = [];
  const deeds: Deed[] = [];
  let human = false;
  for (const digits of presses) {
    const made = turn(place, digits, about);
    place = made.place;
    said.push(made.say);
    if (made.deed !== undefined) deeds.push(made.deed);
    human ||= made.human === true;
  }
  return { place, said, deeds, human };
}

describe("the dialogue", () => {
  test.each([
    ["solved", ["1", "1"], { kind: "verdict", value: "solved", asks: [] }],
    ["not solved", ["3", "1"], { kind: "verdict", value: "not", asks: [] }],
    ["cannot be solved, explained", ["4", "1"], { kind: "verdict", value: "cannot-explained", asks: [] }],
    [
      "partly, with the asks that are not",
      ["2", "13#", "1"],
      { kind: "verdict", value: "partly", asks: [1, 3] },
    ],
    ["partly, without saying which", ["2", "#", "1"], { kind: "verdict", value: "partly", asks: [] }],
    ["a slip, taken back", ["1", "2", "3", "1"], { kind: "verdict", value: "not", asks: [] }],
    ["a human being", ["0"], { kind: "want-call" }],
  ])("%s", (_, presses, deed) => {
    const { deeds, place } = call([`${NUMBER}#`, ...presses]);
    expect(deeds).toEqual([deed]);
    expect(place.at).toBe("over");
  });

  test("a digit too many or too few, and neighbours swapped, are found by the check digit", () => {
    const swapped = NUMBER[1]! + NUMBER[0]! + NUMBER.slice(2);
    const { said, human } = call([`${swapped}#`, "123#", "99"]);
    expect(said[0]).toContain("可能有一位按错了");
    expect(human).toBe(true);
  });

  test("a number that nobody has is said to be none; after three tries a human being takes over", () => {
    const { said, human, deeds } = call([NUMBER, NUMBER, NUMBER], undefined as never);
    expect(human).toBe(false);
    expect(said).toHaveLength(3);
    expect(deeds).toEqual([]);
  });

  test.each(["other-phone", "too-early", "ended"] as const)(
    "%s: the status is told, no word is taken",
    (verdict) => {
      const { deeds, said } = call([NUMBER, "1", "1", "3"], { ...known, verdict });
      expect(deeds.filter((each) => each.kind === "verdict")).toEqual([]);
      expect(said[0]).toContain("诉求在办");
    },
  );

  test("whatever is pressed, a word is recorded only after it was chosen, read out and confirmed, and at most once", () => {
    const press = fc.oneof(
      fc.constantFrom(NUMBER, "0", "1", "2", "3", "4", "9", "*", "#", "13#", ""),
      fc.string({ unit: fc.constantFrom(..."0123456789*#"), maxLength: 9 }),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 25 }), (presses) => {
        const { deeds, said } = call(presses);
        const words = deeds.filter((each) => each.kind === "verdict");
        expect(words.length).toBeLessThanOrEqual(1);
        for (const word of words) {
          const at = said.findIndex((each) => each.startsWith("记下了"));
          expect(presses[at]!.replace(/#/g, "")).toBe("1");
          expect(said[at - 1]).toContain("您说的是");
          const name = { solved: "解决了", partly: "一部分", not: "没解决", "cannot-explained": "说清楚" }[
            word.value
          ];
          expect(said[at - 1]).toContain(name);
        }
      }),
      { numRuns: 500 },
    );
  });
});
