// The items of an RSS or Atom feed, told one by one as the text streams in.

import type { Words } from "../../domain/facts.ts";
import { type CappedXml, cappedXml } from "../xml.ts";

export interface FeedItem {
  readonly title: string;
  readonly url: string;
  readonly date: string;
  readonly text: string;
  /** The stated source (RSS `source`, Dublin Core `source`). */
  readonly from: string;
}

/** What an element holds, by its name in RSS, RSS 1.0 and Atom; the first of two that are filled counts. */
const MEANING: Readonly<Record<string, keyof FeedItem>> = {
  title: "title",
  link: "url",
  pubDate: "date",
  published: "date",
  "dc:date": "date",
  updated: "date",
  "content:encoded": "text",
  content: "text",
  description: "text",
  summary: "text",
  source: "from",
  "dc:source": "from",
};
/** A published date comes before a mere update, and a whole text before its summary. */
const SECOND_CHOICE = new Set(["updated", "description", "summary"]);

export interface FeedEvents {
  /** The feed's own title, where it stands before the items. */
  name(title: string): void;
  item(item: FeedItem): void;
}

export function feedParser(events: FeedEvents, refuse: (reason: Words) => never): CappedXml {
  const path: string[] = [];
  let item: Record<keyof FeedItem, string> | undefined;
  let secondary: Partial<Record<keyof FeedItem, string>> = {};
  let text = "";
  const isItem = (name: string) => name === "item" || name === "entry";
  return cappedXml(
    {
      open(name, attributes) {
        path.push(name);
        // Markup inside an item's text (Atom xhtml) belongs to that text.
        if (item === undefined || path.length <= 2 || isItem(path.at(-2)!)) text = "";
        if (isItem(name)) {
          item = { title: "", url: "", date: "", text: "", from: "" };
          secondary = {};
        } else if (
          name === "link" &&
          item !== undefined &&
          item.url === "" &&
          attributes.href !== undefined
        ) {
          if (attributes.rel === undefined || attributes.rel === "alternate") item.url = attributes.href;
        }
      },
      text(piece) {
        text += piece;
      },
      close(name) {
        path.pop();
        const parent = path.at(-1);
        if (item !== undefined && isItem(name)) {
          events.item({
            ...item,
            text: item.text || (secondary.text ?? ""),
            date: item.date || (secondary.date ?? ""),
          });
          item = undefined;
        } else if (item !== undefined && parent !== undefined && isItem(parent)) {
          const meaning = MEANING[name];
          if (meaning !== undefined && text.trim() !== "") {
            if (SECOND_CHOICE.has(name)) secondary[meaning] ??= text;
            else if (item[meaning] === "") item[meaning] = text;
          }
        } else if (item === undefined && name === "title" && (parent === "channel" || parent === "feed")) {
          events.name(text);
        }
      },
    },
    refuse,
  );
}
