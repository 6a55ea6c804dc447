// Administration as a part of the server: three duties apart, the first account of a new installation, and the log of sign-ins.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { administrationHome } from "../../../web/administration/operations.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { addBody } from "../officers/bodies.store.ts";
import { needRole } from "../officers/officer.ts";
import { insertOfficer, officerByLogin } from "../officers/officers.store.ts";
import { hashPassword, oneTimePassword } from "../officers/passwords.ts";
import { isDemonstration } from "../officers/sessions.ts";
import { newTotpSecret, SecretBox, totpUri } from "../officers/totp.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Part, Services } from "../service.ts";
import { ADMINISTRATION, addLog, dutyOf, setDuty, staffingOf } from "./administration.store.ts";
import { auditRoutes } from "./audit.ts";
import { giveDemonstrationDuties } from "./demonstration.ts";
import { operationsRoutes } from "./operations.ts";
import { hasSecurity, securityRoutes } from "./security.ts";

const FIRST = "security";

/** `kinds`: every kind of job of the server, known once every part has registered. */
export function administrationPart(kinds: () => readonly JobKind[] = () => []): Part {
  return {
    name: "administration",
    register(app, services) {
      const { requests, tenant } = services;
      app.get("/admin", async (request, reply) => {
        const officer = needRole(request, "administrator");
        const { duty, staffing } = await requests.within(async (query) => ({
          duty: await dutyOf(query, tenant, officer.id),
          staffing: await staffingOf(query, tenant),
        }));
        const viewer = await viewerOf(services, request);
        return sendHtml(reply, renderPage(administrationHome(viewer, duty, staffing)));
      });
      securityRoutes(app, services);
      operationsRoutes(app, services, kinds);
      auditRoutes(app, services);
      logSignIns(app, services);
    },
    async start(services) {
      const { requests, tenant, settings } = services;
      if (isDemonstration(settings)) {
        await requests.within((query) => giveDemonstrationDuties(query, tenant, requests.now()));
      } else if (!(await hasSecurity(services))) await addFirst(services);
    },
  };
}

/** A new installation has nobody who could add accounts: one is made, and its secrets lie in a file that only its owner reads. */
export async function addFirst({ requests, tenant, settings, say }: Services): Promise<void> {
  const [password, secret] = [oneTimePassword(), newTotpSecret()];
  const [hash, sealed] = [await hashPassword(password), new SecretBox(settings.dataFolder).seal(secret)];
  const path = join(settings.dataFolder, "first-sign-in.txt");
  const added = await requests.within(async (query) => {
    const body = { id: ADMINISTRATION, zh: "系统管理", en: "Administration", desk: "", phone: "" };
    await addBody(query, tenant, body);
    const officer = {
      ...{ login: FIRST, name: "首位安全管理员", body: body.id, roles: ["administrator"] as const },
      ...{ passwordHash: hash, totpSecret: sealed, mustChange: true },
    };
    if (!(await insertOfficer(query, tenant, officer))) return false;
    const row = await officerByLogin(query, tenant, FIRST);
    await setDuty(query, tenant, row!.id, "security", requests.now());
    await addLog(query, tenant, { officer: null, duty: null, act: "first-account", about: FIRST });
    // Before the commit: a start that fails here makes another.
    const key = new URL(totpUri(secret, FIRST)).searchParams.get("secret");
    writeFileSync(path, `账号 login: ${FIRST}\n初始密码 password: ${password}\n验证器密钥 key: ${key}\n`, {
      mode: 0o600,
    });
    return true;
  });
  if (added)
    say(
      `首位安全管理员的账号写在 ${path}，登录后请换密码并删掉这个文件。The first security administrator's account is in that file; sign in at /sign-in, change the password, delete the file.`,
    );
}

/** Sign-ins, right and wrong, and nothing of what officers do with requests: who acted there is sealed. */
function logSignIns(app: FastifyInstance, { requests, tenant, say }: Services): void {
  app.addHook("onResponse", async (request, reply) => {
    const url = request.routeOptions.url ?? "";
    if (request.method !== "POST" || !/^\/(?:sign-in|sign-out|account)/.test(url)) return;
    const status = reply.statusCode;
    const outcome = status === 303 ? "done" : status === 429 ? "locked" : "failed";
    const { login } = (request.body ?? {}) as { login?: unknown };
    // A wrong login may be a password in the wrong field; only one that opened something is written down.
    const about =
      outcome === "done" && typeof login === "string" ? login.trim().toLowerCase().slice(0, 64) : "";
    const act = `${url.slice(1).replaceAll("/", "-")}-${outcome}`.slice(0, 60);
    await requests
      .within((query) =>
        addLog(query, tenant, { officer: request.officer?.id ?? null, duty: null, act, about }),
      )
      .catch((error: Error) => say(`登录日志没有写成 a sign-in was not logged: ${error.message}`));
  });
}
