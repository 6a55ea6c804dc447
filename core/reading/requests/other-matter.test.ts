// A reply whose words usually answer another matter in the data stands under the wrong letter; one that may answer its own never does.

import { expect, test } from "vitest";
import type { PublicRequest } from "../../domain/facts.ts";
import { otherMatters } from "./other-matter.ts";

const NOON = Date.parse("2026-03-02T04:00:00Z");
const DAY = 86_400_000;
const MATTERS = [
  ["晚上一片漆黑", "经查镇流器老化，更换镇流器和灯头后恢复照明。"],
  ["学籍转不过来", "原学校没有确认转出，手续完成后新校接收。"],
  ["橘子树叶子发黄", "技术员诊断为缺镁，送去药剂并教会用法。"],
  ["水压太低", "加压泵烧坏，换装备用泵后高层恢复供水。"],
  ["垃圾桶满了", "中转站满负荷，换了密闭式桶并增加清运车次。"],
  ["摊贩占道经营", "引到疏导点经营，劝离越线摊位。"],
] as const;

function request(id: string, subject: string, text: string, reply: string, day = 0): PublicRequest {
  const at = NOON + day * DAY;
  return {
    ...{ id, subject, text, at, body: "某镇", source: { file: "a.jsonl", row: 1 } },
    steps: [
      { kind: "file", at },
      { kind: "reply", at: at + 3 * DAY, text: reply },
    ],
  } as unknown as PublicRequest;
}

/** Twelve letters of each matter, all over the year, and among them notices that are no matter of these. */
const year = [
  ...MATTERS.flatMap(([subject, reply], matter) =>
    Array.from({ length: 12 }, (_, index) =>
      request(`${matter}-${index}`, subject, "请来人看看", `您好，${reply}`, 90 + index * 20 + matter),
    ),
  ),
  ...Array.from({ length: 300 }, (_, index) =>
    request(`x-${index}`, "咨询开放日期", "想去参观", "您好，周一闭馆，其余日子上午九点开门。", 90 + index),
  ),
];

test("the words of a reply usually answer another letter of that desk", () => {
  const wrong = request(
    "w",
    "橘子树叶子发黄",
    "请专家下乡",
    "您好，电工当天到了那里，更换镇流器和灯头，已恢复照明，试了两夜。",
  );
  const other = request("o", "晚上一片漆黑", "老人不敢走", "您好，周末前装好。");
  expect(otherMatters([...year, wrong, other], 60).get(wrong)?.other.id).toBe("o");
});

test("without such a letter near by, or under a letter of its own matter, nothing is said", () => {
  const alone = request(
    "w",
    "橘子树叶子发黄",
    "请专家下乡",
    "您好，电工当天到了那里，更换镇流器和灯头，已恢复照明，试了两夜。",
  );
  expect(otherMatters([...year, alone], 60).has(alone)).toBe(false);
  const own = request(
    "w",
    "晚上一片漆黑",
    "老人不敢走",
    "您好，电工当天到了那里，更换镇流器和灯头，已恢复照明，试了两夜。",
  );
  const other = request("o", "晚上一片漆黑", "孩子摔了", "您好，周末前装好。");
  expect(otherMatters([...year, own, other], 60).has(own)).toBe(false);
});

test("under a subject that nobody else wrote nothing is said", () => {
  const rare = request(
    "w",
    "屋后黑咕隆咚",
    "老人不敢走",
    "您好，电工当天到了那里，更换镇流器和灯头，已恢复照明，试了两夜。",
  );
  const other = request("o", "晚上一片漆黑", "孩子摔了", "您好，周末前装好。");
  expect(otherMatters([...year, rare, other], 60).has(rare)).toBe(false);
});
