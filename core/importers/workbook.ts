// Rows of an Excel workbook, streamed: a thin reader over zip and XML that refuses bombs before they open.

import type yauzl from "yauzl";
import { entriesOf, LIMITS, openZip, parsed, refuse, refuseBomb, SPLIT } from "./archive.ts";
import type { InputFile } from "./importer.ts";
import { shownPath } from "./words.ts";
import { cappedXml } from "./xml.ts";

export interface SheetRow {
  /** 1-based row of the sheet. */
  readonly row: number;
  readonly cells: readonly (string | undefined)[];
}

/**
 * Streams the rows of one sheet in batches: of the sheet that the file names, or of the first that has any. Dates stay serial
 * numbers, as the workbook holds them; the document's properties (author, company) are never opened.
 * @throws FileRefused for a bomb; Error where the file is cut off or no workbook.
 */
export async function* sheetRows(file: InputFile): AsyncGenerator<readonly SheetRow[]> {
  const { zip, strings, sheets } = await opened(file);
  for (const entry of file.sheet === undefined ? sheets.values() : [sheets.get(file.sheet)]) {
    if (entry === undefined) continue;
    let any = false;
    for await (const batch of rowsOf(zip, entry, strings)) {
      any = true;
      yield batch;
    }
    if (any) return;
  }
}

/** The sheets after the first that has rows, each as an input of its own; their rows and problems are named by `path#sheet`. */
export async function furtherSheets(file: InputFile): Promise<InputFile[]> {
  const { zip, strings, sheets, titles } = await opened(file);
  const filled: string[] = [];
  for (const [name, entry] of sheets) {
    for await (const _ of rowsOf(zip, entry, strings)) {
      filled.push(name);
      break;
    }
  }
  return filled.slice(1).map((sheet) => {
    const title = titles.get(sheet) ?? SHEET.exec(sheet)![1]!;
    return { ...file, path: shownPath(`${file.path}#${title}`), sheet };
  });
}

const NO_TITLES: ReadonlyMap<string, string> = new Map();
const SHEET = /^xl\/worksheets\/(sheet\d+)\.xml$/;

async function opened(file: InputFile) {
  if (file.size > LIMITS.packedBytes)
    refuse(`工作簿超过 ${LIMITS.packedBytes / 1e6} MB`, "the workbook is too large", SPLIT);
  const parts: Buffer[] = [];
  for await (const chunk of file.open()) parts.push(chunk as Buffer);
  const zip = await openZip(Buffer.concat(parts));
  parts.length = 0;
  const entries = await entriesOf(zip);
  const shared = entries.get("xl/sharedStrings.xml");
  const strings = shared === undefined ? [] : await sharedStrings(zip, shared);
  const names = [...entries.keys()].filter((name) => SHEET.test(name)).sort(bySheetNumber);
  const sheets = new Map(names.map((name) => [name, entries.get(name)!]));
  return { zip, strings, sheets, titles: sheets.size < 2 ? NO_TITLES : await titlesOf(zip, entries) };
}

/** What the tabs are called: the workbook lists titles and numbers, its relations say which file each number is. */
async function titlesOf(
  zip: yauzl.ZipFile,
  entries: ReadonlyMap<string, yauzl.Entry>,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const titles = new Map<string, string>();
  const read = async (
    name: string,
    open: (name: string, attributes: Readonly<Record<string, string>>) => void,
  ) => {
    const entry = entries.get(name);
    if (entry === undefined) return;
    const parser = cappedXml({ open, text() {}, close() {} }, refuseBomb);
    for await (const _ of parsed(zip, entry, parser, () => [])) void _;
  };
  await read("xl/_rels/workbook.xml.rels", (name, { Id, Target }) => {
    if (name === "Relationship" && Id !== undefined && Target !== undefined)
      files.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
  });
  await read("xl/workbook.xml", (name, attributes) => {
    const path = name === "sheet" ? files.get(attributes["r:id"] ?? "") : undefined;
    if (path !== undefined && attributes.name !== undefined) titles.set(path, attributes.name);
  });
  return titles;
}

function bySheetNumber(a: string, b: string): number {
  return Number(a.replace(/\D/g, "")) - Number(b.replace(/\D/g, ""));
}

async function sharedStrings(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<string[]> {
  const strings: string[] = [];
  const listeners = textListeners(["t"], new Set(["rPh"]));
  let total = 0;
  const parser = cappedXml(
    {
      open(name) {
        if (name === "si") listeners.reset();
        listeners.open(name);
      },
      text: listeners.text,
      close(name) {
        listeners.close(name);
        if (name !== "si") return;
        total += listeners.value().length;
        if (total > LIMITS.sharedCharacters)
          refuse("工作簿里的文字过多", "the workbook holds too much text", SPLIT);
        strings.push(unescaped(listeners.value()));
      },
    },
    refuseBomb,
  );
  for await (const _ of parsed(zip, entry, parser, () => [])) void _;
  return strings;
}

async function* rowsOf(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  strings: readonly string[],
): AsyncGenerator<SheetRow[]> {
  let gathered: SheetRow[] = [];
  const listeners = textListeners(["v", "t"], new Set(["rPh"]));
  let row = 0;
  let cells: (string | undefined)[] = [];
  let column = 0;
  let type = "";
  const parser = cappedXml(
    {
      open(name, attributes) {
        if (name === "row") {
          row = Number(attributes.r ?? row + 1);
          cells = [];
          column = 0;
        } else if (name === "c") {
          column = attributes.r === undefined ? column : columnOf(attributes.r);
          if (column >= LIMITS.columns)
            refuse(`超过 ${LIMITS.columns} 列`, `more than ${LIMITS.columns} columns`, SPLIT);
          type = attributes.t ?? "";
          listeners.reset();
        }
        listeners.open(name);
      },
      text: listeners.text,
      close(name) {
        listeners.close(name);
        if (name === "c") {
          const value = listeners.value();
          cells[column] =
            value === ""
              ? undefined
              : type === "s"
                ? strings[Number(value)]
                : type === "e"
                  ? undefined
                  : unescaped(value);
          column += 1;
        } else if (name === "row") {
          gathered.push({ row, cells });
        }
      },
    },
    refuseBomb,
  );
  yield* parsed(zip, entry, parser, () => {
    const batch = gathered;
    gathered = [];
    return batch;
  });
}

/** `_x000D_` and the like stand for characters that XML cannot hold. */
function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Gathers text inside some elements and outside others (phonetic hints), up to the limit of a cell. */
function textListeners(wanted: readonly string[], ignored: ReadonlySet<string>) {
  let inside = 0;
  let hidden = 0;
  let text = "";
  return {
    open(name: string) {
      if (ignored.has(name)) hidden += 1;
      else if (wanted.includes(name)) inside += 1;
    },
    close(name: string) {
      if (ignored.has(name)) hidden -= 1;
      else if (wanted.includes(name)) inside -= 1;
    },
    text(piece: string) {
      if (inside === 0 || hidden > 0) return;
      text += piece;
      if (text.length > LIMITS.cell) refuse("有单元格文字过长", "a cell holds too much text", SPLIT);
    },
    reset() {
      text = "";
    },
    value: () => text,
  };
}

/** `BC12` → 54, zero-based. */
function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index++) {
    const code = reference.charCodeAt(index);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}
