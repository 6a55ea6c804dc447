// Folds a text for comparison, fingerprints it, and measures exactly how much two texts share (Jaccard on shingles).

/** The length of a shingle: 5 characters, the unit in which likeness of texts is measured everywhere here. */
export const SHINGLE = 5;

export interface FoldedText {
  readonly text: string;
  /** For each character of the folded text, where it stood in the given text; one more entry for the end. */
  readonly offsets: Uint32Array;
}

/** What every run of punctuation becomes. A mark is kept, not dropped, so that 3.5 and 35 stay different. */
const MARK = "，";
const BEYOND_BASIC = /[\ud800-\udbff]/;
const IS_BLANK = /^[\s\p{Cf}\p{Cc}\p{Mn}\u3164\u115f]$/u;
const IS_MARK = /^[\p{P}\p{S}]$/u;
const ideograph = (code: number) => code >= 0x4e00 && code <= 0x9fff;

/** What one code point becomes: itself, several characters (㎡ → m2), MARK, or nothing. Remembered, for speed. */
const foldedPoints = new Map<string, string>();

function foldPoint(point: string): string {
  const known = foldedPoints.get(point);
  if (known !== undefined) return known;
  let folded = "";
  for (const each of point.normalize("NFKC").toLowerCase()) {
    if (IS_BLANK.test(each)) continue;
    folded += IS_MARK.test(each) ? MARK : each;
  }
  foldedPoints.set(point, folded);
  return folded;
}

/** Full-width to half-width (NFKC), capitals to small, blanks dropped, each run of punctuation one mark; ends trimmed. */
export function normalise(text: string): FoldedText {
  const offsets = new Uint32Array(4 * text.length + 1);
  let folded = "";
  let length = 0;
  let pendingMark = -1;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const width = code >= 0xd800 && code <= 0xdbff && at + 1 < text.length ? 2 : 1;
    const become = ideograph(code) ? text[at]! : foldPoint(text.slice(at, at + width));
    for (const each of become) {
      if (each === MARK) {
        if (pendingMark < 0) pendingMark = at;
        continue;
      }
      if (pendingMark >= 0 && length > 0) {
        folded += MARK;
        offsets[length++] = pendingMark;
      }
      pendingMark = -1;
      folded += each;
      for (let unit = 0; unit < each.length; unit++) offsets[length++] = at;
      // NFKC can lengthen one character up to 18 times; such characters are rare, so room is made when met.
      if (length + 4 >= offsets.length) return grown(text);
    }
    at += width;
  }
  offsets[length] = text.length;
  return { text: folded, offsets: offsets.slice(0, length + 1) };
}

/** The folded text alone, several times faster than with offsets: runs of ideographs, which stay, are taken over whole. */
export function folded(text: string): string {
  let result = "";
  let run = -1;
  let marked = false;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (ideograph(code)) {
      if (run < 0) {
        if (marked && result !== "") result += MARK;
        marked = false;
        run = at;
      }
      at += 1;
      continue;
    }
    if (run >= 0) result += text.slice(run, at);
    run = -1;
    const width = code >= 0xd800 && code <= 0xdbff && at + 1 < text.length ? 2 : 1;
    for (const each of foldPoint(text.slice(at, at + width))) {
      if (each === MARK) marked = true;
      else {
        result += marked && result !== "" ? MARK + each : each;
        marked = false;
      }
    }
    at += width;
  }
  return run >= 0 ? result + text.slice(run) : result;
}

/** The same folding for texts full of characters that lengthen much; plain arrays, no limit. */
function grown(text: string): FoldedText {
  const parts: string[] = [];
  const offsets: number[] = [];
  let pendingMark = -1;
  let at = 0;
  for (const point of text) {
    for (const each of foldPoint(point)) {
      if (each === MARK) {
        if (pendingMark < 0) pendingMark = at;
        continue;
      }
      if (pendingMark >= 0 && parts.length > 0) {
        parts.push(MARK);
        offsets.push(pendingMark);
      }
      pendingMark = -1;
      parts.push(each);
      for (let unit = 0; unit < each.length; unit++) offsets.push(at);
    }
    at += point.length;
  }
  offsets.push(text.length);
  return { text: parts.join(""), offsets: Uint32Array.from(offsets) };
}

/** The set of pieces of `size` characters. A shorter text is one piece, itself; an empty text has none. */
export function shingles(text: string, size = SHINGLE): Set<string> {
  const pieces = new Set<string>();
  if (text === "") return pieces;
  if (BEYOND_BASIC.test(text)) {
    // A character outside the basic plane (rare ideographs, emoji) is two units of a string but one character.
    const points = Array.from(text);
    for (let at = 0; at === 0 || at + size <= points.length; at++)
      pieces.add(points.slice(at, at + size).join(""));
    return pieces;
  }
  for (let at = 0; at === 0 || at + size <= text.length; at++) pieces.add(text.slice(at, at + size));
  return pieces;
}

/** Shared pieces over all pieces: 1 is the same set, 0 nothing in common (and 0 where both are empty). */
export function exactJaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const piece of few) if (many.has(piece)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
