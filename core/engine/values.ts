// The values of a provision as people read them: what each one measures, with its unit, in both languages.

import type { Words } from "../domain/facts.ts";
import type { Result } from "./report.ts";

/** What the values of the packs measure, by the names that detectors give them. A test names every one that has no words. */
const NAMES: Readonly<Record<string, Words>> = {
  alike: { zh: "诉求相像到多少算同一件事", en: "likeness from which requests are one matter" },
  audiences: { zh: "给谁用的", en: "made for" },
  confirmations: { zh: "中立回访确认几件算属实", en: "solved by a neutral call, from" },
  days: { zh: "天数", en: "days" },
  deskDays: { zh: "两件来信相隔至多几天", en: "days between the two letters, at most" },
  extension: { zh: "依法可延长", en: "lawful extension" },
  fewStars: { zh: "几星以下要问", en: "stars from which down it is asked" },
  graceDays: { zh: "到期后宽限几天", en: "days of grace" },
  graceMonths: { zh: "宽限几个月", en: "months of grace" },
  inForce: { zh: "施行日", en: "in force from" },
  least: { zh: "至少几件", en: "at least" },
  leastCopies: { zh: "至少几份相同", en: "copies, at least" },
  leastDays: { zh: "至少几天有记录", en: "days with records, at least" },
  leastFunctions: { zh: "至少几项功能相同", en: "functions in common, at least" },
  leastMembers: { zh: "群里至少几人", en: "members, at least" },
  leastMessages: { zh: "至少几条消息", en: "messages, at least" },
  leastPhotos: { zh: "至少几张照片", en: "photos, at least" },
  leastPosts: { zh: "至少几条发布", en: "posts, at least" },
  leastQuality: { zh: "照片清晰度至少（满分 100）", en: "quality of the photo, at least (of 100)" },
  leastSenders: { zh: "至少几人发", en: "senders, at least" },
  limit: { zh: "期限", en: "limit" },
  longestGap: { zh: "最长间隔超过几天", en: "longest gap, days" },
  lookBackMonths: { zh: "看最近几个月", en: "months looked back" },
  minutes: { zh: "几分钟内", en: "within minutes" },
  months: { zh: "满几个月", en: "after months" },
  most: { zh: "至多几个", en: "at most" },
  moves: { zh: "改期几次", en: "new days, from" },
  named: { zh: "答复写到多少件就算写到了各自的事", en: "share of the requests named that excuses it" },
  orders: { zh: "派活、催办占到", en: "share of orders and demands" },
  overlap: { zh: "成员相同占到", en: "share of members in common" },
  perDay: { zh: "每人每天收到几条", en: "messages a member and day" },
  procedures: { zh: "办理渠道", en: "channels" },
  relayAccounts: { zh: "几个账号同发算转载", en: "accounts from which it is a relay" },
  share: { zh: "占到", en: "share" },
  shortest: { zh: "至少几个字", en: "characters, at least" },
  silentDays: { zh: "除去凑数内容几天没有更新", en: "days of silence without the filler" },
  stoppedDays: { zh: "停表超过几天", en: "days with the clock stopped" },
  talk: { zh: "闲聊、问候、买卖占到", en: "share of small talk, greetings and sales" },
  times: { zh: "达到几次", en: "times, from" },
  variation: { zh: "起伏超过（标准差与平均数之比）", en: "variation (deviation to mean)" },
  verdicts: { zh: "群众的评判", en: "the citizen's verdict" },
  waitDays: { zh: "最后一句话以后再等几天", en: "days waited after the last word" },
  withinMinutes: { zh: "几分钟内", en: "within minutes" },
  workingHours: { zh: "到期前不足几个工作小时", en: "working hours before it is due, under" },
};

/** Values that are a share of 1. */
const SHARES = new Set(["alike", "named", "orders", "overlap", "share", "talk"]);

const UNITS: Readonly<Record<string, Words>> = {
  workday: { zh: "个工作日", en: "working days" },
  day: { zh: "天", en: "days" },
  hour: { zh: "小时", en: "hours" },
  month: { zh: "个月", en: "months" },
};

const CHOICES: Readonly<Record<string, Words>> = {
  board: { zh: "留言板", en: "message board" },
  disclosure: { zh: "信息公开申请", en: "disclosure" },
  hotline: { zh: "热线", en: "hotline" },
  internal: { zh: "工作人员", en: "officers" },
  letters: { zh: "来信", en: "letters" },
  licence: { zh: "许可", en: "licences" },
  not: { zh: "没解决", en: "not solved" },
  partly: { zh: "部分解决", en: "partly solved" },
  petition: { zh: "信访", en: "petitions" },
  public: { zh: "群众", en: "the public" },
};

/** The values in force since each day, for both readers; undefined where the provision has none. */
export function valuesText(params: Result["params"]): Words | undefined {
  const stretches = params.flatMap(({ from, values }) => {
    const each = Object.entries(values).map(([name, value]): Words => {
      const words = NAMES[name] ?? { zh: name, en: name };
      const shown = shownValue(name, value);
      return { zh: `${words.zh}：${shown.zh}`, en: `${words.en}: ${shown.en}` };
    });
    if (each.length === 0) return [];
    const zh = each.map((words) => words.zh).join("；");
    const en = each.map((words) => words.en).join("; ");
    return [{ zh: `${from} 起，${zh}`, en: `from ${from}, ${en}` }];
  });
  if (stretches.length === 0) return undefined;
  return {
    zh: stretches.map(({ zh }) => zh).join("。"),
    en: stretches.map(({ en }) => en).join(". "),
  };
}

function shownValue(name: string, value: unknown): Words {
  if (typeof value === "number" && SHARES.has(name)) {
    const percent = `${Math.round(value * 1000) / 10}%`;
    return { zh: percent, en: percent };
  }
  if (Array.isArray(value)) {
    const all = value.map((each) => shownValue(name, each));
    return { zh: all.map(({ zh }) => zh).join("、"), en: all.map(({ en }) => en).join(", ") };
  }
  if (typeof value === "object" && value !== null) {
    const { count, unit } = value as { count?: unknown; unit?: unknown };
    const words = typeof unit === "string" ? UNITS[unit] : undefined;
    if (words !== undefined) return { zh: `${count} ${words.zh}`, en: `${count} ${words.en}` };
    return { zh: JSON.stringify(value), en: JSON.stringify(value) };
  }
  return CHOICES[String(value)] ?? { zh: String(value), en: String(value) };
}
