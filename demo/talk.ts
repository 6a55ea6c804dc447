// Puts the parts together: a citizen's request, an office's honest answer, and the ways in which answers go empty.

import type { Matter } from "./matters.ts";
import { DAY, ESTATES, monthDay, STREETS, VILLAGES } from "./places.ts";
import type { Chance } from "./random.ts";

const OPEN = [
  "您好，",
  "领导好，",
  "你们好！",
  "",
  "请问，",
  "反映一个事，",
  "实在没办法才写信，",
  "向您求助：",
  "",
];
const CLOSE = ["", "谢谢！", "望回复。", "急！", "盼处理。", "我们一直在等。", "请尽快。", "麻烦了。"];
const HELLO = ["您好！", "网友您好！", "来信人：您好！", "您好，", "市民朋友您好！", ""];
const ABOUT = ["您反映的{s}一事，", "关于{s}的来信，", "{s}的问题，", "针对{s}，", ""];
const THANKS = [
  "感谢您的监督。",
  "感谢来信！",
  "祝生活愉快！",
  "",
  "",
  "如还有问题请拨打0999-{t}。",
  "联系电话0999-{t}。",
];

export interface Told {
  readonly subject: string;
  readonly text: string;
  readonly place: string;
}

export function place(chance: Chance): string {
  const kind = chance.next();
  if (kind < 0.5)
    return `${chance.pick(STREETS)}${chance.pick(["", "中段", "口", "与桥头路交叉口", `${chance.whole(3, 260)}号对面`])}`;
  return kind < 0.8 ? chance.pick(VILLAGES) : chance.pick(ESTATES);
}

export function request(chance: Chance, matter: Matter, at: number): Told {
  const where = place(chance);
  const put = slots(chance, where, at - chance.whole(2, 25) * DAY);
  const parts = chance.some(matter.facts, chance.true(0.4) ? 2 : 1).map(put);
  const asks = chance.some(matter.asks, chance.true(0.3) ? 2 : 1).map(put);
  const told = chance.true(0.2)
    ? [...asks, ...parts.map((part) => `${part}。`)]
    : [...parts.map((part) => `${part}。`), ...asks];
  return {
    subject: put(chance.pick(matter.subjects)),
    text: chance.pick(OPEN) + told.join("") + chance.pick(CLOSE),
    place: where,
  };
}

/** An answer that says what was found and what was done, when. */
export function answer(chance: Chance, matter: Matter, told: Told, at: number): string {
  const put = slots(chance, told.place, at - chance.whole(0, 3) * DAY);
  const found = put(chance.pick(matter.found));
  const done = put(chance.pick(matter.done));
  const receipt = chance.true(0.4) ? "来信收悉。" : "";
  const about = chance.pick(ABOUT).replace("{s}", told.subject);
  const body = chance.true(0.25) ? `${done}。原因：${found}。` : `${found}。${done}。`;
  return (
    chance.pick(HELLO) +
    receipt +
    about +
    body +
    chance.pick(THANKS).replace("{t}", String(chance.whole(2_000_000, 8_999_999)))
  );
}

/** A complete answer in one line (trap T4). */
export function oneLine(chance: Chance): string {
  return (
    chance.pick(["可以。带身份证到一楼", "不需要。直接到政务中心", "能办，请到便民中心"]) +
    `${chance.whole(1, 20)}号窗，周一至周五9点到17点。`
  );
}

export function receipt(chance: Chance): string {
  const first = chance.pick([
    "您好！您的来信已收悉。",
    "网友您好，留言已收到。",
    "您好，您反映的情况我们已知晓。",
  ]);
  return first + chance.pick(["我们将尽快核实后答复您。", "请耐心等待处理结果。", "正在核实中。", ""]);
}

/** Receipt, thanks and a promise of attention, in many words. */
export function hollow(chance: Chance): string {
  const parts = [
    chance.pick(["您好！", "网友您好！", "来信人：您好！", "尊敬的市民您好！"]),
    chance.pick(["您的来信已收悉。", "您的留言已收到。", "您反映的问题我们已知悉。", "来信收悉。", ""]),
    chance.pick([
      "感谢您对我们工作的关心和支持！",
      "非常感谢您的宝贵意见。",
      "谢谢您对青石发展的关注！",
      "感谢您的监督与理解。",
    ]),
    chance.pick([
      "我们将高度重视。",
      "我们会认真研究您的建议。",
      "我单位将进一步加强管理。",
      "下一步我们将持续改进工作。",
      "我们将予以统筹考虑。",
      "",
    ]),
    chance.pick(["欢迎继续监督。", "祝您生活愉快！", "祝您工作顺利，身体健康！", "敬请谅解。", ""]),
  ];
  return parts.join("") || "感谢您的来信！";
}

/** Passed on to nobody who is named. */
export function passedOn(chance: Chance): string {
  const hello = chance.pick(["您好！", "网友您好：", "您好，"]);
  const to = chance.pick([
    "相关部门",
    "有关部门",
    "有关单位",
    "责任单位",
    "职能部门",
    "相关科室",
    "主管部门",
  ]);
  const how = chance.pick([
    `您反映的问题已转${to}调查处理`,
    `您的诉求我们已转交${to}`,
    `来信已批转${to}办理`,
    `已将您的问题转至${to}核实`,
    `您的留言已转${to}研究`,
  ]);
  return `${hello}${how}。${chance.pick(["请耐心等待。", "有关情况将及时反馈。", "感谢您的支持。", ""])}`;
}

/** One text for everything. */
export function stock(chance: Chance): string {
  const who = chance.pick(["我单位", "我们", "本中心", "我局"]);
  const first = chance.pick([
    "始终坚持以人民为中心的服务理念",
    "历来重视群众提出的每一条意见",
    "一贯把群众满意作为工作标准",
  ]);
  const then = chance.pick([
    "对标先进查找不足",
    "结合各项年度任务通盘谋划",
    "聚焦急难愁盼补齐短板",
    "充分论证各方面的意见和建议",
  ]);
  const last = chance.pick([
    "让发展成果更多惠及全体居民",
    "以实际成效回应社会各界期盼",
    "把好事办好、实事办实",
  ]);
  return `${who}${first}，${then}，${last}，欢迎您一如既往提出意见。`;
}

function slots(chance: Chance, where: string, at: number): (text: string) => string {
  return (text) =>
    text
      .replaceAll("{p}", where)
      .replace(/\{d\}/g, () => monthDay(at))
      .replace(/\{n\}/g, () => String(chance.whole(2, 9)));
}
