// Registers of accounts, apps, service items, groups, notices, returns and fields, told apart by their headers.

import type { RowKind } from "../../domain/facts.ts";
import type { Importer } from "../importer.ts";
import { readRow } from "../mapped/importer.ts";
import { type Mapping, parseMapping } from "../mapped/mapping.ts";
import { headerOf, tableRows } from "../rows.ts";
import { REGISTERS } from "./columns.ts";

/** The built-in mapping of a register, narrowed to the columns that the header has. */
function mappingFor(header: readonly string[]): Mapping | undefined {
  for (const register of REGISTERS) {
    if (!register.tells.every((names) => names.some((name) => header.includes(name)))) continue;
    return parseMapping({ kind: register.kind, fields: register.fields });
  }
  return undefined;
}

export const registers: Importer = {
  id: "registers",
  title: {
    zh: "账号、应用、事项、群、公告、报表名册",
    en: "Registers of accounts, apps, items, groups, notices and returns",
  },
  gives: [],
  async matches(file) {
    return mappingFor(await headerOf(file)) !== undefined;
  },
  async read(file, intake, settings) {
    const mapping = mappingFor(await headerOf(file))!;
    const placed = { ...settings, territory: settings.territory ?? "CN" };
    for await (const row of tableRows(file, intake)) {
      for (const column of [
        "粉丝数",
        "关注数",
        "阅读量",
        "点赞数",
        "下载量",
        "活跃用户数",
        "法人",
        "联系人",
        "管理员",
        "手机号",
      ]) {
        if (row.get(column) !== "") intake.omit(column);
      }
      readRow(file, row.row, (names) => row.get(...names), mapping, intake, placed);
    }
  },
};

/** The kinds that registers can give, for the documentation. */
export const REGISTER_KINDS: readonly RowKind[] = REGISTERS.map((register) => register.kind);
