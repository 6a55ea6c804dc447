// `luodi verify` on files: an honest receipt and ledger pass; a changed word, a foreign key, a torn file do not.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cosign, signCheckpoint, withSignature } from "../core/ledger/checkpoint.ts";
import { hashOfLeaf, sealStep } from "../core/ledger/leaf.ts";
import { signerKey, writeKey, writeNote } from "../core/ledger/note.ts";
import { makeReceipt } from "../core/ledger/receipt.ts";
import { append, EMPTY, inclusionPlan, proofOf, rootOf } from "../core/ledger/tree.ts";
import { runVerify } from "./verify.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bytes = (count: number) => new Uint8Array(randomBytes(count));
const operator = signerKey("ledger.example", 1, bytes(32));
const witness = signerKey("witness.example", 4, bytes(32));
const START = 1_772_000_000_000;
const steps = [0, 1, 2].map((place) =>
  sealStep(
    START + 1000 * (place + 1),
    { tenant: "999901", request: "r1", place, kind: "reply" },
    { text: `第${place}步` },
    {
      facts: bytes(16),
      words: bytes(16),
    },
  ),
);
const { frontier, nodes } = append(
  EMPTY,
  steps.map((step) => hashOfLeaf(step.leaf)),
);
const noteOf = (size: number, root: Uint8Array, time: number) => {
  const note = signCheckpoint({ origin: operator.name, size, root, time }, operator);
  return writeNote(withSignature(note, cosign(note.text, witness, time)));
};
const opening = noteOf(0, rootOf(EMPTY), START);
const last = noteOf(3, rootOf(frontier), START + 60_000);
const proof = proofOf(
  inclusionPlan(1, 3),
  ({ level, index }) => nodes.find((each) => each.level === level && each.index === index)!.hash,
);
const receipt = makeReceipt(steps[1]!, 1, proof, last, opening);
const lines: unknown[] = [
  { kind: "checkpoint", note: opening },
  ...steps.map((step) => ({ kind: "leaf", ...step })),
  { kind: "checkpoint", note: last },
];

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
const jsonl = (all: readonly unknown[]) => all.map((line) => JSON.stringify(line)).join("\n");
const keys = file("keys.json", { operator: writeKey(operator), witnesses: [writeKey(witness)] });
const good = file("receipt.json", receipt);
const ledger = file("ledger.jsonl", jsonl(lines));
const seen = file("seen.jsonl", jsonl([{ note: opening }, { note: last }]));

async function run(...args: string[]): Promise<[number, string]> {
  let said = "";
  const code = await runVerify(args, { stdout: { write: (text: string) => (said += text) } });
  return [code, said];
}

describe("a receipt", () => {
  test("passes, with its time in between and the witness's time", async () => {
    const [code, said] = await run(good, "--keys", keys);
    expect(code).toBe(0);
    expect(said).toContain("核验通过");
    expect(said).toMatch(/外部见证于.*\d{4}-\d{2}-\d{2}/);
  });

  test("with one changed word does not", async () => {
    const changed = {
      ...receipt,
      step: { ...receipt.step, words: { ...receipt.step.words!, value: { text: "别的" } } },
    };
    const [code, said] = await run(file("changed.json", changed), "--keys", keys);
    expect([code, said.includes("words-changed")]).toEqual([1, true]);
  });

  test("does not pass under another operator's key, and says so where nobody witnessed", async () => {
    const other = file("other.json", {
      operator: writeKey(signerKey("ledger.example", 1, bytes(32))),
      witnesses: [],
    });
    const [code, said] = await run(good, "--keys", other);
    expect([code, said.includes("不能排除")]).toEqual([1, true]);
  });
});

describe("a whole ledger", () => {
  test("passes with the receipt and the witness's log", async () => {
    expect((await run("--ledger", ledger, good, "--seen", seen, "--keys", keys))[0]).toBe(0);
  });

  test("without a step, with an added one, or cut off does not", async () => {
    const without = file("without.jsonl", jsonl(lines.filter((_, index) => index !== 2)));
    const [code, said] = await run("--ledger", without, good, "--keys", keys);
    expect(code).toBe(1);
    expect(said).toContain("receipt-differs");
    const doubled = file("doubled.jsonl", jsonl([...lines.slice(0, 3), lines[2], ...lines.slice(3)]));
    expect((await run("--ledger", doubled, "--keys", keys))[0]).toBe(1);
    const cut = file("cut.jsonl", jsonl(lines).slice(0, -40));
    expect((await run("--ledger", cut, "--keys", keys))[0]).toBe(1);
    const short = file("short.jsonl", jsonl(lines.slice(0, 1)));
    expect((await run("--ledger", short, "--keys", keys))[0]).toBe(0);
    expect((await run("--ledger", short, "--seen", seen, "--keys", keys))[1]).toContain("seen-missing");
  });
});

test("a wrong path or file is named, not a crash", async () => {
  await expect(run(join(folder, "none.json"), "--keys", keys)).rejects.toThrow(/打不开/);
  await expect(run("--ledger", join(folder, "none.jsonl"), "--keys", keys)).rejects.toThrow(/打不开/);
  await expect(run(keys, "--keys", keys)).rejects.toThrow(/不是回执/);
  await expect(run(good, "--keys", good)).rejects.toThrow(/不是公钥/);
  await expect(run(good)).rejects.toThrow(/用法/);
});
