// A session: a random secret in a cookie, its digest in the database, an end after half an hour idle or twelve hours.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Transaction } from "../../kit/database/database.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { hostCookie, readCookie, setCookie } from "./cookies.ts";
import type { SessionTable, SessionTimes } from "./sessions.store.ts";

const MINUTE = 60_000;
export const IDLE = 30 * MINUTE;
export const WHOLE = 12 * 60 * MINUTE;
/** At once, for several rooms or devices; a further sign-in ends the oldest. */
export const MOST_SESSIONS = 5;

/** What tells the sessions of officers from those of citizens. */
export interface SessionKind<Owner, Row extends SessionTimes> {
  readonly cookie: string;
  readonly sameSite: "Strict" | "Lax";
  readonly table: SessionTable<Owner>;
  /** The session's row, with what is asked of its owner. */
  find(query: Transaction, tenant: string, digest: Buffer): Promise<Row | undefined>;
  /** The owner may not come in any more. */
  isOut?(row: Row): boolean;
}

export class CookieSessions<Owner, Row extends SessionTimes> {
  readonly #services: Services;
  readonly #kind: SessionKind<Owner, Row>;

  constructor(services: Services, kind: SessionKind<Owner, Row>) {
    this.#services = services;
    this.#kind = kind;
  }

  /** Begins a session under a new secret, whatever cookie came in; the old one ends. */
  async begin(request: FastifyRequest, reply: FastifyReply, owner: Owner): Promise<void> {
    const { requests, tenant } = this.#services;
    const { table } = this.#kind;
    const secret = randomBytes(32).toString("base64url");
    const at = requests.now();
    const old = this.#secretOf(request);
    await requests.within(async (query) => {
      if (old !== undefined) await table.end(query, tenant, digestOf(old));
      await table.insert(query, tenant, { digest: digestOf(secret), owner, at, expires: at + WHOLE });
      await table.keepNewest(query, tenant, owner, MOST_SESSIONS);
    });
    this.#set(reply, secret);
  }

  /** The session of the cookie; undefined where there is none, it is over, or its owner may not come in any more. */
  async current(request: FastifyRequest): Promise<{ row: Row; secret: string } | undefined> {
    const { requests, tenant } = this.#services;
    const { table, find, isOut } = this.#kind;
    const secret = this.#secretOf(request);
    if (secret === undefined) return undefined;
    const digest = digestOf(secret);
    const now = requests.now();
    return requests.within(async (query) => {
      const row = await find(query, tenant, digest);
      if (row === undefined) return undefined;
      if (row.expiresAt <= now || row.seenAt + IDLE <= now || isOut?.(row) === true) {
        await table.end(query, tenant, digest);
        return undefined;
      }
      // A row is not written for every click.
      if (now - row.seenAt >= MINUTE) await table.touch(query, tenant, digest, now);
      return { row, secret };
    });
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { requests, tenant } = this.#services;
    const secret = this.#secretOf(request);
    if (secret !== undefined)
      await requests.within((query) => this.#kind.table.end(query, tenant, digestOf(secret)));
    this.#set(reply, "", 0);
  }

  #secretOf(request: FastifyRequest): string | undefined {
    return readCookie(request, hostCookie(this.#services.settings, this.#kind.cookie));
  }

  #set(reply: FastifyReply, value: string, seconds?: number): void {
    const { settings } = this.#services;
    const { cookie, sameSite } = this.#kind;
    setCookie(reply, settings, hostCookie(settings, cookie), value, sameSite, "/", seconds);
  }
}

/** Goes into the forms of the session's pages; a page of somebody else's cannot know it. Derived, so that nothing more is stored. */
export function formTokenOf(secret: string): string {
  return createHmac("sha256", secret).update("luodi/form/v1").digest("base64url");
}

export function sameToken(expected: string, given: unknown): boolean {
  return typeof given === "string" && timingSafeEqual(digestOf(expected), digestOf(given));
}
