// The perceptual fingerprint PDQ (256 bits), written after its published description, and its eight turned and mirrored forms.
//
// "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (Facebook, 2019): a 64 × 64 picture of
// luma, the 16 × 16 low frequencies of its cosine transform without the constant row and column, one bit each for
// "above the median". Bits are numbered row × 16 + column; written in hexadecimal from the highest bit to the lowest.

/** The side of the picture that is transformed. */
export const SIDE = 64;
const FREQUENCIES = 16;
/** Fingerprints at most this far apart are taken for the same picture (the published threshold). */
export const SAME_DISTANCE = 31;

export type Turn =
  | "none"
  | "rotate90"
  | "rotate180"
  | "rotate270"
  | "mirror"
  | "flip"
  | "transpose"
  | "transverse";

/** For each turn (clockwise): whether rows and columns change places first, then which axes run backwards. */
export const TURNS: readonly { turn: Turn; swap: boolean; backX: boolean; backY: boolean }[] = [
  { turn: "none", swap: false, backX: false, backY: false },
  { turn: "rotate90", swap: true, backX: true, backY: false },
  { turn: "rotate180", swap: false, backX: true, backY: true },
  { turn: "rotate270", swap: true, backX: false, backY: true },
  { turn: "mirror", swap: false, backX: true, backY: false },
  { turn: "flip", swap: false, backX: false, backY: true },
  { turn: "transpose", swap: true, backX: false, backY: false },
  { turn: "transverse", swap: true, backX: true, backY: true },
];

const COSINES = Float64Array.from({ length: FREQUENCIES * SIDE }, (_, at) => {
  const frequency = Math.floor(at / SIDE) + 1;
  return Math.sqrt(2 / SIDE) * Math.cos((Math.PI / 2 / SIDE) * frequency * (2 * (at % SIDE) + 1));
});

/** The 16 × 16 low frequencies of a 64 × 64 picture, row by row. */
export function frequencies(luma: ArrayLike<number>): Float64Array {
  // A cosine is the same, or the same with the other sign, as far from the other end: opposite lines are taken together.
  const half = new Float64Array(FREQUENCIES * SIDE);
  const pair = new Float64Array(SIDE);
  for (const sign of [1, -1])
    for (let y = 0; y < SIDE / 2; y++) {
      const upper = y * SIDE;
      const lower = (SIDE - 1 - y) * SIDE;
      for (let x = 0; x < SIDE; x++) pair[x] = luma[upper + x]! + sign * luma[lower + x]!;
      for (let row = sign === 1 ? 1 : 0; row < FREQUENCIES; row += 2) {
        const factor = COSINES[row * SIDE + y]!;
        const at = row * SIDE;
        for (let x = 0; x < SIDE; x++) half[at + x]! += factor * pair[x]!;
      }
    }
  const full = new Float64Array(FREQUENCIES * FREQUENCIES);
  for (let row = 0; row < FREQUENCIES; row++)
    for (let column = 0; column < FREQUENCIES; column++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += half[row * SIDE + x]! * COSINES[column * SIDE + x]!;
      full[row * FREQUENCIES + column] = sum;
    }
  return full;
}

/** The bits: 1 where a frequency exceeds the lower median. Eight words; bit n is bit n & 31 of word n >> 5. */
export function bitsOf(values: Float64Array): Uint32Array {
  const median = Float64Array.from(values).sort()[values.length / 2 - 1]!;
  const hash = new Uint32Array(8);
  for (let at = 0; at < values.length; at++)
    if (values[at]! > median) hash[at >> 5] = (hash[at >> 5]! | (1 << (at & 31))) >>> 0;
  return hash;
}

/**
 * The frequencies of the turned picture, without turning it: swapping axes transposes them, running an axis
 * backwards changes the sign of its odd frequencies (which stand at even places, since frequency 0 is left out).
 */
export function turned(values: Float64Array, turn: Turn): Float64Array {
  const { swap, backX, backY } = TURNS.find((each) => each.turn === turn)!;
  const out = new Float64Array(values.length);
  for (let row = 0; row < FREQUENCIES; row++)
    for (let column = 0; column < FREQUENCIES; column++) {
      const value = swap ? values[column * FREQUENCIES + row]! : values[row * FREQUENCIES + column]!;
      const sign = (backX && column % 2 === 0 ? -1 : 1) * (backY && row % 2 === 0 ? -1 : 1);
      out[row * FREQUENCIES + column] = sign * value;
    }
  return out;
}

/** 0 to 100: how much structure the picture has (the sum of its coarse steps of brightness, as published). */
export function quality(luma: ArrayLike<number>): number {
  let sum = 0;
  const step = (a: number, b: number) => Math.abs(Math.trunc(((a - b) * 100) / 255));
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const here = luma[y * SIDE + x]!;
      if (y + 1 < SIDE) sum += step(here, luma[(y + 1) * SIDE + x]!);
      if (x + 1 < SIDE) sum += step(here, luma[y * SIDE + x + 1]!);
    }
  return Math.min(100, Math.trunc(sum / 90));
}

export interface Fingerprint256 {
  readonly hash: Uint32Array;
  readonly quality: number;
  readonly values: Float64Array;
}

export function fingerprint(luma: ArrayLike<number>): Fingerprint256 {
  const values = frequencies(luma);
  return { hash: bitsOf(values), quality: quality(luma), values };
}

export function bitCount(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** In how many of 256 bits two fingerprints differ; `a` and `b` may be columns of many, eight words each. */
export function distance(a: Uint32Array, b: Uint32Array, atA = 0, atB = 0): number {
  let differ = 0;
  for (let word = 0; word < 8; word++) differ += bitCount(a[atA + word]! ^ b[atB + word]!);
  return differ;
}

/** As published: 64 hexadecimal digits, bit 255 first. */
export function toHex(hash: Uint32Array): string {
  return Array.from(hash, (word) => word.toString(16).padStart(8, "0"))
    .reverse()
    .join("");
}

/** The fingerprint of 64 hexadecimal digits; undefined where the text is none. */
export function fromHex(text: string): Uint32Array | undefined {
  if (!/^[0-9a-f]{64}$/i.test(text)) return undefined;
  return Uint32Array.from({ length: 8 }, (_, at) =>
    Number.parseInt(text.slice((7 - at) * 8, (8 - at) * 8), 16),
  );
}
