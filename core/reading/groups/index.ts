// Reads one group message into kinds and a lead time; the text itself goes no further.

import { KIND_BIT, type Media, NO_LEAD } from "../../domain/messages.ts";
import { own } from "../../domain/own.ts";
import { countedTo, leadTo, type Place, placeOf } from "./deadline.ts";
import { demandsOf, isVoluntary, statesBasis } from "./demands.ts";
import { MAIN_KINDS, type MainKind, readKind } from "./kind.ts";

export interface MessageReading {
  /** Bits of KIND_BIT. */
  readonly kinds: number;
  readonly lead: number;
  readonly length: number;
}

const MENTION = /@[^\s@\u2005]{1,24}[\s\u2005]?/g;
const AT_ALL = /@(?:所有人|全体成员|全体|all\b)/i;
/** Bare receipts, after mentions, marks and stickers are taken away. */
const ACK =
  /^(?:收到|收悉|已收到?|好的?|好滴|好嘞|嗯+|行|可以|明白|知道了?|知悉|已知悉|了解|遵命|没问题|马上办|照办|ok|okay|同上|已阅|已读)+(?:[，,。！!~～ ]*(?:收到|好的|谢谢|明白|马上落实|立即落实|马上安排|书记|主任|领导|镇长|局长|科长|站长))*$/i;
const STICKER = /\[[^[\]]{1,6}\]|[\u{1F300}-\u{1FAFF}\u2600-\u27BF]|\uFE0F/gu;
const MARKS = /[\s，,。.！!~～、…-]+/g;

/** A danger is named: such messages are never held against anybody, whatever else they are. */
const ALERT =
  /(?:暴雨|台风|山洪|地质灾害|强对流|寒潮|高温|森林火险|地震|洪水|雷电|大风|冰雹|暴雪)[^，。]{0,8}(?:预警|信号|响应)|(?:红|橙)色预警|紧急(?:转移|撤离|避险|集合)|(?:立即|马上|赶紧|赶快|快)(?:转移|撤离|撤|跑|上山|叫醒)|转移避险|叫应|洪峰|超警戒|决堤|溃坝|泄洪|山洪下来|水来了|失联|搜救|塌方|泥石流|燃气泄漏|危化品/;
/** Rescue, mourning, retirement, medals, births and recoveries: thanks and wishes are due there (trap T15). */
const OCCASION =
  /退休|荣休|光荣(?:离岗|退役)|离任|送别|节哀|逝世|去世|辞世|病逝|讣告|追悼|吊唁|哀悼|悼念|一路走好|走好|沉痛|牺牲|烈士|英雄|立功|荣立|勋章|奖章|嘉奖|见义勇为|救人|救下|救起|救出|获救|脱险|脱困|平安归来|找到了?人|人找到|抢险|救援|抗洪|扑救|灭火|转移群众|捞上来|背出来|康复|出院|住院|手术|病愈|捐献|献血|喜得|弥月|救命|义务|慰问|志愿/;

/** Readings of short texts, which repeat; at most this many are kept. */
const KEPT = 200_000;
/** Notices are sent to many groups; longer texts are rarely sent twice. */
const LONGEST_KEPT = 80;
const remembered = new Map<Media, Map<string, MessageReading>>();

/**
 * Reads a message. `text` is only what its sender wrote: quoted words of others do not count.
 * @param second Unix seconds of the message, from which a deadline is counted.
 */
export function readMessage(text: string, media: Media, second: number): MessageReading {
  const known = ofMedia(remembered, media);
  const found = text.length > LONGEST_KEPT ? undefined : known.get(text);
  if (found !== undefined) return found;
  const { kinds, place } = readAlike(text, media);
  const due = place === undefined ? undefined : countedTo(text, place);
  const lead = due === undefined ? NO_LEAD : leadTo(due, second);
  const made = { kinds, lead, length: text.length };
  // A lead time depends on the time of the message, even one that has run out: such readings cannot be shared.
  if (due === undefined && text.length <= LONGEST_KEPT && known.size < KEPT) known.set(own(text), made);
  return made;
}

/** What the digits of a text do not change: its kinds, and where it sets a deadline. */
interface Alike {
  readonly kinds: number;
  readonly place: Place | undefined;
}

