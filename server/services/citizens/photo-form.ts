// A form with photos as a browser posts it: the fields, the pictures re-encoded one after another, and what is wrong with the rest.

import { createHash } from "node:crypto";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Problem } from "../../../web/parts/form.tsx";
import type { Settings } from "../../kit/settings.ts";
import { MOST_PHOTO_BYTES, MOST_PHOTOS, type PhotoRefusal, type Picture } from "../uploads/reencode.ts";
import { takePicture } from "../uploads/scanner.ts";
import type { Fields } from "./draft.ts";

export interface PhotoForm {
  readonly fields: Fields;
  /** With the digest of what was sent, by which a picture sent twice is known again. */
  readonly pictures: readonly { readonly picture: Picture; readonly given: Buffer }[];
  readonly problems: readonly Problem[];
  /** How many files came that were not empty. */
  readonly seen: number;
}

/** Forms with files, for the routes registered on this scope alone. */
export async function takeFiles(scope: FastifyInstance): Promise<void> {
  if (scope.hasContentTypeParser("multipart/form-data")) return;
  await scope.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: MOST_PHOTO_BYTES, files: MOST_PHOTOS + 6, fields: 20, fieldSize: 100_000, parts: 40 },
  });
}

type Why = PhotoRefusal | "size" | "many" | "infected" | "not-scanned";

const WHY: Readonly<Record<Why, (name: string) => Omit<Problem, "field">>> = {
  size: (name) => ({
    zh: `${name}超过 8 兆。请拍小一点，或截图再传。`,
    en: "Larger than 8 MB; take a smaller one or a screenshot.",
  }),
  type: (name) => ({
    zh: `${name}不是照片。只收 JPEG、PNG、WebP；苹果手机请在设置里把相机格式改成“兼容性最佳”，或截图再传。`,
    en: "Not a photo; JPEG, PNG or WebP only.",
  }),
  broken: (name) => ({
    zh: `${name}打不开，可能没传完整。请再传一次。`,
    en: "It cannot be opened and may be torn; send it again.",
  }),
  "too-large": (name) => ({
    zh: `${name}的尺寸太大。请截图或缩小后再传。`,
    en: "Too many pixels; make it smaller.",
  }),
  infected: (name) => ({
    zh: `${name}被查毒软件拦下，没有收。请换一张重新拍的。`,
    en: "The scanner stopped this file; it was not taken. Send a newly taken photo.",
  }),
  "not-scanned": (name) => ({
    zh: `${name}暂时不能查毒，没有收。诉求可以先提交，照片以后补。`,
    en: "It cannot be scanned for the moment and was not taken; send the request now and the photo later.",
  }),
  many: () => ({
    zh: `照片最多 ${MOST_PHOTOS} 张，多出来的没有收。`,
    en: `At most ${MOST_PHOTOS} photos; those beyond were not taken.`,
  }),
};

/** The box above the pictures; what stands after them in a form comes too late, and then nothing is read. */
export const KEEP_PLACE = "place";

/** Takes at most `room` new pictures; those whose digest is among `known` were sent before. */
export async function readPhotoForm(
  request: FastifyRequest,
  room: number,
  known: ReadonlySet<string>,
  settings: Pick<Settings, "clamav">,
): Promise<PhotoForm> {
  const fields: Fields = {};
  const pictures: { picture: Picture; given: Buffer }[] = [];
  const wrong: Omit<Problem, "field">[] = [];
  const seen = new Set(known);
  let at = 0;
  for await (const part of request.parts()) {
    if (part.type === "field") {
      if (typeof part.value === "string") fields[part.fieldname] = part.value;
      continue;
    }
    const bytes = await part.toBuffer();
    if (bytes.length === 0) continue;
    at += 1;
    const name = `第 ${at} 个文件`;
    const given = createHash("sha256").update(bytes).digest();
    if (part.file.truncated) wrong.push(WHY.size(name));
    else if (seen.has(given.toString("hex"))) continue;
    else if (pictures.length >= room) wrong.push(WHY.many(name));
    else {
      const picture = await takePicture(settings, bytes, fields[KEEP_PLACE] === "on");
      if (typeof picture === "string") wrong.push(WHY[picture](name));
      else pictures.push({ picture, given });
      seen.add(given.toString("hex"));
    }
  }
  const problems = [...new Map(wrong.map((each) => [each.zh, each])).values()].map(
    (each): Problem => ({ field: "photo", ...each }),
  );
  return { fields, pictures, problems, seen: at };
}
