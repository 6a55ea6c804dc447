// Content words of Chinese text, by a kept native segmenter, without the words that any message shares.

import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

let segmenter: Jieba | undefined;

/** The dictionary is read once, on first use. */
function jieba(): Jieba {
  segmenter ??= Jieba.withDict(dict);
  return segmenter;
}

const COMMON = new Set(
  (
    "我们 你们 他们 我局 我县 我市 我区 您好 你好 网友 领导 问题 情况 相关 有关 部门 反映 咨询 请问 请求 希望 要求 投诉 建议 举报 回复 答复 " +
    "如下 现将 留言 来信 收悉 感谢 谢谢 支持 理解 监督 工作 关心 尊敬 书记 市长 县长 区长 政府 单位 进行 可以 能够 能否 是否 什么 怎么 如何 为什么 为何 " +
    "多少 哪里 哪些 这个 那个 这样 那样 这些 那些 一个 一些 没有 不是 就是 因为 所以 但是 而且 已经 现在 目前 今天 以及 或者 还是 自己 本人 大家 " +
    "时候 时间 需要 应该 必须 关于 对于 根据 按照 通过 由于 其中 同时 请问 给予 予以 尽快 早日 解决 处理 调查 核实 经查 办理 落实 " +
    "居民 群众 老百姓 百姓 市民 业主 小区 政策 规定 文件 通知 具体 非常 十分 一直 不能 不会 不要 很多 这里 那里 里面 上面 起来 出来 下来 " +
    "年月日 平台 西地省 问政 栏目 县委 市委 区委 贵局 贵县 有没有 能不能 可不可以 怎样 怎么办"
  ).split(/\s+/),
);

/** Words of asking, urging and dealing: they name no matter. */
export const NAMELESS: ReadonlySet<string> = new Set(
  "问题 时候 地方 东西 办法 事情 人员 领导 政府 部门 单位 条件 情况 结果 说法 答复 回复 道理 原因 意见 建议 希望 请求 要求 解决 处理 办理 怎么 怎样 如何 什么 哪里 哪个 哪些 多少 多久 是否 能否 可否 可以 能够 不能 不要 没有 有没有 一下 一个 这个 那个 这里 那里 我们 你们 他们 自己 大家 群众 百姓 居民 市民 村民 老人 孩子 小孩 家里 人家 今年 去年 明年 今天 明天 昨天 现在 以后 以前 马上 尽快 早点 赶紧 谢谢 感谢 麻烦 拜托 辛苦 重视 关注 关心 查处 查查 查查看 调查 核实 整治 整改 治理 管管 管理 负责 落实 协调 安排 派人 过来 出来 起来 下来 听听 看看 问问 想问 请问 咨询 反映 投诉 举报 帮忙 帮助 恢复 正常 提前 到底 究竟 还有 另外 同时 顺便 才能 应该 需要 必须 标准 材料 符合 符合条件 手续 流程 学校 时间 政策 规定 依法 赔偿 补偿 给个 发个 换个 换 做主 作主 公道 行不行 好不好 同志 直接 百元 千元 万元".split(
    " ",
  ),
);

/** Content words, each once; place codes such as A3区 count, single signs and shared words do not. */
export function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const word of jieba().cut(text, true)) {
    if (word.length < 2 || COMMON.has(word)) continue;
    if (!/[\u4e00-\u9fffA-Za-z0-9]/.test(word) || /^[\d.年月日]+$/.test(word)) continue;
    words.add(word);
  }
  return words;
}

/** Content words without those that name no matter (原因, 结果, 同志). */
export function namingWords(text: string): Set<string> {
  const words = contentWords(text);
  for (const word of words) if (NAMELESS.has(word)) words.delete(word);
  return words;
}

/** Pairs of neighbouring signs inside words: matches 停车场 with 停车位 where words alone do not. */
export function signPairs(words: ReadonlySet<string>): Set<string> {
  const pairs = new Set<string>();
  for (const word of words) {
    for (let i = 0; i + 1 < word.length; i += 1) pairs.add(word.slice(i, i + 2));
  }
  return pairs;
}

/** The share of the first set that the second holds; 0 for an empty first set. */
export function shareOf(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0;
  let held = 0;
  for (const item of part) if (whole.has(item)) held += 1;
  return held / part.size;
}

/** The share of the smaller set that the other holds (Szymkiewicz–Simpson); 1 where one of them is empty. */
export function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  return few.size === 0 ? 1 : shareOf(few, many);
}

/** Words with their part-of-speech tags. */
export function wordsWithTags(text: string): readonly { readonly word: string; readonly tag: string }[] {
  return jieba().tag(text, true);
}
