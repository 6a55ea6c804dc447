// Chats as separated values: four exporters' tables and a plain one of our own (group, time, sender, type, text).

import type { Media } from "../../domain/messages.ts";
import { decodeText } from "../../reading/encoding.ts";
import { openChat } from "../chat.ts";
import { csvRecords } from "../csv.ts";
import type { Importer } from "../importer.ts";
import { parseMoment } from "../moment.ts";
import { headerOf } from "../rows.ts";
import { DIALECTS, dialectOf } from "./dialects.ts";

export const chatTable: Importer = {
  id: "chat-table",
  title: { zh: "群聊表格（CSV）", en: "Chats as tables" },
  gives: ["groups", "messages"],
  async matches(file) {
    return dialectOf(await headerOf(file)) !== undefined;
  },
  async read(file, intake, settings) {
    const header = await headerOf(file);
    const dialect = dialectOf(header)!;
    const chat = await openChat(file, intake, settings, !dialect.named);
    const at = (name: string | undefined) => (name === undefined ? -1 : header.indexOf(name));
    const [group, name, time, sender, type, subtype, text] = [
      ...[
        dialect.group,
        dialect.name,
        dialect.time,
        dialect.sender,
        dialect.type,
        dialect.subtype,
        dialect.text,
      ],
    ].map(at) as [number, number, number, number, number, number, number];
    const own = file.name.replace(/\.[^.]+$/, "");
    const clock = clockOf();
    for await (const batch of csvRecords(decodeText(file.open()))) {
      for (const { row, cells, fault } of batch) {
        if (row === 1) continue;
        if (fault === "cut") {
          chat.problem(row, "最后一行没有写完，文件可能断了", "the last row is cut off");
          continue;
        }
        if (fault === "quote") {
          chat.problem(row, "这一行的引号没有配对", "the quotes of this row are not in pairs");
          continue;
        }
        // A private chat's rows are shorter than the header and name no sender.
        if (dialect.senderRequired && (cells[sender] ?? "") === "" && cells.length < header.length) {
          chat.drop("私聊不读", "a private chat is not read");
          continue;
        }
        const id = (group < 0 ? "" : cells[group]) || own;
        if (dialect.named) chat.group(id, (name < 0 ? "" : cells[name]) || id, dialect.platform);
        const found = clock(cells[time] ?? "");
        const media = dialect.media(
          cells[type] ?? "",
          subtype < 0 ? "" : (cells[subtype] ?? ""),
          cells[text] ?? "",
        );
        const said =
          media === "text" || media === "quote" || media === "roll-call" || media === "notice"
            ? (cells[text] ?? "")
            : "";
        chat.message({
          row,
          group: id,
          at: found ?? Number.NaN,
          sender: cells[sender] ?? "",
          media: media as Media,
          text: said,
        });
      }
    }
  },
};

/** A year has few days and many messages, so that each day is parsed once. */
function clockOf(): (text: string) => number | undefined {
  const starts = new Map<string, number | undefined>();
  return (text) => {
    if (text.length === 19 && text.charCodeAt(10) === 32 && text.charCodeAt(13) === 58) {
      const day = text.slice(0, 10);
      let start = starts.get(day);
      if (start === undefined && !starts.has(day)) {
        start = parseMoment(day)?.at;
        starts.set(day, start);
      }
      const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
      if (start !== undefined && hour < 24 && minute < 60 && second < 60) {
        return start + ((hour * 60 + minute) * 60 + second) * 1000;
      }
    }
    return parseMoment(text)?.at;
  };
}

/** The number that two digits write; NaN-like 999 where they are no digits. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 999;
}

export { DIALECTS };
