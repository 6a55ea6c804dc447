// The thread of a request, its card and its photos, for whoever has the secret link, which is all that is asked; or from the own list.

import type { FastifyInstance, FastifyRequest } from "fastify";
import { isLink } from "../../../core/domain/request/number.ts";
import { ACT_DONE } from "../../../web/citizens/acts.tsx";
import { cardPage, paperPage, renewPage } from "../../../web/citizens/card.tsx";
import { openedPage } from "../../../web/citizens/opened.tsx";
import { threadPage } from "../../../web/citizens/thread.tsx";
import { contactOpenings } from "../officers/contacts.store.ts";
import { dropFromOthers, isListed } from "../own-list/own-list.store.ts";
import { type ListOwner, listOwner, ownerFor } from "../own-list/own-list.ts";
import { changeLink, replaceLinks } from "../requests/people.ts";
import { personOfLink } from "../requests/requests.store.ts";
import { digestOf, newLink } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { forgetPlace } from "../uploads/photos.store.ts";
import { isPhotoId } from "../uploads/photos.ts";
import { photoStore } from "../uploads/store.ts";
import { bodiesNamed, hotlineOf, namesOf } from "./bodies.ts";
import { sendPhoto } from "./draft-photos.routes.ts";
import { field, newFormKey, noSuchRequest, originOf, seeOther, show, WRITE } from "./pages.ts";
import { qrPath } from "./qr.ts";
import { type OwnRequest, openOwn, threadView } from "./thread-view.ts";

/** A secret of 133 bits is not found by trying; the limit is against floods alone. */
export const OPEN = { config: { rateLimit: { max: 600, timeWindow: "1 minute" } } };

/** @throws Refusal 404 where the address opens nothing, 401 where it is one of a list and nobody is signed in. */
export async function ownRequest(services: Services, request: FastifyRequest): Promise<OwnRequest> {
  const { link } = request.params as { link: string };
  const own = await openOwn(services, link, await ownerFor(services, request, link));
  if (own === undefined) throw noSuchRequest();
  return own;
}

export function threadRoutes(app: FastifyInstance, services: Services): void {
  const { settings, tenant, requests } = services;
  const files = photoStore(settings, tenant);

  app.get("/r/:link", OPEN, async (request, reply) => {
    const own = await ownRequest(services, request);
    const { before, told } = request.query as { before?: string; told?: string };
    const done = told !== undefined && Object.hasOwn(ACT_DONE, told) ? told : undefined;
    const owner = await listOwner(services, request);
    const view = threadView(own, requests.now(), newFormKey(), {
      ...(owner === undefined
        ? {}
        : { list: { token: owner.formToken, listed: await standsIn(owner, own), from: !isLink(own.link) } }),
      ...(before !== undefined && /^\d{1,6}$/.test(before) ? { before: Number(before) } : {}),
      ...(done === undefined ? {} : { told: ACT_DONE[done as keyof typeof ACT_DONE] }),
    });
    return show(reply, threadPage(view));
  });

  const standsIn = (owner: ListOwner, { number, person }: OwnRequest) =>
    requests.within((query) => isListed(query, tenant, owner.owner, { number, person: person.number }));

  app.get("/r/:link/card", OPEN, async (request, reply) => {
    const own = await ownRequest(services, request);
    const { link } = own;
    const owner = await listOwner(services, request);
    const address = `${originOf(request, settings)}/r/${link}`;
    const { phone } = await hotlineOf(services);
    return show(
      reply,
      cardPage({
        ...{ link, phone, number: own.own, listed: owner !== undefined && (await standsIn(owner, own)) },
        // An address of the list opens nothing on another day or another's screen; it must not be taken for the link.
        ...(isLink(link) ? { secret: { address, qr: qrPath(address) } } : {}),
      }),
    );
  });

  app.get("/r/:link/paper", OPEN, async (request, reply) => {
    const { link, own } = await ownRequest(services, request);
    return show(reply, paperPage({ link, number: own, ...(await hotlineOf(services)) }));
  });

  app.get("/r/:link/opened", OPEN, async (request, reply) => {
    const { link, own, number, person } = await ownRequest(services, request);
    const { openings, bodies } = await requests.within(async (query) => {
      const openings = await contactOpenings(query, tenant, number, person.number);
      const ids = [...new Set(openings.map((each) => each.body))];
      return { openings, bodies: await bodiesNamed(query, tenant, ids) };
    });
    const nameOf = namesOf(bodies);
    const views = openings.map(({ body, desk, at, purpose }) => ({
      ...{ who: [nameOf(body), desk].filter(Boolean).join(" "), at, words: purpose },
    }));
    return show(reply, openedPage({ link, number: own, openings: views }));
  });

  app.get("/r/:link/renew", OPEN, async (request, reply) => {
    const { link, own } = await ownRequest(services, request);
    const fresh = newLink();
    const address = `${originOf(request, settings)}/r/${fresh}`;
    return show(reply, renewPage({ link, number: own, fresh, address }));
  });

  app.post("/r/:link/renew", WRITE, async (request, reply) => {
    const { link } = request.params as { link: string };
    const fresh = field(request.body, "fresh");
    if (!isLink(fresh)) throw noSuchRequest();
    // Whoever had the link may have put the request into a list of their own, and goes with the link.
    const kept = (await listOwner(services, request))?.owner;
    const own = isLink(link) ? undefined : await ownRequest(services, request);
    await requests.within(async (query) => {
      const done =
        own === undefined
          ? await changeLink(query, tenant, digestOf(link), digestOf(fresh))
          : await replaceLinks(
              query,
              tenant,
              { number: own.number, person: own.person.number },
              digestOf(fresh),
            );
      const holder = await personOfLink(query, tenant, digestOf(fresh));
      // Pressed twice, the link is changed already.
      if (holder === undefined || (own !== undefined && !done)) throw noSuchRequest();
      if (done) await dropFromOthers(query, tenant, holder, kept);
    });
    return seeOther(reply, `/r/${fresh}/card`);
  });

  app.post("/r/:link/photos/:id/forget-place", WRITE, async (request, reply) => {
    const { link, number, person } = await ownRequest(services, request);
    const { id } = request.params as { id: string };
    if (!isPhotoId(id)) throw noSuchRequest();
    await requests.within((query) => forgetPlace(query, tenant, number, person.number, id));
    return seeOther(reply, `/r/${link}?told=place#photos`);
  });

  for (const [path, size] of [
    ["/r/:link/photos/:id", "full"],
    ["/r/:link/photos/:id/small", "small"],
  ] as const) {
    app.get(path, OPEN, async (request, reply) => {
      const { photos } = await ownRequest(services, request);
      const { id } = request.params as { id: string };
      if (!photos.some((photo) => photo.id === id)) throw noSuchRequest();
      return sendPhoto(reply, files, id, size);
    });
  }
}
