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
  const columns = spans(box.left, box.width, picture.width, side);
  const rows = spans(box.top, box.height, picture.height, side);
  const strips = new Float64Array(side * picture.height);
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = 0; x < side; x++) {
      let sum = 0;
      const { from, weights } = columns[x]!;
      for (let each = 0; each < weights.length; each++)
        sum += weights[each]! * picture.data[y * picture.width + from + each]!;
      strips[y * side + x] = sum;
    }
  const out = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    const { from, weights } = rows[y]!;
    for (let each = 0; each < weights.length; each++)
      for (let x = 0; x < side; x++) out[y * side + x]! += weights[each]! * strips[(from + each) * side + x]!;
  }
  return out;
}

/** For each of `side` samples along one axis: the pixels it covers and their weights (a tent when it covers under one). */
function spans(start: number, length: number, limit: number, side: number) {
  const step = length / side;
  const reach = Math.max(step, 1);
  return Array.from({ length: side }, (_, at) => {
    const middle = start + (at + 0.5) * step;
    const low = Math.max(start, Math.floor(middle - reach));
    const high = Math.min(start + length, limit, Math.ceil(middle + reach));
    const weights: number[] = [];
    let sum = 0;
    for (let pixel = low; pixel < high; pixel++) {
      const weight = Math.max(0, 1 - Math.abs(pixel + 0.5 - middle) / reach);
      weights.push(weight);
      sum += weight;
    }
    return { from: low, weights: weights.map((weight) => weight / sum) };
  });
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

function boxWithin(picture: Grey, share: number): Box | undefined {
  const { width, height, data } = picture;
  const row = (y: number) => data.subarray(y * width, (y + 1) * width);
  const column = (x: number) => Uint8Array.from({ length: height }, (_, y) => data[y * width + x]!);
  const top = depth((at) => row(at), height, share);
  const bottom = depth((at) => row(height - 1 - at), height, share);
  const left = depth((at) => column(at), width, share);
  const right = depth((at) => column(width - 1 - at), width, share);
  const box = { left, top, width: width - left - right, height: height - top - bottom };
  if (top + bottom + left + right < 2 || box.width < width / 8 || box.height < height / 8) return undefined;
  return box;
}

function depth(line: (at: number) => Uint8Array, limit: number, share: number): number {
  const shade = commonShade(line(0));
  let at = 0;
  let lastPlain = 0;
  // A line of text inside a strip is passed over if plain lines of the same shade follow it soon.
  for (; at < limit && at - lastPlain <= Math.max(2, limit / 32); at++)
    if (shareOf(line(at), shade) >= share) lastPlain = at + 1;
  return lastPlain;
}

function commonShade(line: Uint8Array): number {
  return Uint8Array.from(line).sort()[line.length >> 1]!;
}

function shareOf(line: Uint8Array, shade: number): number {
  let same = 0;
  for (const value of line) if (Math.abs(value - shade) <= FLAT) same++;
  return same / line.length;
}
