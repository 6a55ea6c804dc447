// Values of provisions in words: every pack's, and never the names that only programmers read.

import { expect, test } from "vitest";
import { shippedPacks } from "../../cli/packs.ts";
import { valuesText } from "./values.ts";

test("a limit has its unit, a share is a percentage, a choice is a word", () => {
  const from = "2022-05-01";
  expect(valuesText([{ from, values: { limit: { count: 15, unit: "workday" } } }])?.zh).toBe(
    "2022-05-01 起，期限：15 个工作日",
  );
  expect(valuesText([{ from, values: { share: 0.98, least: 30 } }])).toEqual({
    zh: "2022-05-01 起，占到：98%；至少几件：30",
    en: "from 2022-05-01, share: 98%; at least: 30",
  });
  expect(valuesText([{ from, values: { verdicts: ["not", "partly"] } }])?.zh).toContain("没解决、部分解决");
  expect(valuesText([{ from, values: {} }])).toBeUndefined();
});

test("no value of any pack is shown by its bare name", () => {
  for (const { provisions } of shippedPacks()) {
    for (const { id, values } of provisions) {
      const text = valuesText(values.map(({ params }) => ({ from: "2026-01-01", values: params })));
      expect(text?.zh ?? "", id).not.toMatch(/[A-Za-z{}"]/);
    }
  }
});
