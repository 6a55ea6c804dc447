// The general importer: any CSV, XLSX or JSON lines with a mapping in YAML beside it.

import { parse } from "yaml";
import { decodeText } from "../../reading/encoding.ts";
import type { Importer, ImportSettings, InputFile, Intake } from "../importer.ts";
import { headerOf, isCsv, isWorkbook, jsonRows, tableRows } from "../rows.ts";
import { BadValue } from "../shaping.ts";
import { missingColumns } from "./checks.ts";
import { type Mapping, momentsOf, parseMapping } from "./mapping.ts";
import {
  addRow,
  type Children,
  eventOf,
  finishRow,
  type Get,
  isEmpty,
  type Made,
  makeRow,
  type RowReader,
} from "./rows.ts";

/** The mapping of one file stands beside it under the file's name and this ending; that of a whole folder under FOLDER_MAPPING. */
const ENDING = ".luodi.yaml";
const FOLDER_MAPPING = "luodi-mapping.yaml";
const NO_CHILDREN: Children = { steps: new Map(), callbacks: new Map() };
const MEND = {
  zh: "改正这一格，或在映射里写 values。",
  en: "Correct the cell, or give its words under values in the mapping.",
} as const;

export const mapped: Importer = {
  id: "mapped",
  title: { zh: "任意表格（旁边放映射文件）", en: "Any table with a mapping beside it" },
  gives: [],
  async matches(file) {
    if (!isCsv(file) && !isJsonLines(file) && !(await isWorkbook(file))) return false;
    return (await mappingFile(file)) !== undefined;
  },
  async read(file, intake, settings) {
    const mapping = await mappingOf(file, intake);
    if ("partOf" in mapping) {
      const reason = {
        zh: `随 ${mapping.partOf} 一起读，不单独成条`,
        en: `read together with ${mapping.partOf}, no fact of its own`,
      };
      for await (const _ of rowsOf(file, intake)) intake.drop(reason);
      return;
    }
    intake.touch(mapping.kind);
    await checkColumns(file, mapping, intake);
    const children = await childrenOf(file, mapping, intake);
    await readRows(
      rowsOf(file, intake),
      file,
      { mapping, moments: momentsOf(mapping), children },
      intake,
      settings,
    );
  },
};

interface MappedRow {
  readonly row: number;
  readonly get: Get;
}

/** Turns rows into facts and problems. Shared with the registers, whose mappings are built in. */
export async function readRows(
  rows: AsyncIterable<MappedRow>,
  file: InputFile,
  reader: RowReader,
  intake: Intake,
  settings: ImportSettings,
): Promise<void> {
  const { mapping } = reader;
  const attempt = (row: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      const { zh, en } = error.words;
      const reason = { zh: `这一行读不成：${zh}`, en: `this row cannot be read: ${en}` };
      intake.problem({ row, reason, mend: MEND });
    }
  };
  const finish = (row: number, made: Made) =>
    attempt(row, () =>
      intake.fact(mapping.kind, finishRow(made, file.path, row, mapping, settings.territory)),
    );
  let open: { row: number; made: Made } | undefined;
  for await (const { row, get } of rows) {
    attempt(row, () => {
      const made = makeRow(get, reader);
      if (!mapping.manyRowsPerId) return finish(row, made);
      if (open !== undefined && made.id !== undefined && open.made.id === made.id) {
        addRow(open.made, made);
        intake.drop({
          zh: "同一诉求的后续行，已并入",
          en: "a further row of the same request, joined to it",
        });
        return;
      }
      if (open !== undefined) finish(open.row, open.made);
      open = { row, made };
    });
  }
  if (open !== undefined) finish(open.row, open.made);
}

