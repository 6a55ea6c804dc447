// The check-up, hosted, as a module of the server: datasets, runs, findings, appeals; open to all on one's own machine alone.

import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { packsFor } from "../cli/packs.ts";
import { waysOf } from "../web/officers/frame.tsx";
import { writeDemonstration } from "./demonstration.ts";
import { Refusal } from "./kit/http.ts";
import type { Kit, Module } from "./kit/module.ts";
import { appealsRoutes, errorsRoute } from "./oversight/appeals/appeals.routes.ts";
import type { People } from "./oversight/appeals/people.ts";
import { SEE_ALL } from "./oversight/appeals/who.ts";
import { beginRoutes } from "./oversight/runs/begin.routes.ts";
import { addDemonstration } from "./oversight/runs/demonstration.ts";
import { Runner } from "./oversight/runs/runner.ts";
import { runsRoutes } from "./oversight/runs/runs.routes.ts";
import type { Dataset } from "./oversight/runs/runs.ts";
import { exportRequests } from "./services/exports/luodi-export.ts";
import { bodiesOfTenant } from "./services/officers/bodies.store.ts";
import { needOfficer, needRole, type Officer, type OfficerRole } from "./services/officers/officer.ts";
import { isDemonstration } from "./services/officers/sessions.ts";
import { Requests } from "./services/requests/requests.ts";

const SEE_CHECK_UPS: ReadonlySet<string> = new Set(SEE_ALL);

export function checkUps(tenant: string): Module {
  let runner: Runner | undefined;
  return {
    name: "check-ups",
    migrations: join(import.meta.dirname, "oversight", "migrations"),
    async register(app: FastifyInstance, kit: Kit) {
      const { database, clock, settings, say } = kit;
      const { dataFolder } = settings;
      const folderOf = (dataset: string) => join(dataFolder, "own-records", dataset);
      const requests = new Requests({ database, tenant, clock, packs: packsFor([]) });
      const ownFiles = async ({ id, folder }: Dataset) => {
        if (folder !== folderOf(id)) return undefined;
        await writeOwn(folder, exportRequests({ requests, tenant, clock }));
        return () => rm(folder, { recursive: true, force: true });
      };
      const made = new Runner({ database, tenant, clock, dataFolder, log: say, ownFiles });
      runner = made;
      const people = peopleOf(kit, tenant);
      const options = { database, tenant, clock, people };
      // Suspicions are for those who must look into them; the demonstration's are invented.
      const open = isDemonstration(settings);
      await app.register(async (scope) => {
        scope.addHook("preHandler", open ? ownFormsOnly : supervisorsOnly);
        const runs = { ...options, runner: made, demonstration: settings.demo };
        runsRoutes(scope, runs);
        await beginRoutes(scope, runs, folderOf);
      });
      await app.register(async (scope) => {
        if (!open) scope.addHook("preHandler", async (request) => void needOfficer(request));
        errorsRoute(scope, options);
      });
      appealsRoutes(app, options);
    },
    async start({ database, clock, settings, say }) {
      if (settings.demo) {
        const demonstration = writeDemonstration(settings.dataFolder, say);
        await addDemonstration(database, tenant, new Date(clock.now()), demonstration);
      }
      await runner?.resume();
    },
    stop: async () => runner?.close(),
  };
}

/** The platform's requests as a file for the check-up; what a killed server left half written is begun anew. */
async function writeOwn(folder: string, lines: AsyncIterable<string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await pipeline(lines, createWriteStream(join(folder, "platform.luodi-export.jsonl"), { mode: 0o600 }));
}

function peopleOf({ database }: Kit, tenant: string): People {
  const actorOf = ({ id, body, roles }: Officer, formToken: string | undefined) => ({
    ...{ id, body, roles, ways: waysOf(roles) },
    ...(formToken === undefined ? {} : { formToken }),
  });
  return {
    looking: ({ officer, formToken }) => (officer === undefined ? undefined : actorOf(officer, formToken)),
    need: (request, roles) => actorOf(needRole(request, ...(roles as OfficerRole[])), request.formToken),
    async bodies() {
      const found = await database.within("luodi_services", tenant, (query) => bodiesOfTenant(query, tenant));
      return found.map(({ id, zh }) => ({ id, name: zh }));
    },
  };
}

/** Whoever is not signed in has no token to bring back. @throws Refusal 403 where a form is not of this sign-in. */
async function ownFormsOnly(request: FastifyRequest): Promise<void> {
  if (request.officer !== undefined) needOfficer(request);
}

/** @throws Refusal 401 where nobody is signed in, 403 where the role is another or a form is not of this sign-in. */
async function supervisorsOnly(request: FastifyRequest): Promise<void> {
  const officer = needOfficer(request);
  if (officer.mustChange !== true && officer.roles.some((role) => SEE_CHECK_UPS.has(role))) return;
  throw new Refusal(
    403,
    "sign-in/role",
    "体检结果只给监督人和系统管理员看。请交给对应的岗位，或请管理员调整。",
    "Check-ups are for supervisors and administrators.",
  );
}
