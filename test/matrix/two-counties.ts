// Two counties in one database, each with its own server, officers of every role, and requests in every state; names that cannot be mistaken.

import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, RouteOptions } from "fastify";
import sharp from "sharp";
import { shippedPacks } from "../../cli/packs.ts";
import { dayOf } from "../../core/domain/day.ts";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Command, CommandOf } from "../../core/domain/request/steps.ts";
import { checkUps } from "../../server/check-ups.ts";
import type { Database } from "../../server/kit/database/database.ts";
import { buildHttp } from "../../server/kit/http.ts";
import type { Settings } from "../../server/kit/settings.ts";
import { appealsTold } from "../../server/oversight/appeals/told.ts";
import { DUTIES } from "../../server/services/administration/duties.ts";
import { saveDraft } from "../../server/services/citizens/drafts.store.ts";
import { operatorKey } from "../../server/services/ledger/key.ts";
import { Sequencer } from "../../server/services/ledger/sequencer.ts";
import { addBody } from "../../server/services/officers/bodies.store.ts";
import { DEMONSTRATION_BODIES } from "../../server/services/officers/demonstration.ts";
import type { OfficerRole } from "../../server/services/officers/officer.ts";
import {
  insertOfficer,
  OFFICER_SESSIONS,
  officerByLogin,
} from "../../server/services/officers/officers.store.ts";
import { addEntry, LIST_SESSIONS, openList } from "../../server/services/own-list/own-list.store.ts";
import { digestOf, newLink } from "../../server/services/requests/secrets.ts";
import type { Services } from "../../server/services/service.ts";
import { SERVICES_MIGRATIONS, servicesModule } from "../../server/services/services.ts";
import { formTokenOf } from "../../server/services/sign-in/sessions.ts";
import { addPhotos } from "../../server/services/uploads/photos.store.ts";
import { PhotoFiles } from "../../server/services/uploads/photos.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { startProvider } from "../support/provider.ts";
import { plantCheckUp } from "./check-up.ts";

/** Administrators by their duty; the rest by their role. */
export const ROLES = [
  ...(["operator", "dispatcher", "coordinator", "officer"] as const),
  ...(["neutral-caller", "supervisor"] as const),
  ...DUTIES,
] as const;
export type RoleName = (typeof ROLES)[number];

/** Stand in the names of all officers and nowhere else. */
export const NAME_MARK = "密姓";
const HOUR = 3_600_000;

