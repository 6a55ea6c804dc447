// The same table in every encoding that offices export gives the same facts.

import { expect, test } from "vitest";
import { collectFolder } from "../../test/memory-files.ts";

const TEXT = "留言编号,留言主题,留言时间,留言详情\n1,路灯不亮,2023/4/24 12:00:00,东街的路灯坏了\n";
/** TEXT in GBK; Node cannot write it, so the bytes stand here. */
const GBK = Buffer.from(
  "c1f4d1d4b1e0bac52cc1f4d1d4d6f7cce22cc1f4d1d4cab1bce42cc1f4d1d4cfeac7e90a312cc2b7b5c6b2bbc1c12c323032332f342f32342031323a30303a30302cb6abbdd6b5c4c2b7b5c6bbb5c1cb0a",
  "hex",
);
const swapped = Buffer.from(TEXT, "utf16le").swap16();
const ENCODED: Record<string, Uint8Array> = {
  "UTF-8": Buffer.from(TEXT),
  "UTF-8 with mark": Buffer.from(`\uFEFF${TEXT}`),
  GBK,
  "UTF-16 little end first": Buffer.from(`\uFEFF${TEXT}`, "utf16le"),
  "UTF-16 big end first": Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
};

test.each(Object.entries(ENCODED))("%s", async (_, bytes) => {
  const { facts, inputs } = await collectFolder({ "board.csv": bytes });
  expect(inputs[0]).toMatchObject({ importer: "message-board", rows: 1, facts: 1 });
  expect(facts.requests![0]).toMatchObject({ id: "1", subject: "路灯不亮", text: "东街的路灯坏了" });
  expect(new Date(facts.requests![0]!.at!).toISOString()).toBe("2023-04-24T04:00:00.000Z");
});

test("half a character, as a database leaves it that cuts by bytes, does not turn a file into another encoding", async () => {
  const cut = Buffer.concat([
    Buffer.from(`${TEXT}2,桥栏松了,2023/4/25 12:00:00,桥栏`),
    Buffer.from("松").subarray(0, 2),
    Buffer.from("\n"),
  ]);
  const { facts } = await collectFolder({ "board.csv": cut });
  expect(facts.requests!.map((each) => each.subject)).toEqual(["路灯不亮", "桥栏松了"]);
});
