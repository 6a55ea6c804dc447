// Input files that live in memory, for tests of importers; and a small writer of zip archives, so that bombs can be built.

import { Readable } from "node:stream";
import { crc32, deflateRawSync } from "node:zlib";
import type { InputFile } from "../core/importers/importer.ts";
import { importers } from "../core/importers/index.ts";
import { type Collected, FactCollector } from "../core/importers/intake.ts";

type Content = string | Uint8Array;

/** A folder of files by name. Bytes are handed out in pieces of `piece`. */
export function memoryFolder(contents: Readonly<Record<string, Content>>, piece = 65_536): InputFile[] {
  const files = new Map<string, InputFile>();
  for (const [path, content] of Object.entries(contents)) {
    const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(content);
    files.set(path, {
      path,
      name: path.split("/").at(-1)!,
      size: bytes.length,
      open: () => Readable.from(pieces(bytes, piece), { objectMode: false }),
      head: async (length) => bytes.subarray(0, length),
      sibling: async (name) => files.get([...path.split("/").slice(0, -1), name].join("/")),
    });
  }
  return [...files.values()];
}

/** Everything that the importers make of a folder. */
export async function collectFolder(
  contents: Readonly<Record<string, Content>>,
  settings: { readonly territory?: string } = {},
): Promise<Collected> {
  const collector = new FactCollector(importers, { salt: "test", on: 1_700_000_000_000, ...settings });
  for (const file of memoryFolder(contents)) await collector.read(file);
  return collector.finish();
}

function* pieces(bytes: Buffer, piece: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** A zip archive with deflated entries. `claim` writes false sizes, as a liar would. */
export function zipOf(entries: Readonly<Record<string, Content>>, claim?: number): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const raw = Buffer.from(content as string);
    const packed = deflateRawSync(raw);
    const title = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(raw), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claim ?? raw.length, 18);
    shared.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), shared, rest, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\u0005\u0006"), end]);
}

/** A workbook of one sheet from the XML of its rows. */
export function workbookOf(rows: string, shared?: string): Buffer {
  const sheet = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
  return zipOf({
    "xl/worksheets/sheet1.xml": sheet,
    ...(shared === undefined ? {} : { "xl/sharedStrings.xml": shared }),
  });
}
