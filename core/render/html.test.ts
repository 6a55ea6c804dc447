// The page as somebody prints it: what is the same under every finding is said once, what differs under each; every input is told.

import { expect, test } from "vitest";
import { type AuditReport, type Finding, NOTICE, type ReportInput } from "../engine/report.ts";
import { renderHtml } from "./html.ts";
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
