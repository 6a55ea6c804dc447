// The inner loops of script.ts and bands.ts once more in AssemblyScript, four windows at a time. Results are equal, bit by bit.
// Compiled to kernel.wasm.ts; kernel.test.ts compiles it again and compares. The memory is shared: a second instance in another thread
// works over the same texts and has the scratch of its own hand.

// A hand's scratch: small tables, two tables of windows, room for the hashes of one text, tables of one band, pairs told.
const VALUES: usize = 0x400;
const BINS: usize = 0x500;
const KEYS: usize = 0x600;
const SALTS: usize = 0x700;
const FACTORS: usize = 0x800;
const MOST_SLOTS: usize = 65536;
const HELD: usize = 0x10000;
const COUNTED: usize = HELD + MOST_SLOTS * 16;
const HASHES: usize = COUNTED + MOST_SLOTS * 16;
/** Where each of the 256 parts of a band begins among those dealt, and one more; how far each is filled; how many keys of each band fall in each. */
const STARTS: usize = HASHES + MOST_SLOTS * 4;
const FILLED: usize = STARTS + 2048;
const SIZES: usize = FILLED + 1024;
const PAIRS: usize = SIZES + 64 * 1024;
const MOST_PAIRS: u32 = 4096;
const ALIKE: usize = PAIRS + MOST_PAIRS * 8;
const SCRATCH: usize = ALIKE + MOST_PAIRS * 8;
/** Behind the scratch of both hands: the texts, then their sketches. */
const HANDS: usize = 2;
const TEXTS: usize = SCRATCH * HANDS;

/** The scratch of this instance. */
let base: usize = 0;
let hand: u32 = 0;

const PRIME: u32 = 0x9e3779b1;
const EMPTY: u32 = 0xffffffff;

let heldStamp: u32 = 0;
let heldMask: u32 = 0;
/** The held text: where it lies, its windows, and whether they all differ. */
let heldText: usize = 0;
let heldWindows: u32 = 0;
let heldDiffers: bool = false;
let hit: u32 = 0;
let countedStamp: u32 = 0;
const NONE: u32 = 0xffffffff;
/** The entry whose text is held, or NONE. */
let heldEntry: u32 = NONE;
/** Texts with more windows than the tables hold are compared in JavaScript. */
const MOST_WINDOWS: u32 = 32000;

export function keysAt(): usize { return KEYS; }
export function valuesAt(): usize { return VALUES; }
export function saltsAt(): usize { return SALTS; }
export function factorsAt(): usize { return FACTORS; }
export function textsAt(): usize { return TEXTS; }
export function pairsAt(): usize { return base + PAIRS; }
export function alikeAt(): usize { return base + ALIKE; }

/** Which hand this instance is, 0 or 1: told once, before anything else. */
export function take(which: u32): void {
  hand = which;
  base = <usize>which * SCRATCH;
}

/** Grows the memory so that this many characters fit; false when the machine refuses. */
export function room(characters: f64): bool {
  const need = <f64>TEXTS + characters * 2.0;
  const have = <f64>memory.size() * 65536.0;
  if (need <= have) return true;
  const pages = <i32>Math.ceil((need - have) / 65536.0);
  return memory.grow(pages) >= 0;
}

@inline
function scatter(value: u32): u32 {
  let h = value;
  h = (h ^ (h >> 16)) * 0x21f0aaad;
  h = (h ^ (h >> 15)) * 0x735a2d97;
  return h ^ (h >> 15);
}

@inline
function windowOf(at: usize): u32 {
  let hash = <u32>load<u16>(at) * PRIME + <u32>load<u16>(at, 2);
  hash = hash * PRIME + <u32>load<u16>(at, 4);
  hash = hash * PRIME + <u32>load<u16>(at, 6);
  hash = hash * PRIME + <u32>load<u16>(at, 8);
  return scatter(hash);
}

