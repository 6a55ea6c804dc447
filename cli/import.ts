// `luodi import --dry-run`: what would be read, and every problem with file and row.

import { parseArgs } from "node:util";
import { dayOf } from "../core/domain/day.ts";
import { apart } from "../core/engine/inputs.ts";
import { readDay } from "./audit.ts";
import { collect } from "./collect.ts";
import { UsageError } from "./usage.ts";

export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false }, on: { type: "string" } },
  });
  if (!values["dry-run"] || positionals.length === 0) {
    throw new UsageError(
      "用法：luodi import --dry-run PATH…（命令行不写数据库；要保存请用网页）。The command line keeps no data; use --dry-run.",
    );
  }
  const { inputs } = await collect({ paths: positionals, on: readDay(values.on ?? dayOf(Date.now())) });
  let failed = 0;
  const { tables, others } = apart(inputs);
  for (const input of tables) {
    const kinds = Object.entries(input.factsByKind).map(([kind, count]) => `${kind} ${count}`);
    process.stdout.write(
      `${input.file}  ${input.importer ?? "没有读 not read"}  行 rows ${input.rows} = 资料 facts ${input.facts} + 问题 problems ${input.problems} + 略过 dropped ${input.dropped}  ${kinds.join(", ")}\n`,
    );
    for (const { reason, count } of input.droppedReasons) {
      process.stdout.write(`  略过 dropped ${count}：${reason.zh} ${reason.en}\n`);
    }
    for (const [what, count] of Object.entries(input.omitted)) {
      process.stdout.write(`  不保留 not kept：${what} ${count}\n`);
    }
    for (const problem of input.problemList) {
      process.stdout.write(
        `  ${input.file}:${problem.row}  ${problem.reason.zh} ${problem.reason.en}\n    怎么改 mend：${problem.mend.zh} ${problem.mend.en}\n`,
      );
    }
    if (input.refused !== undefined) {
      failed += 1;
      process.stdout.write(
        `  拒绝 refused：${input.refused.reason.zh} ${input.refused.reason.en}\n    怎么改 mend：${input.refused.mend.zh} ${input.refused.mend.en}\n`,
      );
    }
  }
  if (others !== undefined) process.stdout.write(`${others.zh} ${others.en}\n`);
  if (!inputs.some((input) => input.facts > 0))
    process.stdout.write("一条资料也没有读到。Not one fact would be read.\n");
  return failed > 0 ? 2 : 0;
}
