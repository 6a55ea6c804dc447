// Abstract traits of one clause that tell a promise of the government side from other talk of the future.

import { Known } from "../../domain/known.ts";
import { CUES } from "./cues.ts";
import { PLAN_TRAITS, planTraits, type Scope } from "./plan-scope.ts";
import { RULE_TRAITS, ruleTraits } from "./promise-rules.ts";
import { TURN_TRAITS, turnTraits } from "./promise-turns.ts";
import type { RoledClause } from "./roles.ts";
import { wordsWithTags } from "./words.ts";

const MARK =
  /(?:将|会|拟|即将|力争|争取|预计|计划|有望|届时|下一步|下步|今后|后续|后段|尽快|尽早|早日|及时|适时|逐步|继续|进一步|加强|加大|待|等|一旦|确保|列入|纳入|安排|定期|不定期|近期|年内|年底|月底|后续|坚决|绝不|严格|方可|再|暂定|定于|限期|要求|督促|落实|协调|完善)/;
const AGENT =
  /(?:我们|我|本|该|区|县|市|镇|乡|州|省|局|办|委|院|校|处|所|队|站|厅|中心|街道|社区|村|政府|部门|单位|公安|交警|城管|法院|集团|公司|管委会|指挥部|党委|支队|大队|中队)(?:们)?(?:也|还|均|都|已|正)?(?=将|会|拟|计划|准备|继续|也|正|要求|督促|力争|争取|已)/;
const OWN =
  /(?:我(?:们|局|办|镇|乡|县|市|区|中心|公司|司|校|院|大队|支队|中队|单位|委|处|所|街道|社区|站|厅|方|园)|本(?:局|办|单位))/;
const OTHER =
  /(?:开发商|物业(?:公司)?|业主|业委会|当事人|老板|店主|经营者|商家|企业|施工(?:方|单位)|承包|驾校|投诉人|责任人|商户|户主|房东|该公司|该店|该厂|养殖户|项目方|建设单位|有限公司|有限责任公司)/;
const OFFICIAL_COMPANY =
  /(?:自来水|供水|水务|电力|供电|公交|城投|轨道|燃气|我公司|我司|交通|环卫|通信|电信|移动|联通|铁路|高速|城建|市政)/;
const VAGUE_TIME =
  /(?:尽快|尽早|早日|近期|近日|适时|下一步|下步|今后|后续|逐步|及时|第一时间|即将|马上|立即|条件成熟|届时|最快)/;
const REPLY_BACK = /(?:回复|答复|反馈|告知|通知|联系|沟通|公布|公示|公告)/;
const CITIZEN = /(?:请(?:您|你|广大)|建议(?:您|你)|敬请|您可|你可|欢迎|希望(?:您|你|广大|网友))/;
const SERVICE =
  /(?:竭诚|为您(?:提供|服务|解答|做)|详细(?:的)?(?:解答|解释|答复)|解答您|热忱|一如既往|再接再厉|更好(?:地|的)?(?:为|服务))/;
const RULE_TALK =
  /(?:应当|应|须|必须|可(?:以|按|到|凭|向|持)|不得|凡|参保|缴费|申请人|患者|学生|家长|符合|方可|年满|规定|标准|比例|待遇)/;
const MEASURE =
  /(?:加强|加大|强化|完善|改进|提高|严格|规范|整治|查处|处理|处置|巡查|监管|督促|协调|推进|实施|建设|施工|修复|维修|开展|组织|安排|落实|解决|整改|改造|启动|开工|建成|竣工|完成|通车|开通|出台|公布|跟踪|跟进|关注|对接|申报|争取|治理|打击|核实|调查|反馈|研究|考虑|论证)/;
const PAST =
  /(?:已经?|曾|过|了(?!解)|于\d{4}年.{0,12}(?:已|将)|经(?:调查|核实|查)|当即|随即|立即(?:组织|安排|派|联系|调查|赶|对)|收悉后|接到)/;

const FIRM =
  /(?:一律|坚决|尽量|务必|立即|马上|全面|广泛|扎实|大力|绝不|决不|一定|严厉|从严|严肃|切实|常态化|定期)/;
