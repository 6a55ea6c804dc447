// Every importer on its own samples: rows = facts + problems + dropped, each stated; personal data gone.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inputFiles } from "../../cli/files.ts";
import { startOf } from "../domain/day.ts";
import type { Fact } from "../domain/facts.ts";
import type { InputFile } from "./importer.ts";
import { importers } from "./index.ts";
import { FactCollector } from "./intake.ts";
import { originalRows } from "./original.ts";

const collect = async (path: string) => {
  const collector = new FactCollector(importers, { salt: "test", on: startOf("2026-06-30") });
  for await (const file of inputFiles([join(import.meta.dirname, path)])) await collector.read(file);
  return collector.finish();
};

/** file → [importer, facts, problems, dropped] */
const EXPECTED: Record<string, Record<string, readonly [string, number, number, number]>> = {
  "message-board/samples": {
    "board.csv": ["message-board", 2, 1, 0],
    "votes.csv": ["message-board", 1, 0, 0],
  },
  "leader-board/samples": { "messages.jsonl": ["leader-board", 2, 1, 0] },
  "letters/samples": { "letters.jsonl": ["letters", 1, 1, 0] },
  "feeds/samples": {
    "a1.xml": ["feeds", 1, 1, 0],
    "a2.atom": ["feeds", 1, 0, 0],
    "bomb.xml": ["feeds", 0, 0, 0],
  },
  "account-list/samples": { "accounts.csv": ["account-list", 1, 1, 0] },
  "weibo/samples": { "weibo.csv": ["weibo", 2, 1, 0] },
  "city-311/samples": { "311.csv": ["city-311", 1, 1, 0] },
  "registers/samples": {
    "accounts.csv": ["registers", 2, 1, 0],
    "apps.csv": ["registers", 2, 0, 0],
    "items.csv": ["registers", 1, 0, 0],
    "notices.csv": ["registers", 2, 0, 0],
  },
  "mapped/samples": { "tickets.csv": ["mapped", 2, 1, 0] },
  "luodi-facts/samples": { "facts.jsonl": ["luodi-facts", 3, 3, 0] },
  "luodi-export/samples": { "platform.luodi-export.jsonl": ["luodi-export", 3, 1, 1] },
  "photos/samples": { "路面修补/": ["photos", 2, 1, 0] },
};

describe.each(Object.entries(EXPECTED))("%s", (folder, files) => {
  test("every row ends in a fact, a problem or a drop", async () => {
    const { inputs } = await collect(folder);
    const read = inputs.filter((input) => input.importer !== null);
    const counts = read.map((each) => [each.file, [each.importer, each.facts, each.problems, each.dropped]]);
    expect(Object.fromEntries(counts)).toEqual(files);
    for (const input of read) {
      expect(input.rows).toBe(input.facts + input.problems + input.dropped);
      expect(input.problemList).toHaveLength(input.problems);
      for (const problem of input.problemList) {
        expect(problem.row).toBeGreaterThan(0);
        expect(problem.mend.zh).not.toBe("");
      }
    }
  });
});

/** Facts are handed over in the order of what they say; here they are compared with the rows of the sample. */
const inRows = <F extends Fact>(facts: readonly F[]) => facts.toSorted((a, b) => a.source.row - b.source.row);

describe("what the facts hold", () => {
  test("a message board: padding, Excel serials, masked words, the office's phone", async () => {
    const { facts, inputs } = await collect("message-board/samples");
    const [first, second, third] = ["1001", "1002", "2001"].map((id) =>
      facts.requests!.find((each) => each.id === id),
    );
    expect(first!.text.startsWith("东街小学")).toBe(true);
    expect(first!.steps.at(-1)!.text).toContain("0731-88880000");
    expect(new Date(second!.at!).toISOString()).toBe("2023-04-24T04:00:00.000Z");
    expect(second!.text).not.toContain("13800138000");
    expect(third!.incomplete).toEqual({ replies: true });
    expect(inputs[1]!.omitted).toEqual({ 留言用户: 1, 点赞数: 1, 反对数: 1 });
  });

  test("a leader's name becomes the office, stars are no verdict, closed is the body's claim", async () => {
    const [first, second] = (await collect("leader-board/samples")).facts.requests!;
    expect(first!.body).toBe("青石市委书记");
    expect(first!.rating).toEqual({ manner: 1, speed: 1, enteredBy: "citizen" });
    expect(first!.verdict).toBeUndefined();
    expect(first!.status).toBe("closed");
    expect(second!.rating).toBeUndefined();
    expect(second!.incomplete).toEqual({ text: true, replies: true });
  });

  test("a bomb is refused with how to mend it", async () => {
    const { inputs } = await collect("feeds/samples");
    const bomb = inputs.find((each) => each.file === "bomb.xml")!;
    expect(bomb.refused?.mend.zh).toContain("DOCTYPE");
  });

  test("a city in Maryland keeps its own time and country", async () => {
    const [request] = (await collect("city-311/samples")).facts.requests!;
    expect(request!.territory).toBe("US-MD");
    expect(new Date(request!.at!).toISOString()).toBe("2018-04-12T15:11:26.000Z");
    expect(JSON.stringify(request)).not.toContain("EXAMPLE");
  });

  test("a mapping gives steps, status and verdict", async () => {
    const [first] = (await collect("mapped/samples")).facts.requests!;
    expect(first!.steps.map((step) => step.kind)).toEqual(["file", "reply", "close"]);
    expect(first!.verdict).toEqual({ value: "not" });
    expect(first!.territory).toBe("CN-430121");
  });

  test("an absent column is not known, never no", async () => {
    const { facts } = await collect("registers/samples");
    expect(inRows(facts.accounts!).map((each) => [each.status, each.interaction])).toEqual([
      ["open", "works"],
      ["closed", undefined],
    ]);
    expect(inRows(facts.apps!).map((each) => each.filed)).toEqual([true, false]);
    expect(inRows(facts.notices!)[0]!.area).toBe("422822");
  });

  test("the platform's export: masked again, a not before a solved, a void word none, deleted words say so", async () => {
    const { facts } = await collect("luodi-export/samples");
    const [first, second] = facts.requests!;
    expect(first).toMatchObject({
      subject: "路灯不亮",
      body: "青石县交通运输局",
      status: "closed",
      territory: "CN-999901",
    });
    expect(first!.text).not.toContain("13800138000");
    expect(first!.steps.map((step) => step.kind)).toEqual([
      "file",
      "dispatch",
      "acknowledge",
      "reply",
      "close",
    ]);
    expect(first!.steps[3]!.text).toContain("0999-5550120");
    expect(first!.verdict).toMatchObject({ value: "not", askedBy: "neutral" });
    expect(second).toMatchObject({
      wants: "call",
      status: "open",
      incomplete: { text: true, replies: true },
    });
    expect(second!.verdict).toBeUndefined();
    expect(second!.steps.map((step) => step.kind)).toEqual(["file", "pause"]);
  });

  test("file names of people are masked", async () => {
    const { facts } = await collect("photos/samples");
    expect(JSON.stringify(facts.photos)).not.toContain("张三");
    expect(facts.photos!.every((each) => each.sha256.length === 64)).toBe(true);
  });

  test("the original rows of a finding are found again", async () => {
    let file: InputFile | undefined;
    for await (const each of inputFiles([join(import.meta.dirname, "message-board/samples/board.csv")]))
      file = each;
    const rows = await originalRows(file!, new Set([3]));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).toContain("医保怎么报销");
  });
});
