// The engine: territory and day of the act bind, exemptions and crashes become results, the same input gives the same bytes.

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { startOf } from "../domain/day.ts";
import type { Facts, PublicRequest } from "../domain/facts.ts";
import { type Pack, parsePack } from "../packs/pack.ts";
import { audit, exitCode } from "./audit.ts";
import { detector } from "./detector.ts";

const request = (row: number, day: string | undefined, territory: string | undefined): PublicRequest => ({
  source: { file: "a.csv", row },
  ...(territory === undefined ? {} : { territory }),
  id: String(row),
  subject: "",
  text: "",
  ...(day === undefined ? {} : { at: startOf(day) }),
  steps: [],
});

const everyRequest = detector({
  id: "every-request",
  title: { zh: "每一件", en: "Every request" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({ say: z.string() }),
  exemptions: {},
  messages: { here: { zh: "{say}", en: "{say}" } },
  *detect(facts, { say }) {
    for (const each of facts.requests ?? []) {
      yield {
        outcome: "suspected",
        subject: each.id,
        message: "here",
        values: { say },
        evidence: [each],
      };
    }
  },
});

const pack = (over: Record<string, unknown> = {}, provision: Record<string, unknown> = {}): Pack =>
  parsePack(
    {
      id: "p",
      title: { zh: "甲", en: "A" },
      territory: "CN",
      official: false,
      ...over,
      provisions: [
        {
          id: "p.1",
          clause: { zh: "条", en: "clause" },
          status: "secondary",
          paraphrase: "条",
          detector: "every-request",
          values: [
            { from: "2020-01-01", params: { say: "old" } },
            { from: "2022-05-01", params: { say: "new" } },
          ],
          ...provision,
        },
      ],
    },
    "p",
  );

const run = (facts: Facts, packs = [pack()], detectors = [everyRequest]) =>
  audit({ facts, packs, detectors, on: "2023-01-01" });

describe("binding", () => {
  test("each act is judged by the values of its own day", () => {
    const facts = { requests: [request(1, "2021-06-01", "CN"), request(2, "2022-06-01", "CN-43")] };
    const result = run(facts).results[0]!;
    expect(result.findings.map((each) => each.message.zh)).toEqual(["old", "new"]);
    expect(result.judged).toBe(2);
  });

  test("an act before the clause, after the day of the check-up, or without a date is judged by nobody", () => {
    const facts = {
      requests: [request(1, "2019-12-31", "CN"), request(2, "2023-01-02", "CN"), request(3, undefined, "CN")],
    };
    const result = run(facts).results[0]!;
    expect(result.outcome).toBe("not-applicable");
    expect(result.findings).toEqual([]);
  });

  test("a Chinese clause does not judge another country, a province's clause not another province", () => {
    const facts = { requests: [request(1, "2022-06-01", "US-MD"), request(2, "2022-06-01", "CN-33")] };
    expect(run(facts).results[0]!.findings.map((each) => each.subject)).toEqual(["2"]);
    const hunan = run(facts, [pack({ territory: "CN-43" })]).results[0]!;
    expect(hunan.outcome).toBe("not-applicable");
    expect(hunan.reason?.en).toContain("territory");
  });

  test("a fact of unknown place is judged by nobody", () => {
    expect(run({ requests: [request(1, "2022-06-01", undefined)] }).results[0]!.outcome).toBe(
      "not-applicable",
    );
  });

  test("our own measures may read an undated act, a law may not", () => {
    const own = pack({}, { status: "own", paraphrase: undefined });
    expect(run({ requests: [request(1, undefined, "CN")] }, [own]).results[0]!.findings).toHaveLength(1);
  });
});

describe("outcomes", () => {
  test("absent is not empty", () => {
    expect(run({}).results[0]!.outcome).toBe("not-applicable");
    expect(run({ requests: [] }).results[0]!.outcome).toBe("clear");
  });

  test("a crash becomes a result and the run goes on", () => {
    const broken = detector({
      ...everyRequest,
      id: "broken",
      params: z.looseObject({}),
      detect() {
        throw new Error("no luck");
      },
    });
    const packs = [pack({ id: "b" }, { detector: "broken" }), pack()];
    const report = run({ requests: [request(1, "2022-06-01", "CN")] }, packs, [broken, everyRequest]);
    expect(report.results.map((each) => each.outcome)).toEqual(["errored", "suspected"]);
    expect(exitCode(report)).toBe(2);
  });

  test("a finding without evidence is an error of the detector", () => {
    const bare = detector({
      ...everyRequest,
      params: z.looseObject({}),
      *detect() {
        yield { outcome: "suspected", subject: "x", message: "here", evidence: [] };
      },
    });
    expect(run({ requests: [request(1, "2022-06-01", "CN")] }, [pack()], [bare]).results[0]!.outcome).toBe(
      "errored",
    );
  });

  test("unverified clauses and clauses without a day are not used", () => {
    const facts = { requests: [request(1, "2022-06-01", "CN")] };
    expect(run(facts, [pack({}, { status: "unverified", paraphrase: undefined })]).results).toEqual([]);
    expect(run(facts, [pack({}, { values: [{ from: null, params: { say: "x" } }] })]).results).toEqual([]);
  });

  test("the order of the rows does not change the report", () => {
    const rows = [1, 2, 3, 4].map((row) => request(row, "2022-06-01", "CN"));
    expect(JSON.stringify(run({ requests: rows }))).toBe(
      JSON.stringify(run({ requests: [...rows].reverse() })),
    );
  });
});

describe("packs", () => {
  test("a secondary clause cannot carry a quote, an official pack no measure of our own", () => {
    expect(() => pack({}, { quote: "原文" })).toThrow(/quote needs status/);
    expect(() => pack({ official: true }, { status: "own", paraphrase: undefined })).toThrow(
      /own never sits/,
    );
  });

  test("values that the detector does not accept name the pack and the provision", () => {
    expect(() => run({}, [pack({}, { values: [{ from: "2020-01-01", params: { words: 1 } }] })])).toThrow(
      /pack p, provision p\.1/,
    );
  });
});