export interface County {
  readonly tenant: string;
  readonly app: FastifyInstance;
  /** Stands in every word and name that is this county's alone. */
  readonly mark: string;
  /** By the name of a parameter, and of the path that needs another of its kind. */
  readonly things: Readonly<Record<string, string>>;
  /** Headers of a citizen who signed in to an own list, in which the held request stands. */
  citizen(): Promise<{ headers: Record<string, string>; token: string }>;
  /** Headers of somebody with the role, each time under a new session. */
  as(role: RoleName): Promise<{ headers: Record<string, string>; token: string }>;
  /** Takes up at once what waits for the ledger; its own sequencer comes round but once a minute. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface Registered {
  readonly method: string;
  readonly path: string;
}

/** A database with the tables of the platform and of check-ups. */
export const countiesDatabase = (): Promise<TestDatabase> =>
  testDatabase(
    SERVICES_MIGRATIONS,
    join(import.meta.dirname, "..", "..", "server", "oversight", "migrations"),
  );

/** A county's server as `npm start` composes it, and every route that it registered. */
export async function openCounty(
  database: Database,
  tenant: string,
  mark: string,
): Promise<{ county: County; routes: Registered[] }> {
  const provider = await startProvider({ citizens: "http://127.0.0.1:0/mine/sign-in/back" });
  const settings: Settings = {
    citizenOidc: provider.settingOf("citizens"),
    ...{ port: 0, host: "127.0.0.1", demo: false, logLevel: "silent" },
    dataFolder: mkdtempSync(join(tmpdir(), "luodi-county-")),
    notifyKey: `test-${randomUUID()}-${randomUUID()}`,
    sms: { url: "http://127.0.0.1:9/", token: "sms-token-of-the-test" },
    open311: { charset: true, key: "open311-key" },
  };
  const clock = { at: Date.UTC(2026, 5, 1, 2), now: () => clock.at };
  const kit = { settings, database, clock, say: () => {} };
  const { app, routes } = await recorded(() =>
    buildHttp(settings, database, { style: "", largeStyle: "", problem: (zh) => `<p>${zh}</p>` }),
  );
  let planted: Readonly<Record<string, string>> = {};
  let sequencer: Sequencer | undefined;
  const module = servicesModule({
    ...{ tenant, packs: shippedPacks() },
    told: (kit) => appealsTold({ ...kit, tenant }),
    first: async (services) => {
      sequencer = new Sequencer(services, operatorKey(settings.dataFolder, tenant));
      planted = await plant(services, clock, mark);
    },
  });
  await module.register(app, kit);
  const checking = checkUps(tenant);
  await checking.register(app, kit);
  await app.ready();
  await module.start?.(kit);
  const body = DEMONSTRATION_BODIES.find((each) => each.id === BODY_OF.officer)!.zh;
  const checked = await plantCheckUp(database, { tenant, mark, body, at: clock.at });
  const county: County = {
    ...{ tenant, app, mark },
    things: { ...planted, ...checked },
    async citizen() {
      const [secret, owner] = [randomUUID(), Buffer.alloc(32, 7)];
      await database.within("luodi_services", tenant, async (query) => {
        await openList(query, tenant, owner, dayOf(clock.at));
        await addEntry(query, tenant, owner, { number: planted.held!, person: 0 }, clock.at);
        const session = { digest: digestOf(secret), owner, at: clock.at, expires: clock.at + 12 * HOUR };
        await LIST_SESSIONS.insert(query, tenant, session);
      });
      return { headers: { cookie: `luodi-mine=${secret}` }, token: formTokenOf(secret) };
    },
    async as(role) {
      const secret = randomUUID();
      await database.within("luodi_services", tenant, async (query) => {
        const officer = await officerByLogin(query, tenant, `matrix-${role}`);
        const session = {
          digest: digestOf(secret),
          owner: officer!.id,
          at: clock.at,
          expires: clock.at + 12 * HOUR,
        };
        await OFFICER_SESSIONS.insert(query, tenant, session);
      });
      return { headers: { cookie: `luodi-session=${secret}` }, token: formTokenOf(secret) };
    },
    async settle() {
      await sequencer!.round();
    },
    async stop() {
      await app.close();
      await module.stop?.();
      await checking.stop?.();
      await provider.stop();
    },
  };
  return { county, routes };
}

/** Fastify tells of each instance before anything is registered on it. */
async function recorded(
  build: () => Promise<FastifyInstance>,
): Promise<{ app: FastifyInstance; routes: Registered[] }> {
  const routes: Registered[] = [];
  const listen = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook("onRoute", ({ method, url }: RouteOptions) => {
      for (const each of [method].flat()) {
        // What answers GET answers HEAD, by the same handler.
        if (each !== "HEAD") routes.push({ method: each, path: url });
      }
    });
  };
  subscribe("fastify.initialization", listen);
  try {
    return { app: await build(), routes };
  } finally {
    unsubscribe("fastify.initialization", listen);
  }
}