/** The hashes of all windows of a text, into HASHES. */
function hashAll(text: usize, windows: u32): void {
  const prime = i32x4.splat(PRIME);
  const one = i32x4.splat(0x21f0aaad);
  const two = i32x4.splat(0x735a2d97);
  let at: u32 = 0;
  for (; at + 4 <= windows; at += 4) {
    const from = text + (<usize>at << 1);
    let h = i32x4.add(i32x4.mul(v128.load_ext<u16>(from), prime), v128.load_ext<u16>(from, 2));
    h = i32x4.add(i32x4.mul(h, prime), v128.load_ext<u16>(from, 4));
    h = i32x4.add(i32x4.mul(h, prime), v128.load_ext<u16>(from, 6));
    h = i32x4.add(i32x4.mul(h, prime), v128.load_ext<u16>(from, 8));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), one);
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), two);
    v128.store(base + HASHES + (<usize>at << 2), v128.xor(h, i32x4.shr_u(h, 15)));
  }
  for (; at < windows; at++) store<u32>(base + HASHES + (<usize>at << 2), windowOf(text + (<usize>at << 1)));
}

/**
 * Two hashes of a text, its low half returned and its high half in KEYS; the second word there is 1 where a unit of
 * a pair for one character outside the basic plane occurs.
 */
export function digest(place: f64, length: u32): u32 {
  const text = TEXTS + (<usize>place << 1);
  const one = i32x4.splat(0xcc9e2d51);
  const two = i32x4.splat(0x1b873593);
  const mask = i16x8.splat(<i16>0xf800);
  const pair = i16x8.splat(<i16>0xd800);
  let a = i32x4.splat(0x9747b28c);
  let b = i32x4.splat(0x3c6ef372);
  let found = i16x8.splat(0);
  let at: u32 = 0;
  for (; at + 8 <= length; at += 8) {
    const units = v128.load(text + (<usize>at << 1));
    found = v128.or(found, i16x8.eq(v128.and(units, mask), pair));
    a = i32x4.mul(v128.xor(a, units), one);
    a = v128.or(i32x4.shl(a, 15), i32x4.shr_u(a, 17));
    b = i32x4.mul(v128.xor(b, units), two);
    b = v128.or(i32x4.shl(b, 13), i32x4.shr_u(b, 19));
  }
  let high: u32 = length;
  let low: u32 = length ^ 0x5bd1e995;
  let pairs = v128.any_true(found);
  for (; at < length; at++) {
    const unit = <u32>load<u16>(text + (<usize>at << 1));
    if ((unit & 0xf800) == 0xd800) pairs = true;
    high = scatter(high ^ unit);
    low = scatter(low + unit);
  }
  high = scatter(high ^ i32x4.extract_lane(a, 0));
  high = scatter(high ^ i32x4.extract_lane(a, 1));
  high = scatter(high ^ i32x4.extract_lane(a, 2));
  high = scatter(high ^ i32x4.extract_lane(a, 3));
  low = scatter(low ^ i32x4.extract_lane(b, 0));
  low = scatter(low ^ i32x4.extract_lane(b, 1));
  low = scatter(low ^ i32x4.extract_lane(b, 2));
  low = scatter(low ^ i32x4.extract_lane(b, 3));
  store<u32>(base + KEYS, high);
  store<u32>(base + KEYS, pairs ? 1 : 0, 4);
  return low;
}

/** The band keys of a text into KEYS. */
export function sketch(place: f64, windows: u32, long: bool, bands: u32, rows: u32): void {
  sketchText(TEXTS + (<usize>place << 1), windows, long, bands, rows);
}

function sketchText(text: usize, windows: u32, long: bool, bands: u32, rows: u32): void {
  hashAll(text, windows);
  if (long) binned(windows);
  else many(windows);
  for (let band: u32 = 0; band < bands; band++) {
    let key: u32 = band + 1;
    for (let row: u32 = 0; row < rows; row++)
      key = scatter(key ^ load<u32>(base + VALUES + (<usize>(band * rows + row) << 2)));
    store<u32>(base + KEYS + (<usize>band << 2), key);
  }
}

function binned(windows: u32): void {
  memory.fill(base + BINS, 0xff, 256);
  for (let at: u32 = 0; at < windows; at++) {
    const hash = load<u32>(base + HASHES + (<usize>at << 2));
    const bin = base + BINS + (<usize>(hash >> 26) << 2);
    const value = hash & 0x3ffffff;
    const least = load<u32>(bin);
    store<u32>(bin, value < least ? value : least);
  }
  for (let bin: u32 = 0; bin < 64; bin++) {
    let from = bin;
    let attempt: u32 = 0;
    while (load<u32>(base + BINS + (<usize>from << 2)) == EMPTY) {
      attempt++;
      from = scatter(bin * 1024 + attempt) >> 26;
    }
    store<u32>(base + VALUES + (<usize>bin << 2), load<u32>(base + BINS + (<usize>from << 2)) + attempt * 0x4000000);
  }
}

