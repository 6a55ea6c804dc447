// Chats as plain text: five formats, each with its own line that opens a message.

import { dayOf } from "../../domain/day.ts";
import type { Day } from "../../domain/facts.ts";
import { lines } from "../../reading/encoding.ts";
import { type ChatIntake, openChat } from "../chat.ts";
import { writtenMedia } from "../chat-table/dialects.ts";
import type { Importer, InputFile } from "../importer.ts";
import { headText } from "../json-head.ts";
import { parseMoment } from "../moment.ts";
import { FORMATS, formatOf, type Head, type TextFormat } from "./formats.ts";

export const chatText: Importer = {
  id: "chat-text",
  title: { zh: "群聊文本", en: "Chats as text" },
  gives: ["groups", "messages"],
  async matches(file) {
    return /\.txt$/i.test(file.path) && formatOf(await headText(file, 8192)) !== undefined;
  },
  async read(file, intake, settings) {
    const format = formatOf(await headText(file, 8192))!;
    const chat = await openChat(file, intake, settings);
    await readText(file, format, chat, dayOf(settings.on));
  },
};

/** One pass: a head line opens a message, the lines up to the next head are its text. */
async function readText(file: InputFile, format: TextFormat, chat: ChatIntake, on: Day): Promise<void> {
  let group = file.name.replace(/\.[^.]+$/, "");
  let day = "";
  let open: { head: Head; row: number; body: string[] } | undefined;
  let row = 0;
  let named = false;
  const close = () => {
    if (open === undefined) return;
    const { head, body } = open;
    const said = format.own(body).join("\n").trim();
    const media = head.system ? "system" : writtenMedia(said);
    const at = parseMoment(format.dated(head.time, day, on))?.at ?? Number.NaN;
    chat.message({
      row: open.row,
      group,
      at,
      sender: head.sender,
      media,
      text: media === "text" ? said : "",
    });
    open = undefined;
  };
  for await (const line of lines(file.open())) {
    row += 1;
    const title = format.title?.exec(line)?.[1];
    if (title !== undefined && !named) {
      group = title;
      chat.group(group, title, format.platform);
      named = true;
      continue;
    }
    const date = format.day?.exec(line)?.[1];
    if (date !== undefined) {
      close();
      day = date;
      continue;
    }
    const head = format.head(line);
    if (head === undefined) {
      open?.body.push(line);
      continue;
    }
    close();
    if (!named) {
      chat.group(group, group, format.platform);
      named = true;
    }
    open = { head, row, body: [] };
  }
  close();
}

export { FORMATS };
