// `luodi verify`: checks receipts, or a whole exported ledger with them, offline, with nothing but pinned keys.

import { createReadStream, openSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { dayOf } from "../core/domain/day.ts";
import { PROBLEM_WORDS, type Problem } from "../core/ledger/bounds.ts";
import { type KeyRing, readKeyRing } from "../core/ledger/keys.ts";
import { LedgerCheck } from "../core/ledger/ledger-check.ts";
import { type Receipt, readReceipt, verifyReceipt } from "../core/ledger/receipt.ts";
import { sayDraw } from "./draw.ts";
import { UsageError } from "./usage.ts";

export interface VerifyIo {
  readonly stdout: { write(text: string): unknown };
}

const USAGE =
  "用法：luodi verify 回执.json… --keys keys.json，或 luodi verify --ledger export.jsonl [回执.json…] [--seen log.jsonl] --keys keys.json  " +
  "Usage: luodi verify RECEIPT.json… --keys keys.json | luodi verify --ledger export.jsonl [RECEIPT.json…] [--seen log.jsonl] --keys keys.json | luodi verify --draw draw.json --population population.txt [--keys keys.json]";
const UNWITNESSED =
  "注意：keys.json 里没有见证方，运营方自己改动账本的可能不能排除。Note: no witness is pinned, so alteration by the operator cannot be excluded.";

/** Exit code 0: all fits; 1: something does not fit. Throws UsageError where it cannot be checked at all. */
export async function runVerify(args: string[], io: VerifyIo = process): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ keys: { type: "string" }, ledger: { type: "string" }, seen: { type: "string" } },
      ...{ draw: { type: "string" }, population: { type: "string" } },
    },
  });
  const say = (line: string) => io.stdout.write(`${line}\n`);
  if (values.draw !== undefined) {
    if (values.population === undefined) throw new UsageError(USAGE);
    const ring = values.keys === undefined ? undefined : readKeys(values.keys);
    return sayDraw(values.draw, values.population, ring, say) === 0 ? 0 : 1;
  }
  if (values.keys === undefined || (positionals.length === 0 && values.ledger === undefined))
    throw new UsageError(USAGE);
  const keys = readKeys(values.keys);
  const receipts = positionals.map((path) => [path, receiptAt(path)] as const);
  if (keys.witnesses.length === 0) say(UNWITNESSED);
  let wrong = 0;
  for (const [path, receipt] of receipts) wrong += sayReceipt(path, receipt, keys, say);
  if (values.ledger !== undefined) {
    const seen = values.seen === undefined ? [] : notesAt(values.seen);
    const check = new LedgerCheck(
      keys,
      receipts.map(([, receipt]) => receipt),
      seen,
    );
    wrong += await sayLedger(values.ledger, check, say);
  }
  return wrong === 0 ? 0 : 1;
}

export const verifyCommand = (args: string[]): Promise<number> => runVerify(args);

function sayReceipt(path: string, receipt: Receipt, keys: KeyRing, say: (line: string) => void): number {
  const { problems, between, seenAt } = verifyReceipt(receipt, keys);
  if (problems.length > 0) {
    say(`× ${path}：核验不通过 does not verify`);
    for (const problem of problems) say(`    ${problemLine(problem)}`);
    return problems.length;
  }
  say(
    `√ ${path}：核验通过，账本第 ${receipt.index + 1} 步 verifies, step ${receipt.index + 1} of the ledger`,
  );
  if (between !== undefined)
    say(`    时间 between ${timeOf(between[0])} 和 and ${timeOf(between[1])}（北京时间 Beijing time）`);
  if (seenAt !== undefined) say(`    外部见证于 seen by an outside witness at ${timeOf(seenAt)}`);
  if (receipt.step.words === undefined && receipt.step.leaf.words !== undefined)
    say(
      "    回执里不含文字，只核验了这一步本身 The words are not in the receipt; the step itself was checked",
    );
  return 0;
}

async function sayLedger(path: string, check: LedgerCheck, say: (line: string) => void): Promise<number> {
  for await (const line of createInterface({ input: openText(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") check.take(parsed(line));
  }
  const { problems, leaves, checkpoints, witnessed, lastTime } = check.end();
  const counts = `${leaves} 步，${checkpoints} 个检查点，其中 ${witnessed} 个有外部见证 ${leaves} steps, ${checkpoints} checkpoints, ${witnessed} witnessed`;
  say(`${problems.length === 0 ? "√" : "×"} ${path}：${counts}`);
  if (lastTime !== undefined) say(`    最后的检查点 last checkpoint ${timeOf(lastTime)}`);
  for (const problem of problems.slice(0, 20)) say(`    ${problemLine(problem)}`);
  if (problems.length > 20) say(`    还有 ${problems.length - 20} 处 and ${problems.length - 20} more`);
  return problems.length;
}

function problemLine({ code, line }: Problem): string {
  const words = PROBLEM_WORDS[code];
  return `${line === undefined ? "" : `第 ${line} 行 line ${line}: `}${words.zh} ${words.en} [${code}]`;
}

function timeOf(at: number): string {
  return `${dayOf(at)} ${new Date(at + 8 * 3_600_000).toISOString().slice(11, 19)}`;
}

function textAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function cannotOpen(path: string, error: unknown): UsageError {
  return new UsageError(
    `打不开 ${path}：${(error as Error).message}。请检查路径。It cannot be opened; check the path.`,
  );
}

/** Opened here, so that a wrong path is a usage error and not a crash of the stream; a ledger is never read whole. */
function openText(path: string): NodeJS.ReadableStream {
  try {
    return createReadStream(path, { encoding: "utf8", fd: openSync(path, "r") });
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readKeys(path: string): KeyRing {
  const keys = readKeyRing(parsed(textAt(path)));
  if (keys === undefined)
    throw new UsageError(
      `${path} 不是公钥文件，应为 {"operator":"name+id+key","witnesses":["name+id+key"]}。It is not a file of keys.`,
    );
  return keys;
}

function receiptAt(path: string): Receipt {
  const receipt = readReceipt(parsed(textAt(path)));
  if (receipt === undefined)
    throw new UsageError(`${path} 不是回执，或已损坏。It is not a receipt, or it is damaged.`);
  return receipt;
}

/** The witness's own log: a note a line. */
function notesAt(path: string): string[] {
  return textAt(path)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const note = (parsed(line) as { note?: unknown } | undefined)?.note;
      if (typeof note !== "string")
        throw new UsageError(`${path} 不是见证方的记录。It is not a witness's log.`);
      return note;
    });
}