function many(windows: u32): void {
  for (let group: usize = 0; group < 256; group += 64) {
    const s0 = v128.load(SALTS + group), s1 = v128.load(SALTS + group, 16);
    const s2 = v128.load(SALTS + group, 32), s3 = v128.load(SALTS + group, 48);
    const f0 = v128.load(FACTORS + group), f1 = v128.load(FACTORS + group, 16);
    const f2 = v128.load(FACTORS + group, 32), f3 = v128.load(FACTORS + group, 48);
    let m0 = i32x4.splat(-1), m1 = i32x4.splat(-1), m2 = i32x4.splat(-1), m3 = i32x4.splat(-1);
    for (let at: u32 = 0; at < windows; at++) {
      const hash = v128.load_splat<u32>(base + HASHES + (<usize>at << 2));
      m0 = v128.min<u32>(m0, i32x4.mul(v128.xor(hash, s0), f0));
      m1 = v128.min<u32>(m1, i32x4.mul(v128.xor(hash, s1), f1));
      m2 = v128.min<u32>(m2, i32x4.mul(v128.xor(hash, s2), f2));
      m3 = v128.min<u32>(m3, i32x4.mul(v128.xor(hash, s3), f3));
    }
    v128.store(base + VALUES + group, m0);
    v128.store(base + VALUES + group, m1, 16);
    v128.store(base + VALUES + group, m2, 32);
    v128.store(base + VALUES + group, m3, 48);
  }
}

@inline
function sameWindow(a: usize, b: usize): bool {
  return load<u64>(a) == load<u64>(b) && load<u16>(a, 8) == load<u16>(b, 8);
}

/** A slot: stamp, hash, place of the window in memory, stamp of the last hit. */
function fill(table: usize, stamp: u32, text: usize, windows: u32): u32 {
  let size: u32 = 64;
  while (size < 2 * windows) size <<= 1;
  const mask = size - 1;
  if (table == base + HELD) heldMask = mask;
  hashAll(text, windows);
  let different: u32 = 0;
  for (let at: u32 = 0; at < windows; at++) {
    const hash = load<u32>(base + HASHES + (<usize>at << 2));
    const here = text + (<usize>at << 1);
    let place = (hash ^ (hash >> 15)) & mask;
    let slot = table + (<usize>place << 4);
    let known = false;
    while (load<u32>(slot) == stamp) {
      if (load<u32>(slot, 4) == hash && sameWindow(<usize>load<u32>(slot, 8), here)) {
        known = true;
        break;
      }
      place = (place + 1) & mask;
      slot = table + (<usize>place << 4);
    }
    if (known) continue;
    store<u32>(slot, stamp);
    store<u32>(slot, hash, 4);
    store<u32>(slot, <u32>here, 8);
    store<u32>(slot, 0, 12);
    different++;
  }
  return different;
}

export function distinct(place: f64, windows: u32): u32 {
  return fill(base + COUNTED, ++countedStamp, TEXTS + (<usize>place << 1), windows);
}

export function hold(place: f64, windows: u32): u32 {
  heldEntry = NONE;
  return holdText(TEXTS + (<usize>place << 1), windows);
}

function holdText(text: usize, windows: u32): u32 {
  hit = 0;
  heldText = text;
  heldWindows = windows;
  const different = fill(base + HELD, ++heldStamp, heldText, windows);
  heldDiffers = different == windows;
  return different;
}

/** How many units two texts have in common from their beginnings, at most so many. */
function sameHead(one: usize, other: usize, most: u32): u32 {
  let same: u32 = 0;
  while (same + 8 <= most) {
    const from = <usize>same << 1;
    if (v128.any_true(v128.xor(v128.load(one + from), v128.load(other + from)))) break;
    same += 8;
  }
  while (same < most && load<u16>(one + (<usize>same << 1)) == load<u16>(other + (<usize>same << 1))) same++;
  return same;
}

