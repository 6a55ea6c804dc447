// Rows of an Excel workbook, streamed: a thin reader over zip and XML that refuses bombs before they open.

import yauzl from "yauzl";
import type { Words } from "../domain/facts.ts";
import { FileRefused, type InputFile } from "./importer.ts";
import { type CappedXml, cappedXml } from "./xml.ts";

/** Limits beyond which no honest workbook goes (Excel itself: 1,048,576 rows, 16,384 columns, 32,767 characters a cell). */
const LIMITS = {
  packedBytes: 300_000_000,
  entries: 5_000,
  ratio: 200,
  smallEntry: 20_000_000,
  unpackedBytes: 6_000_000_000,
  columns: 2_000,
  cell: 100_000,
  sharedCharacters: 200_000_000,
} as const;

const SPLIT: Words = {
  zh: "请拆成几个小文件，或在 Excel 里另存为 CSV 再导入。",
  en: "Split it into smaller files, or save it as CSV in Excel.",
};

export interface SheetRow {
  /** 1-based row of the sheet. */
  readonly row: number;
  readonly cells: readonly (string | undefined)[];
}

/**
 * Streams the rows of the first sheet that has any, in batches. Dates stay serial numbers, as the workbook holds them; the
 * document's properties (author, company) are never opened. Further sheets are told to `omit`, not read.
 * @throws FileRefused for a bomb; Error where the file is cut off or no workbook.
 */
export async function* sheetRows(
  file: InputFile,
  omit?: (what: string) => void,
): AsyncGenerator<readonly SheetRow[]> {
  if (file.size > LIMITS.packedBytes)
    refuse(`工作簿超过 ${LIMITS.packedBytes / 1e6} MB`, "the workbook is too large", SPLIT);
  const parts: Buffer[] = [];
  for await (const chunk of file.open()) parts.push(chunk as Buffer);
  const zip = await openZip(Buffer.concat(parts));
  parts.length = 0;
  const entries = await entriesOf(zip);
  const shared = entries.get("xl/sharedStrings.xml");
  const strings = shared === undefined ? [] : await sharedStrings(zip, shared);
  const sheets = [...entries.keys()]
    .filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
    .sort(bySheetNumber);
  for (const [index, name] of sheets.entries()) {
    let any = false;
    for await (const batch of rowsOf(zip, entries.get(name)!, strings)) {
      any = true;
      yield batch;
    }
    if (!any) continue;
    for (const _ of sheets.slice(index + 1)) omit?.("其余工作表 further sheets");
    return;
  }
}

function bySheetNumber(a: string, b: string): number {
  return Number(a.replace(/\D/g, "")) - Number(b.replace(/\D/g, ""));
}

function openZip(buffer: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(new Error(`不是完整的 xlsx 文件 not a whole xlsx file (${error.message})`));
      else resolve(zip);
    });
  });
}

function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, yauzl.Entry>();
    let total = 0;
    zip.on("entry", (entry: yauzl.Entry) => {
      total += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      const bomb =
        entries.size > LIMITS.entries ||
        total > LIMITS.unpackedBytes ||
        (entry.uncompressedSize > LIMITS.smallEntry && ratio > LIMITS.ratio);
      if (bomb) {
        zip.close();
        const zh = `压缩炸弹：${entry.fileName} 展开后是 ${ratio.toFixed(0)} 倍`;
        reject(
          new FileRefused({ zh, en: `zip bomb: ${entry.fileName} grows ${ratio.toFixed(0)} times` }, SPLIT),
        );
        return;
      }
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", reject);
    zip.readEntry();
  });
}

/** Feeds an entry to a parser chunk by chunk, after each chunk handing on what the parser has gathered. */
async function* parsed<T>(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  parser: CappedXml,
  gathered: () => T[],
): AsyncGenerator<T[]> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const decoder = new TextDecoder("utf-8");
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      const made = gathered();
      if (made.length > 0) yield made;
    }
    parser.close();
  } catch (error) {
    // What stands before the break is kept; of a bomb nothing is.
    if (!(error instanceof FileRefused)) yield gathered();
    throw error;
  }
  const made = gathered();
  if (made.length > 0) yield made;
}

function refuseBomb(reason: Words): never {
  throw new FileRefused(reason, SPLIT);
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

function refuse(zh: string, en: string, mend: Words): never {
  throw new FileRefused({ zh, en }, mend);
}
