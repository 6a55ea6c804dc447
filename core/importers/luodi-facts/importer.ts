// Luodi's own JSON lines: `{"kind": "requests", …}` with the fields of core/domain/facts.ts, for anybody's exporter.

import type { RowKind } from "../../domain/facts.ts";
import { FIELDS } from "../fields.ts";
import type { Importer } from "../importer.ts";
import { firstObject } from "../json-head.ts";
import { jsonRows } from "../rows.ts";
import { BadValue, shapeObject, wholeFact } from "../shaping.ts";
import { quoted } from "../words.ts";

const KINDS = new Set(Object.keys(FIELDS));
/** Fields of a line that are not the fact's own. */
const OF_THE_LINE = new Set(["fact", "kind", "territory", "source"]);
const MEND = {
  zh: "对照 core/importers/luodi-facts/README.md 的字段改正。",
  en: "Correct it by the fields in core/importers/luodi-facts/README.md.",
} as const;

export const luodiFacts: Importer = {
  id: "luodi-facts",
  title: { zh: "落地 JSON 行（每行一个 kind）", en: "Luodi JSON lines, one kind a line" },
  gives: [],
  async matches(file) {
    const first = await firstObject(file);
    return first !== undefined && kindOf(first) !== undefined;
  },
  async read(file, intake, settings) {
    const unknown = (field: string) => {
      if (!OF_THE_LINE.has(field)) intake.omit(field);
    };
    for await (const { row, value } of jsonRows(file, intake)) {
      try {
        const kind = kindOf(value);
        if (kind === undefined) {
          const said = quoted(String(value.fact ?? value.kind));
          throw new BadValue(`kind：${said} 不是资料的种类`, "kind: no kind of fact");
        }
        const territory = typeof value.territory === "string" ? value.territory : settings.territory;
        const made = shapeObject(FIELDS[kind], value, unknown);
        intake.fact(kind, wholeFact(kind, made, { file: file.path, row }, territory));
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        intake.problem({
          row,
          reason: {
            zh: `这一行的内容不合格式：${error.words.zh}`,
            en: `this line does not fit: ${error.words.en}`,
          },
          mend: MEND,
        });
      }
    }
  },
};

/** A notice has a `kind` of its own, so its line says `fact: "notices"`; the others may say either. */
function kindOf(value: Record<string, unknown>): RowKind | undefined {
  const named = value.fact ?? value.kind;
  return typeof named === "string" && KINDS.has(named) ? (named as RowKind) : undefined;
}
