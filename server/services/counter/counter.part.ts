// The operator's counter as a part of the server: file and follow for a caller, find by telephone, advise.

import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Words } from "../../../core/domain/facts.ts";
import { readNumber } from "../../../core/domain/request/number.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { askWordsOf } from "../../../core/domain/request/words.ts";
import { adviceOn } from "../../../core/reading/advice/index.ts";
import { statusLine } from "../../../web/citizens/status-line.ts";
import type { ActContext } from "../../../web/officers/act-form.tsx";
import { counterPage } from "../../../web/officers/counter.tsx";
import { filedPage, foundPage } from "../../../web/officers/counter-found.tsx";
import { counterRequestPage } from "../../../web/officers/counter-request.tsx";
import { nameIn } from "../../../web/officers/request-parts.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import { contactOf } from "../citizens/draft.ts";
import { LONG_FORM, type Sent, sentOf } from "../desk/acts.ts";
import { likelyDuplicates } from "../desk/likely.ts";
import { waitingRelays } from "../desk/relay.store.ts";
import { mistaken, refused, refusedWords } from "../desk/tried.ts";
import {
  asked,
  bodiesOf,
  broughtBack,
  contextOf,
  noSuchRequest,
  pagesAsked,
  viewOfRequest,
} from "../desk/view.ts";
import { actingAs, needRole } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import { holderOf } from "../requests/people.ts";
import { plainPhone } from "../requests/phone.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Part, Services } from "../service.ts";
import { requestsOfPhone, tailsOf } from "./counter.store.ts";
import { actOf, filingOf, filingProblems, matterOfWords } from "./counter.ts";
import { slipRoutes } from "./slips.routes.ts";

const PAGE = 20;
const MOST_SHOWN = 100;

export function counterPart(): Part {
  return {
    name: "counter",
    register(app, services) {
      filingRoutes(app, services);
      slipRoutes(app, services);
      callerRoutes(app, services);
    },
  };
}

function filingRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: { fields?: Sent; problems?: readonly Problem[]; advised?: string; trouble?: Words } = {},
    status = 200,
  ) => {
    const waiting = await requests.within((query) => waitingRelays(query, tenant, undefined, MOST_SHOWN));
    const { advised } = more;
    const likely =
      advised === undefined || advised.trim() === ""
        ? []
        : await requests.within((query) =>
            likelyDuplicates(query, tenant, {
              ...{ matter: matterOfWords({ ...more.fields, text: advised }), text: advised },
              place: more.fields?.place ?? "",
            }),
          );
    const page = counterPage({
      viewer: await viewerOf(services, request),
      form: randomUUID(),
      likely,
      looked: more.fields?.look !== undefined,
      fields: more.fields ?? {},
      problems: more.problems ?? [],
      advice: advised === undefined ? [] : adviceOn(advised),
      relays: waiting.length,
      ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
    });
    return sendHtml(reply, renderPage(page), status);
  };

  app.get("/counter", async (request, reply) => {
    needRole(request, "operator");
    return show(request, reply);
  });

  app.post("/counter", LONG_FORM, async (request, reply) => {
    const officer = needRole(request, "operator");
    const sent = sentOf(request.body);
    if (sent.look !== undefined) return show(request, reply, { fields: sent, advised: sent.text ?? "" });
    const problems = filingProblems(sent);
    if (problems.length > 0)
      return show(request, reply, { fields: sent, problems, advised: sent.text ?? "" }, 422);
    const { key } = broughtBack(sent);
    const command = filingOf(sent, actingAs(officer, "operator"));
    const filed = await requests.file(command, {
      key: `counter/${key}`,
      officer: officer.id,
      contact: contactOf({ ...sent }),
    });
    if (isRefusal(filed)) return show(request, reply, { fields: sent, trouble: refusedWords(filed) }, 409);
    const page = filedPage({
      viewer: await viewerOf(services, request),
      number: filed.number,
      line: await lineOf(services, filed, filed.number),
      advice: adviceOn(sent.text ?? ""),
      ...(filed.link === undefined ? {} : { link: filed.link }),
    });
    return sendHtml(reply, renderPage(page), 201);
  });

  app.post("/counter/find", async (request, reply) => {
    needRole(request, "operator");
    const sent = sentOf(request.body);
    const wanted = sent.find ?? "";
    const number = readNumber(wanted);
    if (number !== undefined && (await requests.read(number)) !== undefined)
      return reply.redirect(`/counter/${number}`, 303);
    const phone = plainPhone(wanted);
    if (phone === undefined)
      return show(
        request,
        reply,
        {
          fields: { find: wanted },
          trouble: {
            zh: "看不出是电话还是编号。编号是 8 位，电话手机 11 位、座机带区号。",
            en: "Neither a number of ours nor a telephone number.",
          },
        },
        422,
      );
    const [at = "", last = ""] = (sent.after ?? "").split("_");
    const after = /^\d+$/.test(at) && /^\d+$/.test(last) ? { at: Number(at), number: last } : undefined;
    const rows = await requests.within((query) => requestsOfPhone(query, tenant, phone, after, PAGE + 1));
    const end = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    const page = foundPage({
      viewer: await viewerOf(services, request),
      phone,
      rows: rows.slice(0, PAGE),
      ...(end === undefined ? {} : { after: `${end.filedAt}_${end.number}` }),
    });
    return sendHtml(reply, renderPage(page));
  });
}

