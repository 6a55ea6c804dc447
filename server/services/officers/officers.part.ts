// Sign-in as a part of the server: whose request it is, the sign-in pages, the account, and the demonstration's officers.

import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Words } from "../../../core/domain/facts.ts";
import { accountPage, arrivedPage, signInPage } from "../../../web/officers/sign-in.tsx";
import { type Page, renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import type { Part, Services } from "../service.ts";
import { providerRoutes } from "../sign-in/oidc.routes.ts";
import { addDemonstrationOfficers, DEMONSTRATION_OFFICERS } from "./demonstration.ts";
import { Keys, withKeyScript } from "./keys.routes.ts";
import { declareOfficer, needOfficer } from "./officer.ts";
import { type OfficerRow, officerById, officerByLogin, officerBySub, setPassword } from "./officers.store.ts";
import { hashPassword, isPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./passwords.ts";
import { isDemonstration, officerOf, Sessions } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { SecretBox } from "./totp.ts";
import { viewerOf } from "./viewer.ts";

const Text = z.string().max(500).default("");
const SignInForm = z.object({ login: Text, password: Text, code: Text, to: Text });
const AccountForm = z.object({ old: Text, new: Text });
/** Tries of one address in a minute, whatever the login. */
const LIMIT = { config: { rateLimit: { max: 30, timeWindow: "1 minute" } } };

const FAILED: Words = {
  zh: "账号、密码或验证码不对。请核对后再试；验证码用过一次就失效，请等下一个。",
  en: "Login, password or code is wrong. Check them; a code works once, so wait for the next.",
};
const NO_SUCH_KEY: Words = {
  zh: "这把密钥没有登录成功：没有登记过、账号停用，或页面打开太久。请刷新再试，或用密码和验证码。",
  en: "The key did not sign you in: it is not known, the account is disabled, or the page is old; or use password and code.",
};
const UNKNOWN: Words = {
  zh: "身份认证没有通过，或者还没有为您开通。请联系管理员。",
  en: "The provider did not confirm you, or you were not entered here; ask the administrator.",
};

export function officersPart(): Part {
  let services: Services | undefined;
  return {
    name: "officers",
    register(app, given) {
      services = given;
      const { settings, tenant, requests } = given;
      const sessions = new Sessions(given);
      const box = new SecretBox(settings.dataFolder);
      const keys = new Keys(given, box);
      const demonstration = isDemonstration(settings);

      if (!app.hasRequestDecorator("officer")) declareOfficer(app);
      app.addHook("onRequest", async (request) => {
        if (!(request.headers.cookie ?? "").includes("luodi-session=")) return;
        const session = await sessions.current(request);
        if (session === undefined) return;
        request.officer = session.officer;
        request.formToken = session.formToken;
      });

      const show = (reply: FastifyReply, page: Page, status = 200) =>
        sendHtml(withKeyScript(reply), renderPage(page), status);
      const form = async (request: FastifyRequest, view: { to: string; login?: string; trouble?: Words }) => {
        const question = await keys.questionAtSignIn(request);
        return signInPage({
          login: "",
          ...view,
          ...(question === undefined ? {} : { question }),
          provider: settings.oidc !== undefined,
          demonstration: demonstration ? await demonstrated(given) : [],
        });
      };
      const enter = async (request: FastifyRequest, reply: FastifyReply, officer: OfficerRow, to: string) => {
        await sessions.begin(request, reply, officer);
        return reply.redirect(officer.mustChange ? "/account" : to || firstPage(officer.roles), 303);
      };
      const account = async (request: FastifyRequest, more: { done?: boolean; trouble?: Words } = {}) => {
        const officer = needOfficer(request);
        const row = await requests.within((query) => officerById(query, tenant, officer.id));
        return accountPage({
          viewer: await viewerOf(given, request),
          local: row?.passwordHash != null,
          ...(row?.passwordHash == null || row.mustChange
            ? {}
            : { keys: await keys.ofAccount(request, row) }),
          mustChange: row?.mustChange ?? false,
          done: more.done ?? false,
          ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
        });
      };

      app.get("/sign-in", async (request, reply) =>
        show(reply, await form(request, { to: wayOn(request.query) })),
      );

      app.post("/sign-in", LIMIT, async (request, reply) => {
        const tried = SignInForm.safeParse(request.body ?? {});
        if (!tried.success) return show(reply, await form(request, { to: "", trouble: FAILED }), 401);
        const to = wayOn(tried.data);
        const result = await signIn(given, box, tried.data);
        if ("waitUntil" in result) {
          const seconds = Math.ceil((result.waitUntil - requests.now()) / 1000);
          reply.header("retry-after", String(seconds));
          const trouble = waitWords(seconds);
          return show(reply, await form(request, { to, login: tried.data.login, trouble }), 429);
        }
        if ("failed" in result)
          return show(reply, await form(request, { to, login: tried.data.login, trouble: FAILED }), 401);
        return enter(request, reply, result.officer, to);
      });

      keys.register(app, {
        arrive: (request, reply, officer) => {
          // No login was typed, so the log learns here who came.
          request.officer = officerOf(officer);
          return enter(request, reply, officer, wayOn(request.body));
        },
        refused: async (request, reply) =>
          show(reply, await form(request, { to: wayOn(request.body), trouble: NO_SUCH_KEY }), 401),
        account: async (request, reply, trouble) => show(reply, await account(request, { trouble }), 422),
      });

      app.post("/sign-in/demonstration", LIMIT, async (request, reply) => {
        const { login = "" } = (request.body ?? {}) as { login?: string };
        const known = demonstration && DEMONSTRATION_OFFICERS.some((each) => each.login === login);
        const officer = known
          ? await requests.within((query) => officerByLogin(query, tenant, login))
          : undefined;
        if (officer?.demonstration !== true || officer.disabled)
          return show(reply, await form(request, { to: "", trouble: FAILED }), 401);
        return enter(request, reply, officer, wayOn(request.body));
      });

      app.post("/sign-out", async (request, reply) => {
        if (request.officer !== undefined) needOfficer(request);
        await sessions.end(request, reply);
        return reply.redirect("/sign-in", 303);
      });

      app.get("/account", async (request, reply) => {
        const { told } = request.query as { told?: string };
        return show(reply, await account(request, { done: told === "password" }));
      });
      app.post("/account", LIMIT, async (request, reply) => {
        const officer = needOfficer(request);
        const sent = AccountForm.safeParse(request.body ?? {});
        const row = await requests.within((query) => officerById(query, tenant, officer.id));
        const { old, new: fresh } = sent.success ? sent.data : { old: "", new: "" };
        const trouble = passwordTrouble(old, fresh, await isPassword(row?.passwordHash ?? undefined, old));
        if (trouble !== undefined) return show(reply, await account(request, { trouble }), 422);
        const hash = await hashPassword(fresh);
        await requests.within((query) => setPassword(query, tenant, officer.id, hash, false));
        await sessions.begin(request, reply, officer);
        return reply.redirect("/account?told=password", 303);
      });

      if (settings.oidc === undefined) return;
      const refused = async (request: FastifyRequest, reply: FastifyReply) =>
        show(reply, await form(request, { to: "", trouble: UNKNOWN }), 401);
      providerRoutes(app, given, {
        provider: settings.oidc,
        path: "/sign-in/oidc",
        cookie: "luodi-oidc",
        instead: { zh: "先用本机账号登录", en: "sign in by a local account" },
        keep: (request) => wayOn(request.query),
        refused,
        async arrive(request, reply, { issuer, sub }, kept) {
          const officer = await requests.within((query) => officerBySub(query, tenant, issuer, sub));
          if (officer === undefined || officer.disabled) return refused(request, reply);
          await sessions.begin(request, reply, officer);
          // The session's cookie is Strict: only a page of ours leads on with it.
          return show(reply, arrivedPage(wayOn({ to: kept }) || firstPage(officer.roles)));
        },
      });
    },
    async start() {
      if (services === undefined || !isDemonstration(services.settings)) return;
      const { requests, tenant } = services;
      await requests.within((query) => addDemonstrationOfficers(query, tenant));
    },
  };
}

/** A path of our own to go on to; anything else is left out, so that nobody is led elsewhere. */
function wayOn(from: unknown): string {
  const { to } = (from ?? {}) as { to?: unknown };
  return typeof to === "string" && /^\/(?![/\\])[\w\-./?=&%]{0,300}$/.test(to) ? to : "";
}

function firstPage(roles: readonly string[]): string {
  const pages: Readonly<Record<string, string>> = {
    officer: "/desk",
    dispatcher: "/dispatch",
    coordinator: "/coordinate",
    operator: "/counter",
    "neutral-caller": "/calls",
    supervisor: "/supervision",
  };
  return roles.map((role) => pages[role]).find((page) => page !== undefined) ?? "/account";
}

function waitWords(seconds: number): Words {
  const [zh, en] =
    seconds < 100
      ? [`${seconds} 秒`, `${seconds} s`]
      : [`${Math.ceil(seconds / 60)} 分钟`, `${Math.ceil(seconds / 60)} min`];
  return { zh: `试错太多次，请过 ${zh}再试。`, en: `Too many failed tries; try again in ${en}.` };
}

function passwordTrouble(old: string, fresh: string, right: boolean): Words | undefined {
  if (!right) return { zh: "现在的密码不对。请核对后再试。", en: "The present password is wrong." };
  const length = [...fresh].length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    return {
      zh: `新密码要 ${SHORTEST_PASSWORD} 到 ${LONGEST_PASSWORD} 个字，可以是一句话。`,
      en: `The new password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; a sentence will do.`,
    };
  return old === fresh ? { zh: "新密码要和现在的不同。", en: "Choose a different password." } : undefined;
}

/** The demonstration's posts, each with the body that its officer really has. */
async function demonstrated({ requests, tenant }: Services) {
  const rows = await requests.within((query) =>
    query<{ login: string; body: string }>(
      `SELECT o.login, b.name_zh AS body FROM services.officer o JOIN services.body b USING (tenant_id, body_id)
       WHERE o.tenant_id = $1 AND o.demonstration`,
      [tenant],
    ),
  );
  const bodies = new Map(rows.map((row) => [row.login, row.body]));
  return DEMONSTRATION_OFFICERS.map(({ login, role, body }) => ({
    ...{ login, role },
    body: bodies.get(login) ?? body,
  }));
}
