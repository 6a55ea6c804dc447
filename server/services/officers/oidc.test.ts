// Sign-in by OpenID Connect against a real provider on this machine: the whole way there and back, and what does not come in.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { Jar, startProvider, type TestProvider, throughProvider } from "../../../test/support/provider.ts";
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

describe.skipIf(!haveDatabase())("by a provider", () => {
  let provider: TestProvider;
  let services: TestServices;

  beforeAll(async () => {
    provider = await startProvider({ luodi: `${OURS}/sign-in/oidc/back` });
    services = await testServices([officersPart(), probe], { oidc: provider.settingOf("luodi"), port: 8642 });
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
          oidc: { issuer: provider.issuer, sub },
        });
      await disable(query, services.tenant, "disabled", services.clock.at);
    });
  });
  afterAll(() => provider?.stop());

  const ours = (path: string, jar: Jar) =>
    services.app.inject({ url: path, headers: { host: "127.0.0.1:8642", cookie: jar.header } });

  /** From our sign-in page through the provider's own pages to where it leads back. */
  async function walk(sub: string, jar: Jar, to = ""): Promise<string> {
    const begun = await ours(`/sign-in/oidc?to=${encodeURIComponent(to)}`, jar);
    expect(begun.statusCode).toBe(303);
    jar.take(begun.headers["set-cookie"]);
    return throughProvider(String(begun.headers.location), sub, OURS);
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
