// Sign-in by a security key, and the keys of one's own account: added with the password, dropped, the session new each time.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Words } from "../../../core/domain/facts.ts";
import { KEY_SCRIPT } from "../../../web/officers/key-script.ts";
import type { Services } from "../service.ts";
import { addKey, dropKey, keyById, keysOf, takeKeyUse } from "./keys.store.ts";
import { askForKey, askForNewKey, keyNamed, MOST_KEYS, partyOf, verifyNewKey, verifyUse } from "./keys.ts";
import { needOfficer } from "./officer.ts";
import { type OfficerRow, officerById } from "./officers.store.ts";
import { isPassword } from "./passwords.ts";
import type { SecretBox } from "./totp.ts";

/** The pages with a key's form alone may run the one script of ours. */
export function withKeyScript(reply: FastifyReply): FastifyReply {
  const policy = String(reply.getHeader("content-security-policy") ?? "");
  return reply.header("content-security-policy", `${policy};script-src 'self'`);
}

const AddForm = z.object({
  name: z.string().trim().min(1).max(40),
  password: z.string().max(500),
  answer: z.string(),
});

export interface KeyPages {
  /** Lets the officer in: a new session, and the way on. */
  arrive(request: FastifyRequest, reply: FastifyReply, officer: OfficerRow): Promise<FastifyReply>;
  /** The sign-in page with what is wrong. */
  refused(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  account(request: FastifyRequest, reply: FastifyReply, trouble: Words): Promise<FastifyReply>;
}

/** Tries of one address in a minute. */
const LIMIT = { config: { rateLimit: { max: 30, timeWindow: "1 minute" } } };

export class Keys {
  readonly #services: Services;
  readonly #box: SecretBox;

  constructor(services: Services, box: SecretBox) {
    this.#services = services;
    this.#box = box;
  }

  /** What a browser asks of a key at sign-in; undefined where browsers give none. */
  async questionAtSignIn(request: FastifyRequest): Promise<string | undefined> {
    const { settings, requests } = this.#services;
    const party = partyOf(request, settings);
    return party === undefined ? undefined : askForKey(this.#box, party, requests.now());
  }

  /** The keys of a local account and, where one more may be added, what a browser is asked to make. */
  async ofAccount(request: FastifyRequest, { id, login }: OfficerRow) {
    const { settings, requests, tenant } = this.#services;
    const keys = await requests.within((query) => keysOf(query, tenant, id));
    const party = partyOf(request, settings);
    if (party === undefined || keys.length >= MOST_KEYS) return { keys };
    return { keys, question: await askForNewKey(this.#box, party, { id, login, keys }, requests.now()) };
  }

  register(app: FastifyInstance, pages: KeyPages): void {
    const { requests, tenant, settings } = this.#services;
    const asked = (request: FastifyRequest) => {
      const party = partyOf(request, settings);
      return party === undefined ? undefined : { box: this.#box, party, now: requests.now() };
    };

    app.get("/key.js", (_, reply) =>
      reply
        .type("text/javascript; charset=utf-8")
        .header("cache-control", "private, max-age=3600")
        .send(KEY_SCRIPT),
    );

    app.post("/sign-in/key", LIMIT, async (request, reply) => {
      const { answer } = (request.body ?? {}) as { answer?: unknown };
      const officer = await this.#signIn(typeof answer === "string" ? answer : "", asked(request));
      return officer === undefined ? pages.refused(request, reply) : pages.arrive(request, reply, officer);
    });

    app.post("/account/keys", LIMIT, async (request, reply) => {
      const { id } = needOfficer(request);
      const form = AddForm.safeParse(request.body ?? {});
      const by = asked(request);
      const row = await requests.within((query) => officerById(query, tenant, id));
      // Whoever finds an open session must not leave a key of his own behind.
      const right = await isPassword(row?.passwordHash ?? undefined, form.data?.password ?? "");
      if (!form.success || !right || by === undefined) return pages.account(request, reply, WRONG);
      const made = await verifyNewKey(by, form.data.answer, id);
      if (made === undefined) return pages.account(request, reply, NO_KEY);
      const { challengedAt, ...key } = made;
      const whole = { ...key, officer: id, name: form.data.name, addedAt: by.now };
      const added = await requests.within((query) => addKey(query, tenant, whole, challengedAt, MOST_KEYS));
      return added ? reply.redirect("/account#keys", 303) : pages.account(request, reply, NO_KEY);
    });

    app.post("/account/keys/drop", LIMIT, async (request, reply) => {
      const { id } = needOfficer(request);
      const { id: key } = (request.body ?? {}) as { id?: unknown };
      await requests.within((query) => dropKey(query, tenant, id, typeof key === "string" ? key : ""));
      return reply.redirect("/account#keys", 303);
    });
  }

  async #signIn(
    answer: string,
    asked: Parameters<typeof verifyUse>[0] | undefined,
  ): Promise<OfficerRow | undefined> {
    const { requests, tenant } = this.#services;
    const named = keyNamed(answer);
    if (named === undefined || asked === undefined) return undefined;
    const key = await requests.within((query) => keyById(query, tenant, named));
    const use = key === undefined ? undefined : await verifyUse(asked, answer, key);
    if (key === undefined || use === undefined) return undefined;
    return requests.within(async (query) => {
      const officer = await officerById(query, tenant, key.officer);
      // Only a local account has keys; one that comes by a provider or is out has none that open.
      if (officer === undefined || officer.disabled || officer.passwordHash === null) return undefined;
      return (await takeKeyUse(query, tenant, key.id, { ...use, at: asked.now })) ? officer : undefined;
    });
  }
}

const WRONG: Words = {
  zh: "没有登记：密码不对，或没有起名。请核对后再试。",
  en: "Not added: the password is wrong, or the key has no name.",
};
const NO_KEY: Words = {
  zh: "没有登记：密钥的回答不对、过了五分钟，或这把已经登记过。请刷新本页再试。",
  en: "Not added: the key's answer was wrong or late, or it is known already; open the page anew.",
};
