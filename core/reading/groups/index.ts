// Reads one group message into kinds, a lead time and a fingerprint; the text itself goes no further.

import { KIND_BIT, type Media, NO_LEAD } from "../../domain/messages.ts";
import { fingerprint64 } from "../copies/text.ts";
import { leadOf } from "./deadline.ts";
import { demandsOf } from "./demands.ts";

export interface MessageReading {
  /** Bits of KIND_BIT. */
  readonly kinds: number;
  readonly lead: number;
  readonly fingerprintHigh: number;
  readonly fingerprintLow: number;
  readonly length: number;
}

const MENTION = /@[^\s@\u2005]{1,24}[\s\u2005]?/g;
const AT_ALL = /@(?:所有人|全体成员|全体|all\b)/i;
/** Bare receipts, after mentions, marks and stickers are taken away. */
const ACK =
  /^(?:收到|收悉|已收到?|好的?|好滴|好嘞|嗯+|行|可以|明白|知道了?|知悉|已知悉|了解|遵命|是|没问题|马上办|照办|ok|okay|1|同上|已阅|已读|谢谢|辛苦了)+(?:[，,。！!~～ ]*(?:收到|好的|谢谢|明白|马上落实|立即落实|马上安排|书记|主任|领导|镇长|局长|科长|站长))*$/i;
const STICKER = /\[[^[\]]{1,6}\]|[\u{1F300}-\u{1FAFF}\u2600-\u27BF]|\uFE0F/gu;
const MARKS = /[\s，,。.！!~～、…-]+/g;

const ALERT =
  /(?:暴雨|台风|山洪|地质灾害|强对流|寒潮|高温|森林火险|地震|洪水|雷电|大风|冰雹|暴雪)[^，。]{0,8}(?:预警|信号|响应)|(?:红|橙)色预警|紧急(?:转移|撤离|避险|集合)|(?:立即|马上|赶紧|赶快|快)(?:转移|撤离|撤|跑|上山|叫醒)|转移避险|叫应|洪峰|超警戒|决堤|溃坝|泄洪|山洪下来|水来了|失联|搜救|塌方|泥石流|燃气泄漏|危化品/;
const ORDER =
  /请(?:各|大家|你|村|社区|所有|各位|于|在|尽快|抓紧|务必|及时|认真|按)|务必|必须|要求|抓紧|立即(?:落实|报送|组织|开展)|按照.{0,20}(?:要求|部署)|速报|不得(?:迟|漏|瞒)报|逾期|通知[:：]|报送|上报|填报|提交/;
const REPORT =
  /^(?:汇报|报告|情况报告)|(?:已|均已|全部)(?:完成|落实|整改|到位|报送|上报|处理|巡查|走访|办结|发放|清理|排查)|截至.{0,12}(?:共|已|累计)|今日.{0,10}(?:共|出动|走访|排查)|无异常|一切正常/;
const PRAISE =
  /(?:书记|镇长|县长|局长|主任|领导|站长|队长)[^，。]{0,6}(?:辛苦|英明|讲得|说得|好|带头|以身作则|注意身体|水平)|为.{0,8}(?:点赞|喝彩)|向.{0,8}(?:学习|致敬)|高屋建瓴|醍醐灌顶|茅塞顿开|受益匪浅|深受(?:鼓舞|教育|启发)|说到.{0,4}心坎|太精彩|指明.{0,2}方向/;
const AD =
  /砍一刀|拼单|团购|拼团|优惠券|秒杀|包邮|代购|微商|扫码领|领红包|加微信|诚招代理|理财|贷款|办.{0,2}信用卡|楼盘|首付|买一送一|直播间|下单|养生|保健品|稳赚|原始股|\d+(?:\.\d+)?元[/一每](?:斤|箱|盒|份|袋)|特价|批发|招租|出租|转让|促销/;
