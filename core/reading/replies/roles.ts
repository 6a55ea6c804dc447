// Says what each clause of a reply does: greet, acknowledge, pass on, send elsewhere, thank, or carry substance.

import { Known } from "../../domain/known.ts";
import { type Clause, clausesOf } from "./text.ts";

export type Role =
  | "salute"
  | "date"
  | "receipt"
  | "lead-in"
  | "about"
  | "thanks"
  | "closing"
  | "wait"
  | "regard"
  | "transfer"
  | "redirect"
  | "need"
  | "answered-before"
  | "substance";

export interface RoledClause extends Clause {
  readonly role: Role;
}

const YOU = "(?:您|你|网友|网民|群众|市民|来信|来访|发帖)";
const MATTER =
  "(?:问题|情况|事项|建议|诉求|意见|投诉|咨询|留言|帖文?|信件?|来信|来帖|函件?|件|一文|一事|反映|质疑|请求)";

const SALUTE = [
  /^(?:您|你|大家)好$/,
  /^(?:尊敬的|亲爱的)?(?:[“"][^”"]{0,24}[”"])?(?:网友|网民|市民|同志|先生|女士|朋友|来信人|楼主|市民朋友|市民同志|来信同志|领导)[\s“"”A-Za-z0-9*]{0,26}(?:网友|朋友|同志)?\s{0,4}(?:您|你)?好?$/,
  /^(?:[“"][^”"]{0,24}[”"]|UU\d+|A0\d+)\s{0,4}(?:网友|网民|市民|同志|先生|女士|朋友)?\s{0,4}(?:您好|你好)?$/,
  /^尊敬的.{0,20}(?:您好|你好)$/,
];
const DATE =
  /^(?:[\d〇零○一二三四五六七八九十年月日号.．/\-—\s:：]+|(?:\d{4}|二[〇零○]..)年.{1,4}月.{1,3}日)$/;
const PHONE_ONLY = /^[（(]?(?:\d{3,4}\s?[-－—]\s?)*\d{5,12}(?:[-－—]\d+)*[）)]?$/;
const RECEIPT =
  /(?:收悉|已收到|已收阅|已阅|阅悉|知悉|悉知|已获悉|已获知|已知晓|已知道|已经收到|收到了?您|收到您|收到你|已受理|已登记|已记录|已录入|系统编号|受理编号|登记编号|已收录|已了解|已经了解|已经知晓|已经知悉|已看到|已经看到|(?:已|已经)?(?:认真|仔细)(?:阅读|拜读)|我们看到了|已关注)/;
const LEAD_IN =
  /(?:(?:回复|答复|反馈|报告|汇报|说明|解答|解释|通报|回答)(?:您|你|给您)?如下|(?:情况|结果|意见|如下)如下|(?:有关|相关|具体)(?:情况|事项|问题).{0,6}如下$|特此(?:回复|答复|报告|说明|函复|告知)|此复|专此|现.{0,30}(?:向您|给您|予以|作出|做出)?(?:回复|答复|反馈|说明)$|回复$)/;
const THANKS =
  /(?:感谢|谢谢|致谢|祝您|祝你|祝愿|敬请(?:谅解|理解|监督|您谅解)|请(?:您|你|予|多)?(?:予以|给予|多多)?(?:理解|谅解)|(?:带来|造成)的?不便|深感|深表|^在此$|祝天天|^祝|很高兴能|提出宝贵|宝贵的?意见|表示歉意|深感抱歉|欢迎(?:您|你|广大|大家)?.{0,14}(?:监督|意见|建议|关注|提出|支持|联系)|一如既往|竭诚为您|希望您?.{0,8}(?:继续|一如|多提)|多提宝贵)/;
const CLOSING_IF =
  /^(?:如果?|若|倘|您如|你如|(?:您|你)?对(?:我们|此|回复|以上)).{0,14}(?:疑问|疑义|不明|不清楚|不满意|不满|其他|其它|意见|需要|问题|异议|咨询|不理解)/;
const CONTACT_ONLY =
  /^(?:联系|咨询|办公|值班|服务|举报|监督|投诉)?(?:人|方式|电话|热线|地址|网址|传真|邮箱)[是为]?[\s\d\-—－、（）()*]*$/;
const WAIT =
  /(?:(?:请|敬请)(?:您|你)?(?:耐心)?(?:等待|等候|留意|关注|稍候|静候)|耐心等待|(?:将|会|再|尽快|及时|第一时间|另行).{0,14}(?:回复|答复|反馈|告知|回应|与您联系|与你联系|与您取得联系)|后续回复|如有(?:相关|新|进展)?.{0,4}(?:情况|回复|结果|进展).{0,6}(?:及时|第一时间)|情况(?:将|会)?及时)/;
/** To be waited for, even where the clause ends in 回复. */
const STILL =
  /(?:耐心等待|后续回复|近期回复|留意.{0,6}回复|结果.{0,8}回复|核实.{0,8}(?:回复|答复)|关注.{0,6}回复)/;
const REGARD = /(?:高度重视|十分重视|非常重视|很重视|极为重视|重视$)/;
const SIGNED_BY =
  /^(?:中共)?[\u4e00-\u9fffA-Z0-9]{2,24}(?:局|办|部|委|镇|乡|政府|中心|办事处|公司|大队|支队|办公室|管委会|街道|科|院|站|台)[\s]{0,4}(?:[\d二〇零一○].{3,14}日?)?$/;
const PLAINLY_PASSED = /(?:留言|问题|情况|帖|来信|诉求|意见|建议|信件|来件).{0,22}(?:转|交|移送|上报|反馈给)/;
const TRANSFER =
  /(?:已(?:经)?(?:请|交)(?!通|房|费|款|易|警).{2,14}(?:处理|办理|核实|核查|调查|跟进|阅处|研办|研究|处置)$|流转(?:至|到|给|对口|有关|相关|责任|承办)|转交|转至|转送|(?:问题|情况|诉求|意见|建议|留言)转|转办|转给|转达|转呈|转告|转请|转由|转入|已转|批转|移交|移送|交由|交办|交付.{0,6}办理|派发|分派|呈报|上报|汇报给|反馈给|反馈至|反馈到|报送|呈送|提交给?|并交|已交|立即交|(?:问题|情况|诉求).{0,4}交.{0,12}(?:部门|单位|局|镇|乡|街道)|责成.{1,20}(?:办理|核实|调查|核查|处理)|向有关部门反馈|反映给|反映至|抄送|批示.{0,4}$)/;
/** Passing a paper on is not handing a plot of land, a building or a flat over. */
const NOT_TRANSFER =
  /(?:工程|道路|房屋|项目|物业|资产|土地|设施|小区|手续|户口|档案|学籍|交付使用|交付给业主|医保关系|养老|社保|公安机关.{0,4}刑|移交(?:给|至|到)?.{0,12}(?:管理|使用|管护|维护)|由我单位|由我局|转由我|申请|审批|报告|转账|转移接续)/;
const REDIRECT =
  /(?:(?:请|建议|可以?|烦请|敬请|需|可直接|欢迎)(?:您|你|网友|当事人|业主|群众|其)?.{0,24}(?:咨询|拨打|致电|来电|联系|反映|反馈|申诉|投诉|举报|询问|提出|申请复查|登录|登陆|访问|查询|查看|点击|前往|面谈|查阅|沟通|协商|寻求|来访|起诉|诉讼|仲裁|与.{1,20}联系)|(?:咨询|联系|查看|参看|参见|详见|请看|点击)(?:电话|在此|链接|此处|这里)|请到|请向|请找|请去|请于|请致电|请来|欢迎(?:您|你)?(?:前来|来电|致电|拨打))/;
const NEED =
  /(?:(?:请|烦请|建议)(?:您|你)?.{0,10}(?:完善|补充|补全|表述|补正|提供(?!服务)).{0,16}|无法(?:为(?:您|你))?(?:准确|及时|具体|进一步)?.{0,6}(?:核查|核实|查询|查实|了解|联系|取得联系|与您|与你|着手)|没有(?:您|你)的|(?:未|没有)(?:告知|注明|说明|具名|阐明|留下|提供)|不归.{0,8}管|不在.{0,12}(?:管辖|职责|管理)?范围|(?:因|由于|鉴于).{0,12}(?:未|没有|没|无)(?:您|你|能)?.{0,14}(?:联系方式|联系电话|具体|明确|详细|说明|提供|留下|地址|身份)|(?:请|烦请|希望|恳请)(?:您|你)?.{0,14}(?:提供|补充|留下|告知|说明).{0,20}(?:信息|联系|资料|材料|线索|情况|地址|电话|具体|证据|位置)|情况不(?:具体|详)|过于笼统|无法(?:明确答复|核实|进行调查|联系|与您)|信息不(?:全|详|具体|明)|不在我.{0,6}(?:管|职|辖)|不属于?我.{0,10}(?:管|职|辖|范围|业务)|不属于?.{0,20}(?:管辖|管理范围|职责|职能|业务))/;
const ANSWERED_BEFORE =
  /(?:已经?(?:于|在|作|做|进行|通过|网络|就).{0,40}(?:回复|答复|回帖)|已经?(?:回复|答复)|明确答复|不再(?:进入|受理|处理|回复|答复)|无效|须知事项|重复(?:发帖|留言|投诉|反映)|(?:作|做)(?:了|出了?)(?:回复|答复))/;
const ABOUT = new RegExp(
  `^(?:关于|针对|就|对于|对|现就|现对|鉴于|根据)?.{0,10}${YOU}.{0,12}(?:所?反映|所?咨询|所?投诉|所?提|所?述|来信|留言|发帖|询问|所?说).{0,60}${MATTER}?$`,
);

/** What stands before and after a clause, as far as its role depends on it. */
interface Place {
  readonly afterRedirect: boolean;
  /** A closing clause stands before it in the same sentence. */
  readonly afterClosing: boolean;
  readonly last: boolean;
}

/** By place: stock clauses stand in most replies, and a dozen patterns are tried on each. */
const known = Array.from({ length: 8 }, (_, place) => {
  const [afterRedirect, afterClosing, last] = [(place & 1) > 0, (place & 2) > 0, (place & 4) > 0];
  return new Known(4_000, (text) => roleAt(text, { afterRedirect, afterClosing, last }));
});

/** What one clause does. */
export function roleOf(clause: Clause, previous: RoledClause | undefined, last = false): Role {
  const afterRedirect = previous?.role === "redirect" ? 1 : 0;
  const afterClosing = previous?.role === "closing" && previous.sentence === clause.sentence ? 2 : 0;
  return known[afterRedirect + afterClosing + (last ? 4 : 0)]!.of(clause.text);
}

/** Order matters: the emptier reading is only taken when the whole clause fits it. */
function roleAt(text: string, { afterRedirect, afterClosing, last }: Place): Role {
  if (SALUTE.some((pattern) => pattern.test(text)) && text.length <= 46) return "salute";
  if (PHONE_ONLY.test(text)) return afterRedirect ? "redirect" : "closing";
  if (DATE.test(text)) return "date";
  if (CONTACT_ONLY.test(text)) return afterRedirect ? "redirect" : "closing";
  if (ANSWERED_BEFORE.test(text) && text.length <= 80) return "answered-before";
  if (TRANSFER.test(text) && (PLAINLY_PASSED.test(text) || !NOT_TRANSFER.test(text)) && text.length <= 70)
    return "transfer";
  if (NEED.test(text)) return "need";
  if (CLOSING_IF.test(text)) return "closing";
  if (afterClosing && REDIRECT.test(text)) return "closing";
  if (STILL.test(text) && text.length <= 36) return "wait";
  if (LEAD_IN.test(text) && text.length <= 60) return "lead-in";
  if (WAIT.test(text) && text.length <= 36) return "wait";
  if (THANKS.test(text) && text.length <= 60) return "thanks";
  if (RECEIPT.test(text) && text.length <= 70) return "receipt";
  if (REGARD.test(text) && text.length <= 30) return "regard";
  if (REDIRECT.test(text)) return "redirect";
  if (ABOUT.test(text) && text.length <= 70 && !/[已将会在]|由(?:您|你)/.test(text)) return "about";
  return last && SIGNED_BY.test(text) && !/[将已请向在经转为]/.test(text) ? "date" : "substance";
}

/** The clauses of a reply with their roles. */
export function rolesOf(text: string): RoledClause[] {
  const roled: RoledClause[] = [];
  const clauses = clausesOf(text);
  for (const [i, clause] of clauses.entries()) {
    const last = i >= clauses.length - 2;
    roled.push({ ...clause, role: roleOf(clause, roled.at(-1), last) });
  }
  return roled;
}

/** Clauses that carry something for the citizen; emptier roles are left out. */
export function carrying(clauses: readonly RoledClause[]): RoledClause[] {
  return clauses.filter(({ role }) => role === "substance" || role === "redirect" || role === "need");
}

const EMPTY: ReadonlySet<Role> = new Set([
  "salute",
  "date",
  "receipt",
  "lead-in",
  "about",
  "thanks",
  "closing",
  "wait",
  "regard",
]);

/** True where a text only greets, thanks, dates or says that a message arrived: it answers nothing yet. */
export function isReceiptOnly(text: string): boolean {
  return rolesOf(text).every((clause) => EMPTY.has(clause.role));
}
