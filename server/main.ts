// Composition: settings → database → modules → routes → listen; stops in the reverse order.

import { join } from "node:path";
import { packsFor } from "../cli/packs.ts";
import { renderPage } from "../web/parts/layout.tsx";
import { problemPage } from "../web/parts/problem.tsx";
import { LARGE_STYLE, STYLE } from "../web/styles/style.ts";
import { checkUps } from "./check-ups.ts";
import { playDemonstration } from "./demonstration.ts";
import { systemClock } from "./kit/clock.ts";
import { openDatabase } from "./kit/database/database.ts";
import { buildHttp } from "./kit/http.ts";
import type { Kit, Module } from "./kit/module.ts";
import { occupy } from "./kit/occupied.ts";
import { readSettings, SettingError } from "./kit/settings.ts";
import { appealsTold } from "./oversight/appeals/told.ts";
import { checkUpsDue } from "./oversight/retention/retention.ts";
import { servicesModule } from "./services/services.ts";
import { TENANT } from "./tenant.ts";

const HOPELESS = 78;
const STOP_WITHIN = 25_000;

/** Every module of the server, in the order in which they start. */
const MODULES: readonly Module[] = [
  servicesModule({
    ...{ tenant: TENANT, packs: packsFor([]), first: playDemonstration },
    told: (kit) => appealsTold({ ...kit, tenant: TENANT }),
    more: (kit) => [checkUpsDue({ ...kit, tenant: TENANT })],
  }),
  checkUps(TENANT),
];

/** What to undo at the end, last first; filled while starting, so that a stop during the start leaves nothing behind. */
const undo: (() => unknown)[] = [];
let ending: Promise<void> | undefined;

function end(code: number): Promise<void> {
  ending ??= (async () => {
    setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_WITHIN).unref();
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) {
      try {
        await step();
      } catch (error) {
        process.stderr.write(`停止时出错 while stopping: ${(error as Error).message}\n`);
      }
    }
    process.exit(code);
  })();
  return ending;
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const say = (line: string) => {
    if (settings.logLevel !== "silent") process.stdout.write(`${line}\n`);
  };
  undo.push(await occupy(settings.dataFolder));
  const opening = openDatabase({
    dataFolder: settings.dataFolder,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
    migrations: [
      join(import.meta.dirname, "kit", "migrations"),
      ...MODULES.flatMap(({ migrations }) => (migrations === undefined ? [] : [migrations])),
    ],
    log: say,
  });
  undo.push(() =>
    opening.then(
      (opened) => opened.close(),
      () => {},
    ),
  );
  const database = await opening;
  if (ending !== undefined) return;
  const kit: Kit = { settings, database, clock: systemClock, say };
  const app = await buildHttp(settings, database, {
    style: STYLE,
    largeStyle: LARGE_STYLE,
    problem: (...told) => renderPage(problemPage(...told)),
  });
  for (const module of MODULES) {
    await module.register(app, kit);
    undo.push(() => module.stop?.());
  }
  undo.push(() => app.close());
  if (ending !== undefined) return;
  await listen(settings.host, settings.port, (at) => app.listen(at));
  const { port } = app.server.address() as { port: number };
  say(`落地已启动，请用浏览器打开 Luodi is ready: http://${settings.host}:${port}/`);
  process.send?.("serving");
  for (const module of MODULES) await module.start?.(kit);
}

async function listen(
  host: string,
  port: number,
  to: (at: { host: string; port: number }) => Promise<unknown>,
) {
  try {
    await to({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new SettingError(
      `端口 ${port} 被占用，请换一个：PORT=8643 npm start。Port ${port} is in use; choose another.`,
    );
  }
}

async function fail(error: unknown): Promise<void> {
  // A step that fails because we are stopping is no failure.
  if (ending !== undefined) return ending;
  const known = error instanceof SettingError;
  process.stderr.write(`${known ? error.message : `启动失败 start failed: ${(error as Error).stack}`}\n`);
  return end(known ? HOPELESS : 1);
}

// Whoever read our lines may be gone; that is no reason to leave the database behind.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    if (ending === undefined) process.stdout.write(`正在停止（${signal}）…… Stopping (${signal})…\n`);
    void end(0);
  });
// The one that watches over us was killed: whoever starts it again must find the folder and the port free.
process.on("disconnect", () => void end(0));
main().catch(fail);
