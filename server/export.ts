// `npx tsx server/export.ts --out FILE`: writes the platform's requests as docs/luodi-export.md says, without the web server.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packsFor } from "../cli/packs.ts";
import { systemClock } from "./kit/clock.ts";
import { openDatabase } from "./kit/database/database.ts";
import { occupy } from "./kit/occupied.ts";
import { readSettings, SettingError } from "./kit/settings.ts";
import { exportRequests } from "./services/exports/luodi-export.ts";
import { Requests } from "./services/requests/requests.ts";
import { SERVICES_MIGRATIONS } from "./services/services.ts";
import { TENANT } from "./tenant.ts";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: "string" } } });
  if (values.out === undefined)
    throw new SettingError("请写明 --out 文件。Name the file: npx tsx server/export.ts --out FILE");
  const settings = readSettings(process.env);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  // With a database of its own a running server would be stopped by a second one; there the page's download does the same.
  const leave = settings.databaseUrl === undefined ? await occupy(settings.dataFolder) : () => {};
  try {
    const database = await openDatabase({
      dataFolder: settings.dataFolder,
      ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
      migrations: [
        join(import.meta.dirname, "kit", "migrations"),
        SERVICES_MIGRATIONS,
        join(import.meta.dirname, "oversight", "migrations"),
      ],
    });
    try {
      const kit = { settings, database, clock: systemClock, say };
      const requests = new Requests({ database, tenant: TENANT, clock: systemClock, packs: packsFor([]) });
      const out = createWriteStream(values.out, { mode: 0o600 });
      let lines = 0;
      for await (const line of exportRequests({ ...kit, tenant: TENANT, requests })) {
        if (!out.write(line)) await once(out, "drain");
        lines += 1;
      }
      out.end();
      await once(out, "finish");
      say(`写了 ${lines} 行到 ${values.out} wrote ${lines} lines`);
    } finally {
      await database.close();
    }
  } finally {
    await leave();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error instanceof SettingError ? error.message : error.stack}\n`);
  process.exit(1);
});
