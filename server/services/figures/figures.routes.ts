// The public pages of the figures and their open data; nothing here looks at a request.

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isMonth, isQuarter } from "../../../core/domain/figures/outcome.ts";
import { type Snapshot, SUBJECTS } from "../../../core/domain/figures/snapshot.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { exclusionsPage, methodPage } from "../../../web/figures/method.tsx";
import { csvOf, dataLines } from "../../../web/figures/open-data.ts";
import { noFiguresPage, periodPage } from "../../../web/figures/period.tsx";
import { printPage } from "../../../web/figures/print.tsx";
import { statementPage } from "../../../web/figures/statement.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { drawOf } from "../callbacks/draws.store.ts";
import { needRole } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Services } from "../service.ts";
import { outActs, placeNames } from "./drill.store.ts";
import { addStatement, periodsBefore, statementsOf, versionsOf } from "./snapshots.store.ts";

const PERIODS = 12;
const ACTS = 50;
const LINES = 200;
const STATEMENTS = 50;

const Moment = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const ActKey = z
  .string()
  .regex(/^\d{1,15}-\d{6,8}$/)
  .transform((text) => ({ at: Number(text.split("-")[0]), number: text.split("-")[1]! }));
const StatementKey = z
  .string()
  .regex(/^\d{1,15}\.[0-9a-f-]{36}$/)
  .transform((text) => ({ at: Number(text.split(".")[0]), id: text.split(".")[1]! }));
const StatementForm = z.object({
  subject: z.enum(SUBJECTS).catch("headline"),
  /** However long: what is too long is told beside the box, and the words stay. */
  words: z.string().default("").catch(""),
});

