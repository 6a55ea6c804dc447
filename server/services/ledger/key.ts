// The operator's signing key: made once, kept in the data folder for its owner alone.

import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SignerKey, signerKey } from "../../../core/ledger/note.ts";
import { SettingError } from "../../kit/settings.ts";

/** @throws SettingError where the file is there and holds no key: a new one would break every receipt given before. */
export function operatorKey(dataFolder: string, tenant: string): SignerKey {
  const path = join(dataFolder, "ledger.key");
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
  const seed = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (seed.length !== 32) {
    throw new SettingError(
      `账本密钥 ${path} 读不懂，请从备份恢复；换新钥匙会让以前的回执都核验不了。The ledger's key is not readable; restore it from a backup.`,
    );
  }
  return signerKey(`ledger.luodi/${tenant}`, 1, new Uint8Array(seed));
}
