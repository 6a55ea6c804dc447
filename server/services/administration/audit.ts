// The audit duty: opening a seal for a reason that is logged, every opening, the log, complaints about the platform, the export.

import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { readNumber } from "../../../core/domain/request/number.ts";
import { complaintsPage, logPage, type Opened, sealsPage } from "../../../web/administration/audit.tsx";
import { stepWords } from "../../../web/citizens/step-words.ts";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import { Instant, RequestNumber } from "../../kit/places.ts";
import { soughtIn } from "../../kit/searching.ts";
import { exportRequests } from "../exports/luodi-export.ts";
import { bodiesOfTenant } from "../officers/bodies.store.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Services } from "../service.ts";
import {
  accountById,
  addLog,
  complaintsBefore,
  logBefore,
  openingsBefore,
  openSeal,
} from "./administration.store.ts";
import { needDuty } from "./duties.ts";

const PAGE = 50;
/** At most the year 9999, the last that an instant of the database is written in. */
const Before = z.object({ at: z.coerce.number().min(0).max(2.5e14), id: z.uuid() });
const BeforeComplaint = z.object({ at: Instant, number: RequestNumber });
const SealForm = z.object({
  number: z.string().transform((text, context) => {
    const number = readNumber(text);
    if (number !== undefined) return number;
    context.addIssue({ code: "custom", message: "not a number" });
    return z.NEVER;
  }),
  /** As people count: the first step is 1. */
  step: z.coerce.number().int().min(1).max(100_000),
  reason: z.string().trim().min(10).max(300),
});

export function auditRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const seals = async (
    request: FastifyRequest,
    more: { opened?: Opened; trouble?: { zh: string; en: string } } = {},
  ) => {
    const before = Before.safeParse(request.query);
    const { typed, words } = soughtIn(request);
    const rows = await requests.within((query) =>
      openingsBefore(query, tenant, words, before.success ? before.data : undefined, PAGE + 1),
    );
    const view = {
      ...{ viewer: await viewerOf(services, request), typed, first: !before.success },
      rows: rows.slice(0, PAGE),
      ...(rows.length > PAGE ? { last: rows[PAGE - 1]! } : {}),
      ...more,
    };
    return renderPage(sealsPage(view));
  };

  app.get("/admin/seals", async (request, reply) => {
    await needDuty(services, request, "audit");
    return sendHtml(reply, await seals(request));
  });

  app.post("/admin/seals", async (request, reply) => {
    const by = await needDuty(services, request, "audit");
    const form = SealForm.safeParse(request.body ?? {});
    if (!form.success) {
      const trouble = {
        zh: "请填编号、第几步，理由至少写十个字。",
        en: "Give the number, which step, and a reason of at least ten characters.",
      };
      return sendHtml(reply, await seals(request, { trouble }), 422);
    }
    const { number, step, reason } = form.data;
    const record = await requests.read(number);
    if (record === undefined || step > record.steps.length) {
      const trouble = {
        zh: "没有这件诉求或这一步，没有打开。",
        en: "No such request or step; nothing was opened.",
      };
      return sendHtml(reply, await seals(request, { trouble }), 404);
    }
    const { account, names } = await requests.within(async (query) => {
      const officer = await openSeal(query, number, step - 1, by.id, reason);
      await addLog(query, tenant, {
        officer: by.id,
        duty: by.duty,
        act: "seal-opened",
        about: `${number} ${step}`,
      });
      return {
        account: officer === undefined ? undefined : await accountById(query, tenant, officer),
        names: new Map((await bodiesOfTenant(query, tenant)).map((body) => [body.id, body.zh])),
      };
    });
    const nameOf = (body: string | undefined) => (body === undefined ? "" : (names.get(body) ?? body));
    return sendHtml(
      reply,
      await seals(request, {
        opened: {
          number,
          step,
          words: stepWords(record.steps[step - 1]!, { nameOf }),
          ...(account === undefined ? {} : { login: account.login, name: account.name }),
        },
      }),
    );
  });

  app.get("/admin/log", async (request, reply) => {
    await needDuty(services, request, "audit");
    const before = Before.safeParse(request.query);
    const { typed, words } = soughtIn(request);
    const rows = await requests.within((query) =>
      logBefore(query, tenant, words, before.success ? before.data : undefined, PAGE + 1),
    );
    const view = {
      ...{ viewer: await viewerOf(services, request), typed, first: !before.success },
      rows: rows.slice(0, PAGE),
      ...(rows.length > PAGE ? { last: rows[PAGE - 1]! } : {}),
    };
    return sendHtml(reply, renderPage(logPage(view)));
  });

  app.get("/admin/complaints", async (request, reply) => {
    await needDuty(services, request, "operations", "audit");
    const before = BeforeComplaint.safeParse(request.query);
    const { typed, words } = soughtIn(request);
    const rows = await requests.within((query) =>
      complaintsBefore(query, tenant, words, before.success ? before.data : undefined, PAGE + 1),
    );
    const view = {
      ...{ viewer: await viewerOf(services, request), typed, first: !before.success },
      rows: rows.slice(0, PAGE),
      ...(rows.length > PAGE ? { last: rows[PAGE - 1]! } : {}),
    };
    return sendHtml(reply, renderPage(complaintsPage(view)));
  });

  app.get("/admin/requests.luodi-export.jsonl", async (request, reply) => {
    const by = await needDuty(services, request, "audit");
    await requests.within((query) =>
      addLog(query, tenant, { officer: by.id, duty: by.duty, act: "requests-exported", about: "" }),
    );
    return reply
      .header("content-disposition", 'attachment; filename="requests.luodi-export.jsonl"')
      .header("cache-control", "no-store")
      .type("application/x-ndjson; charset=utf-8")
      .send(Readable.from(exportRequests(services)));
  });
}
