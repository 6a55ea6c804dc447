// The pages of the check-up: results, clauses, findings, files read, runs.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { firstTime } from "../../../core/domain/appeals/appeal.ts";
import type { FactKind } from "../../../core/domain/facts.ts";
import { FACT_TITLES } from "../../../core/domain/titles.ts";
import { inOrder } from "../../../core/engine/audit.ts";
import type { Finding } from "../../../core/engine/report.ts";
import { firstWords } from "../../../web/oversight/appeal-words.ts";
import { clausePage } from "../../../web/oversight/clause.tsx";
import { emptyPage } from "../../../web/oversight/empty.tsx";
import { findingPage } from "../../../web/oversight/finding.tsx";
import { homePage, waitingPage } from "../../../web/oversight/home.tsx";
import { inputsPage, runsPage } from "../../../web/oversight/lists.tsx";
import type { Clock } from "../../kit/clock.ts";
import type { Database, Transaction } from "../../kit/database/database.ts";
import { Refusal } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import { appealsAgainst } from "../appeals/appeals.store.ts";
import { changesOf } from "../appeals/changes.ts";
import { type People, pagesFor } from "../appeals/people.ts";
import { appealView, findingView, formFor, onPlatformAt } from "../appeals/shown.ts";
import { standing } from "../appeals/standing.ts";
import { waitingNow } from "../appeals/told.ts";
import type { Runner } from "./runner.ts";
import { findingById, findingsPage, latestRuns, reportOf, runById, runsAfter } from "./runs.store.ts";
import { mayStart, mayStop, type ReportHead, type Run, runView, type StoredResult } from "./runs.ts";

const PAGE = 50;
const INPUTS = 100;
const RUNS = 30;
const RunId = z.object({ run: z.uuid() });
const Chosen = z.object({ outcome: z.enum(["suspected", "cannot-tell"]).optional().catch(undefined) });
const Place = z.coerce.number().int().min(-1).max(100_000_000);

export interface RunsModule {
  readonly database: Database;
  readonly tenant: string;
  readonly runner: Runner;
  readonly clock: Clock;
  /** Whether a first check-up comes by itself. */
  readonly demonstration: boolean;
  readonly people: People;
}

