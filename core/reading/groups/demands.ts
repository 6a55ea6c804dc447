// Which demands a group message makes: an imperative, a countable or provable action, and no word that makes it free or forbidden.

import { KIND_BIT, type MessageKind } from "../../domain/messages.ts";
import type { MainKind } from "./kind.ts";

/** Words that oblige, count, set a time or shame; without one of them a sentence about an action is no demand. */
const OBLIGES =
  /请|务必|必须|需要?(?:在|于|将|把|全部|上传|提交|完成)|要求|抓紧|尽快|马上|立即|全员|全体|每[人户天日村组周个]|各[村组科单镇社部站]|大家|所有人|全体成员|未(?:完成|打卡|签到|下载|安装|注册|接龙|上传|提交|点赞|转发|关注|达标|登录|报)|没有?(?:完成|打卡|签到|下载|安装|注册|接龙|上传|提交|发|交|转|赞|点)[^，。]{0,6}的|截止|之?前(?:完成|发|报|交|传)|不少于|不低于|至少|达到|通报|考核|指标|任务|扣分|约谈|检讨|排名|\d+%|一个(?:都|也)?不(?:漏|落|能少)|人人|逐一|照(?:做|办|此)|养成习惯|影响[^，。]{0,4}(?:评|考核|晋升|绩效)|取消[^，。]{0,4}(?:评|资格)|评优|反思|不满 ?\d|纳入|都要|也要|(?:算|视为|等于)(?:没|未|不|白)|现在就?(?:装|下|报|交|填|拍)|缺一不可|起步|每一?(?:项|条|件|处|次)|挨批|拖后腿|补(?:上|回来|齐|接|签|足)|往下接|缺[^，。]{0,3}(?:扣|说明|补)|(?:干部|网格员|楼栋长|组长|党员|同志|职工|教师|老师)们?[^，。]{0,6}(?:都|要|须|把|去|天天|抓紧|赶紧)/;
/** Words that leave it to the reader. */
const FREE =
  /自愿|顺手|随手|不强制|不作要求|不做要求|不硬性|有(?:需要|兴趣)的?|如(?:有)?需要?|需要的(?:同志|人|群众|朋友|可|话|直接)|可以?(?:自行|选择|按需)|按需|想.{0,6}的可以|随意|看个人/;

interface Demand {
  readonly kind: MessageKind;
  readonly action: RegExp;
  /** What must also be there for the action to be a demand (a proof, a count, a rate). */
  readonly with?: RegExp;
  /** What makes it something else. */
  readonly not?: RegExp;
}

const PROOF =
  /截图|照片|拍照|图片|视频|凭证|回执|反馈|接龙|报数|名单|率|\d+ ?(?:人|户|个|次|条|票|张|分|小时|分钟|天|%)|每[人户天日村组周]|全员|全体|全部|务必|必须|通报|考核|指标|任务|目标|完成|未|没有?|排名|扣|逐一|人人|应[下装关点]尽|规定|后台|低于|不满|评优|不足|不达|掉到|补(?:上|回来|齐|足)|上不去|冷清|人气|话术|天天|家属|都要|也要|挨批|拖后腿|刷|才(?:给|能)办|先装|手把手|上门/;

