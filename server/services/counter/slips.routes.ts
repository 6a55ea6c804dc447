// What lies on an operator's table beside the telephone: messages to pass on to people unknown to the body, and paper cards.

import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Words } from "../../../core/domain/facts.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { bodiesOf as bodiesIn } from "../../../core/domain/request/state.ts";
import { VERDICT_WORDS } from "../../../web/citizens/step-words.ts";
import { nameIn } from "../../../web/officers/request-parts.tsx";
import { cardsPage, relaysPage } from "../../../web/officers/slips.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { InstantAndId } from "../../kit/places.ts";
import { LONG_FORM, overlong, type Sent, sentOf } from "../desk/acts.ts";
import { countTry, type Relay, relayOf, settleRelay, waitingRelays } from "../desk/relay.store.ts";
import { refusedWords } from "../desk/tried.ts";
import { asked, bodiesOf, broughtBack } from "../desk/view.ts";
import { openContact } from "../officers/contacts.store.ts";
import { actingAs, needRole, type Officer } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import { holderOf } from "../requests/people.ts";
import type { Services } from "../service.ts";
import { cardOf, MOST_CARD } from "./counter.ts";

const PAGE = 20;

export function slipRoutes(app: FastifyInstance, services: Services): void {
  relayRoutes(app, services);
  cardRoutes(app, services);
}

function relayRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: { opened?: { id: string; contact: string; answer: string }; trouble?: Words } = {},
    status = 200,
  ) => {
    const [at, id] = (asked(request, "after") ?? "").split("_");
    const after = InstantAndId.safeParse({ at, id }).data;
    const rows = await requests.within((query) => waitingRelays(query, tenant, after, PAGE + 1));
    const bodies = await bodiesOf(services);
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    const page = relaysPage({
      viewer: await viewerOf(services, request),
      rows: rows.slice(0, PAGE).map((row) => ({
        ...{ ...row, body: nameIn(bodies, row.body) },
        ...(more.opened?.id === row.id ? { contact: more.opened.contact, answer: more.opened.answer } : {}),
      })),
      ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
      ...(last === undefined ? {} : { next: `${last.askedAt}_${last.id}` }),
    });
    return sendHtml(reply, renderPage(page), status);
  };

  app.get("/counter/relays", async (request, reply) => {
    needRole(request, "operator");
    return show(request, reply);
  });

  app.post("/counter/relays", LONG_FORM, async (request, reply) => {
    const officer = needRole(request, "operator");
    const sent = sentOf(request.body);
    const id = z.uuid().safeParse(sent.relay);
    const relay = id.success ? await requests.within((query) => relayOf(query, tenant, id.data)) : undefined;
    if (relay === undefined || relay.settledAt !== null)
      return show(
        request,
        reply,
        { trouble: { zh: "这一条已经办过了。", en: "It was passed on already." } },
        409,
      );
    await mayKnow(relay, officer);
    const answer = (sent.text ?? "").trim();
    const contact = async () => ({ id: relay.id, answer, contact: await opened(relay, officer) });
    if (sent.do === "open") return show(request, reply, { opened: await contact() });
    if (sent.do === "unreached") {
      await requests.within((query) => countTry(query, tenant, relay.id, requests.now()));
      return reply.redirect("/counter/relays", 303);
    }
    const long = overlong("text", answer, MOST_CARD);
    if (long !== undefined)
      return show(request, reply, { trouble: long.mistake, opened: await contact() }, 422);
    if (sent.do !== "answer" || answer === "") {
      const trouble = {
        zh: "请写下群众的回话；没联系上请按“没联系上”。",
        en: "Write the answer, or say that nobody was reached.",
      };
      return show(request, reply, { trouble, opened: await contact() }, 422);
    }
    const by = { ...actingAs(officer, "operator"), person: relay.person };
    const said = { text: `热线转问：${relay.words}\n群众回话：${answer}` };
    const acted = await requests.act(
      relay.number,
      { kind: "add", by, photos: 0, said },
      {
        ...{ key: `relay/${relay.id}`, officer: officer.id },
        also: async (query) => {
          await settleRelay(query, tenant, relay.id, requests.now());
        },
      },
    );
    if (isRefusal(acted))
      return show(request, reply, { trouble: refusedWords(acted), opened: await contact() }, 409);
    return reply.redirect("/counter/relays", 303);
  });

  /** An operator of a body that handles it is as little to know as the rest of that body. */
  const mayKnow = async (relay: Relay, officer: Officer) => {
    const record = await requests.read(relay.number);
    if (record !== undefined && !bodiesIn(record.state).has(officer.body)) return;
    throw new Refusal(
      403,
      "relay/handler",
      "您的单位在办这件诉求，不能看这位群众是谁。请交给别的热线人员。",
      "Your body handles this request; leave it to an operator of another one.",
    );
  };

  const opened = async (relay: Relay, officer: Officer): Promise<string> => {
    const { role, body, desk = "" } = actingAs(officer, "operator");
    const opener = { officer, role, body: body ?? officer.body, desk };
    const contact = await requests.within((query) =>
      openContact(query, tenant, relay.number, relay.person, opener, "替办理单位转问", requests.now()),
    );
    return (
      [contact?.name, contact?.phone, contact?.email].filter(Boolean).join(" ") ||
      "没有留联系方式 none was left"
    );
  };
}

function cardRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: {
      fields?: Sent;
      trouble?: Words;
      at?: readonly string[];
      done?: { number: string; words: Words };
    } = {},
    status = 200,
  ) => {
    const page = cardsPage({
      viewer: await viewerOf(services, request),
      form: randomUUID(),
      fields: more.fields ?? {},
      problems: (more.at ?? []).map((field) => ({ field, ...more.trouble! })),
      ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
      ...(more.done === undefined ? {} : { done: more.done }),
    });
    return sendHtml(reply, renderPage(page), status);
  };

  app.get("/counter/cards", async (request, reply) => {
    needRole(request, "operator");
    return show(request, reply);
  });

  app.post("/counter/cards", LONG_FORM, async (request, reply) => {
    const officer = needRole(request, "operator");
    const sent = sentOf(request.body);
    const card = cardOf(sent);
    if ("mistake" in card) {
      const { mistake: trouble, at = [] } = card;
      return show(request, reply, { fields: sent, trouble, at }, 422);
    }
    const { key } = broughtBack(sent);
    const { number, person } = await requests.within((query) => holderOf(query, tenant, card.number));
    const text = (sent.text ?? "").trim();
    const acted = await requests.act(
      number,
      {
        ...{ kind: "verdict", by: { ...actingAs(officer, "operator"), person }, person, value: card.value },
        ...(card.value === "partly" && card.asks.length > 0 ? { asks: card.asks } : {}),
        said: { text: `回执卡${text === "" ? "" : `：${text}`}` },
      },
      { key: `card/${key}`, officer: officer.id },
    );
    if (isRefusal(acted)) return show(request, reply, { fields: sent, trouble: refusedWords(acted) }, 409);
    return show(request, reply, { done: { number: card.number, words: VERDICT_WORDS[card.value] } });
  });
}
