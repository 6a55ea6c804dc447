// Every body of the invented county has a name of its own in both languages, and none that tells what was planted there.

import { expect, test } from "vitest";
import { englishOf, officeName, stationOf } from "./names.ts";
import { BODIES } from "./places.ts";

test("every body is named, no two alike; an unknown one is refused", () => {
  const names = BODIES.map(englishOf);
  expect(new Set(names).size).toBe(BODIES.length);
  for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z ]+$/);
  expect(englishOf("青石县河口镇")).toBe("Hekou Town");
  expect(englishOf("青石县水务局")).toBe("Qingshi Water Bureau");
  for (const unknown of ["青石县没有的局", "青石县没有的局东风便民服务站", "青石县水务局甲乙便民服务站"])
    expect(() => englishOf(unknown)).toThrow(RangeError);
});

test("small offices have names like real ones, each number its own, in both languages", () => {
  expect(stationOf("青石县水务局", 1)).toMatch(/^青石县水务局\p{Script=Han}{2}便民服务站$/u);
  expect(stationOf("青石县水务局", 18_003, "T4")).toMatch(/^青石县水务局\p{Script=Han}{2}便民服务点$/u);
  expect(officeName("青石县", 34_001, "window")).toMatch(/^青石县\p{Script=Han}{2}服务窗口$/u);
  const zh = Array.from({ length: 50_000 }, (_, number) => stationOf("青石县河口镇", number, "near"));
  expect(new Set(zh).size).toBe(50_000);
  const en = zh.map(englishOf);
  expect(new Set(en).size).toBe(50_000);
  for (const name of en) expect(name).toMatch(/^Hekou Town, [A-Z][a-z]+ Service Point(?: \d+)?$/);
  expect(() => stationOf("青石县河口镇", 50_000)).toThrow(RangeError);
});
