// Names of the invented county's bodies: of its small offices in Chinese, and of all in English, from what each of them is.

const BUREAUS: Readonly<Record<string, string>> = {
  城管局: "City Management Bureau",
  水务局: "Water Bureau",
  住建局: "Housing and Construction Bureau",
  教育局: "Education Bureau",
  卫健局: "Health Bureau",
  医保局: "Medical Insurance Bureau",
  人社局: "Labour and Social Security Bureau",
  民政局: "Civil Affairs Bureau",
  交通局: "Transport Bureau",
  公安局: "Police Bureau",
  自然资源局: "Natural Resources Bureau",
  农业农村局: "Agriculture Bureau",
  市场监管局: "Market Supervision Bureau",
  生态环境局: "Environment Bureau",
  应急局: "Emergency Bureau",
  文旅局: "Culture and Tourism Bureau",
  退役军人局: "Veterans Bureau",
  供电公司: "Electricity Company",
  公交公司: "Bus Company",
  自来水公司: "Waterworks",
  政务中心: "Service Centre",
  林业局: "Forestry Bureau",
};
const PLACES: Readonly<Record<string, string>> = {
  东关街道: "Dongguan Subdistrict",
  西关街道: "Xiguan Subdistrict",
  河口镇: "Hekou Town",
  柳林镇: "Liulin Town",
  石桥镇: "Shiqiao Town",
  白沙镇: "Baisha Town",
  龙泉乡: "Longquan Township",
  马家乡: "Majia Township",
  青山乡: "Qingshan Township",
  大坝镇: "Daba Town",
};

const FIRSTS = `东dong 西xi 南nan 北bei 新xin 红hong 光guang 前qian 永yong 和he 平ping 春chun 阳yang 建jian 民min 友you 兴xing 昌chang 福fu
  清qing 双shuang 三san 五wu 九jiu 大da 小xiao 上shang 下xia 中zhong 花hua 天tian 云yun 白bai 金jin 银yin 玉yu 石shi 龙long 凤feng 竹zhu
  梅mei 兰lan 松song 桃tao 柳liu 槐huai 湖hu 江jiang 海hai 塔ta`;
const SECONDS = `风feng 明ming 升sheng 华hua 安an 乐le 康kang 园yuan 庄zhuang 里li 坪ping 湾wan 坡po 岭ling 沟gou 塘tang 泉quan 井jing 岗gang
  台tai 桥qiao 渡du 口kou 门men 巷xiang 街jie 堤di 屯tun 店dian 铺pu 寨zhai 坝ba 林lin 田tian 河he 溪xi 山shan 城cheng 关guan 亭ting`;
const syllables = (list: string) =>
  list.split(/\s+/).map((each) => [each.slice(0, 1), each.slice(1)] as const);
const [FIRST, SECOND] = [syllables(FIRSTS), syllables(SECONDS)];
const ENDS = {
  station: { zh: "便民服务站", en: "Station" },
  point: { zh: "便民服务点", en: "Service Point" },
  counter: { zh: "办事窗口", en: "Counter" },
  window: { zh: "服务窗口", en: "Service Window" },
  office: { zh: "信息办", en: "Information Office" },
  studio: { zh: "融媒站", en: "Media Station" },
} as const;
const TRAPS = 1000;

/**
 * The name of a small office, as a county would give it; every number below 50,000 has one of its own. What was planted there stands in the
 * truth and nowhere in the name.
 */
export function officeName(over: string, number: number, end: keyof typeof ENDS): string {
  const [kind, own] = [Math.floor(number / TRAPS), number % TRAPS];
  if (kind >= FIRST.length) throw new RangeError(`no name is left for number ${number}`);
  // The first word moves on with the second, so that neighbours are not called alike.
  const first = FIRST[(kind + 7 * own) % FIRST.length]![0];
  const second = SECOND[own % SECOND.length]![0];
  const round = Math.floor(own / SECOND.length);
  return `${over}${first}${second}${round === 0 ? "" : `第${round + 1}`}${ENDS[end].zh}`;
}

/** A place of its own of a body: what is said of it is said of nobody else. */
export function stationOf(body: string, number: number, trap?: string): string {
  return officeName(body, number, trap === undefined ? "station" : "point");
}

const OFFICE = new RegExp(
  `^(.*?)(.)(.)(?:第(\\d+))?(${Object.values(ENDS)
    .map(({ zh }) => zh)
    .join("|")})$`,
  "u",
);

/** @param zh the body's whole Chinese name. @throws RangeError where the county has no such body: a new one needs its name here. */
export function englishOf(zh: string): string {
  const [, over = zh, one, two, round, end] = OFFICE.exec(zh) ?? [];
  const kind = over.replace(/^青石县/, "");
  const body = BUREAUS[kind] === undefined ? PLACES[kind] : `Qingshi ${BUREAUS[kind]}`;
  if (end === undefined) {
    if (body !== undefined) return body;
    throw new RangeError(`no English name of ${zh}`);
  }
  const [first, second] = [
    FIRST.find(([word]) => word === one)?.[1],
    SECOND.find(([word]) => word === two)?.[1],
  ];
  const head = kind === "" ? "Qingshi" : body;
  if (first === undefined || second === undefined || head === undefined)
    throw new RangeError(`no English name of ${zh}`);
  const place = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}${second}`;
  const what = Object.values(ENDS).find((each) => each.zh === end)!.en;
  return `${head}${kind === "" ? "" : ","} ${place} ${what}${round === undefined ? "" : ` ${round}`}`;
}
