// Whether a text names a matter: its subject in full, signs of it, or a number that stands in both.

/** Signs that stand in nearly every letter: they neither part nor join two texts. */
export const SHARED_SIGNS: ReadonlySet<string> = new Set(
  "我们 你们 您好 你好 问题 情况 反映 有关 相关 部门 处理 解决 回复 答复 来信 留言 感谢 支持 工作 进行 什么 时候 能不 不能 希望 请问 谢谢 关于 一事 针对 联系 电话 没有 已经 现在 可以 收悉 怎么 么办 怎样 如何 哪里 多少 为何 申请 办理 请求 要求 建议 咨询 投诉 举报 好几 了好 几天 一个 这个 那个 没人 有人 人管 没法 要不 一直 天天 经常".split(
    " ",
  ),
);

const BEFORE_NAME = /(?:关于|针对|对于|对|就|您说的|反映的|咨询的|投诉的|提出的)[“"《]?$/;
const AFTER_NAME = /^[”"》]?(?:的?(?:问题|来信|诉求|情况|咨询|投诉|事项|建议|留言)|一事|一案|这件事|此事)/;

/** The reply names this matter in full as the one that it answers (关于东街路灯一事): that is told, whatever else is shared. */
export function names(reply: string, subject: string): boolean {
  const matter = subject.trim();
  const at = matter.length < 3 ? -1 : reply.indexOf(matter);
  return (
    at >= 0 &&
    (BEFORE_NAME.test(reply.slice(Math.max(0, at - 8), at)) ||
      AFTER_NAME.test(reply.slice(at + matter.length, at + matter.length + 8)))
  );
}

/** What a reply says first that it is about: 关于…的来信, 就您说的…. */
const LEAD = /(?:关于|针对|对于?|就|(?:说|反映|咨询|投诉|提出)的)[“"《]?([^，,。；;：:！!？?\n]{3,40})/;

/** The reply says first of all that it is about something, and that shares no sign with this subject. */
export function leadsElsewhere(subject: string, reply: string): boolean {
  const lead = LEAD.exec(reply)?.[1];
  return lead !== undefined && !sharesSigns(subject, lead);
}

export function sharesSigns(subject: string, text: string): boolean {
  for (let at = 0; at + 2 <= subject.length; at++) {
    if (!isHan(subject.charCodeAt(at)) || !isHan(subject.charCodeAt(at + 1))) continue;
    const pair = subject.slice(at, at + 2);
    if (!SHARED_SIGNS.has(pair) && text.includes(pair)) return true;
  }
  return false;
}

const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff;

/** Numbers of two digits and more that are no part of a date or a time. */
const NUMBERS = /\d{2,}(?!\d|\s?[年月日天点时：:])/g;

/** A bus line, a house number, a sum that stands in both. */
export function sharesNumber(asked: string, text: string): boolean {
  const own = asked.match(NUMBERS);
  if (own === null) return false;
  const said = new Set(text.match(NUMBERS));
  return own.some((number) => said.has(number));
}
