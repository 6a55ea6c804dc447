// Chats as JSON documents or JSON lines: eight exporters and interfaces, told apart by their keys.

import type { Media } from "../../domain/messages.ts";
import { decodeText } from "../../reading/encoding.ts";
import { type ChatIntake, openChat } from "../chat.ts";
import { namedMedia, wechatMedia, writtenMedia } from "../chat-table/dialects.ts";
import type { Importer, InputFile, Intake } from "../importer.ts";
import { headText } from "../json-head.ts";
import { parseMoment } from "../moment.ts";
import { jsonRows } from "../rows.ts";
import { feishuMedia, feishuText } from "./feishu.ts";
import { type Document, formatOf } from "./formats.ts";
import { type Json, object, objects, text } from "./values.ts";

/** A document is parsed whole; larger ones are refused with the way out. */
const LARGEST = 300_000_000;

const CHATLAB: Readonly<Record<number, Media>> = {
  ...{
    0: "text",
    1: "image",
    2: "voice",
    3: "video",
    4: "file",
    5: "sticker",
    7: "link",
    8: "location",
    20: "red-packet",
  },
  ...{
    21: "transfer",
    22: "system",
    23: "call",
    24: "link",
    25: "quote",
    26: "forward",
    27: "card",
    80: "system",
    81: "recall",
  },
};

export const chatJson: Importer = {
  id: "chat-json",
  title: { zh: "群聊 JSON", en: "Chats as JSON" },
  gives: ["groups", "messages"],
  async matches(file) {
    if (!/\.(json|jsonl)$/i.test(file.path)) return false;
    return formatOf(await headText(file, 16_384)) !== undefined;
  },
  async read(file, intake, settings) {
    const format = formatOf(await headText(file, 16_384))!;
    const chat = await openChat(file, intake, settings);
    if (format === "chatlab-lines" || format === "wecom") {
      const read = format === "wecom" ? wecomLine : chatlabLines(file);
      for await (const { row, value } of jsonRows(file, intake)) read(value, row, chat);
      return;
    }
    READERS[format](await wholeDocument(file, intake), chat, file.name);
  },
};

async function wholeDocument(file: InputFile, intake: Intake): Promise<Json> {
  if (file.size > LARGEST) {
    intake.refuse(
      { zh: "JSON 文件超过 300 MB", en: "a JSON document over 300 MB" },
      { zh: "请按月导出，或导出为 JSONL、CSV。", en: "Export by month, or as JSON lines or CSV." },
    );
  }
  const parts: string[] = [];
  for await (const piece of decodeText(file.open())) parts.push(piece);
  try {
    return JSON.parse(parts.join("").replace(/^\uFEFF/, "")) as Json;
  } catch (error) {
    return intake.refuse(
      {
        zh: `JSON 不完整：${(error as Error).message}`,
        en: `the JSON is not whole: ${(error as Error).message}`,
      },
      { zh: "文件可能被截断，请重新导出。", en: "The file may be cut off; export it again." },
    );
  }
}