/** A clause that only sets the scene and leaves the act to the next one. */
const OPEN = /(?:根据|按照|依据|结合|针对|对于?|在|就|通过).{2,40}$/;

/** 将 before a noun means "take hold of", before a verb or preposition "will". */
export function willUse(text: string): Use {
  // Tagging is slow, and most clauses do not hold the sign.
  return text.includes("将") ? useOf.of(text) : "none";
}

type Use = "will" | "take" | "none";
const useOf = new Known(4_000, (text): Use => {
  let seen: "take" | "none" = "none";
  const tagged = wordsWithTags(text);
  for (let i = 0; i < tagged.length; i += 1) {
    const word = tagged[i]!.word;
    if (word === "将会" || word === "即将" || word === "将要") return "will";
    if (word !== "将") continue;
    const tag = tagged[i + 1]?.tag ?? "x";
    const next = tagged[i + 1]?.word ?? "";
    if (/^(?:v|p|d|a|c|b|t)/.test(tag) || /^(?:进一步|严格|积极|继续|尽快|于|在|对|按|依|予|第一)/.test(next))
      return "will";
    seen = "take";
  }
  return seen;
});

export interface Setting {
  readonly index: number;
  readonly count: number;
  readonly previous: RoledClause | undefined;
  readonly next: RoledClause | undefined;
  /** The sentence up to this clause. */
  readonly before: string;
  /** The text after this clause within its sentence. */
  readonly after: string;
  readonly due: boolean;
  /** Clauses since the last word of a next step (下一步, 今后); a large number where there was none. */
  readonly sinceNextStep: number;
  /** The words name a time, though it may lie in the past. */
  readonly time: boolean;
  readonly scope: Scope;
  /** The clause above that leads this part of the reply, with its colon where it has one. */
  readonly heading: string;
  /** The year of the reply, where known. */
  readonly year: number | undefined;
}

/** A signature with its day: the body that writes, and when. */
const SIGNATURE = /(?:局|办|部|委|镇|乡|政府|中心|办事处|公司|队|科|院|站|会)\s+\d{4}年\d{1,2}月\d{1,2}日$/;