export function runsRoutes(app: FastifyInstance, module: RunsModule): void {
  const { database, tenant, runner, clock, demonstration, people } = module;
  const sendPage = pagesFor(people);
  const sendEmpty = (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(request, reply, emptyPage({ coming: demonstration }));
  const tokenOf = (request: FastifyRequest) => {
    const formToken = people.looking(request)?.formToken;
    return formToken === undefined ? {} : { formToken };
  };
  const read = <T>(work: (query: Transaction) => Promise<T>) =>
    database.within("luodi_oversight", tenant, work);

  const theRun = async (query: Transaction, params: unknown): Promise<Run> => {
    const id = RunId.safeParse(params);
    const run = id.success ? await runById(query, tenant, id.data.run) : undefined;
    if (run === undefined) throw notFound();
    return run;
  };
  const theReport = async (query: Transaction, params: unknown) => {
    const run = await theRun(query, params);
    const report = run.state === "done" ? await reportOf(query, tenant, run.id) : undefined;
    if (report === undefined) return { run, report };
    const results = standing(report.results, await changesOf(query, tenant, run.id));
    return { run, report: { ...report, results } };
  };
  const theResult = async (query: Transaction, params: unknown, no: number) => {
    const { run, report } = await theReport(query, params);
    const result = report?.results.find((each) => each.no === no);
    if (result === undefined) throw notFound();
    return { run, result };
  };
  const sendResults = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { run, report }: Awaited<ReturnType<typeof theReport>>,
  ) => {
    if (report === undefined) return sendPage(request, reply, waitingPage(runView(run), tokenOf(request)));
    const actor = people.looking(request);
    const waiting = actor?.roles.includes("supervisor")
      ? await read((query) => waitingNow(query, tenant, clock.now()))
      : undefined;
    const own = run.finishedAt === undefined ? undefined : firstTime(run.finishedAt, clock.now());
    const page = {
      ...home(run, report.head, report.results),
      ...(own === undefined ? {} : { first: firstWords(own.until) }),
      ...(waiting === undefined ? {} : { waiting }),
    };
    return sendPage(request, reply, homePage(page));
  };

  app.get("/checkup", async (request, reply) => {
    const runs = await read((query) => latestRuns(query, tenant));
    const shown = runs.find((run) => run.state === "done") ?? runs[0];
    if (shown === undefined) return sendEmpty(request, reply);
    return sendResults(request, reply, await read((query) => theReport(query, { run: shown.id })));
  });

  app.get("/runs", async (request, reply) => {
    const { after } = z.object({ after: z.uuid().optional().catch(undefined) }).parse(request.query);
    const runs = await read((query) => runsAfter(query, tenant, after, RUNS + 1));
    if (runs.length === 0 && after === undefined) return sendEmpty(request, reply);
    const shown = runs.slice(0, RUNS);
    const next = runs.length > RUNS ? shown.at(-1)!.id : undefined;
    const page = { runs: shown.map(runView), first: after === undefined, ...tokenOf(request) };
    return sendPage(request, reply, runsPage({ ...page, ...(next === undefined ? {} : { next }) }));
  });

  app.get("/runs/:run", async (request, reply) => {
    return sendResults(request, reply, await read((query) => theReport(query, request.params)));
  });

  app.get("/runs/:run/inputs", async (request, reply) => {
    const from = number(request.query, "from", 0);
    const { run, report } = await read((query) => theReport(query, request.params));
    if (report === undefined) throw notFound();
    const page = { run: runView(run), inputs: report.head.inputs, from, size: INPUTS };
    return sendPage(request, reply, inputsPage(page));
  });

  app.get("/runs/:run/clauses/:no", async (request, reply) => {
    const after = number(request.query, "after", -1);
    const { typed, words } = soughtIn(request);
    const { outcome } = Chosen.parse(request.query);
    const page = await read(async (query) => {
      const { run, result } = await theResult(query, request.params, number(request.params, "no", -1));
      const findings = await findingsPage(
        query,
        tenant,
        run.id,
        result.no,
        { words, outcomes: outcomesOf(outcome, result.retired === true) },
        after,
        PAGE + 1,
      );
      const ids = findings.map((each) => each.id);
      return { run, result, findings, appeals: await appealsAgainst(query, tenant, ids) };
    });
    const shown = page.findings.slice(0, PAGE);
    const next = page.findings.length > PAGE ? shown.at(-1)!.no : undefined;
    return sendPage(
      request,
      reply,
      clausePage({
        run: runView(page.run),
        result: page.result,
        findings: shown.map((each) => findingView(each, page.appeals, page.result.retired === true)),
        ...{ from: after + 1, typed, outcome },
        ...(next === undefined ? {} : { next }),
      }),
    );
  });

  app.get("/runs/:run/findings/:finding", async (request, reply) => {
    const id = z.object({ finding: z.string().regex(/^[0-9a-f]{16}$/) }).safeParse(request.params);
    if (!id.success) throw notFound();
    const page = await read(async (query) => {
      const { run } = await theReport(query, request.params);
      const finding = await findingById(query, tenant, run.id, id.data.finding);
      if (finding === undefined) throw notFound();
      const appeals = await appealsAgainst(query, tenant, [finding.id]);
      return { finding, appeals, ...(await theResult(query, request.params, finding.resultNo)) };
    });
    const actor = people.looking(request);
    const bodies = await people.bodies();
    const finding = findingView(page.finding, page.appeals, page.result.retired === true);
    const supervises = actor?.roles.includes("supervisor") === true;
    const onPlatform = supervises ? onPlatformAt("/supervision/requests", finding) : undefined;
    const form = actor === undefined ? undefined : formFor(finding, actor, bodies);
    const shown = {
      ...{ run: runView(page.run), result: page.result, finding },
      appeals: page.appeals.map((each) => appealView(each, bodies, clock.now())),
      ...(onPlatform === undefined ? {} : { onPlatform }),
      ...(form === undefined ? {} : { form }),
    };
    return sendPage(request, reply, findingPage(shown));
  });

  app.post("/runs/:run/:action", async (request, reply) => {
    const run = await read((query) => theRun(query, request.params));
    const { action } = request.params as { action: string };
    if (action === "stop" && mayStop(run.state)) await runner.stop(run.id);
    else if (action === "start" && mayStart(run.state)) await runner.start(run.id);
    else if (action !== "stop" && action !== "start") throw notFound();
    return reply.redirect(`/runs/${run.id}`, 303);
  });
}

/** The stored outcomes of what is listed as one; a retired detector's suspicions are listed with what cannot be told. */
function outcomesOf(outcome: Finding["outcome"] | undefined, retired: boolean) {
  if (outcome === undefined) return undefined;
  if (!retired) return [outcome];
  return outcome === "suspected" ? [] : (["suspected", "cannot-tell"] as const);
}

function home(run: Run, head: ReportHead, results: readonly StoredResult[]) {
  // The database keeps no order of keys.
  const counts = Object.entries(inOrder(head.counts)).map(([kind, count]) => ({
    title: FACT_TITLES[kind as FactKind],
    count: count!,
  }));
  return { run: runView(run), counts, inputs: head.inputs, results };
}

function number(values: unknown, name: string, otherwise: number): number {
  const raw = (values as Record<string, unknown> | undefined)?.[name];
  if (raw === undefined) return otherwise;
  const parsed = Place.safeParse(raw);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

function notFound(): Refusal {
  return new Refusal(404, "oversight/not-found", "没有这次体检或这条疑点。", "No such check-up or finding.");
}
