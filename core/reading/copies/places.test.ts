// Foreign names, open slots, passed years and quotations, on invented sentences; and the gazetteer against its source.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { staleYears, templateSlots } from "./leftovers.ts";
import { foreignPlaces, placeCode, placeName, placesIn } from "./places.ts";
import { stripQuoted } from "./quoted.ts";

const GAZETTEER = join(import.meta.dirname, "gazetteer.generated.json");

test("the gazetteer is what the package of division codes says (LUODI_GENERATE=1 writes it anew)", () => {
  const { version } = createRequire(import.meta.url)("lcn/package.json") as { version: string };
  const data = createRequire(import.meta.url)("lcn/data/data.json") as { code: string; name: string }[];
  const json = `${JSON.stringify({
    source: `GB/T 2260 as in the package lcn ${version} (MIT)`,
    places: data
      .filter(({ name }) => !name.includes("直辖县级"))
      .map(({ code, name }) => code + name)
      .join(""),
  })}\n`;
  if (process.env.LUODI_GENERATE === "1") writeFileSync(GAZETTEER, json);
  expect(readFileSync(GAZETTEER, "utf8")).toBe(json);
  expect(json.length).toBeLessThan(60_000);
});

test("names are found whole, the longest first, and ordinary words are none", () => {
  expect(placesIn("湖南省长沙市岳麓区与浏阳市").map((each) => each.name)).toEqual([
    "湖南省",
    "长沙市",
    "岳麓区",
    "浏阳市",
  ]);
  expect(placesIn("乡镇和县里都说，老城区和市中区的问题要分清，完成县里任务")).toEqual([]);
  expect(placesIn("海淀区域内")).toEqual([]);
  expect(placeName("430121")).toBe("长沙县");
  expect(placeCode("浏阳市")).toBe("430181");
});

test("another county's name is foreign; one's own, what is above and what is quoted is not", () => {
  const found = (text: string) =>
    foreignPlaces(text, "430181").map(({ name, relation, explained }) => [name, relation, explained]);
  expect(found("湖南省长沙市浏阳市各乡镇要在月底前完成")).toEqual([]);
  expect(found("为做好秭归县汛期工作，各村要加强值守")).toEqual([["秭归县", "elsewhere", false]]);
  expect(found("为做好湘潭县汛期工作")).toEqual([["湘潭县", "same-province", false]]);
  expect(found("望城区各社区要对照执行")).toEqual([["望城区", "same-city", false]]);
  expect(found("学习浦江县经验")).toEqual([["浦江县", "elsewhere", true]]);
  expect(found("按照《秭归县防汛预案》执行")).toEqual([]);
});

test("open slots, not masked names", () => {
  const slots = (text: string) => templateSlots(text).map((each) => each.text);
  expect(slots("XX县人民政府：请于××月××日前上报（待补充）")).toEqual(["XX县", "××月", "××日", "（待补充）"]);
  expect(slots("此处填写具体措施，负责人____")).toEqual(["此处填写具体措施", "____"]);
  expect(slots("电话138XXXX区号、车牌AXX路")).toEqual([]);
});

test("passed years spoken of as to come", () => {
  const stale = (text: string) => staleYears(text, 2026).map((each) => each.text);
  expect(stale("2023年底前完成全部改造")).toEqual(["2023年底前完成"]);
  expect(stale("力争2024年通车；2026年底前完成验收")).toEqual(["力争2024年"]);
  expect(stale("原计划2024年开工，因雨推迟；2023年已完成一期")).toEqual([]);
  expect(stale("《2023年底前完成改造的方案》已废止")).toEqual([]);
});

test("what all may share is taken out; the answer stays", () => {
  const { text, removed } = stripQuoted(
    "尊敬的网友：您好！您的留言已收悉，现将有关情况回复如下：经核查，路灯因电缆被盗熄灭，已于5月6日修复。根据《城市照明管理规定》第二十条规定：维护单位应当保持照明设施完好。感谢您对我们工作的支持！特此回复。2026年5月8日",
  );
  expect(text).toBe("经核查，路灯因电缆被盗熄灭，已于5月6日修复。根据");
  expect(removed.length).toBeGreaterThan(0);
  expect(stripQuoted("他说“不要走”，又说“请各单位务必于本周五下班之前将表格报到镇上来”。").text).toBe(
    "他说“不要走”，又说。",
  );
  expect(stripQuoted("").text).toBe("");
});

test("no pattern is slow on long hostile text", () => {
  for (const hostile of ["《", "您的", "第一", "“", "感谢您", "X", "（ ", "现", "从与", "2019年"]) {
    const text = hostile.repeat(Math.ceil(40_000 / hostile.length));
    const start = performance.now();
    stripQuoted(text);
    templateSlots(text);
    staleYears(text, 2026);
    foreignPlaces(text, "430181");
    expect(performance.now() - start, hostile).toBeLessThan(2000);
  }
});
