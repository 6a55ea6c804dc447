// Key points of a picture with their 256-bit descriptors (ORB, by OpenCV), kept as plain columns.

import { createRequire } from "node:module";
import { type Grey, mean, summed } from "./picture.ts";

/** How many key points are looked for, and how many of them one of 8 × 8 fields of the picture may keep. */
const SOUGHT_POINTS = 3000;
const FIELDS = 8;
const MOST_IN_FIELD = 20;
/** With fewer points than this (fog, dusk, a bare wall) a picture is looked at once more with its local contrast raised. */
const ENOUGH_POINTS = 500;
const RAISE = 3;

export interface Features {
  readonly size: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Degrees, and the diameter of the patch: what a turned or enlarged picture changes by one amount everywhere. */
  readonly angle: Float32Array;
  readonly patch: Float32Array;
  /** Eight words each. */
  readonly descriptors: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** What we use of OpenCV; its own declarations lack ORB. */
interface Deletable {
  delete(): void;
}
interface Mat extends Deletable {
  readonly rows: number;
  readonly data: Uint8Array;
}
interface KeyPoints extends Deletable {
  size(): number;
  get(at: number): { pt: { x: number; y: number }; angle: number; size: number; response: number };
}
interface Orb {
  detectAndCompute(image: Mat, mask: Mat, points: KeyPoints, descriptors: Mat): void;
}
interface OpenCv {
  readonly Mat: new (...size: number[]) => Mat;
  readonly KeyPointVector: new () => KeyPoints;
  readonly ORB: new (mostPoints: number) => Orb;
  readonly CV_8UC1: number;
  onRuntimeInitialized?: () => void;
}

let loading: Promise<{ readonly cv: OpenCv }> | undefined;

/** OpenCV is 7.6 MB of WebAssembly: loaded when first needed, once. */
function openCv(): Promise<{ readonly cv: OpenCv }> {
  loading ??= load();
  return loading;
}

async function load(): Promise<{ readonly cv: OpenCv }> {
  // On loading, the module listens to every failure of the whole process and ends it; those listeners go again.
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set<unknown>(process.listeners(event as "uncaughtException")));
  // Not by import(): the module has a `then` of its own, which a promise would follow for ever.
  const cv = createRequire(import.meta.url)("@techstark/opencv-js") as OpenCv;
  for (const [at, event] of events.entries())
    for (const listener of process.listeners(event as "uncaughtException"))
      if (!before[at]!.has(listener)) process.removeListener(event, listener);
  if (typeof cv.Mat !== "function")
    await new Promise<void>((resolve) => {
      cv.onRuntimeInitialized = () => resolve();
    });
  // Handed over inside an object for the same reason.
  return { cv };
}

/** Prepares the extractor; the returned function is synchronous. */
export async function featureReader(): Promise<(picture: Grey) => Features> {
  const { cv } = await openCv();
  const orb = new cv.ORB(SOUGHT_POINTS);
  return (picture) => {
    const plain = spread(pointsOf(cv, orb, picture, picture.data), picture);
    // Raised contrast is added and not put in place: a copy with a caption may have points enough without it.
    const more =
      plain.length < ENOUGH_POINTS ? spread(pointsOf(cv, orb, picture, raised(picture)), picture) : [];
    return columnsOf([...plain, ...more], picture);
  };
}

interface Point {
  readonly pt: { readonly x: number; readonly y: number };
  readonly angle: number;
  readonly size: number;
  readonly response: number;
  readonly descriptor: Uint8Array;
}

function pointsOf(cv: OpenCv, orb: Orb, { width, height }: Grey, shades: ArrayLike<number>): Point[] {
  const image = new cv.Mat(height, width, cv.CV_8UC1);
  const mask = new cv.Mat();
  const points = new cv.KeyPointVector();
  const descriptors = new cv.Mat();
  try {
    image.data.set(shades);
    orb.detectAndCompute(image, mask, points, descriptors);
    return Array.from({ length: Math.min(points.size(), descriptors.rows) }, (_, at) => ({
      ...points.get(at),
      // A copy: the matrix goes back to OpenCV.
      descriptor: descriptors.data.slice(at * 32, at * 32 + 32),
    }));
  } finally {
    for (const each of [image, mask, points, descriptors]) each.delete();
  }
}

function columnsOf(points: readonly Point[], { width, height }: Grey): Features {
  const column = (value: (point: Point) => number) => Float32Array.from(points, value);
  const descriptors = new Uint32Array(points.length * 8);
  const bytes = new Uint8Array(descriptors.buffer);
  for (const [place, { descriptor }] of points.entries()) bytes.set(descriptor, place * 32);
  return {
    size: points.length,
    x: column((point) => point.pt.x),
    y: column((point) => point.pt.y),
    angle: column((point) => point.angle),
    patch: column((point) => point.size),
    descriptors,
    width,
    height,
  };
}

/** Each shade pushed away from the mean of its surroundings: corners of a dull picture become corners that are found. */
function raised(picture: Grey): Uint8ClampedArray {
  const { width, height, data } = picture;
  const sums = summed(picture);
  const half = Math.max(width, height) / 24;
  // Rounded and kept within 0 to 255 by the array itself.
  const result = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const around = mean(sums, x + 0.5, y + 0.5, half, half);
      result[y * width + x] = around + (data[y * width + x]! - around) * RAISE;
    }
  return result;
}

/** The strongest points of each field: else the letters of a watermark would take them all. */
function spread(points: readonly Point[], { width, height }: Grey): Point[] {
  const taken = new Uint32Array(FIELDS * FIELDS);
  return [...points]
    .sort((a, b) => b.response - a.response)
    .filter(({ pt }) => {
      const field =
        Math.min(FIELDS - 1, Math.floor((pt.y / height) * FIELDS)) * FIELDS +
        Math.min(FIELDS - 1, Math.floor((pt.x / width) * FIELDS));
      return taken[field]!++ < MOST_IN_FIELD;
    });
}
