// Dispatcher and coordinator as a part of the server: what waits for them, and the naming of bodies ask by ask.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Words } from "../../../core/domain/facts.ts";
import { isNumber } from "../../../core/domain/request/number.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { needsCoordinator } from "../../../core/domain/request/state.ts";
import type { Command } from "../../../core/domain/request/steps.ts";
import { linesOf } from "../../../core/domain/request/words.ts";
import { adviceOn } from "../../../core/reading/advice/index.ts";
import type { ActContext } from "../../../web/officers/act-form.tsx";
import { assigningPage, type Seat, waitingPage } from "../../../web/officers/dispatch.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import { commandOf, isAct, LONG_FORM, type Mistake, type Sent, sentOf } from "../desk/acts.ts";
import { excerpt } from "../desk/excerpt.ts";
import { likelyDuplicates } from "../desk/likely.ts";
import { placeOf } from "../desk/place.ts";
import { mistaken, refused } from "../desk/tried.ts";
import { asked, bodiesOf, broughtBack, contextOf, noSuchRequest, viewOfRequest } from "../desk/view.ts";
import { newsFor } from "../jobs/news.ts";
import { actingAs, needRole, type Officer, type OfficerRole } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Part, Services } from "../service.ts";
import { usualLeads, waitingIn } from "./dispatch.store.ts";
import { assignmentOf, freeAsks } from "./dispatch.ts";

const PAGE = 30;
const SEATS: readonly { seat: Seat; roles: readonly OfficerRole[]; phase: "filed" | "with-coordinator" }[] = [
  { seat: "dispatch", roles: ["dispatcher", "coordinator"], phase: "filed" },
  { seat: "coordinate", roles: ["coordinator"], phase: "with-coordinator" },
];
/** Acts beside the naming of bodies that a dispatcher may take. */
const BESIDE: ReadonlySet<string> = new Set(["raise-harm", "lower-harm", "exclude", "merge"]);

export function dispatchPart(): Part {
  return {
    name: "dispatch",
    register(app, services) {
      for (const each of SEATS) seatRoutes(app, services, each);
    },
  };
}

