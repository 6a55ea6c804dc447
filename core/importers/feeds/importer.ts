// RSS and Atom feeds of public accounts: one post an item, the account from a list beside them or from the feed itself.

import { decodeText } from "../../reading/encoding.ts";
import { FileRefused, type Importer, type ImportSettings, type InputFile, type Intake } from "../importer.ts";
import { headText } from "../json-head.ts";
import { type Moment, parseMoment } from "../moment.ts";
import { officeWords, plain, quoted } from "../words.ts";
import { type FeedItem, feedParser } from "./items.ts";

/** A feed holds tens of items; what is larger is no feed. */
const LARGEST = 100_000_000;
const MEND = { zh: "请重新取得这个源。", en: "Fetch the feed again." };

export const feeds: Importer = {
  id: "feeds",
  title: { zh: "公众账号的 RSS 或 Atom 源", en: "RSS and Atom feeds of public accounts" },
  gives: ["accounts", "posts"],
  async matches(file) {
    if (!/\.(xml|rss|atom)$/i.test(file.name)) return false;
    return /<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]/.test(await headText(file, 4096));
  },
  async read(file, intake, settings) {
    if (file.size > LARGEST) intake.refuse({ zh: "文件过大，不像一个源", en: "too large for a feed" }, MEND);
    const account = file.name.replace(/\.[^.]+$/, "");
    let name = "";
    let items = 0;
    const parser = feedParser(
      {
        name(title) {
          // Mirrors write their own name behind a bar.
          name ||= officeWords(plain(title).replace(/ \| [^|]*$/, ""));
        },
        item(item) {
          items += 1;
          readItem(item, items, account, file, intake, settings);
        },
      },
      (reason) =>
        intake.refuse(reason, {
          zh: "去掉 <!DOCTYPE …> 再导入。",
          en: "Remove <!DOCTYPE …> and import again.",
        }),
    );
    let cut: string | undefined;
    try {
      for await (const piece of decodeText(file.open())) parser.write(piece);
      parser.close();
    } catch (error) {
      if (error instanceof FileRefused) throw error;
      cut = error instanceof Error ? error.message : String(error);
    }
    // Gives way to a list of accounts that names it.
    intake.also("accounts", {
      source: { file: file.path, row: 0 },
      territory: settings.territory ?? "CN",
      id: account,
      name: name || account,
      platform: "feed",
    });
    if (cut !== undefined) {
      intake.problem({
        row: items + 1,
        reason: {
          zh: `第 ${items} 条之后读不下去：${cut}`,
          en: `cannot be read after item ${items}: ${cut}`,
        },
        mend: {
          zh: "文件可能被截断；前面的已保留，请重新取得。",
          en: "The file may be cut off; what stands before is kept.",
        },
      });
    }
  },
};

function readItem(
  item: FeedItem,
  row: number,
  account: string,
  file: InputFile,
  intake: Intake,
  settings: ImportSettings,
): void {
  const written = plain(item.date);
  const at = written === "" ? undefined : dateOf(written);
  if (written !== "" && at === undefined) {
    intake.problem({
      row,
      reason: {
        zh: `第 ${row} 条的日期读不出：${quoted(written)}`,
        en: `item ${row}: no date can be read`,
      },
      mend: { zh: "用 RFC 822 或 ISO 8601 日期。", en: "Use an RFC 822 or ISO 8601 date." },
    });
    return;
  }
  const title = officeWords(item.title);
  const text = officeWords(item.text.replace(/<[^<>]{0,2000}>/g, " "));
  const from = officeWords(item.from);
  const url = plain(item.url);
  intake.fact("posts", {
    source: { file: file.path, row },
    territory: settings.territory ?? "CN",
    account,
    ...at,
    title,
    ...(text === "" || text === title ? {} : { text }),
    ...(url === "" ? {} : { url }),
    ...(from === "" ? {} : { relayedFrom: from }),
  });
}

/** RFC 822 with a zone, or any date that tables may hold; a date without a zone is Beijing's. */
function dateOf(text: string): Moment | undefined {
  const written = parseMoment(text);
  if (written !== undefined) return written;
  const at = Date.parse(text);
  return Number.isNaN(at) || !/[+-]\d{4}$|GMT|UTC|Z$/.test(text) ? undefined : { at };
}
