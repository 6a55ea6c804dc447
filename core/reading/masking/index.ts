// Masks personal data in free text: numbers, plates, ids, homes, names with a form of address. Linear in the length of the text.

import { luhn, normaliseDigits, validResidentId } from "./digits.ts";

/** The kinds that are masked. Names in free text without a form of address cannot be guaranteed: see README.md. */
export const MASK_KINDS = [
  "mobile",
  "landline",
  "resident-id",
  "bank-card",
  "plate",
  "chat-id",
  "e-mail",
  "home",
  "name",
  "long-number",
] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

export interface Masked {
  readonly text: string;
  readonly masked: Readonly<Partial<Record<MaskKind, number>>>;
}

export interface MaskOptions {
  /** The text is an office's own: its landlines and hotlines stay, since a citizen needs them. */
  readonly keepOfficePhones?: boolean;
}

const MARK: Readonly<Record<MaskKind, string>> = {
  mobile: "〔手机号〕",
  landline: "〔电话〕",
  "resident-id": "〔证件号〕",
  "bank-card": "〔卡号〕",
  plate: "〔车牌〕",
  "chat-id": "〔网名号〕",
  "e-mail": "〔邮箱〕",
  home: "〔住址〕",
  name: "〔姓名〕",
  "long-number": "〔号码〕",
};

/** Digits with the separators that people put between them. Bounded repeats keep it linear. */
const NUMBER = /\+?\d(?:[ \-–—.·_()]{0,2}\d){6,24}[ ]?[xX]?/g;
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·.\-•]{0,2}[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警]/g;
const CHAT =
  /wxid_[A-Za-z0-9_]{6,24}|(?:微信号?|[vV]信|[wW]eixin|[wW]e[cC]hat|[vV][xX]|QQ号?|[qQ]{2}号?|抖音号?|快手号?)(?:群号?)?[ ]?(?:[:：是为]|号码?[:：是]?)[ ]?[A-Za-z0-9_-]{5,24}|[qQ]{2}[ ]?\d{5,11}/g;
const MAIL = /[A-Za-z0-9][A-Za-z0-9._%+-]{0,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,4}/g;
const N = "[0-9A-Za-z一二三四五六七八九十百]";
/** A block, unit and room, with the estate's name before it where it is stated. */
const HOME = new RegExp(
  `[\\p{Script=Han}A-Za-z0-9]{0,10}(?:小区|花园|家园|苑|公寓|新村|社区|大院|宿舍|安置区|花苑|名邸|庄园|华庭|一期|二期|三期)?${N}{1,5}[ ]?(?:号楼|栋|幢|座|#楼?|号院)[ ]?(?:${N}{1,4}[ ]?(?:单元|门|梯)[ ]?)?(?:${N}{1,4}[ ]?(?:层|楼)[ ]?)?${N}{1,5}[ ]?(?:室|房|号|户)?(?!楼|栋|幢|栽|年|月|线|路公交)` +
    `|${N}{1,4}单元[ ]?${N}{1,5}(?:室|房|号|户)?|(?:门牌|住址|家住|住在)[:：]?[\\p{Script=Han}A-Za-z0-9]{0,14}?[0-9]{1,5}号(?:院|楼)?[0-9\\-]{0,8}(?:室|户)?|[\\p{Script=Han}]{1,6}(?:村|组|屯)[0-9]{1,4}号(?!线|路|文)`,
  "gu",
);
const SURNAMES =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝卢莫房裘缪宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆翁荀羊於惠甄封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双莘翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿边扈燕冀郏浦尚农温别庄晏柴瞿阎慕连茹宦艾鱼容古易慎戈廖庾终暨居衡耿弘匡文寇禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚简饶空曾毋沙乜养鞠须丰巢关蒯荆竺权逯益桓仉岳帅缑亢况郈琴晋楚闫汝鄢涂钦牟佘佴伯赏墨哈谯笪爱阳佟福肖";
/** Surname and form of address; a given name may stand between. `某` forms are masked too. */
const NAME = new RegExp(
  `(?:(?:我|本人|姓名|名叫|叫做|联系人|户主|业主|村民|居民|反映人|投诉人|来电人|当事人|法人|患者|学生|儿子|女儿|丈夫|妻子|老公|老婆)(?:是|叫|为|[:：])?[ ]?(?=[${SURNAMES}]))?[${SURNAMES}](?:[\\p{Script=Han}某]{0,2}?)(?:先生|女士|小姐|同志|大爷|大妈|阿姨|奶奶|爷爷|大叔|老师傅|师傅|叔叔|婆婆|老人家|某某|某(?!些|个|种|地|单位|部门|处|时|天|日|年|月|县|镇|村|局|市|区|路|小区|公司))|(?:姓名|名叫|叫做|联系人|户主|本人叫|我叫|我是)[:：]?[ ]?[${SURNAMES}][\\p{Script=Han}]{1,2}(?=[，,。；;、 （(\\d]|$)`,
  "gu",
);
/** Offices and trades are no persons: these never begin a name, nor does a surname with 的 behind it. */
const NO_NAME =
  /^(?:广大|万|全|文明|高(?:龄|速)|成年|安(?:全|保)|平安|和谐|公(?:安|交|务|共)|石油|有(?:关|位|些|个)|国|农|家(?:里|中)|年(?:轻|老|迈)|单(?:身|位)|司机|常务|连队|项目|关心|班[长组]|车[站间队]|施工|应急|房[管东]|路[政边过]|水[电利务]|\p{Script=Han}的)/u;