/** Where a request stands in one breath, to be read aloud. */
async function lineOf(services: Services, record: RequestRecord, own: string, person = 0): Promise<string> {
  const bodies = await bodiesOf(services);
  const who = record.state.people.find((each) => each.number === person);
  return statusLine(own, record.state, {
    clocks: record.clocks,
    now: services.requests.now(),
    nameOf: (body) => nameIn(bodies, body),
    phoneOf: (body) => bodies.find((each) => each.id === body)?.phone || undefined,
    ...(who === undefined ? {} : { person: who }),
  });
}

const PersonNumber = z.coerce.number().int().min(0);

function callerRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;

  /** The request of a number, and which of its people the number or the operator names. */
  const open = async (request: FastifyRequest, chosen: unknown) => {
    const officer = needRole(request, "operator");
    const own = readNumber((request.params as { number: string }).number);
    if (own === undefined) throw noSuchRequest();
    const holder = await requests.within((query) => holderOf(query, tenant, own));
    const record = await requests.read(holder.number);
    if (record === undefined) throw noSuchRequest();
    const wanted = PersonNumber.safeParse(chosen);
    const named = chosen !== undefined && wanted.success ? wanted.data : holder.person;
    const person = record.state.people.some((each) => each.number === named) ? named : holder.person;
    return { officer, own, record, person };
  };
  type Open = Awaited<ReturnType<typeof open>>;

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { own, record, person }: Omit<Open, "officer">,
    more: { trouble?: Words; tried?: ActContext["tried"]; done?: boolean } = {},
    status = 200,
  ) => {
    const [viewer, bodies, tails] = await Promise.all([
      viewerOf(services, request),
      bodiesOf(services),
      requests.within((query) => tailsOf(query, tenant, record.number)),
    ]);
    const page = counterRequestPage({
      ...{ viewer, own, person, done: more.done ?? false },
      view: { ...viewOfRequest(services, record, bodies), ...pagesAsked(request) },
      people: record.state.people
        .filter((each) => !each.deleted)
        .map(({ number }) => ({ number, ...(tails.has(number) ? { tail: tails.get(number)! } : {}) })),
      line: await lineOf(services, record, own, person),
      context: contextOf(viewer, `/counter/${own}`, record, more.tried),
      ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
    });
    return sendHtml(reply, renderPage(page), status);
  };

  app.get("/counter/:number", async (request, reply) => {
    const opened = await open(request, asked(request, "person"));
    return show(request, reply, opened, { done: asked(request, "done") !== undefined });
  });

  app.post("/counter/:number", LONG_FORM, async (request, reply) => {
    const sent = sentOf(request.body);
    const opened = await open(request, sent.person);
    const { officer, own, record, person } = opened;
    const act = sent.do ?? "";
    const command = actOf(
      ...[act, sent, person, actingAs(officer, "operator"), askWordsOf(record.steps) ?? []],
    );
    if ("mistake" in command) return show(request, reply, opened, mistaken(act, sent, command), 422);
    const { key, expected } = broughtBack(sent);
    const acted = await requests.act(record.number, command, {
      ...{ key: `counter/${key}`, officer: officer.id },
      ...(expected === undefined ? {} : { expected }),
    });
    if (isRefusal(acted)) {
      const now = (await requests.read(record.number)) ?? record;
      return show(request, reply, { own, person, record: now }, refused(act, sent, acted), 409);
    }
    return reply.redirect(`/counter/${own}?person=${person}&done=on`, 303);
  });
}
