// The operator's signing key: made once, kept in the data folder for its owner alone.

import { type SignerKey, signerKey } from "../../../core/ledger/note.ts";
import { keyFile } from "../../kit/key-file.ts";

/** @throws SettingError where the file is there and holds no key: a new one would break every receipt given before. */
export function operatorKey(dataFolder: string, tenant: string): SignerKey {
  const seed = keyFile(
    dataFolder,
    "ledger.key",
    (path) =>
      `账本密钥 ${path} 读不懂，请从备份恢复；换新钥匙会让以前的回执都核验不了。The ledger's key is not readable; restore it from a backup.`,
  );
  return signerKey(`ledger.luodi/${tenant}`, 1, new Uint8Array(seed));
}
