// Messages as a part of the server: news to citizens, the outbox and its page, SMS in, mail in, and the Notify-compatible endpoint.

import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { outboxPage } from "../../../web/officers/outbox.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { InstantAndId } from "../../kit/places.ts";
import { soughtIn } from "../../kit/searching.ts";
import { needDuty } from "../administration/duties.ts";
import { viewerOf } from "../officers/viewer.ts";
import { plainPhone } from "../requests/phone.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Part } from "../service.ts";
import { takeSms } from "./inbound.ts";
import { newsOf } from "./news.ts";
import { notifyRoutes } from "./notify.ts";
import { latestMessages } from "./outbox.store.ts";
import { Postbox } from "./postbox.ts";
import { Postman } from "./postman.ts";
import { sendersOf } from "./senders.ts";

const PAGE = 50;
const Inbound = z.object({
  id: z.string().min(1).max(200),
  from: z.string().min(3).max(40),
  text: z.string().max(2_000),
});

export function messagesPart(): Part {
  let postman: Postman | undefined;
  let postbox: Postbox | undefined;
  return {
    name: "messages",
    register(app, services) {
      const { settings, tenant, requests } = services;
      const origin = settings.origin ?? `http://127.0.0.1:${settings.port}`;
      requests.react(newsOf(services, origin));
      postman = new Postman(services, sendersOf(settings));
      if (settings.imap !== undefined) postbox = new Postbox(services, settings.imap);

      app.get("/outbox", async (request, reply) => {
        await needDuty(services, request, "operations");
        const { typed, words } = soughtIn(request);
        const after = InstantAndId.safeParse(request.query);
        const rows = await requests.within((query) =>
          latestMessages(query, tenant, words, after.success ? after.data : undefined, PAGE + 1),
        );
        const view = {
          ...{ viewer: await viewerOf(services, request), typed, first: !after.success },
          rows: rows.slice(0, PAGE),
          ...(rows.length > PAGE ? { last: rows[PAGE - 1]! } : {}),
        };
        return sendHtml(reply, renderPage(outboxPage(view)));
      });

      // The gateway delivers an SMS: {id, from, text} with the same bearer token that we send it.
      app.post("/sms/inbound", async (request, reply) => {
        const token = settings.sms?.token;
        if (token === undefined || !sameToken(request.headers.authorization, token))
          throw new Refusal(401, "sms/token", "短信网关的口令不对。", "Not the gateway's token.");
        const sms = Inbound.safeParse(request.body);
        if (!sms.success)
          throw new Refusal(400, "sms/form", "要有 id、from、text。", "An SMS has id, from and text.");
        const outcome = await takeSms(services, {
          ...sms.data,
          from: plainPhone(sms.data.from) ?? sms.data.from,
        });
        return reply.send({ outcome });
      });

      if (settings.notifyKey !== undefined) notifyRoutes(app, services, settings.notifyKey);
    },
    async start() {
      postman?.start();
      postbox?.start();
    },
    async stop() {
      await postbox?.stop();
      await postman?.stop();
    },
  };
}

function sameToken(header: string | undefined, token: string): boolean {
  return timingSafeEqual(digestOf(header ?? ""), digestOf(`Bearer ${token}`));
}
