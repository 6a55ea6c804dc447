// Whoever is signed in to a list of own requests, and the addresses by which its requests open: good in this session alone, kept nowhere.

import { createHmac } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { isLink } from "../../../core/domain/request/number.ts";
import type { MineState } from "../../../web/citizens/mine-parts.tsx";
import type { Transaction } from "../../kit/database/database.ts";
import { Refusal } from "../../kit/http.ts";
import { type Holder, holderOf } from "../requests/people.ts";
import { personOfLink } from "../requests/requests.store.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { CookieSessions, formTokenOf, sameToken } from "../sign-in/sessions.ts";
import { isListed, LIST_SESSIONS, type ListSession, listSessionOf } from "./own-list.store.ts";

export interface ListOwner {
  readonly owner: Buffer;
  /** Goes into every form that changes the list. */
  readonly formToken: string;
  /** What stands after /r/ for the request in which the person has this number. */
  addressOf(number: string): string;
}

export function listSessions(services: Services): CookieSessions<Buffer, ListSession> {
  return new CookieSessions(services, {
    // Lax, since people come from the provider, from messages and from other pages; Strict would sign them out on the way.
    ...{ cookie: "luodi-mine", sameSite: "Lax", table: LIST_SESSIONS, find: listSessionOf },
  });
}

/** Undefined where nobody is signed in, or where citizens cannot sign in at all. */
export async function listOwner(services: Services, request: FastifyRequest): Promise<ListOwner | undefined> {
  if (services.settings.citizenOidc === undefined) return undefined;
  const session = await listSessions(services).current(request);
  if (session === undefined) return undefined;
  const { secret, row } = session;
  return {
    owner: row.owner,
    formToken: formTokenOf(secret),
    addressOf: (number) => `${number}-${sealOf(secret, number)}`,
  };
}

/** For pages that show a way to the list; nothing where there are none. */
export async function mineOf(services: Services, request: FastifyRequest): Promise<{ mine?: MineState }> {
  if (services.settings.citizenOidc === undefined) return {};
  return { mine: (await listOwner(services, request)) === undefined ? "out" : "in" };
}

/** Signed in, by a form of this session where something is sent. @throws Refusal 401 or 403. */
export async function needListOwner(services: Services, request: FastifyRequest): Promise<ListOwner> {
  const owner = await listOwner(services, request);
  if (owner === undefined) throw signInAgain();
  const { token } = (request.body ?? {}) as { token?: unknown };
  if (request.method === "GET" || sameToken(owner.formToken, token)) return owner;
  throw new Refusal(
    403,
    "own-list/form",
    "这张表不是您这次登录打开的。请回到“我的诉求”，刷新后再试。",
    "This form does not belong to your present sign-in; open the page anew and send it again.",
  );
}

function signInAgain(): Refusal {
  return new Refusal(
    401,
    "own-list/sign-in",
    "这一页要登录着才能打开，登录已经结束。可以从首页再登录；不登录，用专用链接或编号也一样能办。",
    "This page opens while you are signed in, which is over. Sign in again from the first page, or use the secret link or the number.",
  );
}

const ADDRESS = /^(\d{6,8})-([\w-]{22})$/;

/** 132 bits that only the session's secret makes: no other site can know the address, so none can send a form to it. */
function sealOf(secret: string, number: string): string {
  return createHmac("sha256", secret).update(`luodi/address/v1 ${number}`).digest("base64url").slice(0, 22);
}

/** Who is signed in, where the address is one of a list. @throws Refusal 401 where it is and nobody is signed in any more. */
export async function ownerFor(
  services: Services,
  request: FastifyRequest,
  address: string,
): Promise<ListOwner | undefined> {
  if (!ADDRESS.test(address)) return undefined;
  const owner = await listOwner(services, request);
  if (owner === undefined && services.settings.citizenOidc !== undefined) throw signInAgain();
  return owner;
}

/** Whose part of which request an address opens: a secret link by itself, an address of a list only while it stands in the owner's. */
export async function holderAt(
  query: Transaction,
  tenant: string,
  address: string,
  owner?: ListOwner,
): Promise<Holder | undefined> {
  if (isLink(address)) return personOfLink(query, tenant, digestOf(address));
  const number = ADDRESS.exec(address)?.[1];
  if (owner === undefined || number === undefined || !sameToken(owner.addressOf(number), address))
    return undefined;
  const holder = await holderOf(query, tenant, number);
  return (await isListed(query, tenant, owner.owner, holder)) ? holder : undefined;
}
