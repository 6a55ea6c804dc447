// The officer's desk as a part of the server: the queue, one request with every lawful act, promises, cover.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { dayOf, endOf } from "../../../core/domain/day.ts";
import { isNumber } from "../../../core/domain/request/number.ts";
import type { Acting } from "../../../core/domain/request/steps.ts";
import { coverPage } from "../../../web/officers/cover.tsx";
import { promisesPage } from "../../../web/officers/desk-promises.tsx";
import { queuePage } from "../../../web/officers/desk-queue.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import { newsFor } from "../jobs/news.ts";
import { bodyName } from "../officers/bodies.store.ts";
import { addCover, coversFor, coversOf, endCover } from "../officers/cover.store.ts";
import { actingAs, needRole, type Officer } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Part, Services } from "../service.ts";
import { photosOfRequest } from "../uploads/photos.store.ts";
import type { PhotoSize } from "../uploads/photos.ts";
import { photoStore } from "../uploads/store.ts";
import { type Sent, sentOf } from "./acts.ts";
import { bodyFor } from "./desk.policy.ts";
import { type Choice, liesWith, openPromises, partsOf, queueOf } from "./desk.store.ts";
import { excerpt } from "./excerpt.ts";
import { coverPlaceOf, placeOf, promisePlaceOf } from "./place.ts";
import { forgetRelays } from "./relay.store.ts";
import { forgetDraftsOn } from "./reply-drafts.store.ts";
import { type AtDesk, requestRoutes } from "./request.routes.ts";
import { asked, noSuchRequest } from "./view.ts";

const PAGE = 30;
const CHOICES: ReadonlySet<string> = new Set<Choice>(["due", "offer", "holds", "assists"]);

/** What of the queue an address names; the page of a request keeps it, so that one goes on in the list one came from. */
function choiceIn(request: FastifyRequest): Choice | undefined {
  const wanted = asked(request, "part");
  return wanted !== undefined && CHOICES.has(wanted) ? (wanted as Choice) : undefined;
}

export function deskPart(): Part {
  return {
    name: "desk",
    register(app, services) {
      // What was asked of people through the hotline goes when their personal data go.
      services.requests.react(async (query, { number, added }) => {
        for (const step of added)
          if (step.kind === "delete-personal-data") {
            await forgetRelays(query, services.tenant, number, step.people, step.at);
            await forgetDraftsOn(query, services.tenant, number);
          }
      });
      queueRoutes(app, services);
      coverRoutes(app, services);
      requestRoutes(app, services, (request, number) => atDesk(services, request, number));
      photoRoute(app, services);
    },
  };
}

/** The bodies that the officer answers for today: the own one, then those under cover. */
async function bodiesToday(
  { requests, tenant }: Services,
  officer: Officer,
): Promise<{ id: string; desk: string }[]> {
  const covers = await requests.within((query) => coversOf(query, tenant, officer.id, dayOf(requests.now())));
  return [
    { id: officer.body, desk: officer.desk },
    ...covers.map((each) => ({ id: each.body, desk: each.desk === "" ? "代班" : `${each.desk}（代班）` })),
  ];
}

/**
 * The request and in whose name the officer acts on it: whoever covers a desk may stand on both sides of one, and the
 * address says which. @throws Refusal 404 where no body of the officer holds it. */
async function atDesk(services: Services, request: FastifyRequest, number: string): Promise<AtDesk> {
  const officer = needRole(request, "officer");
  const record = isNumber(number) ? await services.requests.read(number) : undefined;
  if (record === undefined) throw noSuchRequest();
  const bodies = await bodiesToday(services, officer);
  const concerned = bodies.filter((each) => bodyFor(record.state, [each.id]) !== undefined);
  const wanted = asked(request, "body");
  const body =
    concerned.find((each) => each.id === wanted)?.id ??
    bodyFor(
      record.state,
      bodies.map((each) => each.id),
    );
  if (body === undefined) throw noSuchRequest();
  const desk = bodies.find((each) => each.id === body)?.desk ?? "";
  const by: Acting = actingAs({ ...officer, body, desk }, "officer");
  const beside = concerned.map((each) => each.id).filter((each) => each !== body);
  const named = body !== officer.body || beside.length > 0 ? { named: body } : {};
  const choice = choiceIn(request);
  return {
    ...{ officer, record, body, by, beside, cover: body !== officer.body, ...named },
    ...(choice === undefined ? {} : { choice }),
  };
}

function queueRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const chosen = async (request: FastifyRequest, officer: Officer) => {
    const bodies = await bodiesToday(services, officer);
    const wanted = asked(request, "body") ?? officer.body;
    if (!bodies.some((each) => each.id === wanted)) throw noSuchRequest();
    const named = await requests.within(async (query) => {
      const names = [];
      for (const { id } of bodies) names.push({ id, zh: (await bodyName(query, tenant, id)) ?? id });
      return names;
    });
    return { bodies: named, body: named.find((each) => each.id === wanted)! };
  };

  app.get("/desk", async (request, reply) => {
    const officer = needRole(request, "officer");
    const { bodies, body } = await chosen(request, officer);
    const choice = choiceIn(request);
    const { typed, words } = soughtIn(request);
    const after = placeOf(asked(request, "after"));
    const until = endOf(dayOf(requests.now()));
    const [done, going] = [asked(request, "done"), asked(request, "next")];
    const { rows, counts, next } = await requests.within(async (query) => ({
      next: going !== undefined && (await liesWith(query, tenant, body.id, going)) ? going : undefined,
      rows: await queueOf(query, tenant, body.id, {
        ...{ words, until, most: PAGE + 1 },
        ...(choice === undefined ? {} : { choice }),
        ...(after === undefined ? {} : { after }),
      }),
      counts: await partsOf(query, tenant, body.id, until),
    }));
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    // Where the day begins; whoever goes through a part or looks for something was there before.
    const begins = choice === undefined && typed === "" && after === undefined;
    const news = begins
      ? await newsFor(services, body.id, body.id === officer.body ? body.id : undefined)
      : undefined;
    const page = queuePage({
      viewer: await viewerOf(services, request),
      now: requests.now(),
      ...{ body, bodies, counts, typed, first: after === undefined },
      ...(news === undefined ? {} : { news }),
      ...(done !== undefined && isNumber(done) ? { done } : {}),
      ...(next === undefined ? {} : { goOn: next }),
      ...(choice === undefined ? {} : { choice }),
      rows: rows.slice(0, PAGE).map((row) => ({ ...row, text: excerpt(row.text) })),
      ...(last === undefined ? {} : { next: `${last.harm}_${last.due}_${last.number}` }),
    });
    return sendHtml(reply, renderPage(page));
  });

  app.get("/desk/promises", async (request, reply) => {
    const officer = needRole(request, "officer");
    const { bodies, body } = await chosen(request, officer);
    const { typed, words } = soughtIn(request);
    const after = promisePlaceOf(asked(request, "after"));
    const rows = await requests.within((query) =>
      openPromises(query, tenant, body.id, words, after, PAGE + 1),
    );
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    const page = promisesPage({
      viewer: await viewerOf(services, request),
      ...{ body, bodies, typed, first: after === undefined },
      today: dayOf(requests.now()),
      rows: rows.slice(0, PAGE).map((row) => ({ ...row, what: excerpt(row.what) })),
      ...(last === undefined ? {} : { next: `${last.by}_${last.number}_${last.promise}` }),
    });
    return sendHtml(reply, renderPage(page));
  });
}

const NewCover = z
  .object({
    login: z
      .string()
      .trim()
      .min(2)
      .max(64)
      .transform((login) => login.toLowerCase()),
    from: z.iso.date(),
    until: z.iso.date(),
    reason: z.string().trim().min(1).max(200),
  })
  .refine(({ from, until }) => from <= until && Date.parse(until) - Date.parse(from) <= 92 * 86_400_000);

