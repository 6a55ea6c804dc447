// Sessions of officers: whose they are, and that the demonstration's officers come in on one's own machine alone.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Settings } from "../../kit/settings.ts";
import type { Services } from "../service.ts";
import { CookieSessions, formTokenOf } from "../sign-in/sessions.ts";
import type { Officer } from "./officer.ts";
import { OFFICER_SESSIONS, type OfficerRow, type SessionRow, sessionOf } from "./officers.store.ts";

export interface Session {
  readonly officer: Officer;
  /** Goes into every form of the officer's pages. */
  readonly formToken: string;
}

export class Sessions {
  readonly #sessions: CookieSessions<string, SessionRow>;

  constructor(services: Services) {
    const demonstration = isDemonstration(services.settings);
    this.#sessions = new CookieSessions(services, {
      ...{ cookie: "luodi-session", sameSite: "Strict", table: OFFICER_SESSIONS, find: sessionOf },
      isOut: (row) => row.disabled || (row.demonstration && !demonstration),
    });
  }

  begin(request: FastifyRequest, reply: FastifyReply, { id }: Pick<OfficerRow, "id">): Promise<void> {
    return this.#sessions.begin(request, reply, id);
  }

  async current(request: FastifyRequest): Promise<Session | undefined> {
    const session = await this.#sessions.current(request);
    if (session === undefined) return undefined;
    return { officer: officerOf(session.row), formToken: formTokenOf(session.secret) };
  }

  end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#sessions.end(request, reply);
  }
}

export function officerOf(row: OfficerRow): Officer {
  const { id, name, body, desk, roles, mustChange } = row;
  return { id, name, body, desk, roles, ...(mustChange ? { mustChange: true } : {}) };
}

const LOOPBACK = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/** The demonstration's officers come in on one's own machine alone. */
export function isDemonstration({ demo, host, origin }: Settings): boolean {
  const own = host === "127.0.0.1" || host === "::1" || host === "localhost";
  return demo && own && (origin === undefined || LOOPBACK.test(origin));
}
