// The check-up, hosted, as a module of the server: datasets, runs, findings; open to all on one's own machine alone.

import { join } from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { waysOf } from "../web/officers/frame.tsx";
import { writeDemonstration } from "./demonstration.ts";
import { Refusal, SIGN_IN_NEEDED } from "./kit/http.ts";
import type { Kit, Module } from "./kit/module.ts";
import { addDemonstration } from "./oversight/runs/demonstration.ts";
import { Runner } from "./oversight/runs/runner.ts";
import { runsRoutes } from "./oversight/runs/runs.routes.ts";
import { isDemonstration } from "./services/officers/sessions.ts";

const ROLES: ReadonlySet<string> = new Set(["supervisor", "administrator"]);

export function checkUps(tenant: string): Module {
  let runner: Runner | undefined;
  return {
    name: "check-ups",
    migrations: join(import.meta.dirname, "oversight", "runs", "migrations"),
    async register(app: FastifyInstance, { database, clock, settings, say }: Kit) {
      const made = new Runner({ database, tenant, clock, dataFolder: settings.dataFolder, log: say });
      runner = made;
      await app.register(async (scope) => {
        // Suspicions are for those who must look into them; the demonstration's are invented.
        if (!isDemonstration(settings)) scope.addHook("preHandler", supervisorsOnly);
        const looking = ({ officer }: FastifyRequest) =>
          officer === undefined
            ? undefined
            : {
                administrator: officer.roles.includes("administrator"),
                supervisor: officer.roles.includes("supervisor"),
                ways: waysOf(officer.roles),
              };
        runsRoutes(scope, { database, tenant, runner: made, clock, demonstration: settings.demo, looking });
      });
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

/** @throws Refusal 401 where nobody is signed in, 403 where the role is another. */
async function supervisorsOnly({ officer }: FastifyRequest): Promise<void> {
  if (officer === undefined) throw new Refusal(401, SIGN_IN_NEEDED, "请先登录。", "Sign in first.");
  if (officer.mustChange !== true && officer.roles.some((role) => ROLES.has(role))) return;
  throw new Refusal(
    403,
    "sign-in/role",
    "体检结果只给监督人和系统管理员看。请交给对应的岗位，或请管理员调整。",
    "Check-ups are for supervisors and administrators.",
  );
}
