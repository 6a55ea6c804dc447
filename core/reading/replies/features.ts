// Turns a message and its reply into counts and ratios of roles and cue families; no word of either is kept.

import { type Ask, numberedParts } from "./asks.ts";
import { CUE_NAMES, CUES, REQUEST_CUE_NAMES, REQUEST_CUES } from "./cues.ts";
import { lexiconTraits } from "./lexicon.ts";
import { carrying, type Role, type RoledClause } from "./roles.ts";
import { sloganShare } from "./slogan.ts";
import { clausesOf } from "./text.ts";
import { contentWords, shareOf, signPairs } from "./words.ts";

const ROLES: readonly Role[] = [
  "receipt",
  "thanks",
  "closing",
  "wait",
  "regard",
  "transfer",
  "redirect",
  "need",
  "answered-before",
  "substance",
];

const log = (value: number): number => Math.log1p(value);

export interface Reading {
  readonly subject: string;
  readonly text: string;
  readonly reply: string;
  readonly clauses: readonly RoledClause[];
  readonly promises: number;
  readonly promiseShare: number;
  readonly dated: number;
}

/** Names of the traits of a reply's kind, in the order of kindTraits(). */
export const KIND_TRAITS: readonly string[] = [
  ...ROLES.map((role) => `role:${role}`),
  ...ROLES.map((role) => `chars:${role}`),
  ...CUE_NAMES.map((cue) => `count:${cue}`),
  ...CUE_NAMES.map((cue) => `share:${cue}`),
  ...CUE_NAMES.map((cue) => `last:${cue}`),
  ...REQUEST_CUE_NAMES.map((cue) => `asked:${cue}`),
  ...REQUEST_CUE_NAMES.map((cue) => `subject:${cue}`),
  "substance",
  "substanceShare",
  "reply",
  "text",
  "promises",
  "promiseShare",
  "dated",
  "done-future",
  "order-rule",
  "topic",
  "figures",
  "clauses",
  "lone",
  "passShare",
  "needShare",
  "empty",
  "nobody",
  "lastPasses",
  "ongoingOnly",
  "closes",
  "letters",
  "settledEarly",
  "futureLate",
  "ruleFirst",
  "actedComplaint",
  "actedNotWill",
  "willLead",
  "slogan",
];

export function topicShare(subject: string, text: string, clauses: readonly RoledClause[]): number {
  const reply = signPairs(
    contentWords(
      carrying(clauses)
        .map((clause) => clause.text)
        .join(" "),
    ),
  );
  const topic = signPairs(contentWords(subject));
  return 0.6 * shareOf(topic, reply) + 0.4 * shareOf(reply, signPairs(contentWords(text)));
}

const NOBODY =
  /^(?:我们|同时|并|也|将)?(?:将|会|将会)?.{0,24}(?:关注|研究|考虑|参考|斟酌|反馈|努力|重视|改进|采纳)/;
const NAMED = /(?:局|办|委|街道|社区|镇|乡|公司|大队|支队|中心|政府|学校|医院|部门|县|市|区)/;

/** Traits of the whole shape: what the carrying clauses do, in which order. */
function shapeTraits(at: Reading, substance: readonly RoledClause[], own: number): number[] {
  const chars = (...roles: Role[]): number =>
    at.clauses.reduce((sum, clause) => sum + (roles.includes(clause.role) ? clause.text.length : 0), 0);
  const passing = chars("transfer", "redirect", "need", "answered-before");
  const body = at.clauses.filter((clause) =>
    ["substance", "transfer", "redirect", "need"].includes(clause.role),
  );
  const acted = substance.filter(
    (clause) =>
      (CUES.acted.test(clause.text) || CUES.done.test(clause.text) || CUES.settled.test(clause.text)) &&
      !CUES.future.test(clause.text) &&
      !CUES.rule.test(clause.text) &&
      !CUES.otherPromise.test(clause.text),
  );
  const half = Math.ceil(substance.length / 2);
  const early = substance.slice(0, half);
  const late = substance.slice(half);
  const share = (clauses: readonly RoledClause[], cue: keyof typeof CUES): number =>
    clauses.filter((clause) => CUES[cue].test(clause.text)).length / Math.max(1, clauses.length);
  return [
    passing / Math.max(1, passing + own),
    chars("need") / Math.max(1, passing + own),
    passing + own === 0 ? 1 : 0,
    substance.length > 0 && substance.every((clause) => NOBODY.test(clause.text) && !NAMED.test(clause.text))
      ? 1
      : 0,
    body.length > 0 && body.at(-1)!.role !== "substance" ? 1 : 0,
    substance.length > 0 &&
    substance.length <= 2 &&
    substance.some((clause) => /(?:正在|处理中|审批中|办理中|当中)/.test(clause.text))
      ? 1
      : 0,
    log(chars("closing")),
    at.clauses.filter((clause) => clause.role === "receipt").length,
    share(early, "done") + share(early, "settled") + share(early, "order"),
    share(late, "future") + share(late, "planned") + share(late, "ongoing"),
    share(early, "rule") + share(early, "reason") + share(early, "procedure"),
    acted.length > 0 && /(?:投诉|举报|反映|扰民|请求|希望)/.test(at.subject) ? log(acted.length) : 0,
    log(acted.length) - log(at.promises),
    log(at.promises) - log(acted.length + share(substance, "rule") * 3 + share(substance, "negative") * 3),
  ];
}

