// What every chat importer shares: the declaration beside an export, salted ids, refusal of secrets, text read and let go.

import { createHash } from "node:crypto";
import { parse } from "yaml";
import { z } from "zod";
import { dayOf } from "../domain/day.ts";
import { MEDIA_CODE, type Media } from "../domain/messages.ts";
import { own } from "../domain/own.ts";
import { decodeText } from "../reading/encoding.ts";
import { readMessage } from "../reading/groups/index.ts";
import { maskText } from "../reading/masking/index.ts";
import type { ImportSettings, InputFile, Intake } from "./importer.ts";

export const DATASET = "dataset.yaml";

const DayText = z
  .union([z.string(), z.date()])
  .transform((value) => (value instanceof Date ? value.toISOString() : value).slice(0, 10));
/** What must stand beside an export (PIPL 13, 17, 19, 47): why it may be read, since when people know, until when it is kept. */
const Declaration = z.object({
  basis: z.string().min(2),
  purpose: z.string().min(2),
  noticeDate: DayText.pipe(z.iso.date()),
  deleteBy: DayText.pipe(z.iso.date()),
});

const SAMPLE =
  "basis: 依据（哪部法规或哪项职责）\npurpose: 用途\nnoticeDate: 2026-01-01\ndeleteBy: 2026-12-31";

/** A state secret mark; such a file is not read further (保密法). */
const SECRET =
  /(?:绝密|机密|秘密)\s*[★☆]|[【[(（](?:绝密|机密|秘密)[】\])）]|密级\s*[:：]\s*(?:绝密|机密|秘密)/;

/** A message as a dialect hands it over. */
export interface ChatMessage {
  readonly row: number;
  /** The chat's id, as stable as the export has it. */
  readonly group: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly sender: string;
  readonly media: Media;
  /** What the sender wrote, without quoted words of others. */
  readonly text: string;
}

/** Takes messages in; one for each file. */
export interface ChatIntake {
  message(message: ChatMessage): void;
  /** A group as the export names it; `members` where the export lists them all. */
  group(id: string, name: string, platform: string, members?: readonly string[]): void;
  /** A row that is no group message (a private chat, a member list). */
  drop(zh: string, en: string): void;
  problem(row: number, zh: string, en: string): void;
}

/**
 * Opens a chat export for reading.
 * Refuses the file where dataset.yaml is missing or wrong, or where its delete-by has passed: the refusal says which file to write.
 */
export async function openChat(
  file: InputFile,
  intake: Intake,
  settings: ImportSettings,
  /** The table's own group ids meet a register of groups, so they are kept. */
  keepsIds = false,
): Promise<ChatIntake> {
  await checkDeclaration(file, intake, settings);
  const table = intake.messages;
  const fileIndex = table.fileOf(file.path);
  const senders = new Map<string, number>();
  const groups = new Map<string, string>();
  const named = new Set<string>();
  const salted = (text: string) => createHash("sha256").update(`${settings.salt}\u0000${text}`).digest();
  const senderOf = (sender: string): number => {
    if (sender === "") return 0;
    const known = senders.get(sender);
    if (known !== undefined) return known;
    const made = salted(sender).readUInt32BE(0) || 1;
    senders.set(own(sender), made);
    return made;
  };
  /** Ids of exports may hold numbers of people or phones. */
  let lastId = "";
  let lastGroup = "";
  const groupOf = (id: string): string => {
    if (id === lastId && id !== "") return lastGroup;
    lastId = id;
    lastGroup = groupFor(id);
    return lastGroup;
  };
  const groupFor = (id: string): string => {
    const known = groups.get(id);
    if (known !== undefined) return known;
    const made = keepsIds ? own(maskText(id).text) : `g-${salted(id).toString("hex").slice(0, 12)}`;
    groups.set(own(id), made);
    return made;
  };
  const problem: ChatIntake["problem"] = (row, zh, en) => {
    const mend = { zh: "检查这一行，或重新导出。", en: "Check this row, or export again." };
    intake.problem({ row, reason: { zh, en }, mend });
  };
  return {
    message({ row, group, at, sender, media, text }) {
      if (!(at > 0) || at > 4.29e12) {
        problem(row, "时间读不出", "no time can be read");
        return;
      }
      if (text.includes("密") && SECRET.test(text)) refuseSecret(intake, row);
      const second = Math.floor(at / 1000);
      const read = readMessage(text, media, second);
      // Plain fields: ten million of these are made, and spreading would cost more than reading.
      table.push({
        group: table.groupOf(groupOf(group)),
        second,
        sender: media === "system" ? 0 : senderOf(sender),
        media: MEDIA_CODE[media],
        kinds: read.kinds,
        length: read.length,
        lead: read.lead,
        file: fileIndex,
        row,
      });
      intake.messageRow();
    },
    group(id, name, platform, members) {
      if (named.has(id)) return;
      named.add(own(id));
      if (SECRET.test(name)) refuseSecret(intake, 0);
      intake.also("groups", {
        source: { file: file.path, row: 1 },
        territory: settings.territory ?? "CN",
        id: groupOf(id),
        name: own(maskText(name).text) || "（未命名的群）",
        platform,
        ...(members === undefined
          ? {}
          : { memberCount: members.length, memberIds: Uint32Array.from(members, senderOf) }),
      });
    },
    drop(zh, en) {
      intake.drop({ zh, en });
    },
    problem,
  };
}

async function checkDeclaration(file: InputFile, intake: Intake, settings: ImportSettings): Promise<void> {
  const beside = await file.sibling(DATASET);
  const place = file.path.includes("/")
    ? `${file.path.slice(0, file.path.lastIndexOf("/") + 1)}${DATASET}`
    : DATASET;
  const mend = {
    zh: `请在旁边写一个 ${place}：\n${SAMPLE}`,
    en: `Write ${place} beside it with basis, purpose, noticeDate and deleteBy.`,
  };
  if (beside === undefined) {
    intake.refuse(
      { zh: `旁边没有 ${DATASET}，群聊不读`, en: `no ${DATASET} beside it, so the chat is not read` },
      mend,
    );
  }
  let text = "";
  for await (const piece of decodeText(beside.open())) text += piece;
  const declared = Declaration.safeParse(parse(text));
  if (!declared.success) {
    const what = declared.error.issues.map((issue) => issue.path.join(".")).join("、");
    intake.refuse({ zh: `${place} 缺少或写错：${what}`, en: `${place} lacks or misstates: ${what}` }, mend);
  }
  const { noticeDate, deleteBy } = declared.data;
  const on = dayOf(settings.on);
  if (deleteBy < on) {
    intake.refuse(
      {
        zh: `${place} 写明 ${deleteBy} 前删除，已过期`,
        en: `${place} says delete by ${deleteBy}, which has passed`,
      },
      {
        zh: "请删除这些群聊；如依法还要保留，写明新的日期和依据。",
        en: "Delete these chats, or state a new date and its basis.",
      },
    );
  }
  if (noticeDate > on) {
    intake.refuse(
      {
        zh: `${place} 写明 ${noticeDate} 才告知，体检日还没有告知`,
        en: `${place}: people are told on ${noticeDate}, after the day of the check-up`,
      },
      { zh: "先告知群成员，再体检。", en: "Tell the members first." },
    );
  }
}

function refuseSecret(intake: Intake, row: number): never {
  return intake.refuse(
    {
      zh: `第 ${row} 行有密级标志，整个文件不读`,
      en: `row ${row} bears a mark of secrecy; the file is not read`,
    },
    { zh: "按保密规定处理，不要再导入。", en: "Handle it under the rules on secrecy; do not import it." },
  );
}
