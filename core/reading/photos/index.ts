// Finds the same photograph among many pictures: equal bytes, then fingerprints, then shared key points; each pair laid
// over each other before it is reported.

import { type Agreement, agreement, type Overlay } from "./agreement.ts";
import { CropIndex } from "./crops.ts";
import { fitted, type Similarity } from "./geometry.ts";
import { HammingIndex } from "./hamming.ts";
import { matches } from "./nearest.ts";
import { bitsOf, distance, TURNS, type Turn, turned } from "./pdq.ts";
import { type Box, type Summed, summed } from "./picture.ts";
import { refined } from "./refine.ts";
import type { PhotoView, Print } from "./view.ts";

export { HammingIndex } from "./hamming.ts";
export { toHex } from "./pdq.ts";
export { type PhotoView, photoReader, printsOf } from "./view.ts";

export type Transform = Exclude<Turn, "none"> | "identical" | "border" | "crop" | "resized";

export interface SamePhoto {
  readonly a: number;
  readonly b: number;
  /** Bits in which the fingerprints differ, in the best of the compared forms (0 to 256). */
  readonly distance: number;
  readonly transform?: Transform;
  /** How likely it is one and the same photograph, by the share of the picture that agrees block by block. */
  readonly probability: number;
  readonly agreement: Agreement;
  readonly inliers?: number;
}

/**
 * PDQ's own advice is to use no fingerprint of quality under 50; here every pair is laid over each other afterwards, so
 * dim and foggy pictures may propose pairs too.
 */
const LEAST_QUALITY = 10;
/**
 * Votes (of points that agree on turn and scale) a pair needs before its key points are compared one by one: a few for
 * the best candidates, many for the rest, so that a picture used a hundred times is still found a hundred times without
 * comparing everything with everything.
 */
const LEAST_VOTES = 3;
const FEW_VOTES = 24;
const SURE_VOTES = 12;
/** What the agreement of two pictures must reach, and how far they may drift. */
export interface Limits {
  readonly same: number;
  readonly middle: number;
  readonly drift: number;
}

/**
 * Half of the structured blocks must be the same: room for a watermark, a caption, a stamp. The middle block must be
 * alike and lie in its place: on 22 photographs outside the evaluation (eval/photos/separation.ts),
 * copies drift by at most 0.052 pixels; of hand-held second shots with near things moved by 0.4 % of the width none by under 0.08.
 */
const LIMITS: Limits = { same: 0.5, middle: 0.95, drift: 0.065 };
const LEAST_BLOCKS = 8;
/** A common part smaller than this share of both pictures (a shared logo) is not the photograph. */
const LEAST_COVER = 0.25;

export class PhotoIndex {
  private readonly limits: Limits;
  private readonly views: PhotoView[] = [];
  private readonly prints = new HammingIndex();
  /** For each fingerprint in the index: its picture and which of its prints. */
  private readonly owners: { photo: number; print: number }[] = [];
  private readonly crops = new CropIndex();

  constructor(limits: Limits = LIMITS) {
    this.limits = limits;
  }

  add(view: PhotoView): number {
    const photo = this.views.push(view) - 1;
    for (const [print, { hash, quality }] of view.prints.entries()) {
      if (quality < LEAST_QUALITY) continue;
      this.prints.add(hash);
      this.owners.push({ photo, print });
    }
    this.crops.add(view.features);
    return photo;
  }

  get length(): number {
    return this.views.length;
  }

  /** The stored pictures with a lower number than `before` that show the same photograph as this one (`at` its number). */
  same(view: PhotoView, at: number, before = at): SamePhoto[] {
    const found = new Map<number, SamePhoto>();
    const ground = summed(view.small);
    const keep = (candidate: SamePhoto | undefined) => {
      if (candidate === undefined) return;
      const known = found.get(candidate.a);
      if (known === undefined || candidate.agreement.same > known.agreement.same)
        found.set(candidate.a, candidate);
    };
    for (const print of view.prints) {
      if (print.quality < LEAST_QUALITY) continue;
      for (const { turn } of TURNS) {
        const hash = turn === "none" ? print.hash : bitsOf(turned(print.values, turn));
        for (const near of this.prints.near(hash)) {
          const owner = this.owners[near.at]!;
          if (owner.photo >= before) continue;
          const other = this.views[owner.photo]!;
          keep(
            byPrint(
              owner.photo,
              other,
              other.prints[owner.print]!,
              at,
              view,
              ground,
              print,
              turn,
              near.distance,
              this.limits,
            ),
          );
        }
      }
    }
    const shared = this.crops.candidates(view.features, LEAST_VOTES).filter((each) => each.at < before);
    for (const [rank, { at: photo, votes }] of shared.entries()) {
      if (found.has(photo) || (rank >= FEW_VOTES && votes < SURE_VOTES)) continue;
      keep(byPoints(photo, this.views[photo]!, at, view, ground, this.limits));
    }
    return [...found.values()].sort((one, other) => one.a - other.a);
  }
}

