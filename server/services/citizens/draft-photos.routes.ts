// Photos of a draft: added, shown small, taken away; a picture sent twice is kept once.

import type { FastifyInstance, FastifyReply } from "fastify";
import { photosPage } from "../../../web/citizens/filing-end.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import type { Services } from "../service.ts";
import {
  addPhotos,
  dropDraftPhoto,
  givenToDraft,
  type NewPhoto,
  photosOfDraft,
} from "../uploads/photos.store.ts";
import { isPhotoId, type PhotoSize } from "../uploads/photos.ts";
import { MOST_PHOTOS } from "../uploads/reencode.ts";
import { type PhotoStore, photoStore } from "../uploads/store.ts";
import { type Opened, openDraft } from "./filing.routes.ts";
import { noSuchDraft, noSuchRequest, originOf, seeOther, show, UPLOAD, WRITE } from "./pages.ts";
import { readPhotoForm, takeFiles } from "./photo-form.ts";

export async function draftPhotoRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { settings, tenant, requests } = services;
  const files = photoStore(settings, tenant);
  await takeFiles(app);

  const page = async (opened: Opened, origin: string, problems: readonly Problem[]) => {
    const photos = await requests.within((query) => photosOfDraft(query, tenant, opened.digest));
    const views = photos.map(({ place, ...photo }) => ({ ...photo, placed: place !== undefined }));
    return photosPage({ link: opened.link, origin, photos: views, most: MOST_PHOTOS, problems });
  };

  app.get("/file/:link/photos", async (request, reply) => {
    const opened = await openDraft(services, request);
    if (opened.sent) return seeOther(reply, `/r/${opened.link}`);
    if (opened.fields === undefined) throw noSuchDraft();
    return show(reply, await page(opened, originOf(request, settings), []));
  });

  app.post("/file/:link/photos", UPLOAD, async (request, reply) => {
    const opened = await openDraft(services, request);
    if (opened.sent) return seeOther(reply, `/r/${opened.link}/add`);
    if (opened.fields === undefined) throw noSuchDraft();
    const { there, known } = await requests.within(async (query) => ({
      there: await photosOfDraft(query, tenant, opened.digest),
      known: await givenToDraft(query, tenant, opened.digest),
    }));
    const form = await readPhotoForm(request, MOST_PHOTOS - there.length, known, settings);
    const kept: (NewPhoto & { readonly given: Buffer })[] = [];
    for (const { picture, given } of form.pictures) {
      const { full, small, width, height, place } = picture;
      kept.push({
        ...{ id: await files.keep(picture), given, width, height },
        bytes: full.length + small.length,
        ...(place === undefined ? {} : { place }),
      });
    }
    await requests.within((query) =>
      addPhotos(query, tenant, { draft: opened.digest }, kept, requests.now()),
    );
    const goesOn = form.fields.go === "on";
    const none = !goesOn && kept.length === 0 && form.problems.length === 0 && form.seen === 0;
    const problems = none ? [NOTHING_CHOSEN] : form.problems;
    if (problems.length === 0) return seeOther(reply, `/file/${opened.link}/${goesOn ? "you" : "photos"}`);
    return show(reply, await page(opened, originOf(request, settings), problems), 422);
  });

  app.get("/file/:link/photos/:id", async (request, reply) => {
    const { id } = request.params as { id: string };
    const opened = await openDraft(services, request);
    const photos = await requests.within((query) => photosOfDraft(query, tenant, opened.digest));
    if (!photos.some((photo) => photo.id === id)) throw noSuchRequest();
    return sendPhoto(reply, files, id, "small");
  });

  app.post("/file/:link/photos/:id/drop", WRITE, async (request, reply) => {
    const { id } = request.params as { id: string };
    const { link, digest, fields, sent } = await openDraft(services, request);
    if (fields === undefined && !sent) throw noSuchDraft();
    const dropped =
      isPhotoId(id) && (await requests.within((query) => dropDraftPhoto(query, tenant, digest, id)));
    if (dropped) await files.drop([id]);
    return seeOther(reply, `/file/${link}/photos`);
  });
}

/** Kept by the browser alone, for a while: the link is a secret. */
export async function sendPhoto(
  reply: FastifyReply,
  files: PhotoStore,
  id: string,
  size: PhotoSize,
): Promise<FastifyReply> {
  const bytes = await files.read(id, size);
  if (bytes === undefined) throw noSuchRequest();
  return reply
    .type("image/jpeg")
    .header("cache-control", "private, max-age=3600")
    .header("x-content-type-options", "nosniff")
    .send(bytes);
}

const NOTHING_CHOSEN: Problem = {
  field: "photo",
  zh: "没有选照片。请先选，再点上传；不加就点“下一步”。",
  en: "No photo was chosen; choose one, or go on without.",
};
