// The security duty: accounts of officers. Secrets are made here, shown once, and kept only as a hash and a sealed key.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  accountPage,
  accountsPage,
  type RefusedAccount,
  type Secrets,
} from "../../../web/administration/accounts.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import { asked } from "../desk/view.ts";
import { bodiesOfTenant, bodyById } from "../officers/bodies.store.ts";
import { dropKeysOf } from "../officers/keys.store.ts";
import type { OfficerRole } from "../officers/officer.ts";
import { disable, insertOfficer, setPassword, setTotp } from "../officers/officers.store.ts";
import { hashPassword, oneTimePassword } from "../officers/passwords.ts";
import { newTotpSecret, SecretBox, totpUri } from "../officers/totp.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Services } from "../service.ts";
import { accountById, accountsAfter, addLog, holders, setDuty, setRoles } from "./administration.store.ts";
import { type Administrator, DUTIES, needDuty, rolesWrong } from "./duties.ts";

const PAGE = 50;
const ROLES = [
  ...([
    "operator",
    "dispatcher",
    "coordinator",
    "officer",
    "neutral-caller",
    "supervisor",
    "administrator",
  ] as const),
];
const Several = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.enum(ROLES)).max(ROLES.length),
);
const DutyField = z.preprocess((value) => (value === "" ? undefined : value), z.enum(DUTIES).optional());
const RolesForm = z.object({ roles: Several, duty: DutyField });
const NewForm = RolesForm.extend({
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/),
  name: z.string().trim().min(1).max(50),
  body: z.string().min(1).max(64),
  desk: z.string().trim().max(50).default(""),
});

/** What was typed, however wrong, so that nobody types it again. */
function typedIn(body: unknown): Omit<RefusedAccount, "trouble"> {
  const values = (body ?? {}) as Record<string, unknown>;
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "string" && name !== "roles" ? [[name, value.slice(0, 100)]] : [],
  );
  const roles = [values.roles].flat().filter((each): each is string => typeof each === "string");
  return { typed: Object.fromEntries(texts), roles };
}

