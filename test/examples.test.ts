// Runs every example of every detector, and asserts that each detector has one for each outcome it can have.

import { describe, expect, test } from "vitest";
import { detectors } from "../core/detectors/index.ts";
import { audit } from "../core/engine/audit.ts";
import { parsePack } from "../core/packs/pack.ts";
import { detectorFolders, examplesOf } from "./examples.ts";

const OUTCOMES = ["clear", "suspected", "cannot-tell", "not-applicable"];

for (const id of detectorFolders()) {
  describe(id, () => {
    const detector = detectors.find((each) => each.id === id);
    const examples = examplesOf(id);

    test("is in the index and has an example of each outcome", () => {
      expect(detector, "missing in core/detectors/index.ts").toBeDefined();
      for (const outcome of OUTCOMES) {
        expect(
          examples.some((each) => each.expect.outcome === outcome),
          `no example whose outcome is ${outcome}`,
        ).toBe(true);
      }
    });

    for (const example of examples) {
      test(`${example.name}: ${example.words}`, () => {
        expect(example.name.startsWith(example.expect.outcome), "the folder name says the outcome").toBe(
          true,
        );
        const pack = parsePack(
          {
            id: "example",
            title: { zh: "例", en: "example" },
            territory: "CN",
            official: false,
            provisions: [
              {
                id: "example",
                clause: { zh: "例", en: "example" },
                status: "own",
                detector: id,
                values: [{ from: "2000-01-01", params: example.params ?? {} }],
              },
            ],
          },
          "example",
        );
        const report = audit({ facts: example.facts, packs: [pack], detectors, on: example.on });
        const result = report.results[0]!;
        expect(
          result.reason?.en.startsWith("the detector failed") ? result.reason.en : undefined,
        ).toBeUndefined();
        expect(result.outcome).toBe(example.expect.outcome);
        if (example.trap !== undefined)
          expect(["clear", "cannot-tell", "not-applicable"]).toContain(result.outcome);
        const wanted = example.expect.findings;
        if (wanted === undefined) return;
        expect(result.findings.map((each) => each.subject).sort()).toEqual(
          wanted.map((each) => each.subject).sort(),
        );
        for (const want of wanted) {
          const found = result.findings.find((each) => each.subject === want.subject)!;
          if (want.outcome !== undefined) expect(found.outcome).toBe(want.outcome);
          if (want.says !== undefined) expect(found.message.zh).toContain(want.says);
        }
      });
    }
  });
}
