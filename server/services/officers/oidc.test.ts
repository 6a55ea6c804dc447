// Sign-in by OpenID Connect against a real provider on this machine: the whole way there and back, and what does not come in.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import type { Part } from "../service.ts";
import { addBody } from "./bodies.store.ts";
import { DEMONSTRATION_BODIES } from "./demonstration.ts";
import { needRole } from "./officer.ts";
import { officersPart } from "./officers.part.ts";
import { disable, insertOfficer } from "./officers.store.ts";

const OURS = "http://127.0.0.1:8642";
const probe: Part = {
  name: "probe",
  register: (app) => void app.get("/probe", (request) => ({ body: needRole(request, "officer").body })),
};

/** The cookies of one browser, whatever host set them; enough for two hosts on one machine. */
class Jar {
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
  has(name: string): boolean {
    return this.#kept.has(name);
  }
}

describe.skipIf(!haveDatabase())("by a provider", () => {
  let server: Server;
  let services: TestServices;
  let issuer = "";

  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: "luodi",
          client_secret: "a-secret-of-the-test",
          redirect_uris: [`${OURS}/sign-in/oidc/back`],
          grant_types: ["authorization_code"],
          response_types: ["code"],
        },
      ],
      cookies: { keys: ["a-key-of-the-test"] },
      pkce: { required: () => true },
    });
    server.on("request", provider.callback());
    services = await testServices([officersPart(), probe], {
      oidc: { issuer, clientId: "luodi", clientSecret: "a-secret-of-the-test" },
      port: 8642,
    });
    // The provider's tokens carry the time of this machine.
    services.clock.at = Math.floor(performance.timeOrigin + performance.now());
    await services.requests.within(async (query) => {
      for (const body of DEMONSTRATION_BODIES) await addBody(query, services.tenant, body);
      for (const sub of ["known", "disabled"])
        await insertOfficer(query, services.tenant, {
          login: sub,
          name: "测试员",
          body: "water",
          roles: ["officer"],
          oidc: { issuer, sub },
        });
      await disable(query, services.tenant, "disabled", services.clock.at);
    });
  });
  afterAll(() => new Promise<void>((resolve) => void server?.close(() => resolve())));

  const ours = (path: string, jar: Jar) =>
    services.app.inject({ url: path, headers: { host: "127.0.0.1:8642", cookie: jar.header } });

  /** From our sign-in page through the provider's own pages to where it leads back. */
  async function walk(sub: string, jar: Jar, to = ""): Promise<string> {
    const begun = await ours(`/sign-in/oidc?to=${encodeURIComponent(to)}`, jar);
    expect(begun.statusCode).toBe(303);
    jar.take(begun.headers["set-cookie"]);
    let url = String(begun.headers.location);
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
      if (location?.startsWith(OURS)) return location.slice(OURS.length);
      if (location !== null) {
        url = new URL(location, issuer).href;
        continue;
      }
      // The provider's development pages: sign in as anybody, then consent.
      const html = await answer.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
      if (action === undefined) throw new Error(`the provider shows no form: ${html.slice(0, 300)}`);
      const prompt = html.includes('value="login"') ? "login" : "consent";
      body = new URLSearchParams(prompt === "login" ? { prompt, login: sub, password: "x" } : { prompt });
      url = new URL(action, issuer).href;
    }
    throw new Error("the provider never led back");
  }

  test("an officer who was entered comes in, and is led on to the page that was wanted", async () => {
    const jar = new Jar();
    const back = await walk("known", jar, "/desk?part=offer");
    const arrived = await ours(back, jar);
    expect(arrived.statusCode).toBe(200);
    expect(arrived.body).toContain('href="/desk?part=offer"');
    jar.take(arrived.headers["set-cookie"]);
    expect(jar.has("luodi-oidc")).toBe(false);
    expect((await ours("/probe", jar)).json()).toEqual({ body: "water" });
  });

  test("the same answer of the provider opens nothing a second time", async () => {
    const jar = new Jar();
    const back = await walk("known", jar);
    const memory = new Jar();
    memory.take(`luodi-oidc=${/luodi-oidc=([^;]+)/.exec(jar.header)?.[1]}`);
    expect((await ours(back, jar)).statusCode).toBe(200);
    const again = await ours(back, memory);
    expect(again.statusCode).toBe(401);
    expect([again.headers["set-cookie"]].flat().join()).not.toContain("luodi-session=");
  });

  test.each(["stranger", "disabled"])("%s stays out", async (sub) => {
    const jar = new Jar();
    const answer = await ours(await walk(sub, jar), jar);
    expect(answer.statusCode).toBe(401);
    expect([answer.headers["set-cookie"]].flat().join()).not.toContain("luodi-session=");
  });

  test("an answer for another browser stays out: no memory, another's memory, another state", async () => {
    const mine = new Jar();
    const back = await walk("known", mine);
    expect((await ours(back, new Jar())).statusCode).toBe(401);
    const others = new Jar();
    await walk("known", others);
    expect((await ours(back, others)).statusCode).toBe(401);
    const state = back.replace(/state=[^&]+/, "state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    expect((await ours(state, mine)).statusCode).toBe(401);
    const refused = await ours("/sign-in/oidc/back?error=access_denied&state=x", mine);
    expect(refused.statusCode).toBe(401);
  });

  test("a provider that does not answer is said to be unavailable, not a crash", async () => {
    const other = await testServices([officersPart()], {
      oidc: { issuer: "http://127.0.0.1:9", clientId: "luodi", clientSecret: "x" },
    });
    const answer = await other.app.inject({ url: "/sign-in/oidc", headers: { host: "localhost" } });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain("at ");
  });
});
