// `luodi audit`: files in, an explained report out.

import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { detectors } from "../core/detectors/index.ts";
import { dayOf, startOf } from "../core/domain/day.ts";
import type { Facts } from "../core/domain/facts.ts";
import { TERRITORY } from "../core/domain/territory.ts";
import { audit, countsOf, exitCode, inOrder, judgeAll, reportOf } from "../core/engine/audit.ts";
import type { Detector } from "../core/engine/detector.ts";
import type { AuditReport } from "../core/engine/report.ts";
import { PROMISES, PromisesAhead } from "../core/reading/requests/promised.ts";
import { ComparedReplies, SAME_TEXT } from "../core/reading/requests/same-text.ts";
import { renderHtml } from "../core/render/html.ts";
import { renderJson } from "../core/render/json.ts";
import { renderWorkbook } from "../core/render/table.ts";
import { renderText } from "../core/render/text.ts";
import { type CollectOptions, collect, collectWhere, talkBytes } from "./collect.ts";
import { cannotWrite, makeFolder, withOutput } from "./output.ts";
import { packsFor } from "./packs.ts";
import { progressLine } from "./progress.ts";
import { installationSalt } from "./salt.ts";
import { findSame, promiseTask, readPieces, together, untaken } from "./shared-reading.ts";
import { isTalkDetector, type TalkFacts, TalkLane } from "./talk-lane.ts";
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
  if (on > dayOf(Date.now()))
    process.stderr.write(
      `体检日 ${on} 还没有到：期限按那一天算，没到期的会算成超期。The day of the check-up lies ahead: what is not due yet may count as overdue.\n`,
    );
  // A pack that does not exist is told before anything is read.
  packsFor(values.pack);
  const { territory } = values;
  if (territory !== undefined && !TERRITORY.test(territory))
    throw new UsageError(
      `--territory 要写成 CN-430121 这样的地区代码，现在是「${territory}」。--territory takes a code such as CN-430121.`,
    );
  const without = values.out === undefined ? [] : placesFor(values.out);
  const task = { paths: positionals, on, without, ...(territory === undefined ? {} : { territory }) };
  const talk = await talkBytes(task);
  const report = await (talk > WORTH_A_THREAD ? auditInTwo : auditInOne)(task, values.pack);
  process.stdout.write(renderText(report));
  if (values.out !== undefined) {
    // One after the other: a large county's report as text, page and workbook at once is half a gigabyte.
    for (const [at, path] of without.entries()) {
      const content = await RENDERINGS[at]!.render(report);
      await withOutput(path, (write) => write(content));
    }
    process.stdout.write(`报告 Report: ${join(values.out, "report.html")}, report.json, report.xlsx\n`);
  }
  return exitCode(report);
}

/** The three files of a report. A folder that cannot be written to is told before hours of reading. */
function placesFor(folder: string): string[] {
  makeFolder(folder);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
  return RENDERINGS.map(({ name }) => join(folder, name));
}

/** The files of a report, in the order in which they are written. */
const RENDERINGS: readonly {
  readonly name: string;
  readonly render: (report: AuditReport) => string | Uint8Array | Promise<Uint8Array>;
}[] = [
  { name: "report.json", render: renderJson },
  { name: "report.html", render: renderHtml },
  { name: "report.xlsx", render: renderWorkbook },
];

/** Bytes of group messages from which a thread of their own is worth starting. */
const WORTH_A_THREAD = 30_000_000;

/** Everything in this thread. */
export async function auditInOne(task: CollectOptions, chosen: readonly string[]): Promise<AuditReport> {
  const { facts, inputs } = await collect(task);
  const line = progressLine();
  const report = audit({
    facts,
    inputs,
    on: task.on,
    detectors,
    packs: packsFor(chosen),
    progress: told(line),
  });
  line.done();
  return report;
}

/** Group messages in a thread of their own; the same report, byte for byte. */
export async function auditInTwo(task: CollectOptions, chosen: readonly string[]): Promise<AuditReport> {
  // Two heaps beside each other: each may hold half as much garbage as what lives, not three times as much.
  setFlagsFromString("--heap-growing-percent=50");
  const line = progressLine();
  const talk = new TalkLane({ ...task, salt: installationSalt(), packs: [...chosen] }, (words) =>
    line.say(words),
  );
  try {
    const here = await collectWhere(task, async (collector, file) => !(await collector.isTalk(file)));
    const { facts } = here;
    const [ahead, compared] = [
      new PromisesAhead(facts.requests ?? []),
      new ComparedReplies(facts.requests ?? []),
    ];
    const promises = promiseTask(ahead.toRead());
    const taken = untaken();
    // The texts are made where they are needed: kept here, they would be as much again as the replies.
    const { judged, read } = talk.judge({
      facts: forTalk(facts),
      copies: { texts: compared.texts(), taken },
      promises,
    });
    const input = { facts, packs: packsFor(chosen), detectors, on: task.on, progress: told(line) };
    const isLate = (detector: Detector) => detector.reads !== undefined;
    const first = judgeAll(input, (detector) => !isTalkDetector(detector) && !isLate(detector));
    const own = { promises: readPieces(promises), copies: findSame(taken, () => compared.texts()) };
    const theirs = await read;
    const made = new Map<string, unknown>([
      [PROMISES, ahead.book(together(own.promises, theirs.promises))],
      [SAME_TEXT, compared.groups(own.copies ?? theirs.copies ?? [])],
    ]);
    const late = judgeAll({ ...input, made }, isLate);
    const { inputs: apart, results, counts } = await judged;
    const inputs = [...here.inputs];
    for (const [place, summaries] of apart) inputs[place] = [...summaries];
    const all = first.map((result, at) => result ?? late[at] ?? results[at]);
    return reportOf({ ...input, inputs: inputs.flat() }, all, inOrder({ ...countsOf(facts), ...counts }));
  } finally {
    line.done();
    await talk.close();
  }
}

/** What detectors of groups look at beside the messages. */
function forTalk(facts: Facts): TalkFacts["facts"] {
  return Object.fromEntries(
    (["groups", "notices", "bodies", "divisions"] as const).flatMap((kind) =>
      facts[kind] === undefined ? [] : [[kind, facts[kind]]],
    ),
  );
}

function told(line: ReturnType<typeof progressLine>) {
  return (done: number, total: number, name: string) => line.say(`检测 checking ${done}/${total} ${name}`);
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
