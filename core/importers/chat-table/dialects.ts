// The columns and type codes of each exporter's table, from the exporters' sources (see README.md).

import type { Media } from "../../domain/messages.ts";

export interface Dialect {
  readonly id: string;
  /** All of these stand in the header. */
  readonly tells: readonly string[];
  readonly platform: string;
  readonly group?: string;
  readonly name?: string;
  readonly time: string;
  readonly sender: string;
  readonly type?: string;
  readonly subtype?: string;
  readonly text: string;
  /** The export names its group, so that a fact is made of it; else a register of groups does. */
  readonly named: boolean;
  readonly senderRequired?: true;
  media(type: string, subtype: string, text: string): Media;
}

/** WeChat's own numbers, as several exporters write them. */
export const WECHAT: Readonly<Record<string, Media>> = {
  "1": "text",
  "3": "image",
  "34": "voice",
  "42": "card",
  "43": "video",
  "47": "sticker",
  "48": "location",
  "49": "link",
  "50": "call",
  "10000": "system",
};
const WECHAT_49: Readonly<Record<string, Media>> = {
  "4": "link",
  "5": "link",
  "6": "file",
  "8": "sticker",
  "19": "forward",
  "33": "mini-program",
  "36": "mini-program",
  "53": "roll-call",
  "57": "quote",
  "62": "system",
  "87": "notice",
  "2000": "transfer",
  "2001": "red-packet",
};

export function wechatMedia(type: string, subtype: string): Media {
  if (type === "49") return WECHAT_49[subtype] ?? "link";
  return WECHAT[type] ?? "other";
}

/** Chinese names of types, as tables and JSON exports write them. */
const NAMES: readonly (readonly [RegExp, Media])[] = [
  [/^(?:文本|文本消息|text)$/i, "text"],
  [/^(?:图片|图片消息|image)$/i, "image"],
  [/^(?:语音|语音消息|voice|audio)$/i, "voice"],
  [/^(?:视频|视频消息|video)$/i, "video"],
  [/^(?:文件|文件消息|file)$/i, "file"],
  [/^(?:位置|位置消息|location)$/i, "location"],
  [/^(?:动画表情|表情|表情包|sticker|face|market_face)$/i, "sticker"],
  [/^(?:引用回复|引用消息|reply|quote)$/i, "quote"],
  [/^(?:接龙|roll-call)$/i, "roll-call"],
  [/^(?:群公告|公告|notice)$/i, "notice"],
  [/红包|red-?packet/i, "red-packet"],
  [/转账|transfer/i, "transfer"],
  [/小程序|mini-?program|weapp/i, "mini-program"],
  [/合并转发|聊天记录|forward|chatrecord/i, "forward"],
  [/撤回|recall|revoke/i, "recall"],
  [/名片|card/i, "card"],
  [/卡片|链接|link|share/i, "link"],
  [/系统|加群|拍一拍|system/i, "system"],
  [/通话|call/i, "call"],
];
const namedBefore = new Map<string, Media>();

/** The medium of a type's name; `other` where it is not known. */
export function namedMedia(name: string): Media {
  const known = namedBefore.get(name);
  if (known !== undefined) return known;
  const found = NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
  namedBefore.set(name, found);
  return found;
}

/** A message that an exporter writes as text but that stands for something else: [图片], a Markdown picture, raw XML. */
export function writtenMedia(text: string): Media {
  const placeholder =
    /^\[(图片|语音|视频|表情包?|文件|位置|链接|动画表情|红包|转账|名片|聊天记录|小程序)\]/.exec(text);
  if (placeholder !== null) return namedMedia(placeholder[1]!);
  if (/^!\[图片\]\(/.test(text)) return "image";
  if (/^!\[(?:语音|视频)\]\(/.test(text)) return "voice";
  return "text";
}

export const DIALECTS: readonly Dialect[] = [
  {
    ...{ id: "wechatmsg-legacy", platform: "wechat", named: true, senderRequired: true },
    tells: ["localId", "TalkerId", "StrContent", "StrTime"],
    ...{
      group: "TalkerId",
      time: "CreateTime",
      sender: "Sender",
      type: "Type",
      subtype: "SubType",
      text: "StrContent",
    },
    media: wechatMedia,
  },
  {
    ...{ id: "wechatmsg-v3", platform: "wechat", named: true },
    tells: ["消息ID", "发送人", "时间", "内容"],
    ...{ time: "时间", sender: "发送人", type: "类型", text: "内容" },
    media: namedMedia,
  },
  {
    ...{ id: "pywxdump", platform: "wechat", named: true },
    tells: ["MsgSvrID", "type_name", "talker", "room_name"],
    ...{ group: "room_name", time: "CreateTime", sender: "talker", type: "type_name", text: "msg" },
    media: namedMedia,
  },
  {
    ...{ id: "chatlog", platform: "wechat", named: true },
    tells: ["Time", "SenderName", "Talker", "Content"],
    ...{ group: "Talker", name: "TalkerName", time: "Time", sender: "Sender", text: "Content" },
    media: (_type, _subtype, text) => writtenMedia(text),
  },
  {
    ...{ id: "qce-sheet", platform: "qq", named: true },
    tells: ["序号", "时间", "发送者", "消息类型", "消息内容"],
    ...{ time: "时间", sender: "发送者QQ号", type: "消息类型", subtype: "是否撤回", text: "消息内容" },
    media: (type, recalled) => (recalled === "是" ? "recall" : namedMedia(type)),
  },
  {
    ...{ id: "plain", platform: "wechat", named: false },
    tells: ["group", "time", "sender", "text"],
    ...{ group: "group", time: "time", sender: "sender", type: "type", text: "text" },
    media: (type) => (type === "" ? "text" : namedMedia(type)),
  },
];

export function dialectOf(header: readonly string[]): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.tells.every((column) => header.includes(column)));
}
