// What is written in work groups: ordinary work, chat, and demands as officials write them, in many wordings.

import { STREETS, TOWNS, VILLAGES } from "./places.ts";
import type { Chance } from "./random.ts";

/** Ordinary messages, none of which demands anything of the kinds that are judged. */
const ORDINARY = [
  "明天上午九点在二楼开会，带上本子",
  "请{v}把危房台账今天下班前报我",
  "{v}的灌溉渠修好了，大家放心",
  "谁有水务站的电话？",
  "水务站的电话是8211",
  "今天{s}修路，绕一下",
  "老李家的事办好了，老人很高兴",
  "上午去{v}看了两户，房顶漏雨，已联系施工队",
  "材料我放在一楼窗口了",
  "这个表是不是去年报过？",
  "报过，用去年的就行，不用重填",
  "辛苦了，早点回",
  "中午食堂吃面",
  "{t}的车到了没有？",
  "到了，在门口",
  "请各村核对一下低保名单，有变化的告诉我，没变化不用回",
  "下周三县里来人培训，自愿参加",
  "{v}停电，供电所说下午三点来",
  "发现一处路灯坏了，已报修",
  "哪位同志有空，陪我去趟{v}？",
  "我去吧",
  "会议改到下午两点半",
  "今天的巡查一切正常",
  "{s}井盖松了，先放个锥桶",
  "好，我去放",
  "小孩发烧，我晚到半小时",
  "没事，先照顾孩子",
  "补贴名单公示了，有问题到三楼问",
  "请民政所的同志回个电话给{v}支书",
  "防火期到了，进山的人登记一下就行",
  "疫苗到了，周三在卫生院打",
  "天凉了，大家加衣服",
  "{v}的老人问高龄补贴什么时候发",
  "月底前发，已经在走流程",
];
const ACKS = ["收到", "收到！", "好的收到", "收到[OK]", "收到，谢谢", "收到收到", "已收到"];
/** Free advice, small talk and forbidden things that use the same words (must not be read as demands). */
const INNOCENT = [
  "需要的同志可以下载一下国家反诈中心，自愿",
  "以后巡查不用打卡了，记得写日志就行",
  "县里发了文件，禁止让基层点赞转发，大家知道一下",
  "昨天的照片谁拍的，真好看",
  "周末打球的接龙报名",
  "网红打卡点那条路太堵了",
  "医保缴费记录可以在手机上查，有兴趣的可以看看",
  "附件自己下载，表格不用交",
];

const WHO = ["各村", "各社区", "全体干部", "大家", "各位网格员", "各单位", "所有人"];
const DEMANDS: Readonly<Record<string, readonly string[]>> = {
  "check-in": [
    "{w}每天早上八点前必须在群里打卡，缺卡的要说明情况",
    "请{w}马上发实时位置，看看谁在岗",
    "今天还有{n}人没签到，抓紧签到，下午通报",
    "从今天起实行早晚两次打卡，{w}务必按时完成",
    "{w}进村后请定位打卡，截图发群",
    "没打卡的{n}位同志赶紧补签到",
  ],
  "points-ranking": [
    "本周积分排名已出，后三名的单位写书面说明",
    "请{w}抓紧刷分，我镇积分排名全县倒数第{n}",
    "积分不达标的{n}人名单如下，纳入年终考核",
    "昨日学习积分排行榜公布，排名靠后的要约谈",
    "{w}今天积分必须满{n}0分，晚上通报排名",
  ],
  "time-online": [
    "{w}每天在线学习时长不少于{n}小时，完成后截图",
    "本月学时没有达标的还有{n}人，务必今晚补足时长",
    "请{w}每天登录平台不少于{n}次，登录率要通报",
    "平台在线时长低于{n}0分钟的同志请说明原因，纳入考核",
    "要求全员保持24小时在线，在线率每周通报",
  ],
  "forced-install": [
    "请{w}全员下载安装工作平台，今天下班前安装率达到100%",
    "每户至少一人注册，没完成任务的村明天通报",
    "{w}动员家属下载，每人{n}个任务，截图接龙反馈",
    "还有{n}人没有激活，务必今天完成实名注册",
    "各村下载率排在后面的抓紧，注册人数每天报一次",
  ],
  "forced-likes-and-forwards": [
    "请{w}转发朋友圈并截图发群，一个都不能少",
    "每人每天给视频点赞评论{n}条，完成后报数",
    "{w}马上关注县里公众号，关注后截图，今天通报完成率",
    "请大家为我县投票，每人每天投{n}票，截图反馈",
    "这条链接{w}务必转发到各自的群，转发量不少于{n}0次",
  ],
  "excess-traces": [
    "{w}今天入户要拍照上传，每户不少于{n}张，没有照片视为没去",
    "请{w}把走访照片发到群里，带水印，晚上汇总",
    "学习笔记拍照上报，缺一张扣一分",
    "{w}开会要有现场图、签到表、视频，下班前全部上传留痕",
    "检查要看佐证，请各村抓紧补齐照片和截图",
  ],
  "roll-call": [
    "{w}看到后请接龙，今天中午12点前完成",
    "请各村接龙报到，没接龙的点名通报",
    "收看直播的请逐一接龙，必须全员参与",
    "{w}依次接龙反馈完成情况，还有{n}个没接",
    "请大家在群里接龙确认，晚八点截止",
  ],
};
const BASIS = [
  "根据《中华人民共和国安全生产法》，请各企业上传隐患整改前后照片，执法取证需要",
  "依据《森林防火条例》，防火期请护林员每天到岗打卡",
  "灾情核查需要，请受灾村上传房屋受损照片，理赔要用",
  "按照《行政处罚法》要求，执法记录视频请今天上传案卷",
];
const FLOOD = [
  "@所有人 暴雨红色预警，{v}马上转移，每户敲门，收到回复",
  "各村立即报平安，接龙，没回的打电话叫醒",
  "河水超警戒水位，请网格员发实时位置，注意安全",
  "转移群众的照片发上来，指挥部要核人数",
  "赶紧撤，山洪下来了",
];

function say(chance: Chance, text: string): string {
  return text
    .replaceAll("{v}", chance.pick(VILLAGES))
    .replaceAll("{s}", chance.pick(STREETS))
    .replaceAll("{t}", chance.pick(TOWNS).slice(3))
    .replaceAll("{w}", chance.pick(WHO))
    .replace(/\{n\}/g, () => String(chance.whole(2, 9)));
}

export const DEMAND_KINDS = Object.keys(DEMANDS);

export function ordinary(chance: Chance): string {
  const text = say(chance, chance.pick(ORDINARY));
  return chance.true(0.2) ? `${chance.pick(["@王主任 ", "另外，", "对了，", "提醒一下，"])}${text}` : text;
}

export function ack(chance: Chance): string {
  return chance.pick(ACKS);
}

export function innocent(chance: Chance): string {
  return chance.pick(INNOCENT);
}

export function demand(chance: Chance, kind: string): string {
  return chance.pick(["", "@所有人 ", "通知：", "紧急："]) + say(chance, chance.pick(DEMANDS[kind]!));
}

export function withBasis(chance: Chance): string {
  return chance.pick(BASIS);
}

export function floodNight(chance: Chance): string {
  return say(chance, chance.pick(FLOOD));
}
