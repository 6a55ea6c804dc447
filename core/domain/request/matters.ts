// Kinds of matter, each with the harm that it usually means: what a citizen picks, a queue sorts by, Open311 calls a service.

import type { Words } from "../facts.ts";
import type { HarmLevel } from "./harm.ts";

export interface Matter extends Words {
  readonly id: string;
  readonly group: Words;
  readonly harm: HarmLevel;
  /** What people write when they mean it. */
  readonly signs: readonly string[];
}

const LIVING = { zh: "水电气暖", en: "Water, power, gas, heat" };
const ROADS = { zh: "道路交通", en: "Roads and traffic" };
const SURROUNDINGS = { zh: "环境卫生", en: "Surroundings" };
const HOUSING = { zh: "住房物业", en: "Housing" };
const WORK = { zh: "就业社保", en: "Work and insurance" };
const LIFE = { zh: "教育医疗", en: "School and health" };
const LAND = { zh: "农业农村", en: "Farming and villages" };
const SAFETY = { zh: "安全市场", en: "Safety and market" };
const OTHER = { zh: "其他", en: "Other" };

const matter = (
  id: string,
  zh: string,
  en: string,
  group: Words,
  harm: HarmLevel,
  ...signs: string[]
): Matter => ({ id, zh, en, group, harm, signs });

/** In the order in which they are shown. The last is for whatever fits none. */
export const MATTERS: readonly Matter[] = [
  matter(
    "water",
    "停水、漏水、水质",
    "Water supply",
    LIVING,
    "hardship",
    "停水",
    "漏水",
    "自来水",
    "水压",
    "没水",
  ),
  matter("power", "停电、电压", "Power supply", LIVING, "hardship", "停电", "电压", "断电", "没电"),
  matter("gas", "燃气", "Gas", LIVING, "danger", "燃气", "煤气", "天然气"),
  matter("heat", "供暖", "Heating", LIVING, "hardship", "供暖", "暖气", "供热"),
  matter("street-light", "路灯", "Street lights", ROADS, "trouble", "路灯"),
  matter(
    "road",
    "道路坑洼、积水、井盖",
    "Road surface",
    ROADS,
    "danger",
    "井盖",
    "坑洼",
    "路面",
    "积水",
    "塌陷",
  ),
  matter(
    "traffic",
    "交通信号、停车、公交",
    "Traffic and buses",
    ROADS,
    "trouble",
    "红绿灯",
    "停车",
    "公交",
    "堵车",
  ),
  matter("rubbish", "垃圾清运", "Rubbish", SURROUNDINGS, "trouble", "垃圾", "清运", "臭"),
  matter("noise", "噪声", "Noise", SURROUNDINGS, "trouble", "噪音", "噪声", "扰民", "施工声"),
  matter(
    "pollution",
    "污水、废气、扬尘",
    "Pollution",
    SURROUNDINGS,
    "danger",
    "污水",
    "废气",
    "扬尘",
    "排污",
  ),
  matter("property", "物业服务、电梯", "Property management", HOUSING, "trouble", "物业", "电梯", "业委会"),
  matter(
    "house",
    "房屋质量、漏雨、交房",
    "House quality",
    HOUSING,
    "hardship",
    "漏雨",
    "裂缝",
    "交房",
    "房产证",
    "烂尾",
  ),
  matter("illegal-building", "违建", "Unlawful building", HOUSING, "trouble", "违建", "私搭"),
  matter("wages", "欠薪", "Unpaid wages", WORK, "hardship", "欠薪", "拖欠工资", "工资没发", "农民工工资"),
  matter(
    "insurance",
    "社保、医保、养老金",
    "Social insurance",
    WORK,
    "hardship",
    "社保",
    "医保",
    "养老金",
    "退休",
  ),
  matter("relief", "低保、救助、残疾人", "Relief", WORK, "hardship", "低保", "救助", "残疾", "困难户"),
  matter("school", "入学、校园", "School", LIFE, "hardship", "入学", "学校", "幼儿园", "转学", "补课"),
  matter("health", "看病、医院", "Health care", LIFE, "hardship", "医院", "看病", "报销", "疫苗"),
  matter("land", "土地、征收、宅基地", "Land", LAND, "hardship", "征地", "宅基地", "土地", "拆迁", "补偿款"),
  matter("farming", "农田水利、补贴", "Farming", LAND, "hardship", "灌溉", "农田", "补贴", "化肥", "种子"),
  matter("village", "村务、低洼路、公厕", "Village affairs", LAND, "trouble", "村务", "公厕", "村委会"),
  matter(
    "safety",
    "消防、危房、用电隐患",
    "Safety hazards",
    SAFETY,
    "danger",
    "消防",
    "危房",
    "隐患",
    "飞线",
    "通道堵",
  ),
  matter(
    "consumer",
    "消费、价格",
    "Consumers and prices",
    SAFETY,
    "trouble",
    "退款",
    "假货",
    "价格",
    "预付卡",
    "充值",
  ),
  matter(
    "procedure",
    "办证、办事流程",
    "Certificates and procedures",
    OTHER,
    "question",
    "办证",
    "身份证",
    "户口",
    "怎么办理",
    "流程",
  ),
  matter(
    "conduct",
    "工作作风、服务态度",
    "Conduct of an office",
    OTHER,
    "trouble",
    "态度",
    "推诿",
    "踢皮球",
    "不作为",
  ),
  matter("other", "其他", "Something else", OTHER, "trouble"),
];

export function matterOf(id: string | undefined): Matter | undefined {
  return MATTERS.find((each) => each.id === id);
}

/** The kinds whose signs stand in a text, those with most signs first; a suggestion that a person confirms. */
export function likelyMatters(text: string, most = 3): Matter[] {
  return MATTERS.map((each) => ({ each, found: each.signs.filter((sign) => text.includes(sign)).length }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found)
    .slice(0, most)
    .map(({ each }) => each);
}
