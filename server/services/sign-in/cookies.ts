// Cookies of ours: read, and set so that no script and no plain connection gets them.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Settings } from "../../kit/settings.ts";

export function isSecure({ origin }: Settings): boolean {
  return origin?.startsWith("https:") ?? false;
}

/** The prefix makes browsers insist on Secure and on the whole host, so it can stand only where there is HTTPS. */
export function hostCookie(settings: Settings, name: string): string {
  return isSecure(settings) ? `__Host-${name}` : name;
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
