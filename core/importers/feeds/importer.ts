// RSS and Atom feeds of public accounts: one post an item, the account from a list beside them or from the feed itself.

import { parseFeed } from "feedsmith";
import { maskText } from "../../reading/masking/index.ts";
import { decodeText } from "../decode.ts";
import type { Importer, InputFile, Intake } from "../importer.ts";
import { headText } from "../json-head.ts";
import { parseMoment } from "../moment.ts";
import { plain } from "../rows.ts";

/** A feed holds tens of items; what is larger is no feed. */
const LARGEST = 30_000_000;
export const ACCOUNT_LIST = "accounts.csv";

interface Item {
  readonly title?: string;
  readonly url?: string;
  readonly date?: string;
  readonly text?: string;
}

export const feeds: Importer = {
  id: "feeds",
  title: { zh: "公众账号的 RSS 或 Atom 源", en: "RSS and Atom feeds of public accounts" },
  gives: ["accounts", "posts"],
  async matches(file) {
    if (!/\.(xml|rss|atom)$/i.test(file.path)) return false;
    return /<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]/.test((await headText(file, 4096)).slice(0, 4096));
  },
  async read(file, intake, settings) {
    const { name, items } = itemsOf(await wholeText(file, intake));
    const account = file.path
      .split("/")
      .at(-1)!
      .replace(/\.[^.]+$/, "");
    const territory = settings.territory ?? "CN";
    if ((await file.sibling(ACCOUNT_LIST)) === undefined) {
      intake.also("accounts", {
        source: { file: file.path, row: 0 },
        territory,
        id: account,
        name,
        platform: "feed",
      });
    }
    for (const [index, item] of items.entries()) {
      const at = item.date === undefined ? undefined : dateOf(item.date);
      if (item.date !== undefined && at === undefined) {
        intake.problem({
          row: index + 1,
          reason: {
            zh: `第 ${index + 1} 条的日期读不出：${item.date.slice(0, 40)}`,
            en: `item ${index + 1}: no date can be read`,
          },
          mend: { zh: "用 RFC 822 或 ISO 8601 日期。", en: "Use an RFC 822 or ISO 8601 date." },
        });
        continue;
      }
      const title = maskText(plain(item.title ?? "")).text;
      const text = maskText(plain((item.text ?? "").replace(/<[^<>]{0,2000}>/g, " "))).text;
      intake.fact("posts", {
        source: { file: file.path, row: index + 1 },
        territory,
        account,
        ...(at === undefined ? {} : { at }),
        title,
        ...(text === "" || text === title ? {} : { text }),
        ...(item.url === undefined ? {} : { url: item.url }),
      });
    }
  },
};

async function wholeText(file: InputFile, intake: Intake): Promise<string> {
  const mend = { zh: "请重新取得这个源。", en: "Fetch the feed again." };
  if (file.size > LARGEST) intake.refuse({ zh: "文件过大，不像一个源", en: "too large for a feed" }, mend);
  let text = "";
  for await (const piece of decodeText(file.open())) {
    text += piece;
    if (text.length > LARGEST)
      intake.refuse({ zh: "文件过大，不像一个源", en: "too large for a feed" }, mend);
  }
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    intake.refuse(
      {
        zh: "XML 里有文档类型或实体声明，可能是炸弹",
        en: "the XML declares a document type or entities and may be a bomb",
      },
      { zh: "去掉 <!DOCTYPE …> 再导入。", en: "Remove <!DOCTYPE …> and import again." },
    );
  }
  return text;
}

/** The items of a feed in any of its three dialects. Throws where the text is no feed. */
function itemsOf(text: string): { name: string; items: Item[] } {
  const parsed = parseFeed(text);
  if (parsed.format === "atom") {
    const feed = parsed.feed;
    return {
      name: plain(words(feed.title)),
      items: (feed.entries ?? []).map((entry) => ({
        title: words(entry.title),
        ...found("url", entry.links?.[0]?.href),
        ...found("date", entry.published ?? entry.updated),
        ...found("text", words(entry.content) || words(entry.summary)),
      })),
    };
  }
  if (parsed.format === "json") throw new Error("a JSON feed is not read here");
  const feed = parsed.feed as { title?: unknown; items?: readonly Record<string, unknown>[] };
  return {
    name: plain(words(feed.title)).replace(/ \| .*$/, ""),
    items: (feed.items ?? []).map((item) => ({
      title: words(item.title),
      ...found("url", item.link as string | undefined),
      ...found(
        "date",
        (item.pubDate ?? (item.dc as { date?: string } | undefined)?.date) as string | undefined,
      ),
      ...found(
        "text",
        words((item.content as { encoded?: unknown } | undefined)?.encoded) || words(item.description),
      ),
    })),
  };
}

function words(value: unknown): string {
  if (typeof value === "string") return value;
  if (value !== null && typeof value === "object" && "value" in value)
    return words((value as { value: unknown }).value);
  return "";
}

function found<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === "" ? {} : ({ [key]: value } as { [P in K]?: string });
}

function dateOf(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? parseMoment(text)?.at : at;
}
