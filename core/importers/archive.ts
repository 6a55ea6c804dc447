// Opens a workbook's archive and streams its entries through a parser, refusing bombs before they open.

import yauzl from "yauzl";
import type { Words } from "../domain/facts.ts";
import { FileRefused } from "./importer.ts";
import type { CappedXml } from "./xml.ts";

/** Limits beyond which no honest workbook goes (Excel itself: 1,048,576 rows, 16,384 columns, 32,767 characters a cell). */
export const LIMITS = {
  packedBytes: 300_000_000,
  entries: 5_000,
  ratio: 200,
  smallEntry: 20_000_000,
  unpackedBytes: 6_000_000_000,
  columns: 2_000,
  cell: 100_000,
  sharedCharacters: 200_000_000,
} as const;

export const SPLIT: Words = {
  zh: "请拆成几个小文件，或在 Excel 里另存为 CSV 再导入。",
  en: "Split it into smaller files, or save it as CSV in Excel.",
};

export function openZip(buffer: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(new Error(`不是完整的 xlsx 文件 not a whole xlsx file (${error.message})`));
      else resolve(zip);
    });
  });
}

export function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
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
export async function* parsed<T>(
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

export function refuseBomb(reason: Words): never {
  throw new FileRefused(reason, SPLIT);
}

export function refuse(zh: string, en: string, mend: Words): never {
  throw new FileRefused({ zh, en }, mend);
}
