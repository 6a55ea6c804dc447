// The operations duty: bodies and their desks, the settings in outline, the queue's and the outbox's health, alarms of the ledger.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { healthPage, type SettingRow } from "../../../web/administration/health.tsx";
import { bodiesPage } from "../../../web/administration/operations.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import { queueHealth, retryFailed } from "../../kit/jobs/queue.store.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { LATE } from "../../kit/jobs/queue.ts";
import { soughtIn } from "../../kit/searching.ts";
import type { Settings } from "../../kit/settings.ts";
import { asked } from "../desk/view.ts";
import { historyState } from "../exports/history.store.ts";
import { alarms, lastCheckpoint, lastCosigned } from "../ledger/ledger.store.ts";
import { oldestWaiting } from "../messages/outbox.store.ts";
import { bodiesAfter, bodyById } from "../officers/bodies.store.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Services } from "../service.ts";
import { addLog, saveBody } from "./administration.store.ts";
import { BodyForm, bodiesInLines } from "./body-lines.ts";
import { needDuty } from "./duties.ts";

const PAGE = 30;
function textsOf(sent: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

/** What is set and what is not, never a secret. */
export function settingsShown(settings: Settings): SettingRow[] {
  const row = (zh: string, en: string, value: string | undefined, without: string): SettingRow => ({
    ...{ zh, en, value: value ?? without, set: value !== undefined },
  });
  const host = (url: string | undefined) => (url === undefined ? undefined : new URL(url).host);
  return [
    row("正式网址", "Address", settings.origin, `http://${settings.host}:${settings.port}`),
    row(
      "数据库",
      "Database",
      settings.databaseUrl === undefined ? undefined : host(settings.databaseUrl),
      "内置 embedded",
    ),
    row("账本外部见证", "Witness", settings.witness?.url, "没有：不能排除运营方改动 none"),
    row("邮件", "Mail", host(settings.mail?.url), "没有：只在“发出的消息”里显示 none"),
    row("收邮件", "Mail in", host(settings.imap), "没有 none"),
    row("短信", "SMS", host(settings.sms?.url), "没有：只在“发出的消息”里显示 none"),
    row("统一身份认证", "OpenID Connect", settings.oidc?.issuer, "没有：用本机账号 none"),
    row(
      "群众登录（自愿）",
      "Citizens' sign-in, never needed",
      settings.citizenOidc?.issuer,
      "没有：不显示 none",
    ),
    row(
      "Open311 提交",
      "Open311 filing",
      settings.open311?.key === undefined ? undefined : "有口令 key set",
      "没有口令 none",
    ),
    row("演示", "Demonstration", settings.demo ? "开着 on" : undefined, "关着 off"),
  ];
}

export function operationsRoutes(
  app: FastifyInstance,
  services: Services,
  kinds: () => readonly JobKind[],
): void {
  const { requests, tenant, settings, database } = services;
  const bodies = async (request: FastifyRequest, trouble?: { zh: string; en: string }) => {
    const sought = soughtIn(request);
    const [after, edit, saved, count] = ["after", "edit", "saved", "count"].map((name) =>
      asked(request, name),
    );
    const { rows, chosen, done } = await requests.within(async (query) => ({
      rows: await bodiesAfter(query, tenant, {
        words: sought.words,
        ...(after === undefined ? {} : { after }),
        most: PAGE + 1,
      }),
      chosen: edit === undefined ? undefined : await bodyById(query, tenant, edit),
      done: saved === undefined ? undefined : await bodyById(query, tenant, saved),
    }));
    const sent = (trouble === undefined ? {} : (request.body ?? {})) as Record<string, unknown>;
    const view = {
      ...{ viewer: await viewerOf(services, request), typed: sought.typed, first: after === undefined },
      rows: rows.slice(0, PAGE),
      // After a mistake what was typed; else the line that is to be changed.
      fields: trouble === undefined ? (chosen ?? {}) : textsOf(sent),
      ...(rows.length > PAGE ? { next: rows[PAGE - 1]!.id } : {}),
      ...(done === undefined ? {} : { done }),
      ...(/^[1-9]\d{0,2}$/.test(count ?? "") ? { count: Number(count) } : {}),
      ...(trouble === undefined ? {} : { trouble }),
    };
    return renderPage(bodiesPage(view));
  };

  app.get("/admin/bodies", async (request, reply) => {
    await needDuty(services, request, "operations");
    return sendHtml(reply, await bodies(request));
  });

  app.post("/admin/bodies", async (request, reply) => {
    const by = await needDuty(services, request, "operations");
    const { many } = (request.body ?? {}) as { many?: unknown };
    if (typeof many === "string") {
      const read = bodiesInLines(many);
      if ("trouble" in read) return sendHtml(reply, await bodies(request, read.trouble), 422);
      await requests.within(async (query) => {
        for (const body of read.bodies) await saveBody(query, tenant, body);
        const about = read.bodies.map((each) => each.id).join(" ");
        await addLog(query, tenant, { officer: by.id, duty: by.duty, act: "body-saved", about });
      });
      return reply.redirect(`/admin/bodies?count=${read.bodies.length}`, 303);
    }
    const form = BodyForm.safeParse(request.body ?? {});
    if (!form.success) {
      const trouble = {
        zh: "请填全：代号（字母数字）、中文名；电话只写数字和横线。",
        en: "Fill in the id (letters, digits) and the name; the telephone in digits.",
      };
      return sendHtml(reply, await bodies(request, trouble), 422);
    }
    await requests.within(async (query) => {
      await saveBody(query, tenant, form.data);
      await addLog(query, tenant, { officer: by.id, duty: by.duty, act: "body-saved", about: form.data.id });
    });
    return reply.redirect(`/admin/bodies?saved=${encodeURIComponent(form.data.id)}`, 303);
  });

  app.get("/admin/health", async (request, reply) => {
    await needDuty(services, request, "operations");
    const now = requests.now();
    const view = await requests.within(async (query) => ({
      jobs: await queueHealth(query, tenant, now),
      waiting: await oldestWaiting(query, tenant, now),
      last: await lastCheckpoint(query, tenant),
      seen: await lastCosigned(query, tenant),
      alarms: await alarms(query, tenant),
      history: await historyState(query, tenant),
    }));
    const titles = new Map(kinds().map((each) => [each.kind, each.title]));
    return sendHtml(
      reply,
      renderPage(
        healthPage(await viewerOf(services, request), {
          now,
          late: LATE,
          jobs: view.jobs.map((each) => ({
            ...each,
            title: titles.get(each.kind) ?? { zh: each.kind, en: each.kind },
          })),
          waiting: view.waiting,
          ...(view.last === undefined ? {} : { checkpointAt: view.last.at, leaves: view.last.size }),
          ...(view.seen?.cosignedAt == null ? {} : { seenAt: view.seen.cosignedAt }),
          witnessed: settings.witness !== undefined,
          alarms: view.alarms,
          settings: settingsShown(settings),
          ...(view.history?.finishedAt == null
            ? {}
            : { played: { written: view.history.written ?? 0, elsewhere: view.history.elsewhere ?? 0 } }),
        }),
      ),
    );
  });

  app.post("/admin/health/retry", async (request, reply) => {
    const by = await needDuty(services, request, "operations");
    const { kind = "" } = (request.body ?? {}) as { kind?: string };
    if (kinds().some((each) => each.kind === kind)) {
      await database.within("luodi_jobs", tenant, (query) =>
        retryFailed(query, tenant, kind, requests.now()),
      );
      await requests.within((query) =>
        addLog(query, tenant, { officer: by.id, duty: by.duty, act: "jobs-retried", about: kind }),
      );
    }
    return reply.redirect("/admin/health", 303);
  });
}