const DEMANDS: readonly Demand[] = [
  {
    kind: "demands-check-in",
    action:
      /打卡|签到(?!表)|补签|签退|实时位置|共享位置|位置共享|定位(?:截图|共享|打卡|发|签)|(?:发|报)[^，。]{0,4}(?:定位|位置)|刷脸|人脸(?:考勤|识别)|指纹考勤|在岗(?:照|自拍)/,
    not: /打卡(?:地|点位|景|机|墙|拍照地)|网红|医院签到|会议签到|签到处|签到[本簿台]|来开会|打卡记录(?:已|异常)|旅游/,
  },
  {
    kind: "demands-points",
    action:
      /积分|排名|排行|位次|名次|得分|刷分|末位|后[三五十\d]+名|倒数|垫底|红黑榜|红榜|黑榜|榜单|(?:我们|本)[^，。]{0,4}排?[^，。]{0,2}第\d+|把分/,
    with: /反思|评优|取消|书面|难看|提上来|提上去|拉上来|赶上|追上|说明|整改|通报|公布|公示|靠后|垫底|倒数|末位|后[三五十]名|争|冲|刷|达到|满|不低于|检讨|约谈|扣|表态|考核|前[三五十]|截图|兑现|红黑榜|落后|下滑|赶超|提升/,
    not: /积分(?:入学|落户|制管理办法|兑换超市开门)|信用积分查询|比赛|运动会|球赛|成绩查询|高考|中考/,
  },
  {
    kind: "demands-time-online",
    action:
      /(?:在线|学习|登录|观看|活跃|浏览|停留)(?:时长|时间|小时数?|分钟数?)|学时|每[天日].{0,6}登录|24小时在线|保持.{0,4}在线|挂(?:够|满|机)|在线率|上线率|日活|在线[^，。]{0,3}\d+(?:小时|分钟)|挂机/,
    with: PROOF,
    not: /服务时间|办公时间|开放时间|窗口.{0,6}时间/,
  },
  {
    kind: "demands-install",
    action:
      /下载|安装|注册|激活|实名认证|装机|扫码加入|开通账号|绑定(?:手机|账号)|没有?(?:这个|那个|该|装)(?:软件|程序|APP|app)的|(?:现在|马上|立即|赶紧|抓紧)就?装(?!修|车|货|卸|载|箱|袋|运|灯|水|电|门|窗)|先装|都装|没装|装上|装了(?:才|再)|装(?:这个|好)?(?:APP|app|软件|小程序)/,
    with: PROOF,
    not: /下载(?:附件|表格|模板|文件|通知|专区)|附件.{0,6}下载|安装(?:路灯|监控|摄像|空调|护栏|水管|管道|电表|水表|电梯|热水|充电|门|窗|灯|设备|扶手|标)|注册(?:公司|登记|资金|护士|会计|商标|执业|工程)|(?:公司|工商|企业|商标|个体).{0,4}注册|失业登记/,
  },
  {
    kind: "demands-likes",
    action:
      /点赞|点个赞|转发|关注(?=.{0,6}(?:公众号|视频号|账号|官微|微博|抖音|我们|一下|并|率|数|任务|截图|截屏))|点在看|投票|投上?.{0,3}票|评论区|转评|转赞|一键三连|三连|拉票|助力|刷(?:评论|赞|量|数据|播放|人气|屏好评)|去(?:评论|留言)|直播间|人气|粉丝|拉[^，。]{0,4}(?:关注|粉)|推文[^，。]{0,6}转|转(?:到|进|至)[^，。]{0,6}(?:群|朋友圈)|打榜|播放量|完播|分享(?:到|至).{0,4}(?:朋友圈|群)|发朋友圈|集赞|阅读量|点击量|拉新|增粉|涨粉/,
    with: PROOF,
    not: /转发.{0,6}(?:省|市|县|国务院|中央|上级).{0,20}(?:通知|文件|意见|方案)|(?:通知|文件).{0,4}转发|选举|村民代表.{0,8}投票|业主.{0,10}投票|表决|预警/,
  },
  {
    kind: "demands-trace",
    action:
      /照片|图片|截图|截屏|视频|拍照|拍[几两三\d]|留痕|佐证|轨迹|水印相机|影像资料|图文|现场图|合影|摆拍|配图|附图|[两三四五六七八九十\d]张图/,
    with: /上传|上报|报送|报[来我]|发(?:到|送|来|回|群|我|至|出|过来|一下|齐|全)|提供|附(?:上|件)|交|补|拍|传|反馈|收集|汇总|归档|整理|留存|备查|不少于|每.{0,6}张|没有?(?:照片|合影|视频|截图)|无照片|每.{0,6}[一两三四五六七八九十\d] ?[条个段]|缺一不可|起步|都要|都传|(?:后|并|要|须)截图|截图(?:为证|接龙|打卡)/,
    not: /拍照(?:好看|技术|比赛)|摄影(?:展|比赛)|证件照|免冠|寸照|失物|寻(?:人|物)|停车|违停|视频会议?|视频号|短视频大赛|看视频|视频(?:连线|监控|拍得)|照片(?:墙|真|很|好)|谁.{0,4}有.{0,6}照片/,
  },
  {
    kind: "demands-roll-call",
    action: /接龙/,
    not: /团购|拼单|水果|买菜|聚餐|订餐|午饭|晚饭|盒饭|打球|自愿报名|鸡蛋|蔬菜|包子|成语接龙|歌/,
  },
  {
    kind: "demands-ack",
    action:
      /收到(?:后|的)?(?:请|均|都|必须|务必)?(?:及时|逐一|立即|马上)?(?:回复|回个|回1|扣1|扣个|打1|报|确认|反馈)|回复.{0,2}收到|没(?:有)?回复的|未回复的/,
  },
];

