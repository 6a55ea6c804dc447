// The secret of this installation with which ids of people are hashed; it never leaves the data folder.

import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "./output.ts";

/** The folder of data: `LUODI_DATA`, or one in the user's home. */
export function dataFolder(): string {
  return process.env.LUODI_DATA || join(homedir(), ".local", "share", "luodi");
}

/** Reads the salt, or makes it on first use (256 bits, readable by the owner alone). */
export function installationSalt(): string {
  const path = join(dataFolder(), "salt");
  makeFolder(dataFolder(), 0o700);
  try {
    writeFileSync(path, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(path, "utf8").trim();
}
