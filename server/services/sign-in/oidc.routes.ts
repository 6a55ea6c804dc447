// The way to a provider of OpenID Connect and back: two routes, alike for officers and citizens; who comes in, each decides by itself.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Words } from "../../../core/domain/facts.ts";
import type { ProviderSetting } from "../../kit/settings.ts";
import type { Services } from "../service.ts";
import { readCookie, setCookie } from "./cookies.ts";
import { OpenIdConnect, type Subject } from "./oidc.ts";

/** Tries of one address in a minute. */
const LIMIT = { config: { rateLimit: { max: 30, timeWindow: "1 minute" } } };
/** Seconds that somebody may take with the provider. */
const AWAY = 600;

export interface ProviderDoor {
  readonly provider: ProviderSetting;
  /** Where people set out; the provider leads them back to `${path}/back`, the address that it knows us by. */
  readonly path: string;
  /** Holds state, nonce and verifier while the person is away. */
  readonly cookie: string;
  /** How to do without, where the provider does not answer. */
  readonly instead: Words;
  /** What is to be known again on return; shown to nobody. */
  keep?(request: FastifyRequest): string;
  arrive(
    request: FastifyRequest,
    reply: FastifyReply,
    subject: Subject,
    kept: string,
  ): FastifyReply | Promise<FastifyReply>;
  /** The provider said no, or the answer is not one to what this browser asked. */
  refused(request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply>;
}

export function providerRoutes(
  app: FastifyInstance,
  { settings }: Services,
  door: ProviderDoor,
): OpenIdConnect {
  const { path, cookie } = door;
  const origin = settings.origin ?? `http://127.0.0.1:${settings.port}`;
  const provider = new OpenIdConnect(door.provider, `${origin}${path}/back`, door.instead);

  app.get(path, LIMIT, async (request, reply) => {
    const { url, memory } = await provider.start();
    const kept = Buffer.from(door.keep?.(request) ?? "").toString("base64url");
    // Sent along when the provider leads back here, which a Strict cookie would not be.
    setCookie(reply, settings, cookie, `${memory}.${kept}`, "Lax", path, AWAY);
    return reply.header("cache-control", "no-store").redirect(url, 303);
  });

  app.get(`${path}/back`, LIMIT, async (request, reply) => {
    const memory = readCookie(request, cookie) ?? "";
    // Used once, whatever comes of it.
    setCookie(reply, settings, cookie, "", "Lax", path, 0);
    const subject = await provider.finish(request.url.split("?")[1] ?? "", memory);
    if (subject === undefined) return door.refused(request, reply);
    const kept = Buffer.from(memory.split(".")[3] ?? "", "base64url").toString();
    return door.arrive(request, reply, subject, kept);
  });
  return provider;
}
