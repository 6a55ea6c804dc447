// Names of another county's offices, towns or villages in a post that speaks as if they were its own: left over from a copied plan.

import type { Facts, Post, Tier } from "../../domain/facts.ts";
import { foreignPlaces } from "../copies/places.ts";
import { isQuoted, type StrippedText, stripQuoted } from "../copies/quoted.ts";

/** Whose names are one's own, and which the registers give to somebody else. */
export interface Home {
  /** Names of counties, cities and districts that are one's own or stand above: 青石县. */
  readonly counties: ReadonlySet<string>;
  /** Names of the county's towns, townships and sub-districts as far as the registers know them. */
  readonly towns: ReadonlySet<string>;
  /** The registers list the towns, so that a name which is not among them belongs to somebody else. */
  readonly townsKnown: boolean;
  /** Divisions of other counties by name, those left out that share a name with one's own. */
  readonly others: ReadonlyMap<string, Tier>;
  /** By first character: the lengths of the names of others. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
}

export interface Residue {
  readonly name: string;
  readonly field: "title" | "text";
  readonly start: number;
  readonly end: number;
  /** An office, a place of work or the manner of one's own county stands beside the name. */
  readonly sure: boolean;
}

/** So many towns in the registers, and the list is taken for whole. */
const ENOUGH_TOWNS = 5;
const COUNTY = /^([\u4e00-\u9fa5]{2,4}?[县市区旗州盟])(?=[\u4e00-\u9fa5]|$)/;
const TOWN = /^[\u4e00-\u9fa5]{2,4}?(?:街道|[镇乡])/;

/**
 * What is one's own, from the registers of the run.
 * @param code six digits of GB/T 2260 of one's county; undefined where nobody says: then no division is somebody else's.
 */
export function homeOf(facts: Facts, code: string | undefined): Home {
  const counties = new Set<string>();
  const towns = new Set<string>();
  const own = new Set<string>();
  const others = new Map<string, Tier>();
  for (const { code: division, name, tier } of facts.divisions ?? []) {
    const here =
      code === undefined || division.startsWith(code) || code.startsWith(division.replace(/(?:00)+$/, ""));
    if (!here) others.set(name, tier);
    else {
      own.add(name);
      (tier === "township" ? towns : counties).add(name);
    }
  }
  const offices = [
    ...(facts.accounts ?? []).map((account) => account.owner ?? ""),
    ...(facts.bodies ?? [])
      .filter((body) => code === undefined || body.division === undefined || body.division.startsWith(code))
      .map((body) => body.name),
  ];
  for (const name of new Set(offices)) {
    const county = COUNTY.exec(name)?.[1];
    if (county === undefined || isOrdinary(county) || others.has(county)) continue;
    counties.add(county);
    const town = TOWN.exec(name.slice(county.length))?.[0];
    if (town !== undefined) towns.add(town);
  }
  for (const name of [...own, ...towns, ...counties]) others.delete(name);
  const lengths = new Map<string, number[]>();
  for (const name of others.keys()) {
    const known = lengths.get(name[0]!) ?? [];
    lengths.set(name[0]!, known);
    if (!known.includes(name.length)) known.push(name.length);
  }
  return { counties, towns, townsKnown: towns.size >= ENOUGH_TOWNS, others, lengths };
}

/** Words that end like a county, a city or a district and are none: 全县, 示范县, 超市, 小区. */
const ORDINARY =
  /(?:[全本我该各邻外两几贵某跨出进离在到县市省区是和与及为让把从由向对将以因被给驻来回去一这那每强大]|贫困|示范|试点|先进|农业|重点|边境|脱贫|摘帽|文明|卫生|生态|旅游|生产|产粮|兄弟|有关|相关|上级|周边|相邻|其他|哪个|这个)县$|(?:[全本我该各邻外两几某跨县省地超集夜门菜股城上都楼早花黑闹]|直辖|地级|县级|有关|周边)市$|(?:[全本我该各两某城郊山牧林矿库灾疫景园校片辖街社小厂营战禁老新分地时功江河湖湾牌震汛雨]|保护|开发|功能|示范|旅游|产业|高新|住宅|安置|商业|工业|生活|作业|服务|等候|休息|停车|阅读|公共|核心|重点|受灾|试验|种植|养殖|管控|限行|警戒|居民|办公|教学|隔离|候车|自助|风险|危险|施工|活动)区$|[州盟]$/;