/** True where a clause can be a promise at all: substance always, emptier roles only with a mark of the future. */
export function mayPromise(clause: RoledClause): boolean {
  if (clause.role === "salute" || clause.role === "date" || clause.text.length < 4) return false;
  if (SIGNATURE.test(clause.text)) return false;
  return clause.role === "substance" || clause.role === "wait" || MARK.test(clause.text);
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** The traits, in a fixed order; see PROMISE_TRAITS. */
export function promiseTraits(clause: RoledClause, at: Setting): number[] {
  const text = clause.text;
  const use = willUse(text);
  const sentence = `${at.before}${text}`;
  const other = OTHER.test(text) && !OFFICIAL_COMPANY.test(text);
  const otherBefore = OTHER.test(at.before) && !OFFICIAL_COMPANY.test(at.before) && !OWN.test(at.before);
  const values: Record<string, boolean | number> = {
    will: use === "will",
    take: use === "take",
    may: /(?:会|要)(?!议|计|同|所|员|上|后|导致|影响|有|求|素|点|件)/.test(text),
    plan: CUES.planned.test(text),
    intend: /(?:拟|准备|打算|计划|预计|力争|争取|有望|暂定|定于)/.test(text),
    listed: /(?:列入|纳入).{0,16}(?:计划|规划|项目|范围|重点)/.test(text),
    nextStep: /(?:下一步|下步|今后|后续|后段|以后|届时)/.test(text),
    nextStepBefore: /(?:下一步|下步|今后|后续|后段|以后|届时|同时)/.test(at.before),
    vagueTime: VAGUE_TIME.test(text),
    due: at.due,
    agentWill: AGENT.test(text),
    own: OWN.test(text),
    ownBefore: OWN.test(at.before),
    other,
    otherBefore,
    otherPromise: CUES.otherPromise.test(sentence),
    replyBack: REPLY_BACK.test(text),
    wait: clause.role === "wait",
    transfer: clause.role === "transfer",
    leadIn: clause.role === "lead-in",
    thanks: clause.role === "thanks",
    closing: clause.role === "closing",
    closingBefore: at.previous?.role === "closing",
    redirect: clause.role === "redirect" || clause.role === "need",
    regard: clause.role === "regard",
    citizen: CITIZEN.test(text),
    service: SERVICE.test(text),
    ruleTalk: RULE_TALK.test(text),
    rule: CUES.rule.test(text),
    measure: MEASURE.test(text),
    strengthenStart:
      /^(?:并|同时|进一步|继续|加强|加大|强化|严格|坚决|切实|及时|立即|尽快|不断|持续|督促)/.test(text),
    strengthen: CUES.strengthen.test(text),
    past: PAST.test(text),
    pastBefore: PAST.test(at.before),
    ongoing: CUES.ongoing.test(text),
    condition: /^(?:若|如|一旦|待|等|凡)/.test(text) || /(?:后|到位|完成)(?:再|即|将|才)/.test(text),
    conditionBefore: /(?:^|[，,])(?:若|如|一旦|待|等).{0,30}$/.test(at.before),
    order: /(?:要求|责令|责成|督促|通知)/.test(text),
    negative: /(?:不会|不能|无法|不予|不再|未)/.test(text),
    purpose: /^(?:以|确保|保障|避免|防止|杜绝|维护|使|让|为|方便|营造|实现|提升|切实)/.test(text),
    quoted: /[“《]/.test(text),
    weighing: CUES.weighing.test(text),
    longClause: text.length > 30,
    shortClause: text.length < 8,
    position: at.count <= 1 ? 1 : at.index / (at.count - 1),
    nextThanks: at.next === undefined || at.next.role === "thanks" || at.next.role === "date",
    historyBefore: CUES.history.test(at.before),
    checkedBefore: CUES.checked.test(at.before),
    history: /\d{4}年\d{1,2}月\d{1,2}日/.test(text),
    question: /(?:反映|咨询|投诉|关于|针对).{0,30}(?:问题|情况|建议)/.test(text),
    after: at.after !== "",
    sinceNextStep: Math.min(20, at.sinceNextStep),
    time: at.time,
    mark: MARK.test(text),
    firm: FIRM.test(text),
    numbered: /^(?:[（(]?[1-9一二三四五六七八九][)）、.．]|[一二三四五六七]是)/.test(text),
    aspect: /[了过]|已/.test(text),
    nextWill: at.next !== undefined && at.next.sentence === clause.sentence && /[将会]|拟/.test(at.next.text),
    previousWill:
      at.previous !== undefined &&
      at.previous.sentence === clause.sentence &&
      /[将会]|拟|下一步|今后/.test(at.previous.text),
    previousCondition:
      at.previous !== undefined &&
      at.previous.sentence === clause.sentence &&
      /^(?:若|如|一旦|待|等|发现)|后$/.test(at.previous.text),
    open: OPEN.test(text),
    result: /(?:能|可|得到|有效|从而|届时|方便)/.test(text),
    figure: CUES.figure.test(text),
    ownWill: /我.{0,8}(?:将|会)/.test(text),
    request: CUES.advice.test(text),
  };
  const found = OWN_TRAITS.map((name) => {
    const value = values[name]!;
    return typeof value === "number" ? value : flag(value);
  });
  return [
    ...found,
    ...ruleTraits(clause, at.before, at.sinceNextStep, at.due),
    ...planTraits(clause, at.scope, at.before, at.year),
    ...turnTraits(clause, at.previous, at.before, at.heading),
  ];
}

const OWN_TRAITS: readonly string[] = (
  "will take may plan intend listed nextStep nextStepBefore vagueTime due agentWill own ownBefore other otherBefore otherPromise replyBack wait " +
  "transfer leadIn thanks closing closingBefore redirect regard citizen service ruleTalk rule measure strengthenStart strengthen past pastBefore " +
  "ongoing condition conditionBefore order negative purpose quoted weighing longClause shortClause position nextThanks historyBefore " +
  "checkedBefore history question after sinceNextStep time mark firm numbered aspect nextWill previousWill previousCondition open result figure ownWill request"
).split(" ");

/** Names of all traits, in the order of promiseTraits(). */
export const PROMISE_TRAITS: readonly string[] = [
  ...OWN_TRAITS,
  ...RULE_TRAITS,
  ...PLAN_TRAITS,
  ...TURN_TRAITS,
];
