// What every page of the citizens' side needs: the address that links begin with, the send of a page, limits, keys of forms.

import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Page, renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import type { Settings } from "../../kit/settings.ts";
import { newLink } from "../requests/secrets.ts";

// Limits are by address, and a telephone network puts thousands of people behind one: they stop programs, not a crowd.

/** Pages that look something up by a number that is no secret. */
export const LOOK_UP = { config: { rateLimit: { max: 60, timeWindow: "1 minute" } } };
/** Forms; far more than a person sends, far less than a program would. A text that is too long is kept, so it must come through. */
export const WRITE = { bodyLimit: 400_000, config: { rateLimit: { max: 300, timeWindow: "1 minute" } } };
/** Forms with photos: each costs a process. */
export const UPLOAD = { config: { rateLimit: { max: 60, timeWindow: "1 minute" } } };

export function show(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  return sendHtml(reply, renderPage(page), status);
}

export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(path, 303);
}

/** The configured address, else the one by which the person came to this machine. */
export function originOf(request: FastifyRequest, settings: Settings): string {
  return settings.origin ?? `http://${request.headers.host ?? `127.0.0.1:${settings.port}`}`;
}

/** A value that a form carries along and brings back: pressed twice, it is the same. */
export function newFormKey(): string {
  return newLink();
}

/** One key for what one form sends with the same content; sent again with other content it is another act. */
export function keyOf(form: unknown, content: unknown): string {
  const text = JSON.stringify([typeof form === "string" ? form.slice(0, 64) : "", content]);
  return `web/${createHash("sha256").update(text).digest("hex")}`;
}

export function field(body: unknown, name: string): string {
  const value = ((body ?? {}) as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}

/** All values of a field that may be sent several times. */
export function fieldsNamed(body: unknown, name: string): string[] {
  const value = ((body ?? {}) as Record<string, unknown>)[name];
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");
}

export function noSuchDraft(): Refusal {
  return new Refusal(
    404,
    "draft/none",
    "没有这份草稿：可能还没有保存过，或者放了超过 30 天。请核对网址，或从首页重新提。",
    "No such draft: nothing was saved yet, or it lay for more than 30 days. Check the address or begin anew.",
  );
}

export function noSuchRequest(): Refusal {
  return new Refusal(
    404,
    "request/none",
    "没有这件诉求。请核对链接；链接丢了可以凭编号查进度，或打热线找人。",
    "No such request; check the link. Without the link, follow it by its number or call the hotline.",
  );
}