/** Whether two texts of this length are equal. */
export function equal(one: f64, other: f64, length: u32): bool {
  return sameHead(TEXTS + (<usize>one << 1), TEXTS + (<usize>other << 1), length) == length;
}

/** The same from their ends. */
function sameTail(one: usize, other: usize, most: u32): u32 {
  let same: u32 = 0;
  while (same + 8 <= most) {
    const back = <usize>(same + 8) << 1;
    if (v128.any_true(v128.xor(v128.load(one - back), v128.load(other - back)))) break;
    same += 8;
  }
  while (same < most && load<u16>(one - (<usize>(same + 1) << 1)) == load<u16>(other - (<usize>(same + 1) << 1)))
    same++;
  return same;
}

export function shared(start: f64, windows: u32, misses: i32): i32 {
  return sharedWith(TEXTS + (<usize>start << 1), windows, misses);
}

/**
 * Where the held windows all differ, those of a common head and a common tail are shared and different without being looked up;
 * only what lies between is, and a window found in the held head or tail has been counted already.
 */
function sharedWith(text: usize, windows: u32, misses: i32): i32 {
  let head: u32 = 0;
  let tail: u32 = 0;
  if (heldDiffers) {
    const most = min(windows, heldWindows) + 4;
    const before = sameHead(heldText, text, most);
    const after = sameTail(heldText + (<usize>(heldWindows + 4) << 1), text + (<usize>(windows + 4) << 1), most - before);
    head = before > 4 ? before - 4 : 0;
    tail = after > 4 ? after - 4 : 0;
  }
  const table = base + HELD;
  const mask = heldMask;
  const stamp = heldStamp;
  const now = ++hit;
  const open = <u32>(heldText + (<usize>head << 1));
  const shut = <u32>(heldText + (<usize>(heldWindows - tail) << 1));
  let found: i32 = head + tail;
  let missed: i32 = 0;
  for (let at: u32 = head; at < windows - tail; at++) {
    const here = text + (<usize>at << 1);
    const hash = windowOf(here);
    let place = (hash ^ (hash >> 15)) & mask;
    let slot = table + (<usize>place << 4);
    let known = false;
    while (load<u32>(slot) == stamp) {
      if (load<u32>(slot, 4) == hash && sameWindow(<usize>load<u32>(slot, 8), here)) {
        known = true;
        break;
      }
      place = (place + 1) & mask;
      slot = table + (<usize>place << 4);
    }
    if (!known) {
      if (++missed > misses) return -1;
      continue;
    }
    const there = load<u32>(slot, 8);
    if (there < open || there >= shut || load<u32>(slot, 12) == now) continue;
    store<u32>(slot, now, 12);
    found++;
  }
  return found;
}

const PARTS: u32 = 256;

/** Behind the texts: signatures, keys (a row an entry), where each text stands, its windows, how many of them differ (0: not counted yet). */
let signatures: usize = 0;
let keys: usize = 0;
let width: usize = 0;
let places: usize = 0;
let counts: usize = 0;
/** Of this hand: the entries dealt by the key of one band (key and number), chains, heads of chains. */
let dealt: usize = 0;
let chain: usize = 0;
let heads: usize = 0;
let entries: u32 = 0;
/** Bytes of an entry beside its keys: signature, place and windows, count; then dealt and chain of either hand. */
const OF_ENTRY: u32 = 64 + 8 + 4;
const OF_HAND: u32 = 8 + 4;

/**
 * Lays out so many entries of so many bands behind the texts; returns where the memory for them ends, reckoned in numbers that do not
 * begin anew at 4 GB. Both hands lay out alike.
 */
export function layOut(characters: f64, count: u32, bands: u32): f64 {
  entries = count;
  width = ((<usize>bands << 2) + 15) & ~15;
  signatures = (TEXTS + <usize>(characters * 2.0) + 63) & ~63;
  keys = signatures + (<usize>count << 6);
  places = keys + <usize>count * width;
  counts = places + (<usize>count << 3);
  const slots = max<u32>(64, count << 2);
  dealt = ((counts + (<usize>count << 2) + 7) & ~7) + <usize>hand * (<usize>count * OF_HAND + (<usize>slots << 2));
  chain = dealt + (<usize>count << 3);
  heads = chain + (<usize>count << 2);
  heldEntry = NONE;
  const each = <f64>(<u32>width + OF_ENTRY) + <f64>HANDS * <f64>OF_HAND;
  return <f64>TEXTS + characters * 2.0 + 128.0 + <f64>count * each + <f64>HANDS * Math.max(64.0, 4.0 * <f64>count) * 4.0;
}

