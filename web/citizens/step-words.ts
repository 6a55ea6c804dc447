// What each step of a request means, in plain words for everybody who looks at it: citizen, operator, officer.

import { type Calendar, dayOf } from "../../core/domain/day.ts";
import type { Instant, Words } from "../../core/domain/facts.ts";
import { HARM_WORDS } from "../../core/domain/request/harm.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { CommitmentWord } from "../../core/domain/request/promises.ts";
import type { AskState, Pause } from "../../core/domain/request/state.ts";
import type {
  Acting,
  Claim,
  ExclusionReason,
  ExtendReason,
  Step,
  VerdictValue,
} from "../../core/domain/request/steps.ts";
import { calendarWords, dayWords } from "../parts/moments.ts";

export const VERDICT_WORDS: Readonly<Record<VerdictValue, Words>> = {
  solved: { zh: "解决了", en: "solved" },
  partly: { zh: "解决了一部分", en: "partly solved" },
  not: { zh: "没解决", en: "not solved" },
  "cannot-explained": { zh: "办不了，但说清楚了", en: "cannot be solved, and it was explained" },
  "cannot-say": { zh: "现在还说不准", en: "cannot say yet" },
};

export const CLAIM_WORDS: Readonly<Record<Claim, Words>> = {
  done: { zh: "办好了", en: "done" },
  partly: { zh: "办好了一部分", en: "partly done" },
  explained: { zh: "办不了，已经解释", en: "cannot be done, explained" },
};

export const EXTEND_WORDS: Readonly<Record<ExtendReason, Words>> = {
  complex: { zh: "情况复杂", en: "a complex matter" },
  "site-work": { zh: "要现场施工或查看", en: "work on the site" },
  "third-party": { zh: "要等别的单位", en: "waiting for others" },
  weather: { zh: "天气原因", en: "weather" },
  law: { zh: "法律规定的程序", en: "a procedure set by law" },
};

export const PAUSE_WORDS: Readonly<Record<Pause["why"], Words>> = {
  missing: { zh: "等补充材料", en: "waiting for what is missing" },
  parked: { zh: "挂账", en: "parked" },
  "third-party-opinion": { zh: "要听第三方意见", en: "the opinion of a third party" },
  "expert-or-hearing": { zh: "要专家论证或听证", en: "experts or a hearing" },
  court: { zh: "正在诉讼", en: "before a court" },
  unreachable: { zh: "多次联系不上", en: "nobody could be reached" },
  weather: { zh: "天气原因", en: "weather" },
};

