// A scanner in front of the pictures: ClamAV's INSTREAM over TCP where one is configured; what it could not look at is not taken.

import { connect } from "node:net";
import type { Settings } from "../../kit/settings.ts";
import { type PhotoRefusal, type Picture, reencode } from "./reencode.ts";

const PATIENCE = 20_000;
const CHUNK = 64 * 1024;
const MOST_ANSWER = 4_096;

export type Scan = "clean" | "infected";

/** What clamd says of these bytes. @param patience milliseconds of silence. @throws Error where it does not answer, or not in its words. */
export function scan(
  { host, port }: { host: string; port: number },
  bytes: Buffer,
  patience = PATIENCE,
): Promise<Scan> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let answer = "";
    const settle = (outcome: Scan | Error) => {
      socket.destroy();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    socket.setTimeout(patience, () => settle(new Error("the scanner does not answer")));
    socket.on("error", settle);
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      if (answer.length > MOST_ANSWER) settle(new Error("the scanner says too much"));
      else if (answer.includes("\0")) settle(read(answer.slice(0, answer.indexOf("\0"))));
    });
    socket.on("close", () => settle(new Error("the scanner broke off")));
    socket.on("connect", () => {
      socket.write("zINSTREAM\0");
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const part = bytes.subarray(at, at + CHUNK);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(part.length);
        socket.write(length);
        socket.write(part);
      }
      socket.write(Buffer.alloc(4));
    });
  });
}

function read(answer: string): Scan | Error {
  if (answer === "stream: OK") return "clean";
  if (answer.startsWith("stream: ") && answer.endsWith(" FOUND")) return "infected";
  return new Error(`the scanner says ${answer.slice(0, 100)}`);
}

/** Scanned where a scanner is configured, then re-encoded, its place read only where the owner agreed; or why the picture is not taken. */
export async function takePicture(
  { clamav }: Pick<Settings, "clamav">,
  bytes: Buffer,
  place = false,
): Promise<Picture | PhotoRefusal | "infected" | "not-scanned"> {
  if (clamav !== undefined) {
    const found = await scan(clamav, bytes).catch(() => "not-scanned" as const);
    if (found !== "clean") return found;
  }
  return reencode(bytes, place);
}
