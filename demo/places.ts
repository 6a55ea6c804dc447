// The invented county of Qingshi: its year, its offices, its townships and streets.

import type { Chance } from "./random.ts";

export const TERRITORY = "CN-999901";
export const DIVISION = "999901";
const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** The demonstration year: from 2025-07-01 to the day of the check-up, 2026-06-30, Beijing time. */
export const FIRST = Date.UTC(2025, 5, 30, 16);
export const LAST = Date.UTC(2026, 5, 30, 15, 59, 59);

export const BUREAUS = [
  ...[
    "城管局",
    "水务局",
    "住建局",
    "教育局",
    "卫健局",
    "医保局",
    "人社局",
    "民政局",
    "交通局",
    "公安局",
    "自然资源局",
    "农业农村局",
  ],
  ...[
    "市场监管局",
    "生态环境局",
    "应急局",
    "文旅局",
    "退役军人局",
    "供电公司",
    "公交公司",
    "自来水公司",
    "政务中心",
    "林业局",
  ],
].map((name) => `青石县${name}`);
export const TOWNS = [
  "东关街道",
  "西关街道",
  "河口镇",
  "柳林镇",
  "石桥镇",
  "白沙镇",
  "龙泉乡",
  "马家乡",
  "青山乡",
  "大坝镇",
].map((name) => `青石县${name}`);
export const BODIES = [...BUREAUS, ...TOWNS];
export const STREETS = [
  "东街",
  "西街",
  "解放路",
  "建设路",
  "滨河路",
  "学府路",
  "人民路",
  "桥头路",
  "菜场巷",
  "南门外",
  "新华路",
  "火车站前街",
  "文庙街",
  "环城北路",
  "工业一路",
  "米市巷",
];
export const VILLAGES = [
  "上坪村",
  "下坪村",
  "大湾村",
  "杨树村",
  "石磨村",
  "河西村",
  "张家村",
  "泉水村",
  "新塘村",
  "老屋村",
  "黄泥塘村",
  "三岔口村",
  "枫树坪村",
  "水口村",
  "高坎村",
];
export const ESTATES = [
  "金桂小区",
  "阳光花园",
  "锦绣家园",
  "滨河苑",
  "教师新村",
  "东城国际",
  "安置三区",
  "粮食局宿舍",
  "翠竹雅苑",
  "老棉纺厂家属院",
  "廉租一期",
];

/** Other invented counties of the same province, with their towns and villages; one town has a name that ours has too. */
export const OTHERS = [
  ["云岭县", ["大河镇", "黑石镇", "长冲乡"], ["红岩村", "桐子村", "小桥村"]],
  ["临溪县", ["柳林镇", "鹅洲镇", "上滩乡"], ["木瓜村", "双井村", "石鼓村"]],
  ["沙坝县", ["金坪镇", "白马镇", "古渡乡"], ["燕子村", "瓦窑村", "樟树下村"]],
  ["鹿鸣县", ["东岔镇", "双河口镇", "花桥乡"], ["龙潭村", "麻园村", "松林村"]],
  ["北屏县", ["铁厂镇", "月山镇", "清溪乡"], ["羊角村", "茶亭村", "塔下村"]],
] as const;

/** All divisions that the county's register of places holds: our own and those around it. */
export function divisionsOf(): { code: string; name: string; tier: string }[] {
  const made: { code: string; name: string; tier: string }[] = [
    { code: DIVISION, name: "青石县", tier: "county" },
  ];
  const under = (county: string, towns: readonly string[], villages: readonly string[]) => {
    for (const [at, name] of towns.entries())
      made.push({ code: `${county}${101 + at}`, name, tier: "township" });
    for (const [at, name] of villages.entries())
      made.push({ code: `${county}101${201 + at}`, name, tier: "village" });
  };
  under(
    DIVISION,
    TOWNS.map((name) => name.slice(3)),
    VILLAGES,
  );
  for (const [at, [name, towns, villages]] of OTHERS.entries()) {
    made.push({ code: `99990${at + 2}`, name, tier: "county" });
    under(`99990${at + 2}`, towns, villages);
  }
  return made;
}

/** `2026-03-01T08:00:00+08:00` */
export function iso(at: number): string {
  return `${new Date(at + 8 * HOUR).toISOString().slice(0, 19)}+08:00`;
}

/** `2026-03-01 08:00:00` */
export function local(at: number): string {
  return new Date(at + 8 * HOUR).toISOString().slice(0, 19).replace("T", " ");
}

/** `3月1日` */
export function monthDay(at: number): string {
  const day = new Date(at + 8 * HOUR);
  return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}

/** Moves an instant into office hours of its day. */
export function inOfficeHours(at: number, minute: number): number {
  const midnight = Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  return midnight + 9 * HOUR + (minute % 480) * 60_000;
}

const HAN = "〇一二三四五六七八九十";
const han = (value: number) =>
  value <= 10
    ? HAN[value]!
    : `${value < 20 ? "" : HAN[Math.floor(value / 10)]}十${value % 10 === 0 ? "" : HAN[value % 10]}`;

/** A day as officials write it: mostly 3月1日, also 3月1号, with the year, or in Chinese figures. */
export function dayWords(chance: Chance, at: number): string {
  const day = new Date(at + 8 * HOUR);
  const [month, date] = [day.getUTCMonth() + 1, day.getUTCDate()];
  const kind = chance.next();
  if (kind < 0.6) return `${month}月${date}日`;
  if (kind < 0.8) return `${month}月${date}号`;
  if (kind < 0.94) return `${day.getUTCFullYear()}年${month}月${date}日`;
  return `${han(month)}月${han(date)}日`;
}