const ORDINARY_TOWN =
  /(?:[我全本各乡城集村该两某外邻]|这个|那个)镇$|(?:[我全本各城老家下返回故水同还异他归思该两某入]|这个)乡$|(?:[我全本各该两某]|这个)街道$/;

/** 上午县医院, 请看县政府, 可以到镇: the two characters before are no name. */
const NO_NAME =
  /^(?:[请在到于以可也都就有没将把从由向至给和与及等被让因每本我全各该此其这那哪]|.[午到看于往去来从由向至给把将和与及等被让因以可也都就有没每此其这那哪个些先后再又不已未会能要应须必需])/;

function isOrdinary(name: string): boolean {
  return ORDINARY.test(name) || NO_NAME.test(name);
}

const NAMED = /[\u4e00-\u9fa5]{2}(?:县|市|区|旗)/g;
const NAMED_TOWN = /[\u4e00-\u9fa5]{2}(?:镇|乡|街道)/g;
/** What stands behind the name of one's own county: an office, its people, its circumstances, its plans. */
const OWN_MANNER =
  /^(?:人民政府|政府|政务|县委|市委|区委|委(?!员)|人大|政协|纪委|[\u4e00-\u9fa5]{1,8}(?:局|委员会|委|办|办公室|中心|大厅|大队|支队|医院|学校|中学|小学|检察院|站|所|院|馆|社)|[\u4e00-\u9fa5]{2,4}(?:镇|乡|街道|村|社区)|各|实际|境内|辖区|范围|全|党|居民|群众|干部|广大|户籍|城乡|籍|20\d\d|防|关于|“|》?(?:实施|工作|行动)方案|延时|便民|致|创建|[\u4e00-\u9fa5]{2,10}(?:方案|公告|通告|通知|倡议书|的一封信))/;
const TOWN_MANNER =
  /^(?:人民政府|党委|政府|党政|党工委|办事处|便民|党群|综合|综治|文明|河长|林长|路长|卫生院|中心|派出所|司法所|财政所|各|组织|召开|开展|举行|举办|全|群众|居民|村民|干部|党员|辖区|境内|实际|关于|20\d\d)/;

/** A fair reason to name another place, in the same sentence or the title. */
const FAIR =
  /学习(?:考察|借鉴|交流|经验|先进)|借鉴|参观|考察|调研|交流|对口|支援|援助|帮扶|协作|结对|合作(?!社|医疗)|联合|联动|共建|签约|友好|来访|到访|嘉宾|代表团|观摩|取经|走进|前往|奔赴|驰援|[，。、\u4e00-\u9fa5]赴|跨省|跨县|跨区|省际|全省|全市|全国|各地|多地|异地|外地|外省|外县|招聘|招工|岗位|用工|务工|返乡|劳务|就业|招生|录取|高校|大学|比赛|联赛|决赛|冠军|球队|选手|来自|出生|祖籍|故乡|老家|预警|天气|气象|台风|暴雨|降雨|雨量|寒潮|地震|高速|国道|省道|县道|铁路|高铁|动车|列车|航班|客运|班车|路段|沿线|封闭|通车|流域|上游|下游|河段|交界|接壤|毗邻|相邻|邻县|邻近|邻居|周边|边界|两地|三地|两县|转自|转载|来源|据悉|据报道|报道|记者|新华|日报|案例|通报|典型|经验|做法|模式|曝光|诈骗|法院|采购|中标|特产|展销|推介|博览|游客|线路|门票|故事|古代|明代|清代|民国|红军|战役|烈士|移居|转移接续|通办|快递|疫情|病例|协查|寻人|失联|警方|更名|原名|不是/;

/** The names in a post that seem left over; `own` is the GB/T 2260 code of the county where it is known. */
export function residueIn(post: Post, home: Home, own: string | undefined): Residue[] {
  if (home.counties.size === 0 || FAIR.test(post.title)) return [];
  const found: Residue[] = [];
  for (const field of ["title", "text"] as const) {
    const text = field === "title" ? post.title : (post.text ?? "");
    if (text !== "") for (const each of inText(text, home, own)) found.push({ ...each, field });
  }
  // A list of many counties is a region's: weather, traffic, a ranking.
  return new Set(found.filter((each) => each.name.endsWith("县")).map((each) => each.name)).size > 2
    ? []
    : found;
}

