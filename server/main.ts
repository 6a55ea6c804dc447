// Composition: settings → database → modules → routes → listen; stops in the reverse order.

import { join } from "node:path";
import { problemPage } from "../web/oversight/lists.tsx";
import { renderPage } from "../web/parts/layout.tsx";
import { STYLE } from "../web/styles/style.ts";
import { writeDemonstration } from "./demonstration.ts";
import { systemClock } from "./kit/clock.ts";
import { openDatabase } from "./kit/database/database.ts";
import { buildHttp } from "./kit/http.ts";
import { readSettings, SettingError } from "./kit/settings.ts";
import { addDemonstration } from "./oversight/runs/demonstration.ts";
import { Runner } from "./oversight/runs/runner.ts";
import { runsRoutes } from "./oversight/runs/runs.routes.ts";

/** Until there is sign-in there is one tenant: the demonstration county's code, which GB/T 2260 does not use. */
const TENANT = "999901";
const HOPELESS = 78;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const say = (line: string) => {
    if (settings.logLevel !== "silent") process.stdout.write(`${line}\n`);
  };
  const database = await openDatabase({
    dataFolder: settings.dataFolder,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
    migrations: [
      join(import.meta.dirname, "kit", "migrations"),
      join(import.meta.dirname, "oversight", "runs", "migrations"),
    ],
    log: say,
  });
  const runner = new Runner({
    database,
    tenant: TENANT,
    clock: systemClock,
    dataFolder: settings.dataFolder,
    log: say,
  });
  const app = await buildHttp(settings, database, {
    style: STYLE,
    problem: (zh, en) => renderPage(problemPage("没有办成", zh, en)),
  });
  runsRoutes(app, { database, tenant: TENANT, runner });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await runner.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop());
  try {
    await app.listen({ port: settings.port, host: settings.host });
  } catch (error) {
    await database.close();
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new SettingError(
      `端口 ${settings.port} 被占用，请换一个：PORT=8643 npm start。Port ${settings.port} is in use; choose another.`,
    );
  }
  say(`落地已启动，请用浏览器打开 Luodi is ready: http://${settings.host}:${settings.port}/`);
  if (settings.demo) {
    await addDemonstration(
      database,
      TENANT,
      new Date(systemClock.now()),
      writeDemonstration(settings.dataFolder, say),
    );
  }
  await runner.resume();
}

main().catch((error: unknown) => {
  const known = error instanceof SettingError;
  process.stderr.write(`${known ? error.message : `启动失败 start failed: ${(error as Error).stack}`}\n`);
  process.exit(known ? HOPELESS : 1);
});