/** Signs that are no surname behind these: 有关同志, 值班师傅, 公安同志, 时任. */
const NO_SURNAME = /(?:[有相机海]关|[值当白夜晚早接]班|[公治]安|[现时]任)$/;

function isName(found: string, at: number, whole: string): boolean {
  if (NO_NAME.test(found) || whole[at + found.length] === "们") return false;
  return at === 0 || !NO_SURNAME.test(whole.slice(at - 1, at + 1));
}

const ANY_WORD =
  /先生|女士|小姐|同志|大爷|大妈|阿姨|奶奶|爷爷|大叔|师傅|叔叔|婆婆|老人家|某|姓名|我叫|我是|名叫|叫做|联系人|户主/;
const ANY_HOME = /栋|幢|[座#]|单元|号楼|号院|门牌|住址|家住|住在|(?:村|组|屯)[0-9]/;

type Counts = Partial<Record<MaskKind, number>>;

/** Counts a find and gives the mark in its stead. */
function put(masked: Counts, kind: MaskKind): string {
  masked[kind] = (masked[kind] ?? 0) + 1;
  return MARK[kind];
}

/** Masks a text. Returns it unchanged where nothing was found. */
export function maskText(original: string, options: MaskOptions = {}): Masked {
  const masked: Counts = {};
  const plain = normaliseDigits(original);
  let text = plain ?? original;
  if (plain !== undefined) {
    if (text.includes("@")) text = text.replace(MAIL, () => put(masked, "e-mail"));
    text = text.replace(CHAT, () => put(masked, "chat-id"));
    text = text.replace(PLATE, () => put(masked, "plate"));
    text = text.replace(NUMBER, (found) => maskNumber(found, options, masked));
  } else {
    if (text.includes("@")) text = text.replace(MAIL, () => put(masked, "e-mail"));
    if (/wxid_|[:：]/.test(text)) text = text.replace(CHAT, () => put(masked, "chat-id"));
  }
  if (ANY_HOME.test(text)) text = text.replace(HOME, () => put(masked, "home"));
  if (ANY_WORD.test(text)) text = maskNames(text, masked);
  return { text, masked };
}

/** What turns out to be no name may still hold one (值班的张同志), so the search goes on at its next sign. */
function maskNames(text: string, masked: Counts): string {
  let shown = "";
  let from = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found !== null; found = NAME.exec(text)) {
    if (!isName(found[0], found.index, text)) {
      NAME.lastIndex = found.index + 1;
      continue;
    }
    shown += text.slice(from, found.index) + put(masked, "name");
    from = NAME.lastIndex;
  }
  return shown + text.slice(from);
}

const OFFICE_SHORT = /^(?:1[12]\d{1,4}|12345|123\d{2}|96\d{3,4}|95\d{3})$/;

