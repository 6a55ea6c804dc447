// Every importer on real files: expected rows and facts a file, problems within one in a hundred. Counts only, no text.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { inputFiles } from "../cli/files.ts";
import { startOf } from "../core/domain/day.ts";
import type { InputSummary } from "../core/importers/importer.ts";
import { importers } from "../core/importers/index.ts";
import { type Collected, FactCollector } from "../core/importers/intake.ts";

const DATA = join(import.meta.dirname, "..", "..", "shared", "data");
const here = existsSync(DATA);
if (!here) {
  console.warn(
    "SKIPPED: the real data are not here (../shared/data), so the importers were not tried on them",
  );
}

/** file → importer, rows, facts */
const EXPECTED: Record<string, readonly [string, number, number]> = {
  "account-feeds/accounts.csv": ["account-list", 162, 162],
  "civic311/baltimore-311.csv": ["city-311", 10_000, 10_000],
  "leader-board/low-score.jsonl": ["leader-board", 322, 322],
  "leader-board/messages.jsonl": ["leader-board", 1_234, 1_178],
  "leader-board/pending.jsonl": ["leader-board", 455, 398],
  "letters/letters.jsonl": ["letters", 894, 894],
  "message-board/complaints-with-votes.xlsx": ["message-board", 4_326, 4_326],
  "message-board/replies.xlsx": ["message-board", 2_495, 2_495],
  "photos/": ["photos", 120, 120],
};
/** Taxonomies, labels, notes: no facts, and listed as not recognised. */
const NOT_FACTS = [
  "README.md",
  "chat-exports/README.md",

  "message-board/LABELS.md",
];
NOT_FACTS.push("message-board/labels.jsonl", "message-board/matter-taxonomy.xlsx");

describe.skipIf(!here)("real files", () => {
  let collected: Collected;
  let inputs: Map<string, InputSummary>;
  beforeAll(async () => {
    const collector = new FactCollector(importers, { salt: "test", on: startOf("2021-06-19") });
    for await (const file of inputFiles([DATA])) await collector.read(file);
    collected = collector.finish();
    inputs = new Map(collected.inputs.map((each) => [each.file, each]));
  });

  test.each(Object.entries(EXPECTED))("%s", (file, [importer, rows, facts]) => {
    const input = inputs.get(file)!;
    expect([input.importer, input.rows, input.facts]).toEqual([importer, rows, facts]);
  });

  test("162 feeds give 2,790 posts of 162 accounts", () => {
    const feeds = [...inputs.values()].filter((each) => each.importer === "feeds");
    expect(feeds).toHaveLength(162);
    expect(feeds.reduce((sum, each) => sum + each.facts, 0)).toBe(2_790);
    expect(collected.facts.posts).toHaveLength(2_790);
    expect(collected.facts.accounts).toHaveLength(162);
    const known = new Set(collected.facts.accounts!.map((each) => each.id));
    expect(collected.facts.posts!.every((post) => known.has(post.account) && post.at !== undefined)).toBe(
      true,
    );
  });

  test("every row is a fact, a problem or a drop; problems are listed and within one in a hundred", () => {
    for (const input of inputs.values()) {
      expect(input.rows, input.file).toBe(input.facts + input.problems + input.dropped);
      expect(input.problemList, input.file).toHaveLength(input.problems);
      expect(input.problems, input.file).toBeLessThanOrEqual(input.rows / 100);
      if (input.importer !== null) expect(input.refused, input.file).toBeUndefined();
    }
  });

  test("what nobody knows is listed, and nothing else is", () => {
    const unknown = [...inputs.values()].filter((each) => each.importer === null);
    expect(unknown.map((each) => each.file).sort()).toEqual([...NOT_FACTS].sort());
    // A table among them is told with the way to mend it.
    const told = unknown.filter((each) => /\.jsonl$/.test(each.file)).map((each) => each.refused?.mend.zh);
    for (const mend of told) expect(mend).toContain("映射");
  });

  test("every message has its time; votes, users and places are dropped and counted", () => {
    const boards = collected.facts.requests!.filter((each) => each.source.file.startsWith("message-board/"));
    expect(boards.every((each) => each.at !== undefined && each.territory === "CN")).toBe(true);
    expect(boards.filter((each) => each.dayOnly === true)).toHaveLength(14);
    const votes = inputs.get("message-board/complaints-with-votes.xlsx")!;
    expect(votes.omitted).toEqual({ 留言用户: 4_326, 点赞数: 4_326, 反对数: 4_326 });
    expect(inputs.get("leader-board/messages.jsonl")!.omitted).toEqual({ likes: 1_234 });
  });

  test("113 requests of the leader board stand in two files and are counted once", () => {
    const board = [...inputs.values()].filter((each) => each.importer === "leader-board");
    expect(board.map((each) => each.dropped)).toEqual([0, 56, 57]);
    const ids = collected.facts
      .requests!.filter((each) => each.source.file.startsWith("leader-board/"))
      .map((each) => each.id);
    expect([ids.length, new Set(ids).size]).toEqual([1_898, 1_898]);
  });

  test("closed with one star is a rating, never a verdict", async () => {
    const alone = new FactCollector(importers, { salt: "test", on: startOf("2021-06-19") });
    for await (const file of inputFiles([join(DATA, "leader-board", "messages.jsonl")]))
      await alone.read(file);
    const rows = alone.finish().facts.requests!;
    const closed = rows.filter((each) => each.status === "closed");
    expect(closed).toHaveLength(1_057);
    const oneStar = (rating: (typeof rows)[number]["rating"]) => rating?.manner === 1 || rating?.speed === 1;
    expect(closed.filter((each) => oneStar(each.rating))).toHaveLength(84);
    expect(rows.every((each) => each.verdict === undefined && each.incomplete?.replies === true)).toBe(true);
    expect(rows.filter((each) => each.incomplete?.text === true)).toHaveLength(733);
  });

  test("1,567 requests of the city were closed after their due date", () => {
    const city = collected.facts.requests!.filter((each) => each.territory === "US-MD");
    const late = city.filter((each) => {
      const closed = each.steps.find((step) => step.kind === "close")?.at;
      return closed !== undefined && each.due !== undefined && closed > each.due;
    });
    expect([city.length, late.length]).toEqual([10_000, 1_567]);
  });
});
