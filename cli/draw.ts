// `luodi verify --draw`: repeats a published draw offline, from its secret, the root, the signature and the population.

import { readFileSync } from "node:fs";
import { z } from "zod";
import { startOf } from "../core/domain/day.ts";
import { dayAfter, isMonth } from "../core/domain/figures/outcome.ts";
import { openCheckpoint } from "../core/ledger/checkpoint.ts";
import { checkDraw, type DrawProblem, fingerprint } from "../core/ledger/draw.ts";
import { fromBase64, same, toBase64 } from "../core/ledger/hash.ts";
import type { KeyRing } from "../core/ledger/keys.ts";
import { signatureOf } from "../core/ledger/note.ts";
import { seenBy } from "../core/ledger/receipt.ts";
import { UsageError } from "./usage.ts";

const Bytes = z.string().transform((text, context) => {
  const bytes = fromBase64(text);
  if (bytes === undefined) context.addIssue({ code: "custom", message: "not base64" });
  return bytes ?? new Uint8Array();
});
const Published = z.object({
  ...{
    period: z.string().refine(isMonth),
    commitment: Bytes,
    committedAt: z.number(),
    endedAt: z.number(),
    count: z.number(),
  },
  ...{ secret: Bytes, root: Bytes, signature: Bytes, checkpoint: z.string(), print: z.string() },
  sample: z.array(z.string()),
});

type Problem = DrawProblem | "print" | "checkpoint" | "early";
const WORDS: Readonly<Record<Problem, string>> = {
  secret: "密数不是封存的那个 the secret is not the one that was committed to",
  "committed-late": "封存晚于月底 it was committed to after the period's end",
  sample: "抽中的名单和算出来的不一样 the sample does not follow from the parts",
  early: "根是月底以前的 the root is from before the period's end",
  print: "办结名单和公布的指纹不一样 the population is not the one whose fingerprint was published",
  checkpoint:
    "根或签名不在运营方和见证方签过的检查点里 root or signature are not those of the signed checkpoint",
};

/** Prints what fits and what does not; returns how many problems there are. `keys` absent: the signatures are not checked. */
export function sayDraw(
  path: string,
  populationPath: string,
  keys: KeyRing | undefined,
  say: (line: string) => void,
): number {
  const draw = Published.safeParse(jsonAt(path));
  if (!draw.success)
    throw new UsageError(
      `${path} 不是公布完的抽样（密数要等回访做完才公布）。It is no published draw; the secret is shown when the calls are over.`,
    );
  const { secret, root, signature, ...published } = draw.data;
  const population = textAt(populationPath)
    .split("\n")
    .filter((line) => line !== "");
  const parts = { secret, root, witnessSignature: signature };
  const problems: Problem[] = checkDraw({ ...published, parts, population });
  if (toBase64(fingerprint(population)) !== published.print) problems.push("print");
  if (published.endedAt < startOf(dayAfter(published.period))) problems.push("early");
  if (keys !== undefined && !isSigned(published.checkpoint, published.endedAt, root, signature, keys))
    problems.push("checkpoint");
  const mark = problems.length === 0 ? "√" : "×";
  say(
    `${mark} ${published.period}：${population.length} 件里抽 ${published.sample.length} 件 ${published.sample.length} drawn of ${population.length}`,
  );
  for (const problem of problems) say(`    ${WORDS[problem]}`);
  if (keys === undefined)
    say(
      "    没有给 --keys，检查点的签名没有核对 without --keys the checkpoint's signatures were not checked",
    );
  return problems.length;
}

function isSigned(
  text: string,
  endedAt: number,
  root: Uint8Array,
  signature: Uint8Array,
  keys: KeyRing,
): boolean {
  const opened = openCheckpoint(text, keys.operator);
  if (opened === undefined || !same(opened.checkpoint.root, root) || opened.checkpoint.time !== endedAt)
    return false;
  if (keys.witnesses.length > 0 && seenBy(opened, keys) === undefined) return false;
  const signers = keys.witnesses.length > 0 ? keys.witnesses : [keys.operator];
  return signers.some((key) => {
    const found = signatureOf(opened.note, key);
    return found !== undefined && same(found.bytes, signature);
  });
}

function textAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `打不开 ${path}：${(error as Error).message}。请检查路径。It cannot be opened; check the path.`,
    );
  }
}

function jsonAt(path: string): unknown {
  try {
    return JSON.parse(textAt(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return undefined;
  }
}
