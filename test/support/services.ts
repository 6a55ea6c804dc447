// The services as the server runs them, on a fresh database, asked without a network; officers are given by a header.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll } from "vitest";
import { shippedPacks } from "../../cli/packs.ts";
import { buildHttp } from "../../server/kit/http.ts";
import type { Settings } from "../../server/kit/settings.ts";
import { declareOfficer, type Officer } from "../../server/services/officers/officer.ts";
import { Requests } from "../../server/services/requests/requests.ts";
import type { Part, Services } from "../../server/services/service.ts";
import { SERVICES_MIGRATIONS } from "../../server/services/services.ts";
import { renderPage } from "../../web/parts/layout.tsx";
import { problemPage } from "../../web/parts/problem.tsx";
import { LARGE_STYLE, STYLE } from "../../web/styles/style.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

export const TEST_TENANT = "999901";

export interface TestServices extends Services {
  readonly app: FastifyInstance;
  readonly clock: { at: number; now(): number };
  readonly said: string[];
  readonly store: TestDatabase;
}

const folders: string[] = [];
const apps: FastifyInstance[] = [];

afterAll(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** These parts at a time that the test moves, on a fresh database unless another county's is named. */
export async function testServices(
  parts: readonly Part[],
  settings: Partial<Settings> = {},
  tenant = TEST_TENANT,
  beside?: TestServices,
): Promise<TestServices> {
  const store = beside?.store ?? (await testDatabase(SERVICES_MIGRATIONS));
  const dataFolder = mkdtempSync(join(tmpdir(), "luodi-services-"));
  folders.push(dataFolder);
  const clock = { at: Date.UTC(2026, 5, 1, 2), now: () => clock.at };
  const all: Settings = {
    port: 0,
    host: "127.0.0.1",
    dataFolder,
    demo: false,
    logLevel: "silent",
    ...settings,
  };
  const said: string[] = [];
  const requests = new Requests({ database: store.database, tenant, clock, packs: shippedPacks() });
  const face = {
    style: STYLE,
    largeStyle: LARGE_STYLE,
    problem: (...told: Parameters<typeof problemPage>) => renderPage(problemPage(...told)),
  };
  const app = await buildHttp(all, store.database, face);
  apps.push(app);
  const kit = { settings: all, database: store.database, clock, say: (line: string) => said.push(line) };
  const services: Services = { ...kit, tenant, requests };
  declareOfficer(app);
  app.addHook("onRequest", async (request) => {
    const header = request.headers["x-test-officer"];
    if (typeof header === "string")
      request.officer = JSON.parse(Buffer.from(header, "base64").toString()) as Officer;
  });
  for (const part of parts) await part.register(app, services);
  await app.ready();
  return { ...services, app, clock, said, store };
}

/** The headers of a request that an officer sends. */
export function asOfficer(officer: Partial<Officer>): Record<string, string> {
  const whole: Officer = {
    id: "5a0a5e0e-0000-4000-8000-000000000001",
    name: "测试员",
    body: "roads",
    desk: "",
    roles: ["officer"],
    ...officer,
  };
  return { host: "localhost", "x-test-officer": Buffer.from(JSON.stringify(whole)).toString("base64") };
}
