// A request as officers' pages get it: bodies by name, the words of its asks and promises, steps as this reader may see them.

import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Step } from "../../../core/domain/request/steps.ts";
import { askWordsOf, promiseWordsOf } from "../../../core/domain/request/words.ts";
import type { ActContext } from "../../../web/officers/act-form.tsx";
import type { Viewer } from "../../../web/officers/frame.tsx";
import type { RequestView } from "../../../web/officers/request-parts.tsx";
import { Refusal } from "../../kit/http.ts";
import { type Body, bodiesOfTenant } from "../officers/bodies.store.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import type { Sent } from "./acts.ts";

export function bodiesOf({ requests, tenant }: Services): Promise<Body[]> {
  return requests.within((query) => bodiesOfTenant(query, tenant));
}

export function viewOfRequest(
  services: Services,
  record: RequestRecord,
  bodies: readonly Body[],
  steps: readonly Step[] = record.steps,
): RequestView {
  return {
    number: record.number,
    state: record.state,
    steps,
    clocks: record.clocks,
    now: services.requests.now(),
    bodies,
    askWords: askWordsOf(steps) ?? [],
    promiseWords: promiseWordsOf(steps),
  };
}

/** What the forms of a page bring back; after a refusal with what was typed. */
export function contextOf(
  viewer: Viewer,
  action: string,
  record: RequestRecord,
  tried?: ActContext["tried"],
): ActContext {
  return {
    viewer,
    action,
    key: randomUUID(),
    seen: record.state.count,
    ...(tried === undefined ? {} : { tried }),
  };
}

const KEY = /^[\w-]{8,60}(?:\/[\w-]{1,40}){0,4}$/;

/** The key and the count that a form brought back. @throws Refusal 400 where the key is not one of ours. */
export function broughtBack(sent: Sent): { key: string; expected?: number } {
  const key = sent.key ?? "";
  if (!KEY.test(key))
    throw new Refusal(
      400,
      "form/key",
      "这张表不完整。请回到上一页刷新后再提交。",
      "The form is incomplete; open the page anew and send it again.",
    );
  const seen = Number(sent.seen);
  return {
    key,
    ...(sent.seen !== undefined && Number.isInteger(seen) && seen > 0 ? { expected: seen } : {}),
  };
}

/** Which page of a long thread or of many people the address asks for. */
export function pagesAsked(request: FastifyRequest): { before?: number; from?: number } {
  const whole = (name: string) => {
    const value = Number(asked(request, name) ?? Number.NaN);
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const [before, from] = [whole("before"), whole("from")];
  return { ...(before === undefined ? {} : { before }), ...(from === undefined ? {} : { from }) };
}

/** A value of the query string, as text. */
export function asked(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
}

export function noSuchRequest(): Refusal {
  return new Refusal(
    404,
    "request/none",
    "没有这件诉求，或者它不在您单位。请核对编号。",
    "There is no such request, or your body does not hold it; check the number.",
  );
}
