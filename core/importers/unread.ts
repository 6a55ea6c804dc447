// Why a file that looks like a table was read by nobody, and what to do about it; silent about files that are no tables.

import type { Words } from "../domain/facts.ts";
import type { InputFile } from "./importer.ts";
import { headerOf } from "./rows.ts";

/** What is wrong with a file and how to mend it. */
interface Unread {
  readonly reason: Words;
  readonly mend: Words;
}

const TABLE = /\.(?:xlsx|xlsm|xls|et|csv|tsv|jsonl|ndjson)$/i;
const ARCHIVE = /\.(?:zip|rar|7z|gz|tar)$/i;
/** A further sheet or a text that holds notes has a column or two; one that somebody meant to be read has more. */
const COLUMNS = 3;
/** How much of an old Office file is searched for what it holds; its table of contents may stand at the end. */
const SEARCHED = 8_000_000;

/** Nothing where the file is none that a clerk would take for a table: documents, films, notes. */
export async function whyUnread(file: InputFile): Promise<{ readonly refused?: Unread }> {
  const refused = await unread(file);
  return refused === undefined ? {} : { refused };
}

async function unread(file: InputFile): Promise<Unread | undefined> {
  if (ARCHIVE.test(file.name)) return PACKED;
  const named = TABLE.test(file.name);
  if (!named && !/\.txt$/i.test(file.name)) return undefined;
  if (file.size === 0) return named ? EMPTY : undefined;
  const head = await file.head(512);
  if (startsWith(head, OLD_OFFICE)) return (await isEncrypted(file)) ? ENCRYPTED : OLD;
  if (/\.(?:xls|et|xlsm|xlsx)$/i.test(file.name)) {
    // A sheet of its own comes by here only where the workbook could be opened.
    if (!startsWith(head, ZIP)) return NO_WORKBOOK;
    if (!/\.xlsx$/i.test(file.name)) return RENAMED;
  }
  if (/\.(?:jsonl|ndjson)$/i.test(file.name)) return UNKNOWN;
  const columns = (await headerOf(file)).filter((name) => name !== "").length;
  const meant = named && file.sheet === undefined;
  if (columns === 0) return meant ? EMPTY : undefined;
  return meant || columns >= COLUMNS ? UNKNOWN : undefined;
}

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

/** Excel keeps a workbook with a password inside an old Office file, under this name. */
async function isEncrypted(file: InputFile): Promise<boolean> {
  const searched = Buffer.from(await file.head(Math.min(file.size, SEARCHED)));
  return searched.includes(Buffer.from("EncryptedPackage", "utf16le"));
}

const SAVE_AS = {
  zh: "用 Excel 或 WPS 打开，“另存为”选“Excel 工作簿（*.xlsx）”或 CSV，再读一次；只改文件名不行。",
  en: "Open it in Excel or WPS, save it as an Excel workbook (*.xlsx) or CSV, and read it again; renaming is not enough.",
};
const OLD: Unread = {
  reason: {
    zh: "这是旧格式的 Excel 文件（.xls），读不了",
    en: "an old Excel file (.xls), which cannot be read",
  },
  mend: SAVE_AS,
};
const RENAMED: Unread = {
  reason: { zh: "这个格式的工作簿读不了", en: "a workbook of this format cannot be read" },
  mend: SAVE_AS,
};
const NO_WORKBOOK: Unread = {
  reason: {
    zh: "名字像工作簿，里面不是（可能是系统导出的网页，或文件已损坏）",
    en: "named as a workbook, but it is none (perhaps a web page that a system exported, or a damaged file)",
  },
  mend: SAVE_AS,
};
const ENCRYPTED: Unread = {
  reason: {
    zh: "这个工作簿设了打开密码，读不了",
    en: "this workbook is locked by a password and cannot be read",
  },
  mend: {
    zh: "在 Excel 或 WPS 里用密码打开，去掉密码，另存一份再读；用后删除这一份。",
    en: "Open it with its password in Excel or WPS, take the password away, save a copy and read that; delete the copy afterwards.",
  },
};
const EMPTY: Unread = {
  reason: { zh: "空的，里面一行内容也没有", en: "empty, without a single row" },
  mend: { zh: "重新导出；用不着的就移走。", en: "Export it again, or move it away where it is not needed." },
};
const PACKED: Unread = {
  reason: { zh: "这是压缩包，没有打开", en: "a packed archive, which was not opened" },
  mend: { zh: "解压到这个文件夹，再读一次。", en: "Unpack it into this folder and read again." },
};
const UNKNOWN: Unread = {
  reason: {
    zh: "是表格，但认不出是哪一种：没有一套认识的列名",
    en: "a table, but of no kind known here: its columns bear none of the known sets of names",
  },
  mend: {
    zh: "列名若改过，改回导出时的原名（如 留言编号、留言主题、留言时间）；本来就是别的系统的表，在旁边写一个映射文件，写法见 core/importers/mapped/README.md。",
    en: "Where columns were renamed, give them back the names of the export (such as 留言编号, 留言主题, 留言时间); for a table of another system write a mapping beside it, see core/importers/mapped/README.md.",
  },
};