export const EXCLUSION_WORDS: Readonly<Record<ExclusionReason, Words>> = {
  duplicate: { zh: "和另一件重复", en: "a duplicate" },
  "not-a-request": { zh: "不是诉求", en: "not a request" },
  "outside-jurisdiction": { zh: "不归本地管", en: "outside the jurisdiction" },
  malicious: { zh: "认定为恶意", en: "held to be malicious" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
};

export const OUTCOME_WORDS: Readonly<Record<AskState["outcome"], Words>> = {
  open: { zh: "还没有答复", en: "no answer yet" },
  answered: { zh: "已答复", en: "answered" },
  refused: { zh: "答复说办不了", en: "answered: cannot be done" },
  promised: { zh: "已承诺，等兑现", en: "promised" },
};

export const COMMITMENT_WORDS: Readonly<Record<CommitmentWord, Words>> = {
  open: { zh: "还没有兑现的消息", en: "no word of it yet" },
  "kept-by-claim": { zh: "单位说兑现了", en: "kept, says the body" },
  done: { zh: "群众说做到了", en: "done, say the citizens" },
  "not-done": { zh: "群众说没做到", en: "not done, say the citizens" },
  unknown: { zh: "不清楚", en: "not known" },
};

export type BodyName = (body: string | undefined) => string;

/** The English name beside the Chinese, where it is known. */
export interface BodyNames {
  readonly nameOf: BodyName;
  readonly englishOf?: BodyName;
}

/** Who acted: the role where it is a citizen or the hotline, else the office. */
function actor(by: Acting, { nameOf, englishOf = nameOf }: BodyNames, own: number | undefined): Words {
  switch (by.role) {
    case "citizen":
      return (by.person ?? 0) === own ? { zh: "您", en: "You" } : { zh: "群众", en: "The citizen" };
    case "operator":
      return { zh: "热线代群众", en: "The hotline, for the citizen," };
    case "neutral-caller":
      return { zh: "中立回访员", en: "A neutral caller" };
    case "system":
      return { zh: "系统", en: "The system" };
    default:
      return { zh: nameOf(by.body), en: englishOf(by.body) };
  }
}

export interface StepContext extends BodyNames {
  /** Which of the people is reading; absent for officers and the public. */
  readonly person?: number;
}

function asksWords(asks: readonly number[]): string {
  return `第${asks.join("、")}项`;
}

/** Which earlier ask each comes from, where that is not plain from the numbers. */
function originWords(
  from: readonly (readonly number[])[] | undefined,
  word: (to: number, from: readonly number[]) => string,
  comma: string,
): string {
  const moved = (from ?? []).flatMap((origins, index) =>
    origins.length === 1 && origins[0] === index + 1 ? [] : [word(index + 1, origins)],
  );
  const open = comma === "；" ? ["（", "）"] : [" (", ")"];
  return moved.length === 0 ? "" : `${open[0]}${moved.join(comma)}${open[1]}`;
}

/** One step as a sentence. Free words are shown beside it, never in it. */
export function stepWords(step: Step, { nameOf, englishOf = nameOf, person }: StepContext): Words {
  const by = actor(step.by, { nameOf, englishOf }, person);
  const say = (zh: string, en: string): Words => ({ zh: `${by.zh}${zh}`, en: `${by.en} ${en}` });
  switch (step.kind) {
    case "file":
      return say(`提了这件诉求，共 ${step.asks} 项`, `filed this request with ${step.asks} ask(s)`);
    case "join":
      return step.person === person
        ? { zh: "您一起反映了这件事", en: "You joined" }
        : { zh: "又有一位群众一起反映", en: "One more citizen joined" };
    case "choose":
      return say("改了联系和公开的选择", "changed the choices");
    case "add":
      return say(
        `补充了内容${step.photos > 0 ? `和 ${step.photos} 张照片` : ""}`,
        `added words${step.photos > 0 ? ` and ${step.photos} photo(s)` : ""}`,
      );
    case "number-asks":
      return say(
        `把要解决的改成 ${step.asks} 项${originWords(step.from, (to, from) => `第 ${to} 项是原第 ${from.join("、")} 项`, "；")}`,
        `numbered the asks anew: ${step.asks}${originWords(step.from, (to, from) => `${to} from ${from.join(" and ")}`, ", ")}`,
      );
    case "dispatch":
    case "decide-receiver": {
      const handling = [...new Set(step.parts.map((part) => part.handling))];
      const bodies = handling.map(nameOf).join("、");
      const decided = step.kind === "decide-receiver" ? "由协调人定" : "派";
      return {
        zh: `已${decided}给${bodies}办理，牵头单位是${nameOf(step.lead)}`,
        en: `Assigned to ${handling.map(englishOf).join(", ")}; ${englishOf(step.lead)} leads`,
      };
    }
    case "acknowledge":
      return say(`接下了${asksWords(step.asks)}`, `took up ask ${step.asks.join(", ")}`);
    case "accept":
      return say(`接下了转来的${asksWords(step.asks)}`, `accepted ask ${step.asks.join(", ")} handed over`);
    case "contact": {
      const way = { text: "发文字", phone: "打电话", visit: "上门", counter: "在窗口" }[step.way];
      return step.reached
        ? say(`${way}联系了群众`, "contacted the citizen")
        : say(`${way}联系，没联系上`, "tried to contact the citizen and reached nobody");
    }
    case "ask-for-missing":
      return say(
        `说还缺 ${step.items} 样材料，补充后接着办`,
        `asks for ${step.items} missing thing(s), then goes on`,
      );
    case "extend":
      return say(
        `申请延期到${dayWords(step.until)}，原因：${EXTEND_WORDS[step.reason].zh}`,
        `extended the time: ${EXTEND_WORDS[step.reason].en}`,
      );
    case "pause":
      return say(
        `暂停办理，预计到${dayWords(step.until)}，原因：${PAUSE_WORDS[step.reason].zh}`,
        `paused: ${PAUSE_WORDS[step.reason].en}`,
      );
    case "park":
      return say(`挂账到${dayWords(step.until)}再办`, `parked it until ${dayOf(step.until)}`);
    case "resume":
      return step.by.role === "citizen" || step.by.role === "operator"
        ? say("不同意等，要求马上接着办", "did not accept waiting; it goes on at once")
        : say("恢复办理", "went on with it");
    case "hand-over":
      return say(
        `把${asksWords(step.asks)}转给${nameOf(step.to)}，群众不用重新提`,
        `hands ask ${step.asks.join(", ")} over to ${englishOf(step.to)}`,
      );
    case "return":
      return say(
        `把${asksWords(step.asks)}退回，说应由${nameOf(step.to)}办`,
        `returned ask ${step.asks.join(", ")}, naming ${englishOf(step.to)}`,
      );
    case "reply":
      return say(`答复了${asksWords(step.asks.map((each) => each.ask))}`, "replied");
    case "close":
      return say(
        `报告办结：${CLAIM_WORDS[step.claim].zh}。这是单位的说法，办没办成由群众说`,
        `closed it, claiming: ${CLAIM_WORDS[step.claim].en}. The citizen decides`,
      );
    case "verdict":
      return say(`说：${VERDICT_WORDS[step.value].zh}`, `said: ${VERDICT_WORDS[step.value].en}`);
    case "reopen":
      return {
        zh: `退回原单位重办（${asksWords(step.asks)}），这是第 ${step.bounce} 次`,
        en: `Back to the handling body, time ${step.bounce}`,
      };
    case "want-call":
      return say("要中立回访员打电话来", "asked for a neutral call");
    case "callback":
      return step.reached
        ? { zh: "中立回访员打通了电话", en: "A neutral caller reached the citizen" }
        : { zh: "中立回访员打了电话，没联系上", en: "A neutral caller reached nobody" };
    case "raise-harm":
      return say(`把紧急程度提到“${HARM_WORDS[step.to].zh}”`, `raised it to: ${HARM_WORDS[step.to].en}`);
    case "lower-harm":
      return say(`把紧急程度降到“${HARM_WORDS[step.to].zh}”`, `lowered it to: ${HARM_WORDS[step.to].en}`);
    case "merge":
      return say(`并入 ${showNumber(step.into)}，原编号照旧可用`, `merged it into ${showNumber(step.into)}`);
    case "move-commitment":
      return say(
        `把承诺 ${step.number} 的日子改到${calendarWords(step.until)}`,
        `moved promise ${step.number} to ${step.until}`,
      );
    case "keep-commitment":
      return say(`说承诺 ${step.number} 兑现了`, `says promise ${step.number} is kept`);
    case "answer-commitment": {
      const answer = { done: "做到了", "not-done": "没做到", "dont-know": "不清楚" }[step.answer];
      return say(`说承诺 ${step.number}：${answer}`, `said of promise ${step.number}: ${step.answer}`);
    }
    case "exclude":
      return say(
        `把这件剔除出统计，理由：${EXCLUSION_WORDS[step.reason].zh}。照样可以评、可以投诉`,
        `took it out of the figures: ${EXCLUSION_WORDS[step.reason].en}`,
      );
    case "readmit":
      return say("把这件放回统计", "put it back into the figures");
    case "sign":
      return say("有一步由承办人署名", "signed a step");
    case "complain":
      return say("投诉了本平台", "complained about this platform");
    case "ask-deletion":
      return say("要求删除个人信息", "asked for deletion of personal data");
    case "delete-personal-data":
      return { zh: "个人信息已删除", en: "Personal data were deleted" };
  }
}

/** Working days that are left until the day of an instant; undefined where the year's calendar is not known. */
export function workdaysLeft(now: Instant, due: Instant, calendar: Calendar): number | undefined {
  return due < now ? undefined : calendar.workdaysBetween(dayOf(now), dayOf(due));
}