/** Orders and reports come again with other days and counts. */
const alike = new Map<Media, Map<string, Alike>>();
const ALIKE_KEPT = 50_000;
/** Digits whose value the patterns ask for; texts with them are like no other. */
const TELLING_DIGITS = /[回扣打]1|24小时在线/;

function readAlike(text: string, media: Media): Alike {
  if (text.length > LONGEST_KEPT) return read(text, media);
  const known = ofMedia(alike, media);
  const like = TELLING_DIGITS.test(text) ? text : text.replace(/\d/g, "0");
  const found = known.get(like);
  if (found !== undefined) return found;
  const made = read(text, media);
  if (known.size === ALIKE_KEPT) known.clear();
  known.set(own(like), made);
  return made;
}

function ofMedia<T>(maps: Map<Media, Map<string, T>>, media: Media): Map<string, T> {
  const known = maps.get(media) ?? new Map<string, T>();
  maps.set(media, known);
  return known;
}

function read(text: string, media: Media): Alike {
  const kinds = media === "system" || media === "recall" ? 0 : kindsOf(text, media);
  const main = MAIN_KINDS.find((kind) => (kinds & KIND_BIT[kind]) !== 0);
  return { kinds, place: main === undefined ? undefined : placeOf(text, main) };
}

function kindsOf(text: string, media: Media): number {
  if (media === "red-packet" || media === "transfer") return KIND_BIT["red-packet"];
  // Everybody's copy of the chain: only words that oblige make it a demand.
  if (media === "roll-call") return (KIND_BIT["roll-call"] | KIND_BIT.ack | demandsOf(text, "ack")) >>> 0;
  const alone = media === "image" || media === "video" || media === "location";
  if (alone && text === "") return KIND_BIT["photo-proof"];
  if (text === "") return KIND_BIT.chat;
  const bare = text.replace(MENTION, "").replace(STICKER, "").replace(MARKS, "");
  let bits = AT_ALL.test(text) ? KIND_BIT["at-all"] : 0;
  if (/^#?接龙/.test(bare)) bits |= KIND_BIT["roll-call"];
  const receipt = ACK.test(bare);
  const read = alone || receipt ? undefined : readKind(text);
  const main = read?.kind ?? (alone ? "photo-proof" : "ack");
  if (!receipt) bits |= demandsOf(text, main);
  if (ALERT.test(text)) bits |= KIND_BIT["names-alert"];
  if (OCCASION.test(text)) bits |= KIND_BIT["names-occasion"];
  if (statesBasis(text, main)) bits |= KIND_BIT["has-basis"];
  if (read !== undefined && isWork(main) && !binds(text, main, read.margin)) bits |= KIND_BIT["not-binding"];
  if (toOne(text, bits)) bits |= KIND_BIT["to-one"];
  return (bits | KIND_BIT[main]) >>> 0;
}

const isWork = (main: MainKind) => main === "order" || main === "deadline";

/** Orders closer than this to another kind may be notices that only sound like orders. */
const SURE = 0.2;

/** Work that is given for certain: read clearly or with its time behind 前 or 内, and not left to the reader. */
function binds(text: string, main: MainKind, margin: number): boolean {
  if (isVoluntary(text)) return false;
  if (margin >= SURE) return true;
  const due = placeOf(text, main);
  return due !== undefined && /[前内]/.test(text[due.end - 1]!);
}

/** Spoken to one person: one mention and no more, or a name at the beginning (老周，…; 王主任 …). */
function toOne(text: string, bits: number): boolean {
  if ((bits & KIND_BIT["at-all"]) !== 0) return false;
  const mentions = text.match(MENTION);
  if (mentions !== null)
    return (
      mentions.length === 1 && !/@(?:各|全|所有|大家|在岗|同志|你们)|们|单位|干部|人员/.test(mentions[0])
    );
  return /^(?:[老小阿大][\u4e00-\u9fa5]|[\u4e00-\u9fa5]{1,2}(?:主任|所长|站长|书记|科长|校长|会计|师傅|医生|老师|支书|队长|哥|姐|工))[，,：: 你]/.test(
    text,
  );
}