/** Bodies, officers and requests, each in the state that some page needs; written as the server writes them. */
async function plant(
  services: Services,
  clock: { at: number },
  mark: string,
): Promise<Record<string, string>> {
  const { requests, tenant } = services;
  const ids = await requests.within(async (query) => {
    for (const body of DEMONSTRATION_BODIES) await addBody(query, tenant, body);
    const found: Record<string, string> = {};
    for (const role of ROLES) {
      const login = `matrix-${role}`;
      const body = BODY_OF[role] ?? "hotline";
      const duty = DUTIES.find((each) => each === role);
      const roles = [duty === undefined ? (role as OfficerRole) : "administrator"] as const;
      const name = `${NAME_MARK}${mark}${role}`;
      await insertOfficer(query, tenant, { login, name, body, roles });
      found[role] = (await officerByLogin(query, tenant, login))!.id;
      if (duty !== undefined)
        await query(
          "INSERT INTO services.administrator_duty (tenant_id, officer_id, duty, since) VALUES ($1, $2, $3, 0)",
          [tenant, found[role], duty],
        );
    }
    // Somebody on whom administrators may practise.
    const clerk = { login: "matrix-clerk", name: `${NAME_MARK}${mark}clerk`, body: "roads" };
    await insertOfficer(query, tenant, { ...clerk, roles: ["officer"] });
    found.clerk = (await officerByLogin(query, tenant, clerk.login))!.id;
    return found;
  });
  const contact = { name: `${mark}群众`, phone: "13900000000" };
  const file = async (open: boolean, words: string) => {
    const command = { ...FILING, open, said: { text: `${words}${mark}`, place: `${mark}村` } };
    const filed = await requests.file(command, { contact });
    if (isRefusal(filed)) throw new Error(filed.code);
    return { number: filed.number, link: filed.link! };
  };
  const act = async (number: string, command: Command) => {
    clock.at += HOUR;
    const officer = ids[command.by.role];
    const acted = await requests.act(number, command, officer === undefined ? {} : { officer });
    if (isRefusal(acted)) throw new Error(`${command.kind}: ${acted.code}`);
  };
  const roads = { role: "officer", body: "roads", desk: "养护股" } as const;
  const dispatcher = { role: "dispatcher", body: "hotline" } as const;
  const sendTo = (to: string): Command => ({
    ...{ kind: "dispatch", by: dispatcher, lead: to },
    parts: [{ ask: 1, handling: to, assisting: [] }],
  });
  const answer = async (number: string) => {
    await act(number, sendTo("roads"));
    await act(number, { kind: "acknowledge", by: roads, asks: [1] });
    const asks = [{ ask: 1, as: "answered" as const }];
    const commitments = [{ who: "roads", by: "2026-06-20" }];
    await act(number, { kind: "reply", by: roads, asks, commitments, said: { text: `${mark}已修` } });
  };
  const open = await file(true, "路面有坑");
  await answer(open.number);
  await act(open.number, { kind: "close", by: roads, claim: "done" });
  await act(open.number, { kind: "want-call", by: { role: "citizen", person: 0 }, person: 0 });
  const held = await file(false, "路灯不亮");
  await answer(held.number);
  const waiting = await file(false, "井盖松动");
  const returned = await file(false, "树倒了");
  for (const body of ["roads", "water"]) {
    await act(returned.number, sendTo(body));
    const by = { role: "officer", body } as const;
    await act(returned.number, {
      kind: "return",
      by,
      asks: [1],
      to: "housing",
      said: { reason: "不归本单位管" },
    });
  }
  const [draft, photo, draftPhoto] = [newLink(), await pictureFor(services), await pictureFor(services)];
  await requests.within(async (query) => {
    await saveDraft(query, tenant, digestOf(draft), { text: `${mark}草稿`, intent: "ask-help" }, clock.at);
    const size = { bytes: 100, width: 8, height: 8 };
    await addPhotos(query, tenant, { number: held.number, person: 0 }, [{ id: photo, ...size }], clock.at);
    await addPhotos(query, tenant, { draft: digestOf(draft) }, [{ id: draftPhoto, ...size }], clock.at);
  });
  return {
    ...{ link: held.link, draft, photo, draftPhoto, message: randomUUID() },
    clerk: ids.clerk!,
    ...{ open: open.number, held: held.number, waiting: waiting.number, returned: returned.number },
  };
}

const BODY_OF: Partial<Record<RoleName, string>> = {
  officer: "roads",
  coordinator: "coordination",
  supervisor: "coordination",
  "neutral-caller": "callers",
};

const FILING: CommandOf<"file"> = {
  ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
  ...{
    intent: "ask-help",
    matter: "road",
    asks: 1,
    harm: "trouble",
    wants: "text",
    hideFrom: [],
    open: false,
  },
  said: {},
} as CommandOf<"file">;

async function pictureFor({ settings, tenant }: Services): Promise<string> {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
  return new PhotoFiles(settings.dataFolder, tenant).keep({ full: bytes, small: bytes, width: 8, height: 8 });
}
