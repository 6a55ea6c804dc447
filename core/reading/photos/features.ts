// Key points of a picture with their 256-bit descriptors (ORB, by OpenCV), kept as plain columns.

import type { Grey } from "./picture.ts";

/** How many key points a picture gives at most. */
export const MOST_POINTS = 500;

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
  get(at: number): { pt: { x: number; y: number }; angle: number; size: number };
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
  const module = (await import("@techstark/opencv-js")) as unknown as { default?: OpenCv } & OpenCv;
  const cv = module.default ?? module;
  for (const [at, event] of events.entries())
    for (const listener of process.listeners(event as "uncaughtException"))
      if (!before[at]!.has(listener)) process.removeListener(event, listener);
  if (typeof cv.Mat !== "function")
    await new Promise<void>((resolve) => {
      cv.onRuntimeInitialized = () => resolve();
    });
  // Handed over inside an object: the module has a `then` of its own, which a promise would follow for ever.
  return { cv };
}

/** Prepares the extractor; the returned function is synchronous. */
export async function featureReader(): Promise<(picture: Grey) => Features> {
  const { cv } = await openCv();
  const orb = new cv.ORB(MOST_POINTS);
  return (picture) => {
    const image = new cv.Mat(picture.height, picture.width, cv.CV_8UC1);
    const mask = new cv.Mat();
    const points = new cv.KeyPointVector();
    const descriptors = new cv.Mat();
    try {
      image.data.set(picture.data);
      orb.detectAndCompute(image, mask, points, descriptors);
      const size = Math.min(points.size(), descriptors.rows);
      const out: Features = {
        size,
        x: new Float32Array(size),
        y: new Float32Array(size),
        angle: new Float32Array(size),
        patch: new Float32Array(size),
        descriptors: new Uint32Array(size * 8),
        width: picture.width,
        height: picture.height,
      };
      for (let at = 0; at < size; at++) {
        const point = points.get(at);
        out.x[at] = point.pt.x;
        out.y[at] = point.pt.y;
        out.angle[at] = point.angle;
        out.patch[at] = point.size;
      }
      if (size > 0) new Uint8Array(out.descriptors.buffer).set(descriptors.data.subarray(0, size * 32));
      return out;
    } finally {
      for (const each of [image, mask, points, descriptors]) each.delete();
    }
  };
}
