// Who stands before the pages of the check-up; sign-in and bodies belong to the officers' side, which the composition joins on.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Role } from "../../../core/domain/request/steps.ts";
import { type Page, renderPage, type Way } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import type { BodyName } from "./owners.ts";

/** A signed-in officer. */
export interface Actor {
  /** For the sealed table alone. */
  readonly id: string;
  readonly body: string;
  readonly roles: readonly Role[];
  /** The ways around that the roles open. */
  readonly ways: readonly Way[];
  /** What a form must bring back. */
  readonly formToken?: string;
}

export interface People {
  /** Undefined where nobody is signed in. */
  looking(request: FastifyRequest): Actor | undefined;
  /** Somebody with one of the roles, by a form of their own where something is sent. @throws Refusal 401 or 403. */
  need(request: FastifyRequest, roles: readonly Role[]): Actor;
  /** Every body of the platform in this county. */
  bodies(): Promise<readonly BodyName[]>;
}

export type SendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  status?: number,
) => FastifyReply;

/** Sends pages of the check-up with the ways around that are open to whoever looks. */
export function pagesFor(people: People): SendPage {
  return (request, reply, page, status = 200) => {
    const ways = people.looking(request)?.ways;
    const framed = { ...page, section: "checkup" as const, ...(ways === undefined ? {} : { ways }) };
    return sendHtml(reply, renderPage(framed), status);
  };
}
