// Prints to the terminal the flagged or unflagged cases of one detector over the real files, to be read by eye: npx tsx eval/real/print-cases.ts hollow-reply --report /tmp/real-audit [--unflagged] [--count 50]

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { collect } from "../../cli/collect.ts";
import { dayOf } from "../../core/domain/day.ts";
import type { Facts, Post, PublicAccount, PublicRequest, Source } from "../../core/domain/facts.ts";
import type { AuditReport } from "../../core/engine/report.ts";

const DATA = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/data");

interface Read {
  readonly source: Source;
  readonly lines: readonly string[];
}

const keyOf = ({ file, row }: Source): string => `${file}:${row}`;
const orderOf = (detector: string, source: Source): string =>
  createHash("sha256")
    .update(`${detector}:${keyOf(source)}`)
    .digest("hex");
const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…（共 ${text.length} 字）` : text;

/** The last posts of an account and the days on which they were published. */
function accountCase(account: PublicAccount, posts: readonly Post[]): Read {
  const own = posts.filter((post) => post.account === account.id);
  const days = own.map((post) => (post.at === undefined ? "无日期" : dayOf(post.at))).sort();
  const last = own.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, 3);
  return {
    source: account.source,
    lines: [
      `${account.name} · ${own.length} 条 · ${days[0] ?? "–"} 至 ${days.at(-1) ?? "–"}`,
      ...last.map((post) => `  ${cut(post.title, 40)}`),
    ],
  };
}

/** A request with everything that the source says was done about it, and how many others got the same words. */
function requestCase(request: PublicRequest, same: ReadonlyMap<string, number>, most: number): Read {
  const asked = request.at === undefined ? "无日期" : dayOf(request.at);
  return {
    source: request.source,
    lines: [
      `${asked} · ${request.intent ?? "–"} · ${request.status ?? "–"} · ${request.subject}`,
      cut(request.text, most),
      ...request.steps.map((step) => {
        const others = step.text === undefined ? 0 : (same.get(plain(step.text)) ?? 0) - 1;
        const on = step.at === undefined ? "" : dayOf(step.at);
        return `-- ${step.kind} ${on}${others > 0 ? ` [同文另有 ${others} 件]` : ""} ${cut(step.text ?? "", 2 * most)}`;
      }),
    ],
  };
}

/** A reply without its salutation, dates and blanks: a plain likeness of our own, not the detector's. */
function plain(text: string): string {
  return text
    .replace(/^.{0,30}?[:：]/u, "")
    .replace(/\d{4}年\d{1,2}月\d{1,2}日/gu, "")
    .replace(/\s/gu, "");
}

/** The facts that a detector looks at, as far as its README says. */
function judgedBy(detector: string, facts: Facts, most: number): Read[] {
  if (detector === "dormant-account") {
    return (facts.accounts ?? []).map((account) => accountCase(account, facts.posts ?? []));
  }
  const requests = facts.requests ?? [];
  const same = new Map<string, number>();
  for (const text of requests.flatMap(({ steps }) => steps.map((step) => step.text))) {
    if (text !== undefined) same.set(plain(text), (same.get(plain(text)) ?? 0) + 1);
  }
  const wanted =
    detector === "unanswered-request"
      ? ({ at, source }: PublicRequest): boolean =>
          at !== undefined &&
          dayOf(at) >= "2020-06-19" &&
          dayOf(at) <= "2021-06-19" &&
          !source.file.startsWith("civic311")
      : ({ steps }: PublicRequest): boolean => steps.some(({ kind, text }) => kind === "reply" && text);
  return requests.filter(wanted).map((request) => requestCase(request, same, most));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      report: { type: "string", default: "/tmp/real-audit" },
      unflagged: { type: "boolean", default: false },
      count: { type: "string" },
      most: { type: "string", default: "300" },
    },
  });
  const [detector] = positionals;
  if (detector === undefined || !existsSync(DATA)) {
    process.stderr.write("SKIPPED: no detector named, or no data folder beside the repository.\n");
    return;
  }
  const report = JSON.parse(readFileSync(join(values.report, "report.json"), "utf8")) as AuditReport;
  const findings = report.results
    .filter((result) => result.detector === detector)
    .flatMap((result) => result.findings.filter(({ outcome }) => outcome === "suspected"));
  const flagged = new Set(findings.flatMap(({ evidence }) => evidence.map(keyOf)));
  const { facts } = await collect({ paths: [DATA], on: report.on });
  const judged = judgedBy(detector, facts, Number(values.most));
  const drawn = judged
    .filter(({ source }) => flagged.has(keyOf(source)) !== values.unflagged)
    .sort((a, b) => (orderOf(detector, a.source) < orderOf(detector, b.source) ? -1 : 1))
    .slice(0, Number(values.count ?? (values.unflagged ? 100 : 50)));
  process.stdout.write(
    `${detector}: ${judged.length} 件可判 judged, ${findings.length} 个疑点 findings, 打印 printed ${drawn.length}\n\n`,
  );
  for (const { source, lines } of drawn) process.stdout.write(`# ${keyOf(source)}\n${lines.join("\n")}\n\n`);
}

await main();