const READERS: Readonly<Record<Document, (document: Json, chat: ChatIntake, name: string) => void>> = {
  chatlab(document, chat, name) {
    const meta = object(object(document).meta);
    const id = text(meta.groupId) || text(meta.name) || name;
    if (text(meta.type) === "private") {
      for (const _ of objects(object(document).messages)) privateChat(chat);
      return;
    }
    const members = objects(object(document).members).map((member) => text(member.platformId));
    chat.group(
      id,
      text(meta.name),
      text(meta.platform) || "wechat",
      members.length > 0 ? members : undefined,
    );
    for (const [index, message] of objects(object(document).messages).entries()) {
      chatlabMessage(message, index + 1, id, chat);
    }
  },
  chatlog(document, chat) {
    objects(document).forEach((message, index) => {
      if (message.isChatRoom === false) {
        privateChat(chat);
        return;
      }
      const id = text(message.talker);
      chat.group(id, text(message.talkerName), "wechat");
      const media = wechatMedia(text(message.type), text(message.subType));
      chat.message({
        row: index + 1,
        group: id,
        at: time(message.time),
        sender: text(message.sender),
        media,
        text: said(media, text(message.content)),
      });
    });
  },
  weflow(document, chat) {
    const session = object(object(document).session);
    const id = text(session.wxid);
    const isPrivate = text(session.type) === "私聊";
    if (!isPrivate) chat.group(id, text(session.displayName) || text(session.nickname), "wechat");
    objects(object(document).messages).forEach((message, index) => {
      if (isPrivate) {
        privateChat(chat);
        return;
      }
      const media = namedMedia(text(message.type));
      chat.message({
        ...{ row: index + 1, group: id, at: time(message.createTime), sender: text(message.senderUsername) },
        ...{ media, text: said(media, text(message.content)) },
      });
    });
  },
  qce(document, chat, name) {
    const info = object(object(document).chatInfo);
    const id = text(info.peerUid) || text(info.name) || name;
    const isPrivate = text(info.type) === "private" || text(info.type) === "friend";
    if (!isPrivate) chat.group(id, text(info.name), "qq");
    objects(object(document).messages).forEach((message, index) => {
      if (isPrivate) {
        privateChat(chat);
        return;
      }
      const content = object(message.content);
      const sender = object(message.sender);
      const kinds = objects(content.elements).map((element) => text(element.type));
      const first = kinds.find((kind) => kind !== "at" && kind !== "reply") ?? "text";
      const media =
        message.recalled === true ? "recall" : message.system === true ? "system" : namedMedia(first);
      // The new words only: a reply element holds another person's.
      const own = objects(content.elements)
        .filter((element) => text(element.type) === "text" || text(element.type) === "at")
        .map(
          (element) =>
            text(object(element.data).text) ||
            (text(element.type) === "at" ? `@${text(object(element.data).name)} ` : ""),
        )
        .join("");
      chat.message({
        ...{
          row: index + 1,
          group: id,
          at: time(message.timestamp ?? message.time),
          sender: text(sender.uid) || text(sender.uin) || text(sender.name),
        },
        ...{ media, text: said(media, own || (kinds.includes("reply") ? "" : text(content.text))) },
      });
    });
  },
  pywxdump(document, chat) {
    objects(document).forEach((message, index) => {
      const id = text(message.room_name);
      if (!id.endsWith("@chatroom")) {
        privateChat(chat);
        return;
      }
      chat.group(id, id, "wechat");
      const media = namedMedia(text(message.type_name));
      chat.message({
        row: index + 1,
        group: id,
        at: time(message.CreateTime),
        sender: text(message.talker),
        media,
        text: said(media, text(message.msg)),
      });
    });
  },
  feishu(document, chat) {
    const items = object(object(document).data).items ?? object(document).items;
    objects(items).forEach((message, index) => {
      const id = text(message.chat_id);
      chat.group(id, id, "feishu");
      const media = message.deleted === true ? "recall" : feishuMedia(text(message.msg_type));
      const sender = object(message.sender);
      chat.message({
        ...{ row: index + 1, group: id, at: time(message.create_time), sender: text(sender.id) },
        ...{ media, text: said(media, feishuText(text(object(message.body).content))) },
      });
    });
  },
  dingtalk(document, chat) {
    const list = Array.isArray(document) ? objects(document) : [object(document)];
    list.forEach((message, index) => {
      if (text(message.conversationType) === "1") {
        privateChat(chat);
        return;
      }
      const id = text(message.conversationId);
      chat.group(id, text(message.conversationTitle), "dingtalk");
      const kind = text(message.msgtype);
      const media = kind === "richText" ? "text" : kind === "picture" ? "image" : namedMedia(kind);
      chat.message({
        ...{ row: index + 1, group: id, at: time(message.createAt), sender: text(message.senderId) },
        ...{ media, text: said(media, text(object(message.text).content)) },
      });
    });
  },
};

function chatlabMessage(message: Record<string, Json>, row: number, id: string, chat: ChatIntake): void {
  const media = CHATLAB[Number(message.type)] ?? "other";
  chat.message({
    row,
    group: id,
    at: time(message.timestamp),
    sender: text(message.sender),
    media,
    text: said(media, text(message.content)),
  });
}

function chatlabLines(file: InputFile) {
  let id = file.name;
  return (value: Record<string, unknown>, row: number, chat: ChatIntake): void => {
    const line = value as Record<string, Json>;
    if (line._type === "message") {
      chatlabMessage(line, row, id, chat);
      return;
    }
    if (line._type === "header") {
      const meta = object(line.meta);
      id = text(meta.groupId) || text(meta.name) || id;
      chat.group(id, text(meta.name), text(meta.platform) || "wechat");
      chat.drop("文件头", "the head of the file");
      return;
    }
    chat.drop("成员名单不保留", "member lists are not kept");
  };
}

function wecomLine(value: Record<string, unknown>, row: number, chat: ChatIntake): void {
  const line = value as Record<string, Json>;
  const id = text(line.roomid);
  if (id === "") {
    privateChat(chat);
    return;
  }
  chat.group(id, id, "wecom");
  const media = line.action === "recall" ? "recall" : namedMedia(text(line.msgtype));
  chat.message({
    row,
    group: id,
    at: time(line.msgtime),
    sender: text(line.from),
    media,
    text: said(media, text(object(line.text).content)),
  });
}

function privateChat(chat: ChatIntake): void {
  chat.drop("私聊不读", "a private chat is not read");
}

/** Text counts only where the sender wrote it. */
function said(media: Media, content: string): string {
  if (media === "text" || media === "notice" || media === "roll-call")
    return writtenMedia(content) === "text" ? content : "";
  return media === "quote" ? content : "";
}

/** Seconds, milliseconds, ISO or local text. */
function time(value: Json | undefined): number {
  if (typeof value === "number") return value < 1e11 ? value * 1000 : value;
  return parseMoment(text(value))?.at ?? Number.NaN;
}