function inText(text: string, home: Home, own: string | undefined): Omit<Residue, "field">[] {
  // Looked for only where a name stands: most posts name nobody else.
  let stripped: StrippedText | undefined;
  const found = new Map<number, Omit<Residue, "field">>();
  const consider = (name: string, start: number, sure: boolean) => {
    const sentence = sentenceAt(text, start);
    stripped ??= stripQuoted(text);
    if (isQuoted(stripped, start) || FAIR.test(sentence)) return;
    // Beside one's own county's name it is the other party of something.
    if ([...home.counties].some((county) => sentence.includes(county))) return;
    const known = found.get(start);
    if (known === undefined || (sure && !known.sure))
      found.set(start, { name, start, end: start + name.length, sure });
  };
  for (const match of overlapping(text, NAMED)) {
    const end = match.index + match[0].length;
    if (isOrdinary(match[0]) || endsInOwn(text, end, home.counties)) continue;
    if (OWN_MANNER.test(text.slice(end, end + 16)) && !/^城/.test(text.slice(end)))
      consider(match[0], match.index, true);
  }
  for (const { name, start, tier } of namedIn(text, home)) {
    const after = text.slice(start + name.length, start + name.length + 16);
    // A village says whose it is only beside its county or its town.
    const sure = tier === "village" ? false : (tier === "township" ? TOWN_MANNER : OWN_MANNER).test(after);
    consider(name, start, sure || /(?:我[县镇乡村][(（]?|办理地点[:：])$/.test(text.slice(0, start)));
  }
  for (const place of own === undefined ? [] : foreignPlaces(text, own)) {
    if (place.explained || home.counties.has(place.name)) continue;
    const sure = OWN_MANNER.test(text.slice(place.to, place.to + 16));
    // A province or a city alone is named for a hundred reasons.
    if (sure || !place.code.endsWith("00")) consider(place.name, place.from, sure);
  }
  if (home.townsKnown)
    for (const match of overlapping(text, NAMED_TOWN)) {
      const end = match.index + match[0].length;
      if (ORDINARY_TOWN.test(match[0]) || NO_NAME.test(match[0]) || endsInOwn(text, end, home.towns))
        continue;
      // Cut short: 白沙坪镇 is found as 沙坪镇.
      if ([...home.towns].some((town) => town.endsWith(match[0]))) continue;
      if (TOWN_MANNER.test(text.slice(end, end + 8))) consider(match[0], match.index, true);
    }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** The names of others' divisions in a text; the longest where several begin at one place. */
function* namedIn(text: string, home: Home): Generator<{ name: string; start: number; tier: Tier }> {
  for (let start = 0; start < text.length; start++) {
    let longest = "";
    for (const length of home.lengths.get(text[start]!) ?? []) {
      const name = text.slice(start, start + length);
      if (length > longest.length && home.others.has(name)) longest = name;
    }
    if (longest === "" || endsInOwn(text, start + longest.length, home.towns)) continue;
    yield { name: longest, start, tier: home.others.get(longest)! };
    start += longest.length - 1;
  }
}

/** A name of one's own ends here. */
function endsInOwn(text: string, end: number, names: ReadonlySet<string>): boolean {
  for (const name of names) if (text.endsWith(name, end)) return true;
  return false;
}

/** Every match, also where one begins inside another: in 到临溪县 both 到临溪 … and 临溪县 must be looked at. */
function* overlapping(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  const own = new RegExp(pattern.source, "g");
  for (let match = own.exec(text); match !== null; match = own.exec(text)) {
    yield match;
    own.lastIndex = match.index + 1;
  }
}

function sentenceAt(text: string, at: number): string {
  let start = at;
  while (start > 0 && !/[。！？\n]/.test(text[start - 1]!)) start--;
  let end = at;
  while (end < text.length && !/[。！？\n]/.test(text[end]!)) end++;
  return text.slice(start, end);
}