/** A mapping of one file that names a column it does not have is wrong; one of a whole folder may fit some of its tables in part. */
async function checkColumns(file: InputFile, mapping: Mapping, intake: Intake): Promise<void> {
  if (isJsonLines(file)) return;
  const header = await headerOf(file);
  if (header.length === 0) return;
  const missing = missingColumns(mapping, header);
  if (missing.length === 0) return;
  const names = missing.map((name) => `「${name}」`).join("");
  if ((await file.sibling(`${file.name}${ENDING}`)) === undefined || file.sheet !== undefined) {
    for (const name of missing) intake.omit(`表里没有映射里写的「${name}」栏 no such column in this table`);
    return;
  }
  intake.refuse(
    {
      zh: `表里没有映射里写的栏：${names}`,
      en: `the table has no column ${missing.join(", ")}, named in its mapping`,
    },
    {
      zh: "对照表头改映射里的栏名，一个字也不能差；几种写法可以写成 [甲, 乙]。",
      en: "Write the column in the mapping as the header has it; several names may stand as [a, b].",
    },
  );
}

/** The rows of child tables by id. A child row that cannot be read is left out here and counted as not kept. */
async function childrenOf(file: InputFile, mapping: Mapping, intake: Intake): Promise<Children> {
  const found = { steps: new Map<string, Made[]>(), callbacks: new Map<string, Made[]>() };
  for (const kind of ["steps", "callbacks"] as const) {
    const from = mapping[`${kind}From`];
    if (from === undefined || !("file" in from)) continue;
    const beside = await file.sibling(from.file);
    if (beside === undefined) {
      intake.refuse(
        { zh: `找不到映射里写的 ${from.file}`, en: `${from.file}, named in the mapping, is not beside it` },
        { zh: "把它放在同一个文件夹。", en: "Put it into the same folder." },
      );
    }
    const reader: RowReader = { mapping, moments: momentsOf(mapping), children: NO_CHILDREN };
    const quiet = { ...NO_INTAKE, refuse: intake.refuse.bind(intake) };
    for await (const { get } of rowsOf(beside, quiet as unknown as Intake)) {
      try {
        const id = String(get([from.key]) ?? "").trim();
        const event = eventOf(kind, from, get, reader);
        const list = found[kind].get(id);
        if (list === undefined) found[kind].set(id, [event]);
        else list.push(event);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        intake.omit(`${from.file}: ${error.message}`);
      }
    }
  }
  return found;
}

/** Faulty lines of a child table are listed where the table itself is read. */
const NO_INTAKE = { problem() {}, drop() {}, omit() {} };

async function* rowsOf(file: InputFile, intake: Intake): AsyncGenerator<MappedRow> {
  if (isJsonLines(file)) {
    for await (const { row, value } of jsonRows(file, intake)) {
      yield { row, get: (names) => names.map((name) => value[name]).find((cell) => !isEmpty(cell)) };
    }
    return;
  }
  for await (const row of tableRows(file, intake)) yield { row: row.row, get: (names) => row.get(...names) };
}

function isJsonLines(file: InputFile): boolean {
  return /\.(jsonl|ndjson)$/i.test(file.name);
}

async function mappingFile(file: InputFile): Promise<InputFile | undefined> {
  return (await file.sibling(`${file.name}${ENDING}`)) ?? (await file.sibling(FOLDER_MAPPING));
}

async function mappingOf(file: InputFile, intake: Intake): Promise<ReturnType<typeof parseMapping>> {
  const beside = (await mappingFile(file))!;
  try {
    let text = "";
    for await (const piece of decodeText(beside.open())) text += piece;
    return parseMapping(parse(text, { maxAliasCount: 20 }));
  } catch (error) {
    // The parser of YAML draws the place over several lines; a message is one.
    const why = (error as Error).message.trim().replace(/\s+/g, " ");
    return intake.refuse(
      {
        zh: `映射文件 ${beside.path} 有误：${why}`,
        en: `the mapping ${beside.path} is wrong at the place named`,
      },
      {
        zh: "对照 core/importers/mapped/README.md 改正。",
        en: "Correct it by core/importers/mapped/README.md.",
      },
    );
  }
}