/** Basis in law or a necessary use of evidence: then the demand is not arbitrary (R1, 必要情况). */
const BASIS =
  /(?:根据|依据|按照|依照|遵照|按|依)[^，。；\n]{0,12}《[^》]{2,40}(?:法|条例|规程|规范|标准|预案|公约)》|执法取证|取证(?:需要|要求|用)|留证|执法(?:记录|办案|检查)(?:需要|要求|用)|办案需要|案卷|(?:项目|工程|隐患|整改).{0,4}验收|灾(?:情|损|后)[^，。]{0,6}(?:核查|核损|核定|评估|上报|理赔)|保险(?:理赔|定损)|事故调查|证据(?:保全|固定)|法定程序|不动产登记需要|确权/;

/** Words that forbid or end it, near the action. */
const FORBIDS =
  /(?:不(?:用|必|需要?|再|要求?|强制|搞|得(?:要求|强制|强迫|随意|再)|许|准|允许)|取消|停止|禁止|严禁|杜绝|整治|清理|反对|防止|避免|不能(?:要求|强制)|减少|以后不|别)[^，。；！\n]{0,14}$/;

/** Kinds of messages that give work; in others a demand needs a word that obliges. */
const GIVES_WORK: readonly MainKind[] = ["order", "deadline"];
/** Kinds that only ask a favour of a reader or give thanks: mottoes to pass on, sales, private votes, applause. */
const ASKS_FAVOURS: readonly MainKind[] = ["soup", "ad", "red-packet", "praise"];
/** An office speaks: to its own people, or with what follows otherwise. */
const OFFICE =
  /各(?:村|组|科|股|单位|部门|支部|社区|站|所|校|办|班|小组|网格|包|位?负责)|干部|网格员|楼栋长|党员|职工|本单位|考核|通报|挨批|扣分|约谈|排名|任务|没[^，。]{0,6}的|补上|截图|每人|家属|上不去|(?:算|视为|等于)(?:没|未|不|白)/;

/** True where the words leave it to the reader: an offer or a notice, however much it sounds like an order. */
export function isVoluntary(text: string): boolean {
  return FREE.test(text);
}

/** The demands in a text, as bits. `main` is what the message is for: work obliges by itself, a favour never does. */
export function demandsOf(text: string, main: MainKind): number {
  if (FREE.test(text)) return 0;
  if (!GIVES_WORK.includes(main) && !OBLIGES.test(text)) return 0;
  if (ASKS_FAVOURS.includes(main) && !OFFICE.test(text)) return 0;
  let bits = 0;
  for (const demand of DEMANDS) {
    const found = demand.action.exec(text);
    if (found === null) continue;
    if (demand.with !== undefined && !demand.with.test(text)) continue;
    if (demand.not?.test(text)) continue;
    if (FORBIDS.test(text.slice(Math.max(0, found.index - 24), found.index))) continue;
    bits |= KIND_BIT[demand.kind];
  }
  return bits >>> 0;
}

/** Limits that courts and laws set, not the sender. */
const LAWFUL_LIMIT =
  /(?:举证|答辩|上诉|起诉|应诉|复议|复核|听证|法定|传票|开庭|庭审|判决|裁定|执行)[^，。；\n]{0,6}(?:期限|期|时限|日期|届满|到期|截止)|法院[^。；\n]{0,20}(?:通知|传票|要求|送达|举证|开庭|限)|(?:检察|仲裁|法院)[^，。\n]{0,10}(?:建议|裁决|调取|协助|函)|协助(?:执行|调查|查询)(?:通知|函)|(?:公开|信访|复议)[^，。\n]{0,8}(?:法定|答复期|时限)|(?:招标|投标|开标|评标|竞价|拍卖|挂牌出让|采购文件|公证|鉴定)[^，。；\n]{0,8}(?:截止|期限|时限|时间|届满)/;
/** Sales that an office may pass on when it says why (助农, a union's welfare), what service stations sell farmers, and events of the community. */
const DISCLOSED =
  /(?:农技|农机|种子|良种|兽医|畜牧|林业|水务)(?:推广)?[站所]|供销社|(?:咨询|服务|援助|求助|心理)热线|自愿(?:认购|登记|报名|参加)|不摊派|助农|消费帮扶|帮扶产品|以购代捐|滞销|农产品展销|爱心(?:认购|义卖)|义卖|义诊|社区活动|便民(?:活动|服务日)|公益|工会[^，。]{0,10}(?:福利|组织|采购)|志愿(?:者|服务)[^，。]{0,6}(?:招募|活动)/;

/** True where the message states a basis in law, a necessary use, a limit set by law, or for a sale why an office passes it on. */
export function statesBasis(text: string, main: MessageKind): boolean {
  if (BASIS.test(text) || LAWFUL_LIMIT.test(text)) return true;
  return (main === "ad" || main === "soup") && DISCLOSED.test(text);
}
