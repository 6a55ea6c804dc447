// What the witness remembers on disk, written and synced before it answers; one process a folder.

import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { fromBase64, toBase64 } from "../../core/ledger/hash.ts";
import { type SignerKey, signerKey } from "../../core/ledger/note.ts";
import type { Seen, WitnessCode } from "../../core/ledger/witness.ts";
import { makeFolder } from "../kit/folder.ts";

/** A folder that cannot be used; the message is for the person who starts the witness. */
export class MemoryError extends Error {}

export class WitnessMemory {
  readonly folder: string;
  readonly #seen = new Map<string, Seen>();

  constructor(folder: string) {
    this.folder = folder;
    try {
      makeFolder(folder, 0o700);
      this.#lock();
    } catch (error) {
      if (error instanceof MemoryError) throw error;
      throw new MemoryError(
        `${folder} 不能读写（${(error as Error).message}）。请检查权限和磁盘空间，或换一个 WITNESS_DATA。The folder cannot be used; check its permissions and the disk's space, or choose another WITNESS_DATA.`,
      );
    }
    try {
      this.#read();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get log(): string {
    return join(this.folder, "log.jsonl");
  }

  seen(origin: string): Seen | undefined {
    return this.#seen.get(origin);
  }

  origins(): readonly (readonly [string, Seen])[] {
    return [...this.#seen];
  }

  /** Returns once it is on disk: the log first, then the state, so that a crash forgets nothing that was answered. */
  remember(origin: string, seen: Seen, note: string): void {
    append(this.log, `${JSON.stringify({ origin, note })}\n`);
    const next = new Map(this.#seen).set(origin, seen);
    const state = [...next].map(([each, { frontier, time }]) => ({
      origin: each,
      size: frontier.size,
      time,
      hashes: frontier.hashes.map(toBase64),
    }));
    replace(this.folder, "state.json", `${JSON.stringify(state, undefined, 1)}\n`, 0o600);
    this.#seen.set(origin, seen);
  }

  /** A signed checkpoint that is not a continuation is evidence against whoever holds the key, so it is kept. */
  accuse(origin: string, code: WitnessCode, note: string, at: number): void {
    append(join(this.folder, "refused.jsonl"), `${JSON.stringify({ origin, code, at, note })}\n`);
  }

  /** The witness's own key, made at the first start and readable by its user alone. */
  key(name: string): SignerKey {
    const path = join(this.folder, "witness.key");
    if (!existsSync(path)) replace(this.folder, "witness.key", toBase64(randomBytes(32)), 0o600);
    const seed = fromBase64(readFileSync(path, "utf8").trim());
    if (seed?.length !== 32) throw new MemoryError(`${path} 不是密钥文件。It is not a key file.`);
    return signerKey(name, 4, seed);
  }

  close(): void {
    rmSync(join(this.folder, "lock"), { force: true });
  }

  #read(): void {
    const path = join(this.folder, "state.json");
    if (!existsSync(path)) {
      // A log without a state means that the memory was lost: starting anew would sign a second past.
      if (existsSync(this.log))
        throw new MemoryError(
          `${this.folder} 里有 log.jsonl 而没有 state.json：记忆不全，不能启动。请从备份恢复。The memory is incomplete; restore it from a backup.`,
        );
      return;
    }
    for (const row of JSON.parse(readFileSync(path, "utf8")) as {
      origin: string;
      size: number;
      time: number;
      hashes: string[];
    }[]) {
      const hashes = row.hashes.map(fromBase64).filter((hash) => hash?.length === 32) as Uint8Array[];
      if (hashes.length !== row.hashes.length)
        throw new MemoryError(`${path} 读不懂，请从备份恢复。It is not readable; restore it from a backup.`);
      this.#seen.set(row.origin, { frontier: { size: row.size, hashes }, time: row.time });
    }
  }

  /** Two witnesses on one memory could sign two pasts. */
  #lock(): void {
    const path = join(this.folder, "lock");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        const file = openSync(path, "wx", 0o600);
        writeSync(file, String(process.pid));
        closeSync(file);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const owner = Number(readFileSync(path, "utf8"));
        if (owner !== process.pid && isAlive(owner))
          throw new MemoryError(
            `${this.folder} 正被另一个见证进程（${owner}）使用。The folder is in use by another witness process.`,
          );
        rmSync(path, { force: true });
      }
    }
    throw new MemoryError(`${path} 不能建立。The lock cannot be made.`);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function append(path: string, text: string): void {
  const file = openSync(path, "a", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function replace(folder: string, name: string, text: string, mode: number): void {
  const fresh = join(folder, `${name}.new`);
  const file = openSync(fresh, "w", mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, join(folder, name));
  const directory = openSync(folder, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
