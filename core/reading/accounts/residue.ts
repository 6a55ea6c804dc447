// Names of another county's offices, towns or villages in a post that speaks as if they were its own: left over from a copied plan.

import type { Facts, Post } from "../../domain/facts.ts";
import { foreignPlaces } from "../copies/places.ts";
import { isQuoted, stripQuoted } from "../copies/quoted.ts";

export interface Home {
  /** Names of counties, cities and districts that appear as owners, bodies or divisions: 青石县. */
  readonly counties: ReadonlySet<string>;
  /** Names of the county's towns, townships and sub-districts as far as the registers know them. */
  readonly towns: ReadonlySet<string>;
  /** The registers list the towns, so that a name which is not among them belongs to somebody else. */
  readonly townsKnown: boolean;
}

export interface Residue {
  readonly name: string;
  readonly field: "title" | "text";
  readonly start: number;
  readonly end: number;
  /** An office or a place of work stands beside the name, as one's own does. */
  readonly sure: boolean;
}

const COUNTY = /^([\u4e00-\u9fa5]{2,4}?[县市区旗州盟])(?=[\u4e00-\u9fa5]|$)/;
const TOWN =
  /([\u4e00-\u9fa5]{1,4}?(?:街道|[镇乡]))(?=$|党|政|人|便|办|综|社|卫|中|派|司|纪|财|农|水|文|民|发|第|服|村|平|公|融|微|在|之)/g;
/** So many towns in the registers, and the list is taken for whole. */
const ENOUGH_TOWNS = 5;

/** Whose names are one's own, from the registers of the run. */
export function homeOf(facts: Facts): Home {
  const counties = new Set<string>();
  const towns = new Set<string>();
  const names = [
    ...(facts.accounts ?? []).flatMap((account) => [account.name, account.owner ?? ""]),
    ...(facts.bodies ?? []).map((body) => body.name),
    ...(facts.divisions ?? []).map((division) => division.name),
    ...(facts.groups ?? []).map((group) => group.body ?? ""),
    ...(facts.requests ?? []).slice(0, 5000).map((request) => request.body ?? ""),
  ];
  for (const name of new Set(names)) {
    const county = COUNTY.exec(name)?.[1];
    if (county !== undefined && !ORDINARY.test(county)) counties.add(county);
    const rest = county === undefined ? name : name.slice(county.length);
    for (const match of rest.matchAll(TOWN)) towns.add(match[1]!);
  }
  return { counties, towns, townsKnown: towns.size >= ENOUGH_TOWNS };
}

/** Words that end like a county and are none. */
const ORDINARY =
  /^(?:[全本我该各邻外两几多贵某跨出进离在到县市省区是和与及为让把从由向对将以因被给]|一个|这个|那个|每个|哪个|其他|周边|相邻|兄弟|有关|相关|上级)|(?:城|郊|山|牧|林|矿|库|灾|疫|景|园|校|片|辖|街|社|小|厂|营|战|禁|保护|开发|功能|示范|旅游|产业|高新|新|老|住宅|安置|商业|工业|生活|作业|服务|等候|休息|停车|阅读|公共|核心|重点|受灾|试验|种植|养殖|管控|限行|警戒|居民|办公|教学|功|分|地|时)区$|(?:超|集|夜|门|菜|股|城|上|都|省|县|楼|早|花|黑|闹|直辖|地级|县级)市$|(?:州|盟)$/;
const NAMED = /([\u4e00-\u9fa5]{2,3})(县|市|区|旗)/g;
/** What stands behind the name of one's own county: an office, a town, a hall, a plan. */
const OWN_MANNER =
  /^(?:人民政府|县委|市委|区委|委|政府|人大|政协|纪委|[\u4e00-\u9fa5]{1,8}(?:局|委员会|委|办|办公室|中心|大队|支队|医院|学校|中学|小学|法院|检察院|公司|站|所|院|馆|社)|[\u4e00-\u9fa5]{1,4}(?:镇|乡|街道|村|社区)|各(?:镇|乡|村|部门|单位|街道|级)|范围|境内|辖区|实际|全(?:县|市|区|域)|党|居民|群众|广大|户籍|城乡|20\d\d|“|实施方案|工作方案|行动方案)/;

