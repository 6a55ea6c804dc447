// XML read as a stream under caps: no document type, so no entities of its own; no bottomless nesting, no endless text.

import { SaxesParser } from "saxes";
import type { Words } from "../domain/facts.ts";

const DEPTH = 64;
/** Characters between two tags: the longest text, comment or list of attributes. */
const RUN = 8_000_000;
const PIECE = 65_536;

interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

export interface CappedXml {
  write(text: string): void;
  close(): void;
}

/** A parser that hands a bomb to `refuse`. Throws Error where the text is no XML; what was told before stands. */
export function cappedXml(events: XmlEvents, refuse: (reason: Words) => never): CappedXml {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let run = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () =>
    refuse({
      zh: "XML 里有文档类型或实体声明（DTD），可能是炸弹",
      en: "the XML declares a document type or entities and may be a bomb",
    }),
  );
  parser.on("opentag", (tag) => {
    run = 0;
    depth += 1;
    if (depth > DEPTH) refuse({ zh: "XML 嵌套过深", en: "the XML nests too deep" });
    events.open(tag.name, tag.attributes as Record<string, string>);
  });
  parser.on("closetag", (tag) => {
    run = 0;
    depth -= 1;
    events.close(tag.name);
  });
  parser.on("text", (text) => events.text(text));
  parser.on("cdata", (text) => {
    run = 0;
    events.text(text);
  });
  parser.on("comment", () => {
    run = 0;
  });
  return {
    write(text) {
      for (let at = 0; at < text.length; at += PIECE) {
        const piece = text.length <= PIECE ? text : text.slice(at, at + PIECE);
        run += piece.length;
        parser.write(piece);
        if (run > RUN) refuse({ zh: "XML 里有一段没有尽头的文字", en: "the XML holds a text without end" });
      }
    },
    close() {
      parser.close();
    },
  };
}
