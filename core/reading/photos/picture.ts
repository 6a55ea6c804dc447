// A grey picture in memory, sampled and cut: boxes, area averages, and the plain border around a photograph.

export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the picture inside the box, averaged by area into side × side samples. */
export function squared(picture: Grey, box: Box, side: number): Float64Array {
  const { data, width } = picture;
  const columns = spans(box.left, box.width, side);
  const rows = spans(box.top, box.height, side);
  const out = new Float64Array(side * side);
  const strip = new Float64Array(box.width);
  for (let y = 0; y < side; y++) {
    strip.fill(0);
    for (let each = 0; each < rows.count[y]!; each++) {
      const weight = rows.weights[y * rows.reach + each]!;
      const line = (rows.from[y]! + each) * width + box.left;
      for (let x = 0; x < strip.length; x++) strip[x]! += weight * data[line + x]!;
    }
    for (let x = 0; x < side; x++) {
      let sum = 0;
      const weights = x * columns.reach;
      const from = columns.from[x]! - box.left;
      const count = columns.count[x]!;
      for (let each = 0; each < count; each++) sum += columns.weights[weights + each]! * strip[from + each]!;
      out[y * side + x] = sum;
    }
  }
  return out;
}

/** For each of `side` samples along one axis: the pixels it covers and their weights (a tent when it covers under one). */
function spans(start: number, length: number, side: number) {
  const step = length / side;
  const wide = Math.max(step, 1);
  const reach = 2 * Math.ceil(wide) + 2;
  const from = new Int32Array(side);
  const count = new Int32Array(side);
  const weights = new Float64Array(side * reach);
  for (let at = 0; at < side; at++) {
    const middle = start + (at + 0.5) * step;
    const low = Math.max(start, Math.floor(middle - wide));
    const high = Math.min(start + length, Math.ceil(middle + wide));
    let sum = 0;
    for (let pixel = low; pixel < high; pixel++) {
      const weight = Math.max(0, 1 - Math.abs(pixel + 0.5 - middle) / wide);
      weights[at * reach + pixel - low] = weight;
      sum += weight;
    }
    for (let each = at * reach; each < at * reach + high - low; each++) weights[each]! /= sum;
    from[at] = low;
    count[at] = high - low;
  }
  return { from, count, weights, reach };
}

/** Half as wide and half as high: the mean of each four pixels. */
export function halved({ width, height, data }: Grey): Grey {
  const wide = Math.max(1, width >> 1);
  const high = Math.max(1, height >> 1);
  const half = new Uint8Array(wide * high);
  for (let y = 0; y < high; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < wide; x++) {
      const right = Math.min(2 * x + 1, width - 1);
      half[y * wide + x] =
        (data[upper + 2 * x]! + data[upper + right]! + data[lower + 2 * x]! + data[lower + right]! + 2) >> 2;
    }
  }
  return { width: wide, height: high, data: half };
}

/** The shades stretched so that all but the darkest and the brightest hundredth reach from black to white. */
export function stretched(picture: Grey): Grey {
  const counts = new Uint32Array(256);
  for (const value of picture.data) counts[value]!++;
  const beyond = picture.data.length / 100;
  let low = 0;
  let high = 255;
  for (let sum = counts[0]!; low < 255 && sum <= beyond; sum += counts[low]!) low++;
  for (let sum = counts[255]!; high > 0 && sum <= beyond; sum += counts[high]!) high--;
  if (high <= low) return picture;
  // Rounded and kept within 0 to 255 by the array itself.
  const shades = Uint8ClampedArray.from({ length: 256 }, (_, value) => ((value - low) * 255) / (high - low));
  return { ...picture, data: picture.data.map((value) => shades[value]!) };
}

/** Sums over everything above and to the left, so that the mean of any box takes four look-ups (Crow, 1984). */
export interface Summed {
  readonly width: number;
  readonly height: number;
  readonly sums: Float64Array;
}

export function summed({ width, height, data }: Grey): Summed {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  return { width, height, sums };
}

