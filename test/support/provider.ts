// A real provider of OpenID Connect on this machine, and a browser's way through its own pages: sign in as anybody, then consent.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import type { ProviderSetting } from "../../server/kit/settings.ts";

export interface TestProvider {
  readonly issuer: string;
  /** By which a client is known to it. */
  settingOf(clientId: string): ProviderSetting;
  stop(): Promise<void>;
}

/** `clients`: each client's id, and the address that it is led back to. */
export async function startProvider(clients: Readonly<Record<string, string>>): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secretOf = (id: string) => `a-secret-of-the-test-for-${id}`;
  const provider = new Provider(issuer, {
    clients: Object.entries(clients).map(([id, back]) => ({
      client_id: id,
      client_secret: secretOf(id),
      redirect_uris: [back],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    })),
    cookies: { keys: ["a-key-of-the-test"] },
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    settingOf: (clientId) => ({ issuer, clientId, clientSecret: secretOf(clientId) }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The cookies of one browser, whatever host set them; enough for two hosts on one machine. */
export class Jar {
  readonly #kept = new Map<string, string>();
  take(header: string | readonly string[] | undefined): void {
    for (const each of [header].flat()) {
      const [pair = "", ...rest] = (each ?? "").split("; ");
      const at = pair.indexOf("=");
      if (at < 0) continue;
      if (pair.endsWith("=") || rest.includes("Max-Age=0")) this.#kept.delete(pair.slice(0, at));
      else this.#kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
  get header(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join("; ");
  }
  get(name: string): string | undefined {
    return this.#kept.get(name);
  }
  has(name: string): boolean {
    return this.#kept.has(name);
  }
}

/** From the address that we sent the person to, through the provider's own pages, to the path of ours that it leads back to. */
export async function throughProvider(start: string, sub: string, ours: string): Promise<string> {
  let url = start;
  const there = new Jar();
  let body: URLSearchParams | undefined;
  for (let hops = 0; hops < 12; hops += 1) {
    const answer: Response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: there.header },
      ...(body === undefined ? {} : { method: "POST", body }),
    });
    there.take(answer.headers.getSetCookie());
    body = undefined;
    const location = answer.headers.get("location");
    if (location?.startsWith(ours)) return location.slice(ours.length);
    if (location !== null) {
      url = new URL(location, start).href;
      continue;
    }
    const html = await answer.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (action === undefined) throw new Error(`the provider shows no form: ${html.slice(0, 300)}`);
    const prompt = html.includes('value="login"') ? "login" : "consent";
    body = new URLSearchParams(prompt === "login" ? { prompt, login: sub, password: "x" } : { prompt });
    url = new URL(action, start).href;
  }
  throw new Error("the provider never led back");
}