export function figuresRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;

  const load = async (period: string, asked: unknown) => {
    if (!isMonth(period) && !isQuarter(period)) throw none();
    const at = Moment.safeParse(asked);
    return requests.within(async (query) => {
      const versions = await versionsOf(query, tenant, period);
      const shown = shownOf(versions, at.success ? at.data : undefined);
      if (shown.length === 0) throw none();
      const names = await placeNames(query, tenant);
      const hasDraw = isMonth(period) && (await drawOf(query, tenant, period, false))?.drawnAt != null;
      const placeName = (code: string) => names.get(code);
      return { versions, shown, hasDraw, placeName, ...(at.success ? { asOf: at.data } : {}) };
    });
  };

  app.get("/figures", async (_, reply) => {
    const periods = await requests.within((query) => periodsBefore(query, tenant, "9999", PERIODS));
    const latest = periods.find(({ period }) => isMonth(period)) ?? periods[0];
    if (latest === undefined) return sendHtml(reply, renderPage(noFiguresPage()));
    return reply.redirect(`/figures/${latest.period}`, 303);
  });

  app.get("/figures/method", async (_, reply) => sendHtml(reply, renderPage(methodPage())));

  app.get("/figures/exclusions", async (request, reply) => {
    const before = ActKey.safeParse((request.query as { before?: string }).before);
    const rows = await requests.within((query) =>
      outActs(query, tenant, before.success ? before.data : undefined, ACTS + 1),
    );
    const last = rows.length > ACTS ? rows[ACTS - 1]! : undefined;
    return sendHtml(
      reply,
      renderPage(
        exclusionsPage(rows.slice(0, ACTS), last === undefined ? undefined : `${last.at}-${last.number}`),
      ),
    );
  });

  app.get("/figures/:period", async (request, reply) => {
    const { period } = request.params as { period: string };
    const asked = request.query as { at?: string; statements?: string; before?: string };
    const { at, statements: after } = asked;
    const { versions, ...found } = await load(period, at);
    const key = StatementKey.safeParse(after);
    const [statements, periods] = await requests.within(
      async (query) =>
        [
          await statementsOf(query, tenant, period, key.success ? key.data : undefined),
          await periodsBefore(query, tenant, beforeOf(asked.before), PERIODS + 1),
        ] as const,
    );
    const last = statements.length === STATEMENTS ? statements.at(-1) : undefined;
    const page = periodPage({
      ...{ period, ...found, periods: periods.slice(0, PERIODS).map((each) => each.period) },
      morePeriods: periods.length > PERIODS,
      versions: [...new Set(versions.map((each) => each.takenAt))].sort((a, b) => b - a),
      statements: statements.map((each) => ({ ...each, words: maskText(each.words).text })),
      ...(last === undefined ? {} : { moreStatements: `${last.at}.${last.id}` }),
    });
    return sendHtml(reply, renderPage(page));
  });

  app.get("/figures/:period/print", async (request, reply) => {
    const { period } = request.params as { period: string };
    const { shown, hasDraw, placeName } = await load(period, (request.query as { at?: string }).at);
    const origin = services.settings.origin ?? `http://${request.headers.host}`;
    const page = printPage({ period, shown, hasDraw, placeName, address: `${origin}/figures/${period}` });
    return sendHtml(reply, renderPage(page));
  });

  for (const form of ["json", "csv"] as const) {
    app.get(`/figures/:period/data.${form}`, async (request, reply) => {
      const { period } = request.params as { period: string };
      const { at, after } = request.query as { at?: string; after?: string };
      const { shown, placeName } = await load(period, at);
      const from = Moment.catch(0).parse(after ?? 0);
      const all = dataLines(shown, placeName);
      const lines = all.slice(from, from + LINES);
      const query = new URLSearchParams({ ...(at === undefined ? {} : { at }), after: String(from + LINES) });
      const next = from + LINES < all.length ? `/figures/${period}/data.${form}?${query}` : undefined;
      if (next !== undefined) reply.header("link", `<${next}>; rel="next"`);
      if (form === "json") return reply.send({ period, lines, ...(next === undefined ? {} : { next }) });
      return reply
        .header("content-disposition", `attachment; filename="luodi-figures-${period}.csv"`)
        .type("text/csv; charset=utf-8")
        .send(csvOf(lines));
    });
  }

  app.get("/figures/data.json", async (request, reply) => {
    const { before } = request.query as { before?: string };
    const periods = await requests.within((query) =>
      periodsBefore(query, tenant, beforeOf(before), PERIODS + 1),
    );
    const listed = periods.slice(0, PERIODS);
    return reply.send({
      periods: listed.map(({ period, versions }) => ({
        ...{ period, versions, json: `/figures/${period}/data.json`, csv: `/figures/${period}/data.csv` },
      })),
      ...(periods.length > PERIODS ? { next: `/figures/data.json?before=${listed.at(-1)!.period}` } : {}),
    });
  });

  app.get("/figures/:period/statement", async (request, reply) => {
    needRole(request, "officer");
    const { period } = request.params as { period: string };
    await load(period, undefined);
    const viewer = await viewerOf(services, request);
    return sendHtml(
      reply,
      renderPage(statementPage({ viewer, period, subject: "headline", words: "", problems: [] })),
    );
  });

  app.post("/figures/:period/statement", async (request, reply) => {
    const officer = needRole(request, "officer");
    const { period } = request.params as { period: string };
    await load(period, undefined);
    const { subject, words } = StatementForm.parse(request.body ?? {});
    const text = words.trim();
    const length = [...text].length;
    if (length < 5 || length > 500) {
      const viewer = await viewerOf(services, request);
      const problems = [
        { field: "words", zh: `要写 5 到 500 字，现在是 ${length} 字。`, en: "Write 5 to 500 characters." },
      ];
      return sendHtml(reply, renderPage(statementPage({ viewer, period, subject, words, problems })), 422);
    }
    const at = requests.now();
    await requests.within((query) =>
      addStatement(query, tenant, { period, subject, body: officer.body, words: text, at }),
    );
    return reply.redirect(`/figures/${period}#statements`, 303);
  });
}

/** The latest version of each subject up to a moment, in the order of the subjects. */
export function shownOf(versions: readonly Snapshot[], at: number | undefined): Snapshot[] {
  return SUBJECTS.flatMap((subject) => {
    const found = versions.findLast(
      (each) => each.subject === subject && (at === undefined || each.takenAt <= at),
    );
    return found === undefined ? [] : [found];
  });
}

function beforeOf(asked: string | undefined): string {
  return asked !== undefined && (isMonth(asked) || isQuarter(asked)) ? asked : "9999";
}

function none(): Refusal {
  return new Refusal(
    404,
    "figures/none",
    "这个时期没有公布的数字。月份写成 2026-05，季度写成 2026-Q2；从“公开的数字”进入。",
    "No figures are published for this period; start from /figures.",
  );
}