export function kindTraits(at: Reading): number[] {
  const body = carrying(at.clauses);
  const chars = body.reduce((sum, clause) => sum + clause.text.length, 0);
  const substance = at.clauses.filter((clause) => clause.role === "substance");
  const own = substance.reduce((sum, clause) => sum + clause.text.length, 0);
  const total = Math.max(
    1,
    at.clauses.reduce((sum, clause) => sum + clause.text.length, 0),
  );
  const counts = CUE_NAMES.map((cue) => substance.filter((clause) => CUES[cue].test(clause.text)).length);
  const tail = substance.slice(-Math.max(1, Math.ceil(substance.length / 3)));
  const count = Math.max(1, substance.length);
  const of = (cue: keyof typeof CUES): number => counts[CUE_NAMES.indexOf(cue)]!;
  return [
    ...ROLES.map((role) => log(at.clauses.filter((clause) => clause.role === role).length)),
    ...ROLES.map(
      (role) =>
        at.clauses.reduce((sum, clause) => sum + (clause.role === role ? clause.text.length : 0), 0) / total,
    ),
    ...counts.map(log),
    ...counts.map((n) => n / count),
    ...CUE_NAMES.map(
      (cue) => tail.filter((clause) => CUES[cue].test(clause.text)).length / Math.max(1, tail.length),
    ),
    ...REQUEST_CUE_NAMES.map((cue) =>
      log(clausesOf(at.text).filter((clause) => REQUEST_CUES[cue].test(clause.text)).length),
    ),
    ...REQUEST_CUE_NAMES.map((cue) => (REQUEST_CUES[cue].test(at.subject) ? 1 : 0)),
    log(own),
    own / total,
    log(at.reply.length),
    log(at.text.length),
    log(at.promises),
    at.promiseShare,
    log(at.dated),
    log(of("done") + of("settled") + of("order")) - log(of("future") + of("ongoing") + of("planned")),
    log(of("order") + of("done") + of("settled")) - log(of("rule") + of("procedure") + of("negative")),
    topicShare(at.subject, at.text, at.clauses),
    of("figure") / Math.max(1, chars / 20),
    log(substance.length),
    substance.length <= 1 ? 1 : 0,
    ...shapeTraits(at, substance, own),
    sloganShare(substance),
  ];
}

/** The traits of the kind with the general words of the substance. */
export function wideKindTraits(at: Reading, traits: readonly number[]): number[] {
  return [...traits, ...lexiconTraits(at.clauses.filter((clause) => clause.role === "substance"))];
}

/** Names of the traits of "every ask is dealt with", in the order of askTraits(). */
export const ASK_TRAITS: readonly string[] = [
  "asks",
  "least",
  "mean",
  "most",
  "substance",
  "text",
  "ratio",
  "numbered",
  "numberedReply",
  "questions",
  "when",
  "whenMet",
  "topic",
  "need",
  "redirect",
  "transfer",
  "closing",
  "negative",
  "reason",
  "rule",
  "procedure",
  "figure",
  "done",
  "future",
  "weighing",
  "verdict",
  "elsewhere",
  "asked:complaint",
  "asked:wish",
  "asked:question",
  "asked:rule",
  "p0",
  "p1",
  "p2",
  "p3",
  "p4",
  "sentences",
];

export function askTraits(
  at: Reading,
  asks: readonly Ask[],
  scores: readonly number[],
  kinds: readonly number[],
): number[] {
  const body = carrying(at.clauses);
  const own = body.reduce((sum, clause) => sum + clause.text.length, 0);
  const share = (cue: keyof typeof CUES): number =>
    body.filter((clause) => CUES[cue].test(clause.text)).length / Math.max(1, body.length);
  const role = (name: Role): number => log(at.clauses.filter((clause) => clause.role === name).length);
  const message = clausesOf(at.text);
  const questions = message.filter((clause) => clause.mark === "？" || clause.mark === "?").length;
  const when = REQUEST_CUES.when.test(`${at.subject} ${asks.map((ask) => ask.text).join(" ")}`) ? 1 : 0;
  const asked = (cue: keyof typeof REQUEST_CUES): number =>
    log(message.filter((clause) => REQUEST_CUES[cue].test(clause.text)).length);
  return [
    asks.length,
    scores.length === 0 ? 0 : Math.min(...scores),
    scores.reduce((a, b) => a + b, 0) / Math.max(1, scores.length),
    Math.max(0, ...scores),
    log(own),
    log(at.text.length),
    log(own) - log(at.text.length),
    numberedParts(at.text),
    numberedParts(at.reply),
    questions,
    when,
    when === 1 && (at.dated > 0 || share("planned") > 0) ? 1 : 0,
    topicShare(at.subject, at.text, at.clauses),
    role("need"),
    role("redirect"),
    role("transfer"),
    role("closing"),
    share("negative"),
    share("reason"),
    share("rule"),
    share("procedure"),
    share("figure"),
    share("done"),
    share("future"),
    share("weighing"),
    share("verdict"),
    body.some((clause) =>
      /(?:不属于?|非)我.{0,6}(?:职|管|范围)|建议(?:向|由).{0,16}(?:部门|局)/.test(clause.text),
    )
      ? 1
      : 0,
    asked("complaint"),
    asked("wish"),
    asked("question"),
    asked("rule"),
    ...[0, 1, 2, 3, 4].map((i) => kinds[i] ?? 0),
    log(new Set(body.map((clause) => clause.sentence)).size),
  ];
}
