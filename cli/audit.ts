// `luodi audit`: files in, an explained report out.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { detectors } from "../core/detectors/index.ts";
import { dayOf, startOf } from "../core/domain/day.ts";
import { audit, exitCode } from "../core/engine/audit.ts";
import { renderHtml } from "../core/render/html.ts";
import { renderJson } from "../core/render/json.ts";
import { renderWorkbook } from "../core/render/table.ts";
import { renderText } from "../core/render/text.ts";
import { collect } from "./collect.ts";
import { packsFor } from "./packs.ts";
import { progressLine } from "./progress.ts";
import { UsageError } from "./usage.ts";

export async function auditCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      on: { type: "string" },
      out: { type: "string" },
      pack: { type: "string", multiple: true, default: [] },
      territory: { type: "string" },
    },
  });
  if (positionals.length === 0) {
    throw new UsageError("请写明要体检的文件或文件夹：luodi audit PATH…  Name the files or folders to read.");
  }
  const on = readDay(values.on ?? dayOf(Date.now()));
  const packs = packsFor(values.pack);
  const { territory } = values;
  const { facts, inputs } = await collect({
    paths: positionals,
    on,
    ...(territory === undefined ? {} : { territory }),
  });
  const line = progressLine();
  const report = audit({
    facts,
    packs,
    detectors,
    on,
    inputs,
    progress: (done, total, name) => line.say(`检测 checking ${done}/${total} ${name}`),
  });
  line.done();
  process.stdout.write(renderText(report));
  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, "report.json"), renderJson(report));
    writeFileSync(join(values.out, "report.html"), renderHtml(report));
    writeFileSync(join(values.out, "report.xlsx"), await renderWorkbook(report));
    process.stdout.write(`报告 Report: ${join(values.out, "report.html")}, report.json, report.xlsx\n`);
  }
  return exitCode(report);
}

/** @throws UsageError where the text is no day. */
export function readDay(text: string): string {
  try {
    return dayOf(startOf(text));
  } catch {
    throw new UsageError(
      `--on 要写成 2021-06-19 这样的日期，现在是「${text}」。--on takes a day such as 2021-06-19.`,
    );
  }
}
