// Every body of the invented county has an English name of its own.

import { expect, test } from "vitest";
import { englishOf } from "./names.ts";
import { BODIES } from "./places.ts";

test("every body is named, no two alike; an unknown one is refused", () => {
  const names = BODIES.map(englishOf);
  expect(new Set(names).size).toBe(BODIES.length);
  for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z ]+$/);
  expect(englishOf("青石县河口镇")).toBe("Hekou Town");
  expect(englishOf("青石县水务局")).toBe("Qingshi Water Bureau");
  expect(englishOf("青石县自来水公司第12站")).toBe("Qingshi Waterworks, Station 12");
  expect(englishOf("青石县马家乡near第32001站")).toBe("Majia Township, Station near 32001");
  expect(englishOf("青石县服务窗口乙34001")).toBe("Qingshi Service Window B34001");
  expect(() => englishOf("青石县没有的局")).toThrow(RangeError);
});
