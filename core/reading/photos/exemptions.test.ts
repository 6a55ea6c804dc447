// Each fair reason, and a pair with none.

import { expect, test } from "vitest";
import { photoExemptions } from "./exemptions.ts";

const DAY = 86_400_000;

test.each([
  [{ caption: "沟渠整改前" }, { caption: "沟渠整改后" }, ["before-after"]],
  [{ caption: "2025年工作回顾" }, {}, ["album"]],
  [{ caption: "图为资料图" }, {}, ["file-photo"]],
  [{ task: "t1", at: 0 }, { task: "t1", at: DAY }, ["sent-again"]],
  [{ task: "t1" }, { task: "t1", at: DAY }, ["sent-again"]],
  [{ event: "e1" }, { event: "e1", at: 90 * DAY }, ["sent-again"]],
  [{ viewpoint: "二号隐患点" }, { viewpoint: "二号隐患点" }, ["fixed-viewpoint"]],
  [{ task: "t1", at: 0 }, { task: "t1", at: 90 * DAY }, []],
  [{ task: "t1", at: 0, caption: "入户走访" }, { task: "t2", at: DAY, caption: "入户走访" }, []],
] as const)("%j and %j", (one, other, wanted) => {
  expect(photoExemptions(one, other)).toEqual(wanted);
});