const SOUP =
  /早安|晚安|人生.{0,12}(?:就像|如|是一|需要)|心态|正能量|感恩.{0,8}(?:遇见|生活|每)|做人|格局|缘分|幸福是|命运|余生|岁月|格言|朋友们?早上好|美好的一天|愿你|学会放下|知足常乐/;
const QUESTION =
  /[?？]|(?:吗|呢|么|嘛)[。！!]?$|怎么|如何|哪[里儿个天位些]|什么时候|几点|多少|谁(?:有|知道|负责|能)|请问|能不能|可不可以|是不是|有没有/;
const ANSWER =
  /^(?:在|是|不是|有|没有|可以|不行|能|不能|找|问|到|去|打|按|就是|应该|不用|需要|明天|今天|周|下午|上午|\d)/;

/** Readings of short texts, which repeat; at most this many are kept. */
const KEPT = 50_000;
const remembered = new Map<Media, Map<string, MessageReading>>();

/**
 * Reads a message. `text` is only what its sender wrote: quoted words of others do not count.
 * @param second Unix seconds of the message, from which a deadline is counted.
 */
export function readMessage(text: string, media: Media, second: number): MessageReading {
  if (text.length > 24) return reading(text, media, second);
  let known = remembered.get(media);
  if (known === undefined) {
    known = new Map();
    remembered.set(media, known);
  }
  const found = known.get(text);
  if (found !== undefined) return found;
  const made = reading(text, media, second);
  // A deadline depends on the time of the message, so that such readings cannot be shared.
  if (made.lead === NO_LEAD && known.size < KEPT) known.set(text, made);
  return made;
}

function reading(text: string, media: Media, second: number): MessageReading {
  const { high, low } = text === "" ? { high: 0, low: 0 } : fingerprint64(text);
  const lead = media === "system" ? NO_LEAD : leadOf(text, second);
  return {
    kinds: media === "system" || media === "recall" ? 0 : kindsOf(text, media, lead),
    lead,
    fingerprintHigh: high,
    fingerprintLow: low,
    length: text.length,
  };
}

function kindsOf(text: string, media: Media, lead: number): number {
  if (media === "red-packet" || media === "transfer") return KIND_BIT["red-packet"];
  if (media === "roll-call") return KIND_BIT["roll-call"] | demandsOf(text);
  if (media === "image" || media === "video" || media === "location") return KIND_BIT["photo-proof"];
  if (text === "") return KIND_BIT.chat;
  const bare = text.replace(MENTION, "").replace(STICKER, "").replace(MARKS, "");
  let bits = AT_ALL.test(text) ? KIND_BIT["at-all"] : 0;
  if (bare === "" ? STICKER.test(text) && /OK|收到/i.test(text) : ACK.test(bare)) {
    STICKER.lastIndex = 0;
    return bits | KIND_BIT.ack;
  }
  STICKER.lastIndex = 0;
  if (/^#?接龙/.test(bare)) return bits | KIND_BIT["roll-call"] | demandsOf(text);
  if (ALERT.test(text)) bits |= KIND_BIT.alert;
  const demands = demandsOf(text);
  bits |= demands;
  const order = demands !== 0 || ((ORDER.test(text) || lead !== NO_LEAD) && !QUESTION.test(text));
  if (order) bits |= KIND_BIT.order;
  if (order && lead !== NO_LEAD) bits |= KIND_BIT.deadline;
  if (AD.test(text) && demands === 0) bits |= KIND_BIT.ad;
  if (!order && REPORT.test(text)) bits |= KIND_BIT.report;
  if (!order && PRAISE.test(text)) bits |= KIND_BIT.praise;
  if (!order && SOUP.test(text)) bits |= KIND_BIT.soup;
  if (!order && QUESTION.test(text)) bits |= KIND_BIT.question;
  const said = bits & ~KIND_BIT["at-all"];
  if (said === 0) bits |= ANSWER.test(bare) ? KIND_BIT.answer : KIND_BIT.chat;
  return bits >>> 0;
}
