// Names go, and words that only look like names stay: a reader must still see who did what.

import { expect, test } from "vitest";
import { maskText } from "./index.ts";

const NAMED: Readonly<Record<string, string>> = {
  镇里王同志来过: "镇里〔姓名〕来过",
  张建国同志来过: "〔姓名〕来过",
  李芳女士反映: "〔姓名〕反映",
  居民张大爷: "〔姓名〕",
  请关同志回电: "请〔姓名〕回电",
  安师傅修好了: "〔姓名〕修好了",
  // A name behind words that look like the beginning of one.
  值班的张同志来过: "值班的〔姓名〕来过",
  值班张同志来过: "值班〔姓名〕来过",
  有关王主任和有关李同志: "有关王主任和有关〔姓名〕",
  施工的刘师傅: "施工的〔姓名〕",
  车间里陈师傅: "车间里〔姓名〕",
  司机马师傅: "司机〔姓名〕",
};

test.each(Object.entries(NAMED))("%s", (text, masked) => {
  expect(maskText(text).text).toBe(masked);
});

const KEPT = [
  "尊敬的有关负责同志",
  "请有关同志和相关负责同志看一看",
  "机关同志",
  "值班的同志到现场",
  "当班师傅说",
  "公安同志，治安同志，安保同志",
  "司机师傅，施工师傅，水电师傅，车间师傅",
  "车站的同志",
  "方便同志们",
  "时任同志",
  "常务同志，项目同志，高速同志",
];

test.each(KEPT)("%s", (text) => {
  expect(maskText(text).text).toBe(text);
});