/** What is wrong with a cover, by the field that has to change. */
const COVER_PROBLEMS: Readonly<Record<string, Problem>> = {
  login: { field: "login", zh: "请填代班人的账号。", en: "The login of who covers is needed." },
  unknown: {
    field: "login",
    zh: "没有这个账号，或者它不是经办人的账号。请核对账号，或请管理员先开通。",
    en: "No officer’s account of that login; check it, or ask the administrator.",
  },
  from: { field: "from", zh: "请填从哪天起，像 2026-07-01。", en: "From which day, like 2026-07-01." },
  until: {
    field: "until",
    zh: "请填到哪天，像 2026-07-01；不早于开始那天，最长三个月。",
    en: "Until which day, like 2026-07-01: not before it begins, at most three months.",
  },
  reason: { field: "reason", zh: "请写一句原因，200 字以内。", en: "The reason, in at most 200 characters." },
};

function coverRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: Officer,
    more: { fields?: Sent; problems?: readonly Problem[] } = {},
  ) => {
    const today = dayOf(requests.now());
    const after = coverPlaceOf(asked(request, "after"));
    const { covers, own } = await requests.within(async (query) => {
      const mine = await coversOf(query, tenant, officer.id, today);
      const named = [];
      for (const each of mine)
        named.push({
          body: each.body,
          until: each.until,
          name: (await bodyName(query, tenant, each.body)) ?? each.body,
        });
      return {
        covers: await coversFor(query, tenant, officer.body, today, after, PAGE + 1),
        own: named,
      };
    });
    const viewer = await viewerOf(services, request);
    const last = covers.length > PAGE ? covers[PAGE - 1] : undefined;
    const page = coverPage({
      viewer,
      covers: covers.slice(0, PAGE),
      ...{ own, first: after === undefined },
      ...(last === undefined ? {} : { next: `${last.from}_${last.id}` }),
      fields: more.fields ?? {},
      problems: more.problems ?? [],
    });
    return sendHtml(reply, renderPage(page), more.problems === undefined ? 200 : 422);
  };

  app.get("/desk/cover", async (request, reply) => show(request, reply, needRole(request, "officer")));
  app.post("/desk/cover", async (request, reply) => {
    const officer = needRole(request, "officer");
    const sent = sentOf(request.body);
    if (sent.end !== undefined) {
      const id = z.uuid().safeParse(sent.end);
      if (id.success) await requests.within((query) => endCover(query, tenant, officer.body, id.data));
      return reply.redirect("/desk/cover", 303);
    }
    const cover = NewCover.safeParse(sent);
    const added =
      cover.success &&
      (await requests.within((query) =>
        addCover(query, tenant, { ...cover.data, body: officer.body, desk: officer.desk }),
      ));
    if (added) return reply.redirect("/desk/cover", 303);
    const wrong = cover.success
      ? ["unknown"]
      : cover.error.issues.map(({ path }) => String(path[0] ?? "until"));
    const problems = [...new Set(wrong)].map((each) => COVER_PROBLEMS[each] ?? COVER_PROBLEMS.until!);
    return show(request, reply, officer, { fields: sent, problems });
  });
}

function photoRoute(app: FastifyInstance, services: Services): void {
  const files = photoStore(services.settings, services.tenant);
  app.get("/desk/:number/photos/:id/:size", async (request, reply) => {
    const { number, id, size } = request.params as { number: string; id: string; size: string };
    await atDesk(services, request, number);
    const photos = await services.requests.within((query) => photosOfRequest(query, services.tenant, number));
    const known = photos.some((photo) => photo.id === id) && (size === "full" || size === "small");
    const bytes = known ? await files.read(id, size as PhotoSize) : undefined;
    if (bytes === undefined)
      throw new Refusal(404, "photo/none", "没有这张照片。", "There is no such photo.");
    // Kept for this session alone: whoever signs in next at the same machine is asked anew.
    return reply
      .type("image/jpeg")
      .header("cache-control", "private, max-age=3600")
      .header("vary", "cookie")
      .send(bytes);
  });
}