/** Judged by fingerprints: the turned print of `view` is near a print of `other`. */
function byPrint(
  a: number,
  other: PhotoView,
  otherPrint: Print,
  b: number,
  view: PhotoView,
  ground: Summed,
  print: Print,
  turn: Turn,
  away: number,
  limits: Limits,
): SamePhoto | undefined {
  const found = closest(ground, other, overlayOf(print.box, otherPrint.box, turn));
  // The boxes were chosen for their content, a frame is no part of it: they cover each other by construction.
  const verdict = judged({ ...found, coverFirst: 1 }, limits);
  if (verdict === undefined) return undefined;
  const bordered = view.prints[0] !== print || other.prints[0] !== otherPrint;
  // The turn that leads from a to b is the inverse of the one that was tried on b.
  const transform = turn !== "none" ? INVERSE[turn] : bordered ? "border" : away > 0 ? "resized" : undefined;
  return {
    a,
    b,
    distance: away,
    ...(transform ? { transform } : {}),
    probability: verdict,
    agreement: found,
  };
}

const INVERSE: Readonly<Record<Exclude<Turn, "none">, Exclude<Turn, "none">>> = {
  rotate90: "rotate270",
  rotate270: "rotate90",
  rotate180: "rotate180",
  mirror: "mirror",
  flip: "flip",
  transpose: "transpose",
  transverse: "transverse",
};

/** Judged by key points: a crop, a screenshot, a picture in a picture. */
function byPoints(
  a: number,
  other: PhotoView,
  b: number,
  view: PhotoView,
  ground: Summed,
  limits: Limits,
): SamePhoto | undefined {
  const found = fitted(view.features, other.features, matches(view.features, other.features));
  if (found === undefined) return undefined;
  const laid = closest(ground, other, scaled(found.map, view, other));
  const verdict = judged(laid, limits);
  if (verdict === undefined) return undefined;
  let away = 256;
  for (const p of view.prints) for (const q of other.prints) away = Math.min(away, distance(p.hash, q.hash));
  return {
    a,
    b,
    distance: away,
    transform: "crop",
    probability: verdict,
    agreement: laid,
    inliers: found.inliers,
  };
}

function closest(ground: Summed, other: PhotoView, map: Overlay): Agreement {
  const under = summed(other.small);
  return refined(ground, under, map)
    .map((each) => agreement(ground, under, each))
    .reduce((best, each) => (each.middle > best.middle ? each : best));
}

function judged(found: Agreement, limits: Limits): number | undefined {
  if (found.same < limits.same || found.middle < limits.middle || found.drift > limits.drift)
    return undefined;
  if (found.blocks < LEAST_BLOCKS) return undefined;
  if (found.coverFirst < LEAST_COVER && found.coverSecond < LEAST_COVER) return undefined;
  return probabilityOf(found);
}

/** Rough and cautious: half at the least likeness or the most drift accepted, 0.98 for a plain copy; never 1. */
function probabilityOf({ middle, drift }: Agreement): number {
  const above = Math.min(100 * (middle - LIMITS.middle), 65 * (LIMITS.drift - drift));
  return Math.round(1000 / (1 + Math.exp(-above))) / 1000;
}

/** From the box of the first small picture to the box of the second, by the turn that was applied to the first. */
function overlayOf(from: Box, to: Box, turn: Turn): Overlay {
  const { swap, backX, backY } = TURNS.find((each) => each.turn === turn)!;
  const place = (x: number, y: number): [number, number] => {
    const s = (x - from.left) / from.width;
    const t = (y - from.top) / from.height;
    const [u, v] = swap ? [t, s] : [s, t];
    return [to.left + (backX ? 1 - u : u) * to.width, to.top + (backY ? 1 - v : v) * to.height];
  };
  const [c, f] = place(0, 0);
  const [ac, df] = place(1, 0);
  const [bc, ef] = place(0, 1);
  return { a: ac - c, b: bc - c, c, d: df - f, e: ef - f, f };
}

/** A map between the detailed pictures, told between the small ones. */
function scaled({ a, b, c, d }: Similarity, from: PhotoView, to: PhotoView): Overlay {
  const sx = from.features.width / from.small.width;
  const sy = from.features.height / from.small.height;
  const tx = to.features.width / to.small.width;
  const ty = to.features.height / to.small.height;
  return { a: (a * sx) / tx, b: (-b * sy) / tx, c: c / tx, d: (b * sx) / ty, e: (a * sy) / ty, f: d / ty };
}