/** Clears what is counted, once there is room; for both hands. */
export function clear(): void {
  for (let each: usize = 0; each < HANDS; each++) memory.fill(each * SCRATCH + SIZES, 0, 64 * 1024);
  memory.fill(counts, 0, <usize>entries << 2);
}

/** Where the numbers of the entries' texts are written: first character and windows, two words an entry. */
export function placesAt(): usize { return places; }

/** Sketches the entries of this span, but those with more windows than the tables hold. */
export function sketchAll(from: u32, to: u32, long: bool, bands: u32, rows: u32): void {
  for (let entry = from; entry < to; entry++) {
    const windows = windowsOf(entry);
    if (windows > MOST_WINDOWS) continue;
    sketchText(textOf(entry), windows, long, bands, rows);
    keep(entry, bands);
  }
}

@inline
function textOf(entry: u32): usize {
  return TEXTS + (<usize>load<u32>(places + (<usize>entry << 3)) << 1);
}

@inline
function windowsOf(entry: u32): u32 {
  return load<u32>(places + (<usize>entry << 3), 4);
}

/** Keeps the band keys of the last sketch, and the lowest byte of each of its values as a signature, under this number. */
export function keep(entry: u32, bands: u32): void {
  const into = signatures + (<usize>entry << 6);
  for (let each: usize = 0; each < 64; each++) store<u8>(into + each, load<u8>(base + VALUES + (each << 2)));
  const row = keys + <usize>entry * width;
  for (let band: u32 = 0; band < bands; band++) {
    const key = load<u32>(base + KEYS + (<usize>band << 2));
    store<u32>(row + (<usize>band << 2), key);
    const size = base + SIZES + (<usize>((band << 8) + (key >> 24)) << 2);
    store<u32>(size, load<u32>(size) + 1);
  }
}

/** How many different windows an entry has; both hands count the same. */
function differentOf(entry: u32): u32 {
  const at = counts + (<usize>entry << 2);
  let count = load<u32>(at);
  if (count == 0) {
    count = fill(base + COUNTED, ++countedStamp, textOf(entry), windowsOf(entry));
    store<u32>(at, count);
  }
  return count;
}

/**
 * The exact likeness of two entries; -1 where it does not reach the threshold, 2 where one has more windows than the tables hold and
 * it has to be told elsewhere. As in near.ts.
 */
function likeness(a: u32, b: u32, threshold: f64): f64 {
  const windows = windowsOf(b);
  if (windowsOf(a) > MOST_WINDOWS || windows > MOST_WINDOWS) return 2.0;
  if (heldEntry != a) {
    store<u32>(counts + (<usize>a << 2), holdText(textOf(a), windowsOf(a)));
    heldEntry = a;
  }
  const one = <i32>differentOf(a);
  const other = <i32>differentOf(b);
  const need = <i32>Math.floor((threshold / (1.0 + threshold)) * <f64>(one + other));
  if (one < need - 1 || other < need - 1) return -1.0;
  const both = sharedWith(textOf(b), windows, <i32>windows + 1 - need);
  if (both < 0) return -1.0;
  const found = <f64>both / <f64>(one + other - both);
  return found >= threshold ? found : -1.0;
}

/** In how many places two signatures are equal. */
@inline
function agree(a: u32, b: u32): i32 {
  const one = signatures + (<usize>a << 6);
  const other = signatures + (<usize>b << 6);
  // Equal bytes are -1, four rows add up to at most -4 in a byte.
  let sum = i8x16.eq(v128.load(one), v128.load(other));
  sum = i8x16.add(sum, i8x16.eq(v128.load(one, 16), v128.load(other, 16)));
  sum = i8x16.add(sum, i8x16.eq(v128.load(one, 32), v128.load(other, 32)));
  sum = i8x16.add(sum, i8x16.eq(v128.load(one, 48), v128.load(other, 48)));
  const halves = i16x8.extadd_pairwise_i8x16_s(sum);
  const words = i32x4.extadd_pairwise_i16x8_s(halves);
  return -(
    i32x4.extract_lane(words, 0) +
    i32x4.extract_lane(words, 1) +
    i32x4.extract_lane(words, 2) +
    i32x4.extract_lane(words, 3)
  );
}