function maskNumber(found: string, options: MaskOptions, masked: Counts): string {
  const body = found.trimEnd();
  const rest = found.slice(body.length);
  const digits = body.replace(/[^0-9xX]/g, "").toUpperCase();
  const country = body.startsWith("+") || /^0{0,2}86/.test(digits);
  const bare = country ? digits.replace(/^0{0,2}86/, "") : digits;
  if (/^1[3-9]\d{9}$/.test(bare)) return put(masked, "mobile") + rest;
  if (/^\d{17}[\dX]$/.test(bare) && validResidentId(bare)) return put(masked, "resident-id") + rest;
  if (/^\d{15}$/.test(bare) && validResidentId(bare)) return put(masked, "resident-id") + rest;
  if (/^\d{17}[\dX]$/.test(bare)) return put(masked, "resident-id") + rest;
  if (/^\d{16,19}$/.test(bare) && luhn(bare)) return put(masked, "bank-card") + rest;
  if (/^(?:0\d{2,3})[2-9]\d{6,7}$/.test(bare) || /^400\d{7}$/.test(bare) || /^[2-9]\d{6,7}$/.test(bare)) {
    if (isDate(bare) || options.keepOfficePhones || OFFICE_SHORT.test(bare)) return found;
    return put(masked, "landline") + rest;
  }
  // A mobile with a word or a digit stuck to it, several numbers in a row, or an unknown long number.
  if (bare.length >= 11 && !isTimestamp(bare)) {
    const mobile = /1[3-9]\d{9}/.exec(bare);
    if (mobile !== null && (bare.length === 22 || /^0?1[3-9]\d{9}/.test(bare)))
      return put(masked, "mobile") + rest;
    if (bare.length >= 15) return put(masked, "long-number") + rest;
  }
  return found;
}

/** `20190425` and the like. */
function isDate(digits: string): boolean {
  return /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);
}

function isTimestamp(digits: string): boolean {
  return /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}$/.test(digits);
}

/** The name of a file with everything personal masked; the ending stays. */
export function maskFileName(name: string): string {
  const dot = name.lastIndexOf(".");
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const ending = dot > 0 ? name.slice(dot) : "";
  return maskText(stem).text.replace(PERSON_IN_FILE, "〔姓名〕") + ending;
}

/** 张三身份证, 李小明_申请表: a name of two or three characters before a personal paper. */
const PERSON_IN_FILE = new RegExp(
  `[${SURNAMES}][\\p{Script=Han}]{1,2}(?=[ _-]?(?:的)?(?:身份证|户口|银行卡|申请|简历|照片|证件|诊断|病历|结婚证|残疾证|低保|承诺书|委托书))`,
  "gu",
);

const OFFICE =
  /(?:省委书记|市委书记|县委书记|区委书记|党委书记|党组书记|党工委书记|工委书记|书记|省长|市长|县长|区长|镇长|乡长|州长|盟长|旗长|局长|厅长|主任|部长|院长|校长|所长|主席|街道办主任)/;

/** A leader's title with the name cut away: `浙江省委书记王某` → `浙江省委书记`. A text without an office is returned as it is. */
export function officeOf(title: string): string {
  const found = OFFICE.exec(title);
  if (found === null) return title;
  const end = found.index + found[0].length;
  const tail = title.slice(end);
  return /^[\s·:：]{0,2}[\p{Script=Han}]{2,4}(?:同志)?$/u.test(tail) ? title.slice(0, end) : title;
}

/** Names of leaders beside their office in a running text: `胡某某书记` and `书记胡某某` become the office. */
export function maskLeaders(text: string): string {
  if (!OFFICE.test(text)) return text;
  return text.replace(NAME_BEFORE, "$1").replace(NAME_AFTER, "$1");
}

const POST = "(?:副?(?:省|市|县|区|镇|乡|州)长|(?:省|市|县|区|党)?(?:委|工委|党组)?书记|局长|厅长|部长)";
const NAME_BEFORE = new RegExp(
  `(?<=^|[^\\p{Script=Han}]|[向给由致请与对找])[${SURNAMES}][\\p{Script=Han}]{1,2}(?:同志)?(${POST})`,
  "gu",
);
const NAME_AFTER = new RegExp(
  `(${POST})[${SURNAMES}][\\p{Script=Han}]{1,2}(?=[，,。、；; 主出召带到深赴在一率听强指]|同志|$)`,
  "gu",
);
