// Whether a reply says anything once salutation, receipt, thanks, forwarding, wishes, promises of attention and dates are taken away.

import { Known } from "../../domain/known.ts";
import { isSlogan } from "../replies/slogan.ts";

/** Who signs, and when; pseudonyms like A7县 are names too. */
const SIGNATURE =
  /^(?!.*(?:前|将|完成|计划|我们|已|请|把|于))(?:[^\d]|[A-Z]\d{1,2}(?=[县市区镇])){0,20}(?:局|委|办|中心|政府|街道|镇|乡|公司|办公室|领导小组|委员会|大队|分局|所|处|科|院|部|厅|会)(?:[\d年月日\s.\-/]{0,16})?$/;

/** A clause that carries no answer, by what it does. Each pattern reads one clause of bounded length. */
const FORMULAS: readonly RegExp[] = [
  // Salutation and who speaks.
  /^(?:尊敬的|亲爱的)?.{0,24}(?:网友|市民|来信人|群众|先生|女士|同志|朋友|用户|居民|村民|业主|读者|留言人)?[“”"'A-Za-z0-9〔〕\s]{0,24}(?:您好|你好|大家好)$/,
  /^(?:网友|市民|来信人|群众|先生|女士|同志|朋友|用户)[“”"'A-Za-z0-9〔〕\s]{0,24}(?:您好|你好)?$/,
  /^[“”"'A-Za-z0-9〔〕\s]{0,24}(?:您好|你好)?$/,
  /^(?:尊敬的|亲爱的).{0,12}(?:朋友|网友|市民|来信人|先生|女士|同志|家长|乡亲|用户|居民|村民|业主|师傅)?$/,
  // Receipt and announcement of a reply.
  /^(?:您|你)?(?:所)?(?:提|说|讲|反映|陈述)?(?:出|到|述)?的?.{0,8}(?:情况|问题|事情|诉求|留言|来信|意见|建议|心声)?.{0,4}(?:我们|我局|我单位)?(?:都|均)?(?:已经?|业已)?(?:了解|知悉|知晓|掌握|看到|收到|收阅|(?:认真|仔细)?(?:阅读|拜读|阅览)|登记在册|记录在案|录入系统)了?$/,
  /^(?:我们)?(?:已经?)?(?:看到|收到|读到|阅读|拜读)了?您的.{0,8}(?:留言|来信|意见|建议|诉求|反映)$/,
  /^(?:经|经过)(?:认真|慎重|集体)?研究(?:决定)?$/,
  /^(?:接件|收件|接报|收到|接到).{0,8}(?:当天|当日|立即|马上|随即|第一时间)?(?:已)?派(?:了)?人(?:员)?$|^这?[一两几]?天?(?:会|将|就)?派人(?:去|来)?(?:看|查看|了解)?$/,
  /^(?:该|此)?(?:事项?|问题|件)?不(?:在|属|属于|归)我(?:处|局|办|单位|镇|街道|们)?.{0,6}(?:管|职责|范围|职能)?(?:内)?$/,
  /(?:来信|留言|反映|诉求|建议|问题|意见|情况|咨询|信件|来电|帖子|投诉|提案|邮件|信息|内容|来帖|帖文|来函|函件|来邮).{0,24}(?:收悉|收到|知悉|知晓|获悉|已阅|阅悉|悉知|已关注|登记|受理|记录)(?:了|后)?$/,
  /^(?:已|均已|业已|现已)?(?:收悉|收到|知悉|知晓|已阅|受理|登记)/,
  /^(?:关于|对于|针对|就|根据|现将|现就).{0,60}(?:答复|回复|说明|反馈|回答|解释|报告|处理情况)$|^.{0,60}(?:答复|回复|说明|反馈|回答|解释|报告|情况)(?:如下|如下所示)$/,
  /^(?:经|我们|我局|我镇|我单位|我街道|我办|我委)?.{0,16}(?:高度重视|非常重视|十分重视|极为重视|第一时间.{0,10}(?:关注|研究|部署)|召开.{0,10}会议?|进行了?(?:认真|专题)?研究)$/,
  // The matter named as a theme, without a word on it; an instruction without an act.
  /^(?:关于|对于|针对|对|就)?(?:您|你)们?所?(?:反映|提|提出|咨询|投诉|留言|询问|关心|说)的?.{0,10}(?:问题|情况|事项|事情|诉求|建议|意见)$/,
  /^.{0,20}(?:作出|做出|作)了?.{0,4}批示$/,
  // Thanks, wishes, regret.
  /^(?:再次|衷心|非常|十分|诚挚|真诚|首先|最后)?(?:地)?(?:感谢|谢谢|多谢|致谢)/,
  /^(?:祝|顺祝|恭祝|敬祝)|^(?:身体健康|工作顺利|生活愉快|阖家幸福|万事如意|家庭幸福|一切顺利|天天开心|幸福安康|心想事成)$/,
  /^.{0,8}(?:建议|意见|想法).{0,4}(?:中肯|很好|宝贵|有价值|有道理)|^(?:深表|致以|表示).{0,6}(?:谢意|敬意|感谢)$/,
  /^(?:对|就)?.{0,8}(?:带来|造成)的?.{0,4}(?:不便|困扰).{0,12}$/,
  /(?:带来|造成|引起).{0,10}(?:不便|困扰|影响).{0,12}(?:歉意|谅解|理解|抱歉|包涵)?$|^(?:深表|表示|敬请|请).{0,6}(?:歉意|谅解|理解|抱歉|包涵)/,
  // Waiting, watching, inviting.
  /^请(?:您|你)?(?:静候|稍候|稍等|放心|再等等|多担待|多包涵)$/,
  /^(?:请|敬请|望|恳请|希望)(?:您|你|大家|广大.{0,6})?.{0,6}(?:耐心|及时|继续|持续|随时)?.{0,4}(?:等待|等候|留意|关注|监督|支持|配合|理解|谅解|放心|知悉|周知)/,
  /^(?:欢迎|期待|也欢迎).{0,20}(?:监督|来电|来信|关注|提出|反映|留言|批评|支持|建议)/,
  /^(?:待|等|有).{0,8}(?:调查|核实|核查|处理|办理|研究|结果|进展)(?:核实|清楚|完毕|结束|结果)?后(?:再|将|会)?(?:在|另|另行|予以|及时|尽快|第一时间)*(?:答复|回复|反馈|告知)?(?:您|你)?$/,
  /^(?:一|如果?|若)有.{0,8}(?:进展|结果|进度|消息|回复|答复)$/,
  /^(?:.{0,8}(?:情况|结果|进展|进度))?(?:我.{1,3})?(?:将|会)?(?:第一时间|及时|尽快|另行).{0,12}(?:告知|反馈|通知|回复|答复)(?:给|与)?(?:您|你|网友|大家)?$/,
  /^如(?:果|有|您|你|仍|对|还).{0,30}(?:疑问|问题|异议|需要|情况|不明|困难|建议|不清楚).{0,6}$/,
  /^(?:请|可|可以|欢迎|您可|您可以)?(?:拨打|致电|联系|咨询|与.{0,16}联系).{0,40}$/,
  /^(?:联系|咨询|监督|服务)?电话[:：]?.{0,24}$/,
  /^(?:特此|此)(?:答复|回复|复|函复|告知|说明|报告)/,
  // Promises of attention without an act, a day or a receiver.
  /^(?!请|烦请|麻烦|.{0,60}(?:\d ?[月日天号年周]|[月年周]底|个工作日)).{0,50}(?:将|会|正在|正|已|已经|下一步|今后|接下来|近期|后续|尽快|抓紧|适时|逐步|及时|积极|认真|继续|进一步|持续|不断|统筹|努力|全力).{0,30}(?:重视|研究|对待|关注|处理|落实|解决|办理|答复|回复|核实|考虑|协调|推进|争取|加强|加大|完善|改进|优化|参考|借鉴|吸纳|采纳|跟进|反馈|督促|推动|调查|提升|提高|整改|上报|汇报|部署|安排)(?:[^0-9]{0,16})$/,
  /^(?:将|会|拟|我们将|我们会)?(?:其|您的.{0,6})?(?:作为|纳入|列为).{0,16}(?:参考|考虑|依据|计划|研究)/,
  /^(?:有关|相关|各项)工作(?:正在|正|已)?(?:积极|有序|稳步|抓紧|加紧)?(?:推进|开展|进行)(?:中|之中)?$/,
  /^(?:按|按照|依|依照|依法|根据).{0,12}(?:规定|程序|政策|法规|流程|要求|职责)(?:处理|办理|执行|进行|办|予以处理|落实)?$/,
  // Dates and signatures.
  /^[\d年月日号/.\-\s:：〇零一二三四五六七八九十]{4,24}$/,
  SIGNATURE,
];

/** Passing on: who gets it stands in the group, where it is stated. */
const FORWARDING =
  /(已请(?=.{0,12}(?:属地|主管|部门|单位|局|办|科室|街道|镇|乡))|批转|转交给?|转办|转送|转达|转至|转给|移交|移送|流转|推送|呈送|报送|派发|派单|(?<![周运流中好扭旋倒])转(?!让|移|变|型|弯|租|账|入|出|学|户|接(?!给|至|到|有|相|责))|交由|交办|并?交(?=有关|相关|属地|责任|主管|对口|由|.{1,16}(?:单位|部门|局|委|办|处|站|所|中心))|反馈给?|反映给|上报|汇报给?|责成|要求|通知|督促|协调|函告)(?:了|给|至|到|由)?(.{0,30}?)(?:处理|办理|调查|核实|研究|阅处|处置|落实|跟进|答复|回复|解决|查处|受理|整改|承办|核查|核处)*(?:当中|中)?$/;
/** Verbs that pass a matter on by themselves; the others only with somebody who gets it. */
const PASSES = /^(?:已请|批转|转|移交|移送|流转|推送|派|交由|交办|并?交)/;
/** Pressing somebody that is still to come is a promise of attention, no passing on; 已将来信 is done. */
const TO_COME =
  /(?<![已现业均])将(?!您|你|此|该|其|这|上述|问题|情况|来|诉求|留言|信|件|事)|(?:我们|我.|也|还|就|都|均|一定|将)会|拟|继续|进一步|今后|下一步/;
const SOMEBODY = /部门|属地|单位|科室|人员|领导|机构|处室|股室|方面/;
/** A citizen sent to somebody who is named. */
const SENT_TO =
  /(?:请|可|可以|建议)(?:您|你)?(?:直接|到|向|与|前往)?.{0,6}?(?:咨询|联系|拨打|致电|反映)(.{1,40})$/;
const GENERIC =
  /^(?:至|给|到|由)?(?:了)?(?:我(?:市|县|区|局|镇|街道|办)的?)?(?:各|市|县|区|镇)?(?:相关|有关|职能|责任|主管|承办|属地|具体|专业|业务|下属|对应|所属|上级|各|负责)*(?:的)?(?:业务)?(?:部门|单位|科室|人员|领导|机构|处室|股室|方面|工作人员|负责人)?(?:进行|予以|依法|尽快|及时|认真|积极|进一步)?$/;
const NAMED =
  /(?:电力|供电|供水|燃气|税务|公安|交警|教育|卫生|卫健|环保|住建|城管|交通|民政|人社|医保|国土|水利|市场监管|工商|消防|规划|网信|信访|宣传|组织|纪检|监察|司法|财政|审计|统计|物价|质监|食药|药监|安监|应急|气象|农业|林业|农机|畜牧|扶贫|移民|商务|粮食|科技|文化|文旅|旅游|体育|房产|房管|市政|环卫|园林|铁路|通信|邮政|人事|劳动|社保)部门|[\p{Script=Han}A-Za-z0-9]{1,14}(?:局|委员?会|管委会|办公室|中心|公司|街道|镇|乡|村|社区|大队|派出所|支队|医院|学校|法院|检察院|公安|税务|供电|水务|消防|住建|城管|人社|教育|交通|民政|卫健|信访|自然资源|市场监管|办事处|学院|厅|政府|所|站|院|处(?!理|置|室)|物业|业委会|集团|分局|开发商|办(?!理|法|事|公|结|复|好|完)|(?:市|县|区)(?!有关|相关|各|直|级|里))/u;

/** A word that answers: an act done, a rule, a sum, a place, a day, a reason, a plain yes or no. */
const ANSWERS =
  /已(?:经)?(?:于|在|将|对|由|完成|修|更换|清理|拆除|安装|整改|处罚|立案|办结|退|发放|开通|恢复|解决|处理(?:完|好|到位)|核实|查|组织|约谈|责令|下达|联系|到现场)|经(?:调查|核实|核查|查|现场|了解|研究|与)|原因|由于|因为|因(?!此)|属于|不属于|不符合|符合|可以|不能|不可以|不予|无法|需要?(?:提供|携带|持|带|到|先|满足|经)|应(?:当|由|到|向|持|先)|《|》|第.{1,4}条|\d+ ?(?:元|%|％|米|公里|平方|户|人|天|个?工作日|个?月|年|岁|次|栋|亩|台|盏|处|号线|路|小时|分|点|时)|预计|计划(?:于|在)|拟(?:于|在)|(?:上|下)午|周[一二三四五六日]|窗口|流程|条件|材料|标准|地址|目前|现阶段|截至|分为|包括|以下|如下[:：]|链接|详见|附件/;

/** An act that is done is no passing on. */
const DONE = /已(?:于|经).{0,20}(?:完成|解决|整改)/;

/** Halfway to a name: one level of government, the leader in charge. */
const HALF_NAMED =
  /(?<![我本全各])(?:县|市|区|镇|乡|街道)(?:直|级|里|的)?(?:有关|相关|职能|责任|主管|对口)|(?:分管|主要|主管|县|市|区|镇|乡)领导/;

interface Parts {
  readonly rest: string;
  readonly forwards: boolean;
  readonly receiver: string | undefined;
  /** The office itself passed the matter to a named receiver: more than sending the citizen there. */
  readonly handsOver: boolean;
  /** No receiver, but it can be guessed on which desk the matter lies. */
  readonly halfNamed: boolean;
}

/** Takes a reply apart: what is left beside formulas, and whether it passes the matter on, and to whom. */
export function partsOf(reply: string): Parts {
  let rest = "";
  let forwards = false;
  let receiver: string | undefined;
  let handsOver = false;
  let halfNamed = false;
  for (const { left, passed } of pieces(reply)) {
    rest += left;
    if (passed === undefined) continue;
    forwards = true;
    receiver ??= passed.receiver;
    handsOver ||= passed.receiver !== undefined && !passed.sent;
    halfNamed ||= HALF_NAMED.test(passed.to);
  }
  return { rest, forwards, receiver, handsOver, halfNamed: halfNamed && receiver === undefined };
}

/** A user's name may be any words: 网友山里人家：… */
const USER = /^\s*(?:尊敬的|亲爱的)?(?:网友|网民|市民|来信人|群众)[^。！!？?；;，,：:\n]{0,20}[：:]/;

const clausesOf = (reply: string): string[] => reply.replace(USER, "").split(/[。！!？?；;，,\n\r：:、]+/);

/** Clause by clause: what is left of it, or to whom it passes the matter on. */
function* pieces(reply: string): Generator<Piece> {
  for (const clause of clausesOf(reply)) {
    const piece = known.of(clause);
    if (piece !== null) yield piece;
  }
}

interface Piece {
  readonly left: string;
  readonly passed?: Passed;
}

const known = new Known(4_000, pieceOf);

/** Null for a formula. */
function pieceOf(clause: string): Piece | null {
  const plain = clause.replace(/[\s\u3000“”"'（）()]/g, "");
  if (plain === "") return null;
  const passed = plain.length <= 80 && !DONE.test(plain) ? passedTo(plain) : undefined;
  if (passed !== undefined) return { left: "", passed };
  if (plain.length > 80) return { left: plain };
  return isSlogan(plain) || FORMULAS.some((formula) => formula.test(plain)) ? null : { left: plain };
}

interface Passed {
  readonly receiver: string | undefined;
  /** The words after the verb, or that the citizen is sent to. */
  readonly to: string;
  /** The citizen is sent there; the office itself does nothing. */
  readonly sent: boolean;
}

/** To whom a clause passes the matter on; undefined where it does not. */
function passedTo(clause: string): Passed | undefined {
  const sent = SENT_TO.exec(clause);
  const named = sent === null ? undefined : (NAMED.exec(sent[1]!)?.[0] ?? /\d{5,}/.exec(sent[1]!)?.[0]);
  if (named !== undefined) return { receiver: named, to: sent![1]!, sent: true };
  const passed = FORWARDING.exec(clause);
  if (passed === null) return undefined;
  const to = passed[2]!;
  const receiver = GENERIC.test(to) ? undefined : NAMED.exec(to)?.[0];
  if (receiver === undefined && !PASSES.test(passed[1]!)) {
    if (!SOMEBODY.test(to) || TO_COME.test(clause.slice(0, passed.index))) return undefined;
  }
  return { receiver, to, sent: false };
}

/** Nothing but who signs. */
export function isSignature(text: string): boolean {
  return SIGNATURE.test(text.replace(/[\s\u3000]/g, ""));
}

const SHORT = 6;

/** True where something is left that answers. A short complete answer does (trap T4). */
export function isSubstantive(reply: string): boolean {
  // Most replies answer in their longest clause; the others need not be read, and each takes a hundred patterns.
  const longest = clausesOf(reply).reduce((one, other) => (other.length > one.length ? other : one));
  if (longest.length > SHORT && (pieceOf(longest)?.left.length ?? 0) > SHORT) return true;
  let rest = "";
  for (const { left } of pieces(reply)) {
    rest += left;
    if (rest.length > SHORT) return true;
  }
  return rest.length > 0 && ANSWERS.test(rest);
}
