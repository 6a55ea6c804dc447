// A key of the data folder: 32 random bytes, made once, readable by their owner alone; a copy of the database does not hold it.

import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingError } from "./settings.ts";

/** @throws SettingError in these words where the file is there and holds no key: a new one would undo what the old one made. */
export function keyFile(dataFolder: string, name: string, unreadable: (path: string) => string): Buffer {
  const path = join(dataFolder, name);
  if (!existsSync(path)) {
    // Written whole before it takes its name, so that a crash leaves no half key.
    const whole = `${path}.${process.pid}`;
    writeFileSync(whole, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flush: true });
    try {
      linkSync(whole, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(whole, { force: true });
    }
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length !== 32) throw new SettingError(unreadable(path));
  return key;
}
