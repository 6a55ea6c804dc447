// What a stranger's file holds, as a process of its own reads it: it may die, hang or swell without harm to this one.

import { spawn } from "node:child_process";

const WITHIN_MS = 20_000;
const MOST_ANSWER = 24 * 1024 * 1024;
const MOST_MEMORY_MB = 256;

/**
 * Hands the bytes to a program (a file that Node.js runs) and gives back the JSON that it writes; undefined where it died, took longer
 * than 20 seconds, said more than 24 MB or no JSON.
 */
export function readApart(program: string, bytes: Buffer, options: readonly string[] = []): Promise<unknown> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${MOST_MEMORY_MB}`, program, ...options], {
      stdio: ["pipe", "pipe", "ignore"],
      // It needs nothing of ours: no settings, no secrets.
      env: { PATH: process.env.PATH ?? "" },
      timeout: WITHIN_MS,
      killSignal: "SIGKILL",
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_ANSWER) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    child.once("error", () => resolve(undefined));
    child.once("close", (code) =>
      resolve(code === 0 ? parsed(Buffer.concat(chunks).toString("utf8")) : undefined),
    );
    // It may have died before it read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(bytes);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
