// A citizen's receipts: the page that says in plain words what one is, and the file that is checked offline.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseCheckpoint } from "../../../core/ledger/checkpoint.ts";
import { parseNote } from "../../../core/ledger/note.ts";
import type { Receipt } from "../../../core/ledger/receipt.ts";
import { type ReceiptView, receiptLines, receiptPage } from "../../../web/citizens/receipt.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { hotlineOf } from "../citizens/bodies.ts";
import { opensTo, stepViews } from "../citizens/step-view.ts";
import { openOwn } from "../citizens/thread-view.ts";
import { ownerFor } from "../own-list/own-list.ts";
import type { Services } from "../service.ts";
import { receiptOf } from "./receipts.ts";

export function receiptRoutes(app: FastifyInstance, services: Services, witnessed: boolean): void {
  const { requests, tenant } = services;

  /** @throws Refusal 404 where the person does not see such a step, 409 before it stands in a signed checkpoint. */
  const find = async (request: FastifyRequest) => {
    const { link, place: named } = request.params as { link: string; place: string };
    const own = await openOwn(services, link, await ownerFor(services, request, link));
    const place = /^\d{1,6}$/.test(named) ? Number(named) : -1;
    const step = own?.steps[place];
    if (own === undefined || step === undefined) throw notFound();
    const { state, steps, bodies, person, number } = own;
    const opened = opensTo(step, state, person.number);
    const shown = stepViews(steps, state, bodies, person.number).find((each) => each.place === place);
    if (opened === "nothing" || shown === undefined) throw notFound();
    const whole = await requests.within((query) => receiptOf(query, tenant, number, place, witnessed));
    if (whole === undefined) throw notYet();
    // What another person wrote is proven without being shown.
    const { words: _, ...bare } = whole.step;
    const receipt: Receipt = opened === "words" ? whole : { ...whole, step: bare };
    const { phone } = await hotlineOf(services);
    const between = [timeOf(receipt.before), timeOf(receipt.checkpoint)] as const;
    const view: ReceiptView = { link, number: own.own, place, step: shown, between, witnessed, phone };
    return { view, receipt };
  };

  app.get("/r/:link/receipts/:place", async (request, reply) => {
    const { view, receipt } = await find(request);
    return sendHtml(reply, renderPage(receiptPage(view, JSON.stringify(receipt, null, 2))));
  });

  app.get("/r/:link/receipts/:place/file", async (request, reply) => {
    const { view, receipt } = await find(request);
    return reply
      .header("content-disposition", `attachment; filename="luodi-${view.number}-${view.place}.json"`)
      .header("cache-control", "no-store")
      .type("application/json; charset=utf-8")
      .send(`${JSON.stringify({ 说明: receiptLines(view), ...receipt }, null, 2)}\n`);
  });
}

function timeOf(note: string): number {
  return parseCheckpoint(parseNote(note)!.text)!.time;
}

function notFound(): Refusal {
  return new Refusal(
    404,
    "ledger/not-found",
    "没有这件诉求或这一步。请核对链接。",
    "No such request or step; check the link.",
  );
}

/** A step, or the ledger as a whole, has no signed checkpoint yet. */
export function notYet(): Refusal {
  return new Refusal(
    409,
    "ledger/not-yet",
    "这一步还没有记进签名的账本，一般一分钟内就好，请稍后再取。",
    "This step has no signed checkpoint yet; try again in a minute.",
  );
}
