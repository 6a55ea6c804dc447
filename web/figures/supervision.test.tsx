// No screen of the figures shows a good result for a matter that the citizen calls unsolved.

import fc from "fast-check";
import { expect, test } from "vitest";
import { CAUSES, OUTCOME_WORDS, OUTCOMES } from "../../core/domain/figures/outcome.ts";
import { figuresOf, type Snapshot, SUBJECTS } from "../../core/domain/figures/snapshot.ts";
import { renderPage } from "../parts/layout.tsx";
import { columnOf } from "./labels.ts";
import { dataLines } from "./open-data.ts";
import { periodPage } from "./period.tsx";
import { supervisedPage, supervisionPage } from "./supervision.tsx";

const viewer = { name: "测试员", body: "测试单位", roles: [] };

test("a request has the colour and the words of the citizens' answer, whatever the body claims", () => {
  const claim = [
    { at: 0, words: { zh: "某局报告办结：办好了", en: "claims: done" }, said: "已全部解决，群众满意。" },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...OUTCOMES),
      fc.constantFrom(...CAUSES),
      fc.nat(9),
      (outcome, cause, bounces) => {
        const shown = { viewer, number: "12345678", matter: { zh: "路灯", en: "" }, outcome, cause };
        const row = {
          ...shown,
          matter: "road",
          bounces,
          body: "",
          out: null,
          outBody: null,
          outRole: null,
          words: "",
        };
        const filter = { month: "2026-05", matter: "", cause: "", outcome: "", out: "" };
        for (const page of [
          supervisedPage({ ...shown, steps: claim }),
          supervisionPage({ viewer, months: ["2026-05"], filter, rows: [row], out: {} }),
        ]) {
          const html = renderPage(page);
          expect(html.includes("tag clear")).toBe(outcome === "solved");
          expect(html).toContain(`">${OUTCOME_WORDS[outcome].zh}</span>`);
        }
      },
    ),
  );
});

test("public pages and open data count as solved what the citizens call solved, and not one more", () => {
  const cells = fc
    .tuple(fc.nat(400), fc.nat(60), fc.nat(60), fc.nat(200), fc.nat(300))
    .map((each) => [...each]);
  fc.assert(
    fc.property(cells, (each) => {
      const snapshot: Snapshot = {
        ...{ period: "2026-05", subject: "headline", takenAt: 0 },
        figures: figuresOf("headline", [{ key: "all", cells: each }]),
      };
      const solved = dataLines([snapshot], () => undefined).filter((line) => line.measure === "solved");
      for (const line of solved) expect(line.value).toBe(each[0]);
      const html = renderPage(
        periodPage({
          ...{ period: "2026-05", shown: [snapshot], versions: [0], periods: [], morePeriods: false },
          ...{ statements: [], hasDraw: false, placeName: () => undefined },
        }),
      );
      if (solved.length > 0)
        expect(html).toContain(`群众说解决了 <strong>${each[0]!.toLocaleString("zh-CN")}</strong>`);
      else expect(html).not.toContain("群众说解决了");
    }),
  );
});

test("green is the citizens' “solved” or “kept” alone", () => {
  for (const subject of SUBJECTS)
    for (const { table } of [figuresOf(subject, [{ key: "all", cells: [100, 100, 100, 100, 100] }])])
      for (const categories of table.columns)
        if (!(categories.length === 1 && categories[0] === 0))
          expect(columnOf(subject, categories).colour).not.toBe(columnOf(subject, [0]).colour);
});
