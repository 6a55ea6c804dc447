// Follows a reply clause by clause and says where it speaks of what is planned, and who is to do it.

import { Known } from "../../domain/known.ts";
import type { RoledClause } from "./roles.ts";
import { wordsWithTags } from "./words.ts";

/** Words that open a list or passage of measures to come. */
const OPENS =
  /(?:下一步|下步|下阶段|今后|后段|接下来|(?:整改|处理|处置|解决|应对)(?:意见|要求|措施|办法|建议|计划|思路)(?:如下|是|为|[：:]|$)|(?:以下|如下)(?:措施|办法|工作|方面|几点|整改)|(?:将|拟).{0,14}(?:以下|如下|方面|几点|重点)|(?:承诺|进行|予以)整改$|工作(?:计划|安排|打算|思路)|要求如下)/;
/** Words that lead back to what was or is. */
const BACK =
  /(?:已经?(?!列入|纳入|计划)|经(?:查|核|调|了解|现场)|^(?:目前|截至|截止|现在|此前|前期|据)|属实|于\d{4}年|当日|当天|当场|随即|完毕|了$)/;
const LEAVING = new Set(["salute", "thanks", "closing", "date", "about", "receipt", "lead-in"]);
const ITEM =
  /^(?:[（(]?(?:[1-9]|[一二三四五六七八九])[）)、.．]|[一二三四五六七八九]是|[①②③④⑤⑥]|首先|其次|再次|第[一二三四五六])/;

export interface Scope {
  /** Inside a passage of measures to come. */
  readonly plan: boolean;
  /** Clauses since the passage opened; 0 outside. */
  readonly since: number;
  /** The sentence, or its last numbered part, is an item of a list. */
  readonly item: boolean;
}

/** The scope of each clause of a reply. */
export function planScopes(clauses: readonly RoledClause[]): Scope[] {
  let plan = false;
  let since = 0;
  let item = false;
  let sentence = -1;
  return clauses.map((clause) => {
    if (clause.sentence !== sentence) {
      sentence = clause.sentence;
      item = false;
    }
    if (ITEM.test(clause.text)) item = true;
    if (OPENS.test(clause.text)) {
      plan = true;
      since = 0;
    } else if (plan && (LEAVING.has(clause.role) || BACK.test(clause.text))) plan = false;
    since = plan ? since + 1 : 0;
    return { plan, since, item };
  });
}

const MODAL =
  /(?:将(?!其|该|此)|会(?=[同将尽继按依及对在积加严进]|组织|联合|派)|拟|计划|争取|力争|预计|即将|准备|打算)/;
const OWN =
  /(?:我们|我(?=局|办|镇|乡|县|市|区|中心|公司|司|校|院|委|处|所|街|社|站|厅|单位|大队|支队)|本(?=局|办|单位))/g;
const OFFICIAL =
  /(?:局|办|委|处|厅|镇|乡|街道|社区|村|政府|部门|中心|大队|支队|派出所|单位|指挥部|集团|公司|市|县|区)(?=[^\u4e00-\u9fff]|$|也|还|均|都|正|现|目前|已|再|将|会|拟|计|争|力|预|即|准|打|等|和|联|在|对|于|根|按|依|以|要|与)/g;
const PRIVATE =
  /(?:开发商|物业|业主|业委会|当事人|老板|店主|经营者|商家|企业|施工方|施工单位|承包|驾校|户主|房东|该公司|该店|该厂|养殖户|项目方|建设单位|有限公司|家长|学生|申请人|患者|居民|市民|村民)/g;
const WORKS = /(?:工程|项目|道路|线路|设施|公园|学校|医院|站|桥|路灯|方案|规划|小区|管网|班线|泵)/g;

function lastIn(pattern: RegExp, text: string): number {
  let at = -1;
  for (const match of text.matchAll(pattern)) at = match.index;
  return at;
}

/** Who stands nearest before the word of the future: the office itself, a public body, a private party or the works. */
export function doerBefore(before: string, text: string): "own" | "official" | "private" | "works" | "none" {
  const modal = MODAL.exec(text);
  const lead = `${before.slice(-60)}${modal === null ? "" : text.slice(0, modal.index)}`;
  const found = (
    [
      ["own", lastIn(OWN, lead)],
      ["official", lastIn(OFFICIAL, lead)],
      ["private", lastIn(PRIVATE, lead)],
      ["works", lastIn(WORKS, lead)],
    ] as const
  ).reduce((best, next) => (next[1] > best[1] ? next : best));
  return found[1] < 0 ? "none" : found[0];
}

const NOT_PLANNED = /(?:未|没有|没|不|无|暂无).{0,3}(?:纳入|列入|计划|将|安排|打算|考虑)/;
const CITIZEN_IF =
  /(?:^|[，。；])(?:如果?|若|倘|一旦)?(?:您|你|业主|居民|市民|住户)(?:对|有|仍|今后|还|需|要|如|可)/;
const ADVISE =
  /(?:建议|请|望|欢迎|可以?|呼吁)(?:您|你|业主|业委会|居民|家长|市民|群众|广大|及时|关注|拨打|直接|到|向|与|联系|咨询|前往)/;
const HAPPENED = /(?:完毕|到位|兑现|通过|批准|达成|结束|完成|成立|获得|取得)了?$|了(?!解|结)|过(?!程|渡|后)/;
const REGULAR = /(?:每年|每月|每周|每天|通常|一般|往往|按规定|均(?:由|需|应|可))/;
const DONE_SO = /^(?:其|这|该|此|因为?|由于|导致|使得?|造成|所以|因此)/;

/** Names of the traits of planTraits(). */
export const PLAN_TRAITS: readonly string[] =
  "p:plan p:since p:item p:planItem p:verbFirst p:adverbFirst p:modal p:modalBefore p:own p:official p:private p:works p:notPlanned p:citizenIf p:advise p:happened p:regular p:dependent p:yearPast p:yearAhead p:planVerb p:beforeLength".split(
    " ",
  );

/** The tags of the first two words. Replies begin their clauses alike, and tagging is slow. */
const firstTags = new Known(20_000, (head): readonly [string, string] => {
  const [first, second] = wordsWithTags(head);
  return [first?.tag ?? "x", second?.tag ?? "x"];
});

/** Traits of one clause within its sentence and scope; `year` is the year of the reply. */
export function planTraits(
  clause: RoledClause,
  scope: Scope,
  before: string,
  year: number | undefined,
): number[] {
  const text = clause.text.replace(ITEM, "");
  const [tag, second] = firstTags.of(text.slice(0, 12));
  const verbFirst = /^v/.test(tag) || (/^(?:a|d)/.test(tag) && /^v/.test(second));
  const doer = doerBefore(before, text);
  const years = [...text.matchAll(/(?<!\d)(20\d{2})年/g)].map((match) => Number(match[1]));
  const flags = [
    scope.item,
    scope.plan && scope.item,
    verbFirst,
    /^(?:d|a|c)/.test(tag),
    MODAL.test(text),
    MODAL.test(before),
    doer === "own",
    doer === "official",
    doer === "private",
    doer === "works",
    NOT_PLANNED.test(text),
    CITIZEN_IF.test(`${before}${text}`),
    ADVISE.test(text),
    HAPPENED.test(text),
    REGULAR.test(text),
    DONE_SO.test(text),
    year !== undefined && years.some((named) => named < year),
    year !== undefined && years.some((named) => named > year),
    scope.plan && verbFirst,
  ].map((value) => (value ? 1 : 0));
  return [scope.plan ? 1 : 0, Math.min(20, scope.since), ...flags, Math.min(60, before.length)];
}