/** Whether a band before this one already brought these two together. */
@inline
function metBefore(a: u32, b: u32, band: u32): bool {
  const one = keys + <usize>a * width;
  const other = keys + <usize>b * width;
  let each: u32 = 0;
  for (; each + 4 <= band; each += 4) {
    const at = <usize>each << 2;
    if (v128.any_true(i32x4.eq(v128.load(one + at), v128.load(other + at)))) return true;
  }
  for (; each < band; each++) {
    const at = <usize>each << 2;
    if (load<u32>(one + at) == load<u32>(other + at)) return true;
  }
  return false;
}

/** The band that is gone through, and where in it `match` goes on. */
let current: u32 = 0;
let part: u32 = 0;
let place: u32 = 0;
let shut: u32 = 0;
let mask: u32 = 0;
let entry: u32 = 0;
let before: u32 = NONE;

/** Deals the entries into 256 parts by their keys of this band. */
export function deal(band: u32): void {
  let sum: u32 = 0;
  for (let each: u32 = 0; each < PARTS; each++) {
    store<u32>(base + STARTS + (<usize>each << 2), sum);
    store<u32>(base + FILLED + (<usize>each << 2), sum);
    const size = SIZES + (<usize>((band << 8) + each) << 2);
    sum += load<u32>(size) + load<u32>(SCRATCH + size);
  }
  store<u32>(base + STARTS + (<usize>PARTS << 2), sum);
  for (let each: u32 = 0; each < entries; each++) {
    const key = load<u32>(keys + <usize>each * width + (<usize>band << 2));
    const filled = base + FILLED + (<usize>(key >> 24) << 2);
    const into = load<u32>(filled);
    store<u32>(filled, into + 1);
    store<u32>(dealt + (<usize>into << 3), key);
    store<u32>(dealt + (<usize>into << 3), each, 4);
  }
  current = band;
  part = 0;
  place = 0;
  shut = 0;
  before = NONE;
}

/**
 * The next pairs of entries whose keys of the band dealt are equal, that no band before has told and whose signatures agree in at
 * least so many places, into PAIRS, the later entry first; returns how many. There may be more where the room is full. With a
 * threshold above 0 only those at least so alike, their likeness into ALIKE.
 */
export function match(least: i32, threshold: f64): u32 {
  let found: u32 = 0;
  while (found < MOST_PAIRS) {
    while (before != NONE && found < MOST_PAIRS) {
      const earlier = load<u32>(dealt + (<usize>before << 3), 4);
      before = load<u32>(chain + (<usize>before << 2));
      if (metBefore(entry, earlier, current) || agree(entry, earlier) < least) continue;
      if (threshold > 0.0) {
        const alike = likeness(entry, earlier, threshold);
        if (alike < 0.0) continue;
        store<f64>(base + ALIKE + (<usize>found << 3), alike);
      }
      store<u32>(base + PAIRS + (<usize>found << 3), entry);
      store<u32>(base + PAIRS + (<usize>found << 3), earlier, 4);
      found++;
    }
    if (found == MOST_PAIRS) break;
    if (place == shut) {
      if (part == PARTS) break;
      place = load<u32>(base + STARTS + (<usize>part << 2));
      shut = load<u32>(base + STARTS + (<usize>part << 2), 4);
      part++;
      let slots: u32 = 64;
      while (slots < 2 * (shut - place)) slots <<= 1;
      mask = slots - 1;
      memory.fill(heads, 0xff, <usize>slots << 2);
      continue;
    }
    const key = load<u32>(dealt + (<usize>place << 3));
    let slot = key & mask;
    let last = load<u32>(heads + (<usize>slot << 2));
    while (last != NONE && load<u32>(dealt + (<usize>last << 3)) != key) {
      slot = (slot + 1) & mask;
      last = load<u32>(heads + (<usize>slot << 2));
    }
    store<u32>(heads + (<usize>slot << 2), place);
    store<u32>(chain + (<usize>place << 2), last);
    before = last;
    entry = load<u32>(dealt + (<usize>place << 3), 4);
    place++;
  }
  return found;
}
