// A finding keeps its id over exports of the same records: rows in any order, newer rows in front, other files' names and folders.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packsFor } from "../cli/packs.ts";
import { detectors } from "../core/detectors/index.ts";
import { audit } from "../core/engine/audit.ts";
import type { Finding } from "../core/engine/report.ts";
import { collectFolder } from "./memory-files.ts";
import { EXPORTS, type Export, type Rows } from "./support/exports.ts";

const ON = "2026-06-30";

type Found = Finding & { readonly detector: string };

async function suspicions(folder: Readonly<Record<string, string>>): Promise<Found[]> {
  const { facts } = await collectFolder(folder, { territory: "CN" });
  const { results } = audit({ facts, packs: packsFor([]), detectors, on: ON });
  return results.flatMap(({ detector, findings }) =>
    findings.filter(({ outcome }) => outcome === "suspected").map((each) => ({ ...each, detector })),
  );
}

/** How next month's export may stand. */
interface Arranged {
  readonly folder: string;
  readonly name: string;
  /** Where in the order of the rows each one comes: equal numbers leave them as they were. */
  readonly order: readonly number[];
  readonly newer: boolean;
  /** The rows stand in two files from here on. */
  readonly cut: number;
}

const ARRANGED: fc.Arbitrary<Arranged> = fc.record({
  folder: fc.constantFrom("", "2026-11/", "上报/第二批/"),
  name: fc.constantFrom("requests-2026-11", "导出", "a", "zz (1)"),
  order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  newer: fc.boolean(),
  cut: fc.nat(8),
});

function written({ head, ending, rows, newer, stays, whole }: Rows, as: Arranged): Record<string, string> {
  const sorted = rows.map((row, at) => ({ row, at: as.order[at]! })).sort((a, b) => a.at - b.at);
  const all = [...(as.newer ? newer : []), ...sorted.map(({ row }) => row)];
  const text = (part: readonly string[]) => [...(head === "" ? [] : [head]), ...part, ""].join("\n");
  const path = `${as.folder}${as.name}`;
  if (stays !== undefined) return { [`${as.folder}${stays}`]: text(rows) };
  if (as.cut === 0 || whole === true) return { [`${path}.${ending}`]: text(all) };
  return {
    [`${path}.${ending}`]: text(all.slice(0, as.cut)),
    [`${path}-b.${ending}`]: text(all.slice(as.cut)),
  };
}

const folderOf = (parts: Export["parts"], as: Arranged) =>
  Object.assign({}, ...parts.map((part, at) => written(part, { ...as, name: `${as.name}${at}` })));

const AS_FIRST: Arranged = { folder: "", name: "first", order: Array(40).fill(0), newer: false, cut: 0 };

/** The id of before, made of places. */
const placed = (found: Found) =>
  [found.detector, found.subject, ...found.evidence.map(({ file, row }) => `${file}:${row}`)].join(" ");

describe.each(EXPORTS)("$kind", ({ parts, finds }) => {
  test("the same rows give the same ids", async () => {
    const before = await suspicions(folderOf(parts, AS_FIRST));
    expect([...new Set(before.map(({ detector }) => detector))].sort()).toEqual([...finds].sort());
    const ids = before.map(({ id }) => id).sort();
    expect(new Set(ids).size).toBe(ids.length);
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(ARRANGED, async (as) => {
        const after = await suspicions(folderOf(parts, as));
        expect(after.map(({ id }) => id).sort()).toEqual(ids);
        const places = new Set(before.map(placed));
        if (after.some((each) => !places.has(placed(each)))) moved += 1;
      }),
      { numRuns: 25 },
    );
    // The control: by their places, as ids were made before, they would have been others.
    expect(moved).toBeGreaterThan(10);
  });
});

describe("a row that was exported twice", () => {
  const [board] = EXPORTS.find(({ kind }) => kind === "requests without numbers")!.parts as [Rows];
  const silent = board.rows.find((row) => row.includes("南门路口"))!;
  const others = board.rows.filter((row) => row !== silent);
  const idsOf = async (rows: readonly string[]) =>
    (await suspicions({ "b.csv": [board.head, ...rows, ""].join("\n") }))
      .filter(({ detector }) => detector === "unanswered-request")
      .map(({ id }) => id);

  test("gives two findings, each with the same id in any order; left alone it has neither's", async () => {
    const twice = await idsOf([...others, silent, silent]);
    expect(new Set(twice).size).toBe(3);
    expect((await idsOf([silent, ...others, silent])).sort()).toEqual([...twice].sort());
    const once = await idsOf([...others, silent]);
    // What both exports share is the other request without an answer.
    expect(once.filter((id) => twice.includes(id))).toHaveLength(1);
  });
});

test("a habit that goes on is another finding; the like in another group is not", async () => {
  const { parts } = EXPORTS.find(({ kind }) => kind === "group messages")!;
  const idsWith = async (...more: readonly string[]) => {
    const grown = parts.map((part, at) => (at === 1 ? { ...part, rows: [...more, ...part.rows] } : part));
    const found = await suspicions(folderOf(grown, AS_FIRST));
    return found.filter(({ detector }) => detector === "points-ranking").map(({ id }) => id);
  };
  const said = "2026-06-29 09:00:00,u1,text,各村积分排名通报如下，排名靠后的务必说明原因";
  const [before] = await idsWith();
  expect(await idsWith(`g2,${said}`)).toEqual([before]);
  expect(await idsWith(`g1,${said}`)).not.toEqual([before]);
});