/** The mean brightness of a box around a point; the box may cut through pixels and is kept inside the picture. */
export function mean(picture: Summed, x: number, y: number, halfWidth: number, halfHeight: number): number {
  const left = Math.min(picture.width - 0.5, Math.max(0, x - halfWidth));
  const right = Math.max(left + 0.5, Math.min(picture.width, x + halfWidth));
  const top = Math.min(picture.height - 0.5, Math.max(0, y - halfHeight));
  const bottom = Math.max(top + 0.5, Math.min(picture.height, y + halfHeight));
  const whole =
    sumTo(picture, right, bottom) -
    sumTo(picture, left, bottom) -
    sumTo(picture, right, top) +
    sumTo(picture, left, top);
  return whole / ((right - left) * (bottom - top));
}

function sumTo({ width, height, sums }: Summed, x: number, y: number): number {
  const left = Math.min(width - 1, Math.floor(x));
  const top = Math.min(height - 1, Math.floor(y));
  const dx = x - left;
  const dy = y - top;
  const at = top * (width + 1) + left;
  const upper = sums[at]! * (1 - dx) + sums[at + 1]! * dx;
  const lower = sums[at + width + 1]! * (1 - dx) + sums[at + width + 2]! * dx;
  return upper * (1 - dy) + lower * dy;
}

/** Lines at an edge count as border while they look like the edge: flat, or with a little text on one shade. */
const FLAT = 12;
const SHADE_SHARE = 0.8;
const WHOLE_SHARE = 0.995;

/**
 * The photograph inside a plain frame: a screenshot's black or white bars, a caption strip. Undefined where there is
 * no such frame, or where what remains would be too small to mean anything.
 */
export function insideBorder(picture: Grey): Box | undefined {
  // A small bright thing on black (a moon, a lamp) leaves most of each line plain: then only whole plain lines count.
  return boxWithin(picture, SHADE_SHARE) ?? boxWithin(picture, WHOLE_SHARE);
}

function boxWithin({ width, height, data }: Grey, share: number): Box | undefined {
  const end = data.length - 1;
  const top = depth({ data, first: 0, next: width, step: 1, length: width, lines: height }, share);
  const bottom = depth({ data, first: end, next: -width, step: -1, length: width, lines: height }, share);
  const left = depth({ data, first: 0, next: 1, step: width, length: height, lines: width }, share);
  const right = depth({ data, first: end, next: -1, step: -width, length: height, lines: width }, share);
  const box = { left, top, width: width - left - right, height: height - top - bottom };
  if (top + bottom + left + right < 2 || box.width < width / 8 || box.height < height / 8) return undefined;
  return box;
}

/** The lines of a picture, rows or columns, counted from one of its edges. */
interface Lines {
  readonly data: Uint8Array;
  /** Where the first line begins, how far on the next one does, how far on its next pixel is. */
  readonly first: number;
  readonly next: number;
  readonly step: number;
  readonly length: number;
  readonly lines: number;
}

function depth(lines: Lines, share: number): number {
  const shade = commonShade(lines);
  const wanted = share * lines.length;
  let lastPlain = 0;
  // A line of text inside a strip is passed over if plain lines of the same shade follow it soon.
  for (let at = 0; at < lines.lines && at - lastPlain <= Math.max(2, lines.lines / 32); at++)
    if (alike(lines, at, shade) >= wanted) lastPlain = at + 1;
  return lastPlain;
}

/** The middle shade of the first line. */
function commonShade({ data, first, step, length }: Lines): number {
  return Uint8Array.from({ length }, (_, at) => data[first + at * step]!).sort()[length >> 1]!;
}

/** How many pixels of a line have about this shade. */
function alike({ data, first, next, step, length }: Lines, line: number, shade: number): number {
  let same = 0;
  for (let count = 0, at = first + line * next; count < length; count++, at += step)
    if (Math.abs(data[at]! - shade) <= FLAT) same++;
  return same;
}