/** A fair reason to name another place, in the same sentence. */
const FAIR =
  /学习|借鉴|参观|考察|调研|交流|对口|支援|援助|帮扶|协作|结对|合作|联合|联动|共建|签约|友好|来访|到访|来宾|嘉宾|代表团|观摩|取经|走进|前往|赴|奔赴|驰援|跨省|跨县|跨区|省际|省内|全省|全市|全国|各地|多地|异地|外地|外省|外县|招聘|招工|岗位|用工|务工|返乡|劳务|就业|专场|招生|录取|高校|大学|学院|比赛|联赛|决赛|冠军|获得|队|球|选手|来自|籍|出生|祖籍|故乡|老家|预警|天气|气象|台风|暴雨|降雨|雨量|寒潮|地震|高速|国道|省道|铁路|高铁|动车|列车|航班|客运|班车|路段|沿线|封闭|通车|流域|上游|下游|河段|水库|交界|接壤|毗邻|相邻|邻县|邻近|周边|边界|两地|三地|转自|转载|来源|据|报道|记者|新华|日报|案例|通报|典型|经验|做法|模式|曝光|诈骗|法院|判|采购|中标|产地|特产|展销|推介|博览|旅游|线路|门票|景区|故事|历史|古代|明代|清代|民国|红军|战役|烈士|迁|移居|户口|社保|医保|转移|接续|通办|跨域|快递|运|疫情|病例|协查|寻人|失联|警方/;

/** The names in a post that seem left over; `own` is the GB/T 2260 code of the county where it is known. */
export function residueIn(post: Post, home: Home, own: string | undefined): Residue[] {
  if (home.counties.size === 0) return [];
  const found: Residue[] = [];
  for (const field of ["title", "text"] as const) {
    const text = field === "title" ? post.title : (post.text ?? "");
    if (text === "") continue;
    found.push(...inText(text, home, own).map((each) => ({ ...each, field })));
  }
  // A list of many places is a region's: weather, traffic, a ranking.
  return new Set(found.map((each) => each.name)).size > 3 ? [] : found;
}

function inText(text: string, home: Home, own: string | undefined): Omit<Residue, "field">[] {
  const stripped = stripQuoted(text);
  const found = new Map<number, Omit<Residue, "field">>();
  const consider = (name: string, start: number, end: number, sure: boolean) => {
    if (isQuoted(stripped, start) || FAIR.test(sentenceAt(text, start).replace(name, ""))) return;
    const known = found.get(start);
    if (known === undefined || (sure && !known.sure)) found.set(start, { name, start, end, sure });
  };
  for (const match of text.matchAll(NAMED)) {
    // The shortest name that stands behind a boundary: 请到云溪县 is 云溪县.
    for (const size of [2, 3]) {
      const stem = match[1]!.slice(match[1]!.length - size);
      if (stem.length < size) continue;
      const name = `${stem}${match[2]}`;
      const end = match.index + match[0].length;
      const start = end - name.length;
      if (home.counties.has(name) || isHome(text, end, home) || ORDINARY.test(name)) break;
      if (!boundary(text, start)) continue;
      if (OWN_MANNER.test(text.slice(end, end + 12))) consider(name, start, end, true);
      break;
    }
  }
  for (const place of own === undefined ? [] : foreignPlaces(text, own)) {
    if (place.explained || home.counties.has(place.name)) continue;
    const sure = OWN_MANNER.test(text.slice(place.to, place.to + 12));
    // A province or a city alone is named for a hundred reasons.
    if (sure || !place.code.endsWith("00")) consider(place.name, place.from, place.to, sure);
  }
  if (home.townsKnown)
    for (const match of text.matchAll(
      /(?<=^|[，。：；、\s到在由请向经各或])([\u4e00-\u9fa5]{2,3}(?:镇|乡|街道))(?=人民政府|党委|政府|便民|办事处|党群|综合|卫生院|中心|派出所|司法所|各村)/g,
    ))
      if (
        !home.towns.has(match[1]!) &&
        ![...home.towns].some((town) => match[1]!.endsWith(town)) &&
        !/^(?:[全本我该各两某]|乡)/.test(match[1]!)
      )
        consider(match[1]!, match.index, match.index + match[1]!.length, true);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** 大青石县: the name of one's own county stands here, only longer cut. */
function isHome(text: string, end: number, home: Home): boolean {
  for (const county of home.counties)
    if (text.slice(Math.max(0, end - county.length), end) === county) return true;
  return false;
}

/** A name begins after a mark, the start, or a word that leads to a place. */
function boundary(text: string, start: number): boolean {
  return (
    start === 0 || /[^\u4e00-\u9fa5]|[在到由请经向对往于为让把从的及和与我是市省]$/.test(text[start - 1]!)
  );
}

function sentenceAt(text: string, at: number): string {
  let start = at;
  while (start > 0 && !/[。！？\n]/.test(text[start - 1]!)) start--;
  let end = at;
  while (end < text.length && !/[。！？\n]/.test(text[end]!)) end++;
  return text.slice(start, end);
}
