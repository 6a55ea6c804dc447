// A text that answers many letters names a matter only by words that are not said on every letter of that desk.

import { expect, test } from "vitest";
import type { PublicRequest } from "../../domain/facts.ts";
import { namedBy, sameTexts } from "./same-text.ts";

const STOCK = "您好，渡船航班的增开或调整要看水位和客流，我们将汇总各方意见，纳入渡船航班优化方案统筹研究。";

function request(id: number, subject: string, reply: string): PublicRequest {
  return {
    ...{ id: `${id}`, subject, text: "请看看", body: "某航运公司", source: { file: "a.jsonl", row: id } },
    steps: [{ kind: "file" }, { kind: "reply", text: reply }],
  } as unknown as PublicRequest;
}

/** Fifty letters of a ferry company, of which every other one says 渡船航班 in its subject. */
const others = Array.from({ length: 50 }, (_, index) =>
  request(
    100 + index,
    index % 2 === 0 ? `渡船航班意见${index}` : `候船棚漏雨${index}`,
    `第${index}号船坞已记下`,
  ),
);
const stopped = [
  "石湾渡船航班太少",
  "木栈桥头加装扶手",
  "月亮滩渡船航班早开",
  "票亭晚上没人",
  "青竹码头水位标不清",
];

test("everyday words of a desk name nobody's matter", () => {
  const pasted = stopped.map((subject, index) => request(index, subject, STOCK));
  const [same] = sameTexts([...pasted, ...others]);
  expect(same!.requests).toHaveLength(5);
  expect(namedBy(same!.text, same!.requests, same!.everyday)).toBe(0);
});

test("a word that few letters of the desk say does; so does any where the desk is hardly known", () => {
  const pasted = stopped.map((subject, index) => request(index, subject, `${STOCK}木栈桥头的扶手本周加装。`));
  const [same] = sameTexts([...pasted, ...others]);
  expect(namedBy(same!.text, same!.requests, same!.everyday)).toBe(1);
  const [alone] = sameTexts(pasted);
  expect(namedBy(alone!.text, alone!.requests, alone!.everyday)).toBe(3);
});
