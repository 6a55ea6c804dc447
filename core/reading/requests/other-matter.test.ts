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

test("the name of a village is no matter: words found under it by chance do not answer every letter from there", () => {
  const lamps = (nights: number) => `您好，电工当天到了那里，更换镇流器和灯头，已恢复照明，试了${nights}夜。`;
  const more = [
    ...Array.from({ length: 40 }, (_, index) =>
      request(`l-${index}`, "晚上一片漆黑", "", lamps(index), 100 + index),
    ),
    ...Array.from({ length: 1200 }, (_, index) =>
      request(`y-${index}`, "咨询开放日期", "想去参观", "您好，周一闭馆，其余日子上午九点开门。", 90 + index),
    ),
    ...Array.from({ length: 2 }, (_, index) =>
      request(`v-${index}`, "水口村晚上一片漆黑", "", lamps(50 + index), 100 + index),
    ),
    ...Array.from({ length: 20 }, (_, index) =>
      request(`w-${index}`, "水口村咨询开放日期", "", "您好，周一闭馆，其余日子上午九点开门。", 90 + index),
    ),
  ];
  const wrong = request("w", "水口村橘子树叶子发黄", "请专家下乡", lamps(60));
  const other = request("o", "晚上一片漆黑", "老人不敢走", "您好，周末前装好。");
  expect(otherMatters([...year, ...more, wrong, other], 60).get(wrong)?.other.id).toBe("o");
});

test("a reply that names another matter in full may share a few words, where its message says nothing of that matter", () => {
  const reply =
    "您好，关于木栈桥头扶手松动的来信，经核，扶手螺栓锈蚀，已全部换成不锈钢件，系统自检通过，老人孩子可以放心走，桥面同时刷了防滑漆，两侧加了警示牌。";
  const other = request("o", "木栈桥头扶手松动", "扶手一推就晃", "您好，周末前装好。");
  const wrong = request("w", "养老认证过不去", "手机上系统总是失败，老人不会弄", reply);
  expect(otherMatters([...year, wrong, other], 60).get(wrong)?.other.id).toBe("o");
  // A sign of its own subject (系统) in the course of it changes nothing either.
  const touched = request("w", "认证系统出错", "手机上总是失败，不会弄", reply);
  expect(otherMatters([...year, touched, other], 60).get(touched)?.other.id).toBe("o");
  const spoken = request("w", "养老认证过不去", "手机上系统总是失败，过桥去柜台，扶手又松动了", reply);
  expect(otherMatters([...year, spoken, other], 60).has(spoken)).toBe(false);
  // Named in passing, not as what is answered.
  const passing = reply.replace("关于木栈桥头扶手松动的来信，", "木栈桥头扶手松动一并看过，");
  const plain = request("w", "认证系统出错", "手机上总是失败，不会弄", passing);
  expect(otherMatters([...year, plain, other], 60).has(plain)).toBe(false);
});

test("kind words that say nothing are nobody's answer", () => {
  const words = "您好，我们会把您的心声放在心上，您的建议十分中肯，深表谢意，再次谢谢您的理解与包容。";
  const kind = Array.from({ length: 12 }, (_, index) =>
    request(`k-${index}`, "摊贩占道经营", "天天占着", `${words}${index}`, 90 + index * 20),
  );
  const hollow = request("w", "橘子树叶子发黄", "请专家下乡", words);
  const other = request("o", "摊贩占道经营", "天天占着", "您好，已劝离。");
  expect(otherMatters([...year, ...kind, hollow, other], 60).has(hollow)).toBe(false);
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

test("words that usually answer letters such as its own name no other one", () => {
  const late = Array.from({ length: 12 }, (_, index) =>
    request(
      `n-${index}`,
      "夜班车收得早",
      "请加几班",
      "您好，运营时段由客流定，运营时段先不动。",
      90 + index * 20,
    ),
  );
  const own = request(
    "w",
    "夜班车收得早",
    "回家只好走路",
    "您好，运营时段须有客流支撑，近来夜里人不多，现有运营时段够用，暂不延长。",
  );
  const other = request("o", "三路延长运营时段", "早上也挤", "您好，车队下月加车。");
  expect(otherMatters([...year, ...late, own, other], 60).has(own)).toBe(false);
});

test("a word that the reply comes back to and the message holds is its matter, however long the reply", () => {
  const long =
    "您好，租用摇臂吊须在网上填表，摇臂吊按吨位收费，三吨每台班六百，五吨每台班九百，超出里程另计油费，押金当日退还。" +
    "摇臂吊司机持证上岗，雨雪大风停用，遇高压走廊须先断电，夜间另加照明，场地松软要垫钢板，收费标准贴在门口。" +
    "钢丝绳每季探伤，液压油按月更换，吊钩磨损超限报废，轮胎气压早晚各测一回，支腿伸足方可起臂，回转半径以内清场，信号手佩戴袖标。" +
    "网站查询功能升级以后再用。";
  const own = request("w", "仓库搬迁缺帮手", "想租一台摇臂吊，一天够了", long);
  const other = request("o", "网站查询功能坏了", "网上查不到", "您好，下月恢复。");
  expect(otherMatters([...year, own, other], 60).has(own)).toBe(false);
});

test("a word of which the message holds a part is no sign of another matter", () => {
  const cards = Array.from({ length: 40 }, (_, index) =>
    request(`k-${index}`, "执照总办不下来", "执照", "您好，执照本月补寄。", 90 + index * 5),
  );
  const own = request(
    "w",
    "跑了好几趟",
    "执照名字对不上",
    "您好，此事已经排上日程，最迟本月月底一定把营业执照寄给您。",
  );
  const other = request("o", "营业执照丢了", "想补一块", "您好，请带身份证来补。");
  expect(otherMatters([...year, ...cards, own, other], 60).has(own)).toBe(false);
});
