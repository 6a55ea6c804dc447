// The page as somebody prints it: what is the same under every finding is said once, what differs under each; every input is told; the parts stand in one order.

import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import {
  type AuditReport,
  type Finding,
  NOTICE,
  type Outcome,
  type ReportInput,
  type Result,
} from "../engine/report.ts";
import { renderHtml } from "./html.ts";
import { renderWorkbook } from "./table.ts";
import { renderText } from "./text.ts";

const words = (zh: string) => ({ zh, en: `en ${zh}` });

const finding = (number: number, unchecked: string): Finding => ({
  id: `f${number}`,
  outcome: "suspected",
  subject: "s",
  message: words(`第 ${number} 条`),
  exemptions: [{ id: "urgent", title: words("紧急情况"), result: "unknown" }],
  unchecked: [words(unchecked)],
  evidence: [{ file: "a.csv", row: number }],
});

const input = (file: string, rows: number, refused?: ReportInput["refused"]): ReportInput => ({
  ...{ file, importer: null, rows, facts: 0, problems: rows, dropped: 0, factsByKind: {} },
  ...{ problemList: [], droppedReasons: [], omitted: {} },
  ...(refused === undefined ? {} : { refused }),
});

const report = (findings: readonly Finding[], inputs: readonly ReportInput[] = []): AuditReport => ({
  ...{
    format: "luodi-audit-report",
    version: 1,
    on: "2026-06-30",
    notice: NOTICE,
    inputs,
    counts: {},
    packs: [],
  },
  results: [
    {
      ...{ pack: "p", provision: "p.one", clause: words("条款"), status: "verified", detector: "d" },
      ...{
        title: words("检测"),
        category: "requests",
        outcome: "suspected",
        judged: 9,
        params: [],
        findings,
      },
    },
  ],
});

const times = (text: string, part: string) => text.split(part).length - 1;

test("exemptions that are the same under every finding stand once, else under each", () => {
  const same = renderHtml(report([finding(2, "电话"), finding(3, "电话"), finding(4, "电话")]));
  expect([times(same, "紧急情况 "), times(same, "下面每一条都看过")]).toEqual([1, 1]);
  const apart = renderHtml(report([finding(2, "电话"), finding(3, "上门")]));
  expect([times(apart, "紧急情况 "), times(apart, "下面每一条都看过")]).toEqual([2, 0]);
  const one = renderHtml(report([finding(2, "电话")]));
  expect([times(one, "紧急情况 "), times(one, "下面每一条都看过")]).toEqual([1, 0]);
});

test("every rendering tells the parts in one order; what did not apply comes last, a line a reason", async () => {
  const result = (title: string, outcome: Outcome, more: Partial<Result> = {}): Result => ({
    ...report([]).results[0]!,
    ...{ title: words(title), provision: title, outcome, ...more },
  });
  const missing = { reason: words("没有导入：照片") };
  const cannot = { ...finding(2, "电话"), id: "f2", outcome: "cannot-tell" as const, message: words("两可") };
  const whole: AuditReport = {
    ...report([]),
    results: [
      result("甲不适用", "not-applicable", missing),
      result("乙未发现", "clear", { category: "groups" }),
      result("丙出错", "errored", { reason: words("检测器出错") }),
      result("丁疑似", "suspected", { category: "apps", findings: [cannot, finding(1, "电话")] }),
      result("戊疑似", "suspected", { findings: [finding(3, "电话")] }),
      result("己不适用", "not-applicable", missing),
    ],
  };
  // By capability, whichever pack comes first; a clause of both kinds stands in both parts.
  const order = [
    "戊疑似",
    "丁疑似",
    "第 1 条",
    "丙出错",
    "检测器出错",
    "丁疑似",
    "两可",
    "乙未发现",
    "没有导入",
    "甲不适用",
    "己不适用",
  ];
  for (const made of [renderHtml(whole), renderText(whole)]) {
    let at = made.indexOf("What is suspected", made.indexOf("</nav>") + 1);
    for (const said of order) {
      const next = made.indexOf(said, at);
      expect(next, `${said} in its place`).toBeGreaterThan(at);
      at = next;
    }
    expect(times(made, "en 没有导入")).toBe(1);
  }
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await renderWorkbook(whole)) as unknown as ArrayBuffer);
  const column = (sheet: string, number: number) =>
    (book.getWorksheet(sheet)!.getColumn(number).values as unknown[]).slice(2);
  expect(column("条款 Clauses", 1)).toEqual([
    "戊疑似",
    "丁疑似",
    "丙出错",
    "乙未发现",
    "甲不适用",
    "己不适用",
  ]);
  expect(column("疑点 Findings", 1)).toEqual(["f3", "f1", "f2"]);
});

test("whose it is stands before a sentence that does not say so; an office's own stand together and can be found by its name", () => {
  const of = (number: number, body: string | undefined, message = `第 ${number} 条`): Finding => ({
    ...{ ...finding(number, "电话"), subject: `件-${number}`, message: words(message) },
    ...(body === undefined ? {} : { body }),
  });
  const html = renderHtml(
    report([of(1, "水务局"), of(2, undefined), of(3, "城管局"), of(4, "水务局", "水务局的件-4 没有回应")]),
  );
  const summaries = [...html.matchAll(/<summary>(?:<strong>(.*?)<\/strong> )?疑似：(.*?)<\/summary>/g)];
  expect(summaries.map(([, whose, message]) => [whose, message])).toEqual([
    ["城管局 · 件-3", "第 3 条"],
    ["水务局 · 件-1", "第 1 条"],
    [undefined, "水务局的件-4 没有回应"],
    ["件-2", "第 2 条"],
  ]);
  expect(html).toContain('<li>水务局：<a href="#f-f1">检测</a>（2 条）</li>');
  expect(html).toContain('<li>城管局：<a href="#f-f3">检测</a></li>');
  expect(times(html, 'id="f-f1"')).toBe(1);
  expect(html).toContain("觉得不对怎么办");
  expect(renderText(report([of(1, "水务局")]))).toContain("水务局 · 件-1 疑似：第 1 条");
});

test("an importer and a document are told by their names, by their ids where nothing else is known", () => {
  const known = { ...input("a.csv", 1), importer: "message-board", importerTitle: words("网上留言板") };
  const older = { ...input("b.csv", 1), importer: "letters" };
  const packs = [
    {
      id: "p",
      title: words("信访工作条例（2022）"),
      document: "信访工作条例",
      territory: "CN",
      official: true,
    },
  ];
  const whole = { ...report([finding(2, "电话")], [known, older]), packs };
  for (const made of [renderHtml(whole), renderText(whole)]) {
    expect(made).toContain("网上留言板");
    expect(made).not.toContain("message-board");
    expect(made).toContain("letters");
  }
  expect(renderHtml(whole)).toContain('<span class="basis"><span>信访工作条例（2022） <span class="en"');
});

test("films and documents are counted in one line; a file with a problem or a reason is named", () => {
  const inputs = [
    input("a.docx", 0),
    input("b.docx", 0),
    input("片.mp4", 0),
    input("断.csv", 1),
    input("密码.xlsx", 0, { reason: words("设了密码"), mend: words("去掉密码。") }),
  ];
  for (const made of [renderHtml(report([], inputs)), renderText(report([], inputs))]) {
    expect(made).toContain("另有 3 个文件不是能读的资料，没有读：.docx 2、.mp4 1");
    for (const said of ["断.csv", "密码.xlsx", "设了密码", "去掉密码。", "一条资料也没有读到"])
      expect(made).toContain(said);
    expect(made).not.toContain("b.docx");
  }
});