export function securityRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant, settings } = services;
  const box = new SecretBox(settings.dataFolder);
  const log = (by: Administrator, act: string, about: string) =>
    requests.within((query) => addLog(query, tenant, { officer: by.id, duty: by.duty, act, about }));

  const list = async (request: FastifyRequest, trouble?: RefusedAccount["trouble"]) => {
    const { typed, words } = soughtIn(request);
    const after = asked(request, "after");
    const [rows, bodies] = await requests.within(
      async (query) =>
        [
          await accountsAfter(query, tenant, words, after ?? "", PAGE + 1),
          await bodiesOfTenant(query, tenant),
        ] as const,
    );
    const view = {
      ...{ viewer: await viewerOf(services, request), typed, bodies, first: after === undefined },
      rows: rows.slice(0, PAGE),
      ...(rows.length > PAGE ? { next: rows[PAGE - 1]!.login } : {}),
      ...(trouble === undefined ? {} : { refused: { trouble, ...typedIn(request.body) } }),
    };
    return renderPage(accountsPage(view));
  };
  const one = async (
    request: FastifyRequest,
    by: Administrator,
    more: { secrets?: Secrets; trouble?: { zh: string; en: string } } = {},
  ) => {
    const account = await accountOf(request);
    return renderPage(accountPage(await viewerOf(services, request), account, account.id === by.id, more));
  };
  const accountOf = async (request: FastifyRequest) => {
    const { id } = request.params as { id: string };
    const account = z.uuid().safeParse(id).success
      ? await requests.within((query) => accountById(query, tenant, id))
      : undefined;
    if (account !== undefined) return account;
    throw new Refusal(
      404,
      "administration/account",
      "没有这个账号。请从账号列表进入。",
      "No such account; start from the list.",
    );
  };
  /** An account other than the administrator's own: nobody gives, takes or resets for himself. */
  const other = async (request: FastifyRequest, by: Administrator) => {
    const account = await accountOf(request);
    if (account.id !== by.id) return account;
    throw new Refusal(
      409,
      "administration/own",
      "不能改自己的账号，请由另一位安全管理员来改。",
      "Nobody changes the own account here; ask another security administrator.",
    );
  };
  const secretsFor = async (login: string) => {
    const [password, secret] = [oneTimePassword(), newTotpSecret()];
    const hash = await hashPassword(password);
    return { hash, sealed: box.seal(secret), shown: { login, password, uri: totpUri(secret, login) } };
  };

  app.get("/admin/officers", async (request, reply) => {
    await needDuty(services, request, "security");
    return sendHtml(reply, await list(request));
  });

  app.post("/admin/officers", async (request, reply) => {
    const by = await needDuty(services, request, "security");
    const form = NewForm.safeParse(request.body ?? {});
    const wrong = form.success
      ? rolesWrong(form.data.roles, form.data.duty)
      : {
          zh: "请填全：账号（小写字母、数字、点、横线）、姓名、单位、岗位。",
          en: "Fill in login (a-z, 0-9, . _ -), name, body and roles.",
        };
    if (!form.success || wrong !== undefined) return sendHtml(reply, await list(request, wrong), 422);
    const { login, name, body, desk, roles, duty } = form.data;
    const { hash, sealed, shown } = await secretsFor(login);
    const done = await requests.within(async (query) => {
      if ((await bodyById(query, tenant, body)) === undefined) return undefined;
      const officer = {
        login,
        name,
        body,
        desk,
        roles,
        passwordHash: hash,
        totpSecret: sealed,
        mustChange: true,
      };
      if (!(await insertOfficer(query, tenant, officer))) return undefined;
      const [row] = await query<{ id: string }>(
        "SELECT officer_id AS id FROM services.officer WHERE tenant_id = $1 AND login = $2",
        [tenant, login],
      );
      await setDuty(query, tenant, row!.id, duty, requests.now());
      await addLog(query, tenant, {
        officer: by.id,
        duty: by.duty,
        act: "account-added",
        about: `${login} ${roles.join(" ")} ${duty ?? ""}`,
      });
      return accountById(query, tenant, row!.id);
    });
    if (done === undefined) {
      const taken = {
        zh: "账号已有人用，或没有这个单位。请换一个。",
        en: "The login is taken, or there is no such body.",
      };
      return sendHtml(reply, await list(request, taken), 409);
    }
    return sendHtml(
      reply,
      renderPage(accountPage(await viewerOf(services, request), done, false, { secrets: shown })),
    );
  });

  app.get("/admin/officers/:id", async (request, reply) => {
    const by = await needDuty(services, request, "security");
    return sendHtml(reply, await one(request, by));
  });

  app.post("/admin/officers/:id/reset", async (request, reply) => {
    const by = await needDuty(services, request, "security");
    const account = await other(request, by);
    const { hash, sealed, shown } = await secretsFor(account.login);
    await requests.within(async (query) => {
      await setPassword(query, tenant, account.id, hash, true);
      await setTotp(query, tenant, account.id, sealed);
      // Whoever holds a lost key, or left one behind, comes in no more.
      await dropKeysOf(query, tenant, account.id);
    });
    await log(by, "account-reset", account.login);
    return sendHtml(reply, await one(request, by, { secrets: shown }));
  });

  for (const act of ["disable", "enable"] as const) {
    app.post(`/admin/officers/:id/${act}`, async (request, reply) => {
      const by = await needDuty(services, request, "security");
      const account = await other(request, by);
      await requests.within((query) =>
        disable(query, tenant, account.login, act === "disable" ? requests.now() : null),
      );
      await log(by, `account-${act}d`, account.login);
      return reply.redirect(`/admin/officers/${account.id}`, 303);
    });
  }

  app.post("/admin/officers/:id/roles", async (request, reply) => {
    const by = await needDuty(services, request, "security");
    const account = await other(request, by);
    const form = RolesForm.safeParse(request.body ?? {});
    const trouble = form.success
      ? rolesWrong(form.data.roles, form.data.duty)
      : { zh: "请选岗位。", en: "Choose roles." };
    if (!form.success || trouble !== undefined)
      return sendHtml(reply, await one(request, by, trouble === undefined ? {} : { trouble }), 422);
    const { roles, duty } = form.data as { roles: OfficerRole[]; duty?: (typeof DUTIES)[number] };
    await requests.within(async (query) => {
      await setRoles(query, tenant, account.id, roles);
      await setDuty(query, tenant, account.id, duty, requests.now());
      // What may be done changes with the next click, not with the next sign-in.
      await query("DELETE FROM services.session WHERE tenant_id = $1 AND officer_id = $2", [
        tenant,
        account.id,
      ]);
    });
    await log(by, "roles-changed", `${account.login} ${roles.join(" ")} ${duty ?? ""}`);
    return reply.redirect(`/admin/officers/${account.id}`, 303);
  });
}

/** True where somebody can add accounts. */
export async function hasSecurity({ requests, tenant }: Services): Promise<boolean> {
  return (await requests.within((query) => holders(query, tenant, "security"))) > 0;
}
