// `node --import tsx server/witness/main.ts`: the witness as a process of its own, best on a machine the operator does not own.

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readKey, type VerifierKey, writeKey } from "../../core/ledger/note.ts";
import { systemClock } from "../kit/clock.ts";
import { MemoryError, WitnessMemory } from "./memory.ts";
import { createWitness } from "./witness.ts";

const HOPELESS = 78;

interface WitnessSettings {
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  readonly name: string;
  readonly operators: readonly VerifierKey[];
}

function readWitnessSettings(environment: NodeJS.ProcessEnv): WitnessSettings {
  const port = Number(environment.WITNESS_PORT ?? "8652");
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new MemoryError(`WITNESS_PORT=${environment.WITNESS_PORT} 不是端口。It is not a port.`);
  const file = environment.WITNESS_OPERATORS;
  if (file === undefined)
    throw new MemoryError(
      "请用 WITNESS_OPERATORS 指定一个文件，每行一个运营方公钥（name+id+key）。Set WITNESS_OPERATORS to a file with one operator key a line.",
    );
  const lines = operatorsAt(file)
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const operators = lines.map((line) => {
    const key = readKey(line);
    if (key?.type !== 1) throw new MemoryError(`${file} 里这一行不是运营方公钥：${line}`);
    return key;
  });
  return {
    host: environment.WITNESS_HOST ?? "127.0.0.1",
    port,
    folder: environment.WITNESS_DATA ?? join(homedir(), ".local", "share", "luodi-witness"),
    name: environment.WITNESS_NAME ?? "witness.luodi.local",
    operators,
  };
}

function operatorsAt(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new MemoryError(
      `WITNESS_OPERATORS 的文件打不开：${(error as Error).message}。请检查路径和权限。The file of operators' keys cannot be opened.`,
    );
  }
}

function main(): void {
  const settings = readWitnessSettings(process.env);
  const memory = new WitnessMemory(settings.folder);
  const key = memory.key(settings.name);
  const log = (line: string) => process.stdout.write(`${line}\n`);
  const server = createWitness({ memory, key, operators: settings.operators, clock: systemClock, log });
  const stop = () => {
    server.close(() => {
      memory.close();
      process.exit(0);
    });
    server.closeAllConnections();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
  server.on("error", (error) => {
    memory.close();
    process.stderr.write(`见证服务不能监听：${error.message}\nThe witness cannot listen.\n`);
    process.exit(HOPELESS);
  });
  server.listen(settings.port, settings.host, () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : settings.port;
    log(`见证服务已启动 Witness is ready: http://${settings.host}:${port}/  ${writeKey(key)}`);
  });
}

try {
  main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(error instanceof MemoryError ? HOPELESS : 1);
}
