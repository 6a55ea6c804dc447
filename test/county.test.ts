// A whole check-up of a small demonstration county: no trap is accused, planted faults are found, empty input gives nothing.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packsFor } from "../cli/packs.ts";
import { detectors } from "../core/detectors/index.ts";
import type { Facts } from "../core/domain/facts.ts";
import { MessageColumns } from "../core/domain/messages.ts";
import { audit, exitCode } from "../core/engine/audit.ts";
import type { AuditReport } from "../core/engine/report.ts";
import { renderHtml } from "../core/render/html.ts";
import { renderJson } from "../core/render/json.ts";
import type { Truth } from "../demo/truth.ts";
import { writeCounty } from "../demo/write.ts";
import schema from "../docs/report.schema.json" with { type: "json" };
import { checkCounty, readTruth, score } from "../eval/county/measure.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-county-"));
let report: AuditReport;
let facts: Facts;
let truth: Truth[];

beforeAll(async () => {
  await writeCounty(
    {
      seed: "county",
      requests: 5000,
      posts: 3000,
      messages: 40_000,
      accounts: 160,
      groups: 260,
      apps: 60,
      everyFault: 15,
    },
    folder,
  );
  ({ report, facts } = await checkCounty(folder));
  truth = readTruth(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every detector, none excused. */
const judged = () => score(report, facts, truth);

test("no trap is accused", () => {
  const accused = judged().flatMap((each) => each.trapsAccused.map((trap) => `${each.detector}: ${trap}`));
  expect(accused).toEqual([]);
});

test("every detector finds what was planted for it and accuses nothing else", () => {
  for (const each of judged()) {
    expect(each.positives, each.detector).toBeGreaterThan(0);
    expect(
      each.missed.length / each.positives,
      `${each.detector} missed ${each.missed.join(" ")}`,
    ).toBeLessThanOrEqual(0.1);
    expect(
      each.wrong.length / Math.max(1, each.accused),
      `${each.detector} wrongly ${each.wrong.join(" ")}`,
    ).toBeLessThanOrEqual(0.05);
  }
});

test("the report fits its schema and exits with 1", () => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(JSON.parse(renderJson(report))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  expect(exitCode(report)).toBe(1);
});

test("the same input gives the same bytes", async () => {
  const again = await checkCounty(folder);
  expect(renderJson(again.report) === renderJson(report)).toBe(true);
});

test("no name, number or address of a citizen and no group text stands in a rendering", () => {
  const html = renderHtml(report);
  for (const text of [html, renderJson(report)]) {
    expect(text).not.toMatch(/(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])|收到请回复|打卡截图|转发朋友圈并截图/);
  }
  expect(html).not.toMatch(/<script|onerror=|javascript:/i);
});

test("empty input gives no finding, absent input is not applicable", () => {
  const empty: Facts = {
    ...{
      accounts: [],
      posts: [],
      requests: [],
      groups: [],
      messages: new MessageColumns().seal(),
      apps: [],
      notices: [],
      photos: [],
    },
  };
  const outcomes = (given: Facts) =>
    audit({ facts: given, packs: packsFor([]), detectors, on: "2026-06-30" }).results;
  expect(outcomes(empty).flatMap((each) => each.findings)).toEqual([]);
  expect(new Set(outcomes(empty).map((each) => each.outcome))).toEqual(new Set(["clear"]));
  expect(new Set(outcomes({}).map((each) => each.outcome))).toEqual(new Set(["not-applicable"]));
});

test("every provision of every pack, opt-in ones too, names a detector and values that it accepts", () => {
  const all = [
    "local-deqin-2024",
    "local-gaotai-2025",
    "local-minhou-2025",
    "local-jinan-hotline",
    "local-shandong-hotline",
  ];
  expect(() => audit({ facts: {}, packs: packsFor(all), detectors, on: "2026-06-30" })).not.toThrow();
});