function seatRoutes(
  app: FastifyInstance,
  services: Services,
  { seat, roles, phase }: (typeof SEATS)[number],
): void {
  const { requests, tenant } = services;

  app.get(`/${seat}`, async (request, reply) => {
    const officer = needRole(request, ...roles);
    const { typed, words } = soughtIn(request);
    const after = placeOf(asked(request, "after"));
    const rows = await requests.within((query) => waitingIn(query, tenant, phase, words, after, PAGE + 1));
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    const done = asked(request, "done");
    const begins = seat === "coordinate" && typed === "" && after === undefined;
    // Whoever is an officer as well reads what is told to the body at the desk.
    const own = officer.roles.includes("officer") ? undefined : officer.body;
    const news = begins ? await newsFor(services, undefined, own) : undefined;
    const page = waitingPage({
      viewer: await viewerOf(services, request),
      ...{ seat, now: requests.now(), typed, first: after === undefined },
      ...(done !== undefined && isNumber(done) ? { done } : {}),
      ...(news === undefined ? {} : { news }),
      rows: rows.slice(0, PAGE).map((row) => {
        const sign = adviceOn(row.text ?? "").find((each) => each.urgent)?.sign;
        return { ...row, text: excerpt(row.text), ...(sign === undefined ? {} : { sign }) };
      }),
      ...(last === undefined ? {} : { next: `${last.harm}_${last.due}_${last.number}` }),
    });
    return sendHtml(reply, renderPage(page));
  });

  /** Only while somebody must be named: afterwards the words are the handling body's. */
  const waiting = async (number: string): Promise<RequestRecord> => {
    const record = isNumber(number) ? await requests.read(number) : undefined;
    if (record === undefined) throw noSuchRequest();
    const { state } = record;
    const own = seat === "coordinate" ? needsCoordinator(state) : !needsCoordinator(state);
    if (own && !state.closed && state.mergedInto === undefined && freeAsks(state).length > 0) return record;
    throw new Refusal(
      409,
      "dispatch/none",
      "这件诉求现在不等派单。请看派单页上还等着的。",
      "This request does not wait for you; see the list of those that do.",
    );
  };

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    record: RequestRecord,
    more: { trouble?: Words; tried?: ActContext["tried"]; done?: string } = {},
    status = 200,
  ) => {
    const { state, number } = record;
    const [viewer, bodies] = await Promise.all([viewerOf(services, request), bodiesOf(services)]);
    const { text = "", place = "" } = record.steps[0]?.said ?? {};
    const { usual, likely } = await requests.within(async (query) => ({
      usual: await usualLeads(query, tenant, state.matter),
      likely: await likelyDuplicates(query, tenant, { number, matter: state.matter ?? null, text, place }),
    }));
    const view = viewOfRequest(services, record, bodies);
    const page = assigningPage({
      ...{ viewer, seat, view, usual, likely, free: freeAsks(state) },
      context: contextOf(viewer, `/${seat}/${number}`, record, more.tried),
      advice: adviceOn(text),
      ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
      ...(more.done === undefined ? {} : { done: more.done }),
    });
    return sendHtml(reply, renderPage(page), status);
  };

  app.get(`/${seat}/:number`, async (request, reply) => {
    needRole(request, ...roles);
    const { number } = request.params as { number: string };
    const done = asked(request, "done");
    return show(request, reply, await waiting(number), done === undefined ? {} : { done });
  });

  app.post(`/${seat}/:number`, LONG_FORM, async (request, reply) => {
    const officer = needRole(request, ...roles);
    const { number } = request.params as { number: string };
    const sent = sentOf(request.body);
    const act = sent.do ?? "";
    const record = await waiting(number).catch(async (error) => {
      // Sent twice: what was done is done, and the list says so.
      const again = await resent(number, sent);
      if (again) return undefined;
      throw error;
    });
    if (record === undefined) return reply.redirect(`/${seat}?done=${number}`, 303);
    const result = await done(record, act, sent, officer);
    if ("mistake" in result) return show(request, reply, record, mistaken(act, sent, result), 422);
    if (isRefusal(result)) {
      const now = (await requests.read(number)) ?? record;
      return show(request, reply, now, refused(act, sent, result), 409);
    }
    const assigned = act === "dispatch" || act === "decide-receiver" || act === "merge";
    return reply.redirect(assigned ? `/${seat}?done=${number}` : `/${seat}/${number}?done=${act}`, 303);
  });

  const actor = (officer: Officer) =>
    actingAs(
      officer,
      officer.roles.includes("coordinator") && seat === "coordinate" ? "coordinator" : roleOf(officer),
    );

  const done = async (record: RequestRecord, act: string, sent: Sent, officer: Officer) => {
    const { key, expected } = broughtBack(sent);
    const how = { key, officer: officer.id, ...(expected === undefined ? {} : { expected }) };
    const command = await commandFor(record, act, sent, officer);
    return "mistake" in command ? command : requests.act(record.number, command, how);
  };

  const commandFor = async (
    { state }: RequestRecord,
    act: string,
    sent: Sent,
    officer: Officer,
  ): Promise<Command | Mistake> => {
    const by = actor(officer);
    if (act === "dispatch" || act === "decide-receiver") {
      const known = new Set((await bodiesOf(services)).map((body) => body.id));
      return assignmentOf(act, sent, state, by, known);
    }
    if (act === "number-asks") {
      const lines = linesOf(sent.asks ?? "");
      return { kind: "number-asks", by, asks: lines.length, said: { asks: lines.join("\n") } };
    }
    if (isAct(act) && BESIDE.has(act)) return commandOf(act, sent, by);
    return {
      mistake: { zh: "不认识这个操作。请刷新再试。", en: "This act is not known; open the page anew." },
    };
  };

  /** True where the same form was taken before. */
  const resent = async (number: string, sent: Sent): Promise<boolean> => {
    const record = isNumber(number) ? await requests.read(number) : undefined;
    if (record === undefined || !isTaken(sent.do)) return false;
    const { key } = broughtBack(sent);
    const known = await requests.within((query) =>
      query("SELECT 1 FROM services.command_key WHERE tenant_id = $1 AND key = $2 AND number = $3", [
        ...[tenant, key, number],
      ]),
    );
    return known.length > 0;
  };
}

const isTaken = (act: string | undefined) =>
  act === "dispatch" || act === "decide-receiver" || act === "merge";

function roleOf(officer: Officer): OfficerRole {
  return officer.roles.includes("dispatcher") ? "dispatcher" : "coordinator";
}
