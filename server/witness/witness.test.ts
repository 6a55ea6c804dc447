// The witness as a real process: it co-signs a continuation, refuses the rest, and remembers across kill -9.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signCheckpoint } from "../../core/ledger/checkpoint.ts";
import { hashOfLeaf, type Leaf, leafText, sealStep } from "../../core/ledger/leaf.ts";
import { readKey, signerKey, type VerifierKey, writeKey, writeNote } from "../../core/ledger/note.ts";
import { append, EMPTY, rootOf } from "../../core/ledger/tree.ts";
import { askWitness } from "../kit/witness-client.ts";

const operator = signerKey("ledger.example/999901", 1, new Uint8Array(randomBytes(32)));
const folder = mkdtempSync(join(tmpdir(), "luodi-witness-"));
const operators = join(folder, "operators.txt");
let running: { child: ChildProcess; url: string; key: VerifierKey };

async function start(): Promise<typeof running> {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "main.ts")], {
    env: {
      ...process.env,
      WITNESS_PORT: "0",
      WITNESS_DATA: join(folder, "memory"),
      WITNESS_OPERATORS: operators,
      WITNESS_NAME: "witness.example",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  return await new Promise((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\S+\/) {2}(\S+)\n/.exec(said);
      if (found !== null) resolve({ child, url: found[1]!, key: readKey(found[2]!)! });
    });
    child.stderr!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once("exit", (code) => reject(new Error(`the witness ended with ${code}: ${said}`)));
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

beforeAll(async () => {
  writeFileSync(operators, `# 测试用\n${writeKey(operator)}\n`);
  running = await start();
});

afterAll(async () => {
  const end = ended(running.child);
  running.child.kill("SIGTERM");
  await end;
  rmSync(folder, { recursive: true, force: true });
});

test("a folder or a file of keys that cannot be used is told with its setting", () => {
  const tried = (environment: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, ["--import", "tsx", join(import.meta.dirname, "main.ts")], {
      env: { ...process.env, WITNESS_PORT: "0", ...environment },
      encoding: "utf8",
    });
  const nowhere = tried({ WITNESS_OPERATORS: operators, WITNESS_DATA: "/proc/luodi/witness" });
  expect(nowhere).toMatchObject({
    status: 78,
    stderr: expect.stringContaining("choose another WITNESS_DATA"),
  });
  const without = tried({ WITNESS_OPERATORS: join(folder, "none"), WITNESS_DATA: join(folder, "other") });
  expect(without).toMatchObject({ status: 78, stderr: expect.stringContaining("WITNESS_OPERATORS") });
});

const seal = (at: number, text: string): Leaf =>
  sealStep(at, { text }, undefined, { facts: new Uint8Array(randomBytes(16)), words: new Uint8Array(16) })
    .leaf;
const leaves: Leaf[] = [];

function checkpointOf(all: readonly Leaf[], time: number): string {
  const root = rootOf(append(EMPTY, all.map(hashOfLeaf)).frontier);
  return writeNote(signCheckpoint({ origin: operator.name, size: all.length, root, time }, operator));
}

const submit = (all: readonly Leaf[], older: number, time = Date.now()) =>
  askWitness(running.url, running.key, checkpointOf(all, time), older, all.slice(older).map(leafText));

describe("a witness process", () => {
  test("co-signs the opening and each continuation", async () => {
    expect(await submit(leaves, 0)).toHaveProperty("cosigned");
    for (let round = 0; round < 3; round += 1) {
      const older = leaves.length;
      leaves.push(seal(Date.now(), `a${round}`), seal(Date.now(), `b${round}`));
      expect(await submit(leaves, older)).toHaveProperty("cosigned");
    }
    // A sign of life without new leaves is co-signed too.
    expect(await submit(leaves, leaves.length)).toHaveProperty("cosigned");
  });

  test("says from where to send on when the operator forgot", async () => {
    expect(await submit(leaves, 0)).toEqual({ refused: "not-next", size: 6 });
  });

  test("refuses an altered past, a shorter past, a back-dated leaf, a shifted clock, a stranger", async () => {
    const altered = leaves.map((leaf, index) => (index === 2 ? seal(leaf.at, "forged") : leaf));
    expect(await submit(altered, 6)).toMatchObject({ refused: "inconsistent" });
    expect(await submit(leaves.slice(0, 5), 5)).toMatchObject({ refused: "shrunk" });
    const month = 30 * 86_400_000;
    expect(await submit([...leaves, seal(Date.now() - month, "old")], 6)).toMatchObject({
      refused: "leaf-time",
    });
    expect(await submit(leaves, 6, Date.now() - month)).toMatchObject({ refused: "back-dated" });
    expect(await submit(leaves, 6, Date.now() + month)).toMatchObject({ refused: "clock" });
    const stranger = signerKey(operator.name, 1, new Uint8Array(randomBytes(32)));
    const root = rootOf(append(EMPTY, leaves.map(hashOfLeaf)).frontier);
    const note = signCheckpoint({ origin: operator.name, size: 6, root, time: Date.now() }, stranger);
    expect(await askWitness(running.url, running.key, writeNote(note), 6, [])).toMatchObject({
      refused: "not-the-operator",
    });
  });

  test("keeps what the operator signed against itself", async () => {
    const kept = readFileSync(join(folder, "memory", "refused.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(kept.map((line) => (JSON.parse(line) as { code: string }).code).sort()).toEqual([
      "back-dated",
      "inconsistent",
      "leaf-time",
      "shrunk",
    ]);
  });

  test("a second process on the same memory does not start", async () => {
    await expect(start()).rejects.toThrow(/78/);
  });

  test("remembers after kill -9, with the same key, and still refuses", async () => {
    const key = writeKey(running.key);
    const end = ended(running.child);
    running.child.kill("SIGKILL");
    await end;
    running = await start();
    expect(writeKey(running.key)).toBe(key);
    expect(await submit(leaves, 0)).toEqual({ refused: "not-next", size: 6 });
    const altered = leaves.map((leaf, index) => (index === 2 ? seal(leaf.at, "forged") : leaf));
    expect(await submit(altered, 6)).toMatchObject({ refused: "inconsistent" });
    leaves.push(seal(Date.now(), "after"));
    expect(await submit(leaves, 6)).toHaveProperty("cosigned");
    const log = await (await fetch(new URL("/log", running.url))).text();
    expect(log.trim().split("\n").length).toBe(6);
  });

  test("garbage and long lines are refused", async () => {
    for (const body of ["", "{}", "x".repeat(100_000), '{"note":1,"older":0}\n', "\n\n\n"]) {
      const response = await fetch(new URL("/checkpoints", running.url), { method: "POST", body });
      expect(response.status).toBeGreaterThanOrEqual(400);
    }
  });

  test("a sender that hangs keeps nobody waiting, and of two at once only one is co-signed", async () => {
    const hung = connect(Number(new URL(running.url).port), "127.0.0.1");
    const head = `${JSON.stringify({ note: checkpointOf(leaves, Date.now()), older: leaves.length })}\n`;
    hung.write(`POST /checkpoints HTTP/1.1\r\nHost: w\r\nContent-Length: 9999\r\n\r\n${head}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await submit(leaves, leaves.length)).toHaveProperty("cosigned");
    hung.destroy();
    const [one, other] = [seal(Date.now(), "one"), seal(Date.now(), "other")];
    const size = leaves.length;
    const answers = await Promise.all([submit([...leaves, one], size), submit([...leaves, other], size)]);
    expect(answers.filter((each) => "cosigned" in each).length).toBe(1);
    expect(answers.filter((each) => "refused" in each).length).toBe(1);
  });
});
