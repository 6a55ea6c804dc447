// The asks of a message of which a reply takes up nothing at all: stricter than "not covered", since here somebody may be asked about it.

import { asksOf } from "./asks.ts";
import type { Message, Reply } from "./index.ts";
import { readReply } from "./index.ts";
import { rolesOf } from "./roles.ts";
import { clausesOf, type Piece, plain } from "./text.ts";
import { contentWords, signPairs, wordsWithTags } from "./words.ts";

/** An ask without a word in the reply, one of so many of the message. */
export interface Untouched extends Piece {
  readonly of: number;
}

/** A reply with less of its own substance answers nothing that could leave something else out. */
const LEAST_SUBSTANCE = 8;
/** Words of asking, urging and dealing: they name no matter. */
const NAMELESS = new Set(
  "时候 地方 东西 办法 事情 人员 领导 政府 部门 单位 条件 情况 结果 说法 答复 回复 道理 原因 意见 建议 希望 请求 要求 解决 处理 办理 怎么 怎样 如何 什么 哪里 哪个 哪些 多少 多久 是否 能否 可否 可以 能够 不能 不要 没有 有没有 一下 一个 这个 那个 这里 那里 我们 你们 他们 自己 大家 群众 百姓 居民 市民 村民 老人 孩子 小孩 家里 人家 今年 去年 明年 今天 明天 昨天 现在 以后 以前 马上 尽快 早点 赶紧 谢谢 感谢 麻烦 拜托 辛苦 重视 关注 关心 查处 查查 查查看 调查 核实 整治 整改 治理 管管 管理 负责 落实 协调 安排 派人 过来 出来 起来 下来 听听 看看 问问 想问 请问 咨询 反映 投诉 举报 帮忙 帮助 恢复 正常 提前 到底 究竟 还有 另外 同时 顺便 才能 应该 需要 必须 标准 材料 手续 流程 学校 时间 政策 规定 依法 赔偿 补偿 给个 发个 换个 换 做主 作主 公道 行不行 好不好".split(
    " ",
  ),
);
/** A question, not only a wish: a wish is often met under other words (请整治 by an order, a fine, a patrol). */
const ASKS =
  /[？?]|什么|怎么|咋|哪|谁|多少|多久|何时|几时|能不能|可不可以|是否|能否|可否|有没有|要不要|归谁|吗$/;
/** Turns in a reply that take up a further ask, whatever its words. */
const FURTHER =
  /(?:^|[，。；！\n])(?:另外|此外|另|还有|再[答复]|同时|至于|其次|第二|二是|2[、.．]|[（(]二[）)]|二、|关于您(?:提|问|说)的(?:第二|另))/g;

/** What kind of word can name a matter. */
const NAMING = /^(?:n(?!r)|vn|s|j)/;

/**
 * Asks of whose own matter, beside the subject, the replies hold no word. Nothing where the reply answers nothing at all
 * (hollow, passed on, another matter), or where the message is about one thing only.
 */
export function untouchedAsks(message: Message, replies: readonly Reply[]): Untouched[] {
  // Reading closely is slow, and most replies take up every ask, which their words alone show.
  const silent = silentOn(message, replies);
  if (silent.length === 0) return [];
  const { kind, offtopic } = readReply(message, replies);
  return offtopic || kind === "hollow" || kind === "forwarded" ? [] : silent;
}

function silentOn(message: Message, replies: readonly Reply[]): Untouched[] {
  const text = replies.map((reply) => plain(reply.text)).join("\n");
  const asks = sentencesAsking(message);
  const own = asks.map((ask) => tellingPairs(ask.text, message.subject));
  if (own.every((pairs) => pairs.size === 0 || touches(pairs, text))) return [];
  const substance = rolesOf(text).filter((clause) => clause.role === "substance");
  if (substance.reduce((sum, clause) => sum + clause.text.length, 0) < LEAST_SUBSTANCE) return [];
  const silent = asks.filter((ask, i) => own[i]!.size > 0 && ASKS.test(ask.text) && !touches(own[i]!, text));
  const taken = own.filter((pairs) => pairs.size > 0 && touches(pairs, text)).length;
  // Something must be taken up: another ask, or the matter that the subject names.
  if (taken === 0 && !touches(signPairs(contentWords(message.subject)), text)) return [];
  // A turn to a further ask that no shared word explains may answer one of the silent ones in other words.
  const further = Math.max(0, (text.match(FURTHER)?.length ?? 0) - taken);
  const of = Math.max(asks.length, silent.length + 1);
  return silent.length <= further ? [] : silent.map((ask) => ({ ...ask, of }));
}

/** The sentences of a message that ask or wish for something, each once. */
function sentencesAsking(message: Message): Piece[] {
  const clauses = clausesOf(message.text);
  const asking = new Set(asksOf(message.text).map((clause) => clause.sentence));
  return [...asking].map((number) => {
    const own = clauses.filter((clause) => clause.sentence === number);
    const [start, end] = [own[0]!.start, own.at(-1)!.end];
    return { start, end, text: message.text.slice(start, end) };
  });
}

/** Pairs of signs of the words that name the ask's own matter; empty where it names none beside the subject. */
function tellingPairs(ask: string, subject: string): Set<string> {
  const words = wordsWithTags(ask.replace(/〔[^〕]*〕/g, "")).filter(
    ({ word, tag }) =>
      word.length >= 2 &&
      NAMING.test(tag) &&
      !/一点|老百姓|一问|问一/.test(word) &&
      !NAMELESS.has(word) &&
      !/[^\u4e00-\u9fff]/.test(word),
  );
  const known = signPairs(new Set([subject]));
  const fresh = words.filter(({ word }) => ![...signPairs(new Set([word]))].some((pair) => known.has(pair)));
  return signPairs(new Set(fresh.map(({ word }) => word)));
}

function touches(pairs: ReadonlySet<string>, text: string): boolean {
  for (const pair of pairs) if (text.includes(pair)) return true;
  return false;
}

/** Several questions or points in a message: only then it is worth reading closely whether each was dealt with. */
export function asksSeveral(text: string): boolean {
  let questions = 0;
  let points = 0;
  for (let at = 0; at < text.length && questions + points < 2; at++) {
    const char = text[at]!;
    if (char === "？" || char === "?") questions += 1;
    else if ((char === "、" || char === "." || char === "．") && /[1-9一二三四五]/.test(text[at - 1] ?? ""))
      points += 1;
  }
  return questions + points >= 2;
}
