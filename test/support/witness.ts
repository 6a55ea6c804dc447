// A real witness process for tests, with a memory of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKey, type VerifierKey } from "../../core/ledger/note.ts";

export interface TestWitness {
  readonly url: string;
  readonly key: VerifierKey;
  stop(): Promise<void>;
}

/** Starts a witness that knows these operators (name+id+key). */
export async function startWitness(...operators: readonly string[]): Promise<TestWitness> {
  const folder = mkdtempSync(join(tmpdir(), "luodi-witness-"));
  const list = join(folder, "operators.txt");
  writeFileSync(list, `${operators.join("\n")}\n`);
  const main = join(import.meta.dirname, "..", "..", "server", "witness", "main.ts");
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", main], {
    env: {
      ...process.env,
      WITNESS_PORT: "0",
      WITNESS_DATA: join(folder, "memory"),
      WITNESS_OPERATORS: list,
      WITNESS_NAME: "witness.example",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const [url, key] = await new Promise<[string, VerifierKey]>((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\S+\/) {2}(\S+)\n/.exec(said);
      if (found !== null) resolve([found[1]!, readKey(found[2]!)!]);
    });
    child.stderr!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once("exit", (code) => reject(new Error(`the witness ended with ${code}: ${said}`)));
  });
  return {
    url,
    key,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
