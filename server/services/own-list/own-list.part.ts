// Sign-in of citizens who like to, as a part of the server: the way to the provider, the list, its rows in and out, and forgetting it.

import type { FastifyReply, FastifyRequest } from "fastify";
import { dayOf } from "../../../core/domain/day.ts";
import { isLink } from "../../../core/domain/request/number.ts";
import {
  type MineRow,
  mineEndedPage,
  mineOutPage,
  minePage,
  mineRefusedPage,
} from "../../../web/citizens/mine.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import { bodiesIn, bodiesNamed } from "../citizens/bodies.ts";
import { field, seeOther, show, WRITE } from "../citizens/pages.ts";
import { ownRequest } from "../citizens/thread.routes.ts";
import { stepsOfAll } from "../requests/requests.store.ts";
import { LIST_YEARS } from "../retention/retention.ts";
import type { Part } from "../service.ts";
import { providerRoutes } from "../sign-in/oidc.routes.ts";
import { addEntry, dropEntry, type EntryKey, entriesAfter, forgetList, openList } from "./own-list.store.ts";
import { type ListOwner, listOwner, listSessions, needListOwner } from "./own-list.ts";
import { ownerKey, ownerOf } from "./owner.ts";
import { rowOf } from "./rows.ts";

const PAGE = 20;
const BROWSE = { config: { rateLimit: { max: 120, timeWindow: "1 minute" } } };
const UNSURE: Problem = {
  field: "sure",
  zh: "请先勾“我明白”。",
  en: "Tick that you understand.",
};

/** Registers nothing where no provider is set: then there are no such pages. */
export function ownListPart(): Part {
  return {
    name: "own-list",
    register(app, services) {
      const { settings, tenant, requests } = services;
      const setting = settings.citizenOidc;
      if (setting === undefined) return;
      const key = ownerKey(settings.dataFolder);
      const sessions = listSessions(services);

      const provider = providerRoutes(app, services, {
        provider: setting,
        path: "/mine/sign-in",
        cookie: "luodi-mine-away",
        instead: {
          zh: "不登录：凭编号、专用链接一样能查能办，打热线电话也行",
          en: "go on without: number, secret link and telephone do the same",
        },
        refused: (_, reply) => show(reply, mineRefusedPage(), 401),
        // Always to the list: no address is taken from anybody, so nobody can be led elsewhere.
        async arrive(request, reply, subject) {
          const owner = ownerOf(key, tenant, subject);
          await requests.within((query) => openList(query, tenant, owner, dayOf(requests.now())));
          await sessions.begin(request, reply, owner);
          return seeOther(reply, "/mine");
        },
      });

      async function list(
        request: FastifyRequest,
        reply: FastifyReply,
        owner: ListOwner,
        problems: readonly Problem[] = [],
      ) {
        const after = problems.length > 0 ? undefined : keyOf(request.query);
        const { rows, last } = await page(owner, after);
        const view = { rows, problems, first: after === undefined, token: owner.formToken };
        return show(
          reply,
          minePage({ ...view, years: LIST_YEARS, ...(last === undefined ? {} : { next: last }) }),
          problems.length > 0 ? 422 : 200,
        );
      }

      async function page(owner: ListOwner, after: EntryKey | undefined) {
        return requests.within(async (query) => {
          const found = await entriesAfter(query, tenant, owner.owner, after, PAGE + 1);
          const entries = found.slice(0, PAGE);
          const steps = await stepsOfAll(
            query,
            tenant,
            entries.map((each) => each.number),
          );
          const bodies = await bodiesNamed(query, tenant, [
            ...new Set([...steps.values()].flatMap((each) => bodiesIn(each))),
          ]);
          const rows: MineRow[] = [];
          for (const entry of entries) {
            const record = requests.recordOf(entry.number, steps.get(entry.number) ?? []);
            const person = record.state.people.find((each) => each.number === entry.person);
            if (person === undefined) continue;
            rows.push(rowOf(entry, record, person, bodies, owner.addressOf(entry.own), requests.now()));
          }
          const last = found.length > PAGE ? entries.at(-1) : undefined;
          return { rows, last: last && `${last.since}-${last.number}-${last.person}` };
        });
      }

      app.get("/mine", BROWSE, async (request, reply) => {
        const owner = await listOwner(services, request);
        if (owner !== undefined) return list(request, reply, owner);
        return show(reply, mineOutPage({ host: new URL(setting.issuer).host, years: LIST_YEARS }));
      });

      app.post("/mine/sign-out", WRITE, async (request, reply) => {
        if ((await listOwner(services, request)) !== undefined) await needListOwner(services, request);
        await sessions.end(request, reply);
        return ended(reply, false);
      });

      app.post("/mine/forget", WRITE, async (request, reply) => {
        const owner = await needListOwner(services, request);
        if (field(request.body, "sure") !== "on") return list(request, reply, owner, [UNSURE]);
        // Its sessions, on whatever device, go with it.
        await requests.within((query) => forgetList(query, tenant, owner.owner));
        await sessions.end(request, reply);
        return ended(reply, true);
      });

      async function ended(reply: FastifyReply, forgotten: boolean) {
        const farewell = await provider.farewell();
        return show(reply, mineEndedPage({ forgotten, ...(farewell === undefined ? {} : { farewell }) }));
      }

      app.post("/r/:link/list", WRITE, async (request, reply) => {
        const { owner } = await needListOwner(services, request);
        const { link, number, person } = await ownRequest(services, request);
        const holder = { number, person: person.number };
        const out = field(request.body, "put") === "out";
        await requests.within((query) =>
          out
            ? dropEntry(query, tenant, owner, holder)
            : addEntry(query, tenant, owner, holder, person.joinedAt),
        );
        if (!out) return seeOther(reply, `/r/${link}?told=listed`);
        // Taken out, an address of the list opens nothing any more.
        return seeOther(reply, isLink(link) ? `/r/${link}?told=unlisted` : "/mine");
      });
    },
  };
}

function keyOf(query: unknown): EntryKey | undefined {
  const { after } = (query ?? {}) as { after?: unknown };
  const match = typeof after === "string" ? /^(\d{1,15})-(\d{6,8})-(\d{1,6})$/.exec(after) : null;
  return match === null
    ? undefined
    : { since: Number(match[1]), number: match[2]!, person: Number(match[3]) };
}
