// Sessions of officers: a random secret in a cookie, its digest in the database, an end after half an hour idle or twelve hours.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Settings } from "../../kit/settings.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import type { Officer } from "./officer.ts";
import {
  endSession,
  insertSession,
  keepNewestSessions,
  type OfficerRow,
  sessionOf,
  touchSession,
} from "./officers.store.ts";

const MINUTE = 60_000;
export const IDLE = 30 * MINUTE;
export const WHOLE = 12 * 60 * MINUTE;
/** At once, for desk, counter and telephone; a further sign-in ends the oldest. */
export const MOST_SESSIONS = 5;

export interface Session {
  readonly officer: Officer;
  /** Goes into every form of the officer's pages; a page of somebody else's cannot know it. */
  readonly formToken: string;
}

export class Sessions {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Begins a session under a new secret, whatever cookie came in; the old one ends. */
  async begin(request: FastifyRequest, reply: FastifyReply, officer: Pick<OfficerRow, "id">): Promise<void> {
    const { requests, tenant, settings } = this.#services;
    const secret = randomBytes(32).toString("base64url");
    const at = requests.now();
    const old = cookieOf(request, settings);
    await requests.within(async (query) => {
      if (old !== undefined) await endSession(query, tenant, digestOf(old));
      await insertSession(query, tenant, {
        digest: digestOf(secret),
        officer: officer.id,
        at,
        expires: at + WHOLE,
      });
      await keepNewestSessions(query, tenant, officer.id, MOST_SESSIONS);
    });
    setCookie(reply, settings, sessionCookie(settings), secret, "Strict", "/");
  }

  /** The session of the cookie; undefined where there is none, it is over, or the officer may not come in any more. */
  async current(request: FastifyRequest): Promise<Session | undefined> {
    const { requests, tenant, settings } = this.#services;
    const secret = cookieOf(request, settings);
    if (secret === undefined) return undefined;
    const digest = digestOf(secret);
    const now = requests.now();
    return requests.within(async (query) => {
      const row = await sessionOf(query, tenant, digest);
      if (row === undefined) return undefined;
      const over = row.expiresAt <= now || row.seenAt + IDLE <= now;
      const out = row.disabled || (row.demonstration && !isDemonstration(settings));
      if (over || out) {
        await endSession(query, tenant, digest);
        return undefined;
      }
      // A row is not written for every click.
      if (now - row.seenAt >= MINUTE) await touchSession(query, tenant, digest, now);
      return { officer: officerOf(row), formToken: tokenOf(secret) };
    });
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { requests, tenant, settings } = this.#services;
    const secret = cookieOf(request, settings);
    if (secret !== undefined) await requests.within((query) => endSession(query, tenant, digestOf(secret)));
    setCookie(reply, settings, sessionCookie(settings), "", "Strict", "/", 0);
  }
}

export function officerOf(row: OfficerRow): Officer {
  const { id, name, body, desk, roles, mustChange } = row;
  return { id, name, body, desk, roles, ...(mustChange ? { mustChange: true } : {}) };
}

/** Derived from the secret, which no other page sees; nothing more is stored. */
function tokenOf(secret: string): string {
  return createHmac("sha256", secret).update("luodi/form/v1").digest("base64url");
}

export function sameToken(expected: string, given: unknown): boolean {
  return typeof given === "string" && timingSafeEqual(digestOf(expected), digestOf(given));
}

const LOOPBACK = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** The demonstration's officers come in on one's own machine alone. */
export function isDemonstration({ demo, host, origin }: Settings): boolean {
  const own = host === "127.0.0.1" || host === "::1" || host === "localhost";
  return demo && own && (origin === undefined || LOOPBACK.test(origin));
}

export function isSecure({ origin }: Settings): boolean {
  return origin?.startsWith("https:") ?? false;
}

/** The prefix makes browsers insist on Secure and on the whole host, so it can stand only where there is HTTPS. */
function sessionCookie(settings: Settings): string {
  return isSecure(settings) ? "__Host-luodi-session" : "luodi-session";
}

function cookieOf(request: FastifyRequest, settings: Settings): string | undefined {
  return readCookie(request, sessionCookie(settings));
}

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(/; ?/)) {
    if (part.startsWith(`${name}=`)) return part.slice(name.length + 1) || undefined;
  }
  return undefined;
}

/** Added to the other cookies of the answer. */
export function setCookie(
  reply: FastifyReply,
  settings: Settings,
  name: string,
  value: string,
  sameSite: "Strict" | "Lax",
  path: string,
  seconds?: number,
): void {
  const age = seconds === undefined ? "" : `; Max-Age=${seconds}`;
  const secure = isSecure(settings) ? "; Secure" : "";
  reply.header("set-cookie", `${name}=${value}; Path=${path}; HttpOnly; SameSite=${sameSite}${age}${secure}`);
}
