// Whose list of own requests it is: a keyed digest of what the provider confirmed, and nothing by which anybody could be found.

import { createHmac } from "node:crypto";
import { keyFile } from "../../kit/key-file.ts";
import type { Subject } from "../sign-in/oidc.ts";

/** Another in each county, so that lists of two counties cannot be laid side by side. */
export function ownerOf(key: Buffer, tenant: string, { issuer, sub }: Subject): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify(["luodi/own-list/v1", tenant, issuer, sub]))
    .digest();
}

/** Without it a copy of the database does not tell whether somebody has a list, however many subjects are tried. */
export function ownerKey(dataFolder: string): Buffer {
  return keyFile(
    dataFolder,
    "own-lists.key",
    (path) =>
      `${path} 读不懂，请从备份恢复；换新钥匙，群众以前的列表就再也打不开（诉求都在）。The key of citizens' lists is not readable; restore it from a backup.`,
  );
}
