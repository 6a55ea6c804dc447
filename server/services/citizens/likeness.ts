// How alike two requests read: shared pairs of characters that carry meaning, and places that do not contradict; pure.

/** Characters that stand in any sentence; a pair with one of them says nothing of the matter. */
const EMPTY = new Set([
  ..."的了是我们你您他她它这那都也就还很在和把被给让请与及或吗呢吧啊呀着过个又并为而之",
]);
const LONGEST = 800;
/** A word of Latin letters or digits, or one Chinese character; everything else parts. */
const PIECES = /[A-Za-z0-9]{2,20}|\p{Script=Han}/gu;

/** The pairs of neighbouring characters, and whole Latin words, of the first 800 characters; each once. */
export function tokensOf(text: string): string[] {
  const found = new Set<string>();
  let before: { at: number; char: string } | undefined;
  for (const match of text.slice(0, LONGEST).normalize("NFKC").toLowerCase().matchAll(PIECES)) {
    const piece = match[0];
    if (/^[a-z0-9]/.test(piece)) {
      found.add(piece);
      before = undefined;
      continue;
    }
    if (before !== undefined && before.at + before.char.length === match.index) {
      if (!EMPTY.has(before.char) && !EMPTY.has(piece)) found.add(before.char + piece);
    }
    before = { at: match.index, char: piece };
  }
  return [...found];
}

export interface Matter {
  readonly matter: string | null;
  readonly words: string;
  readonly place: string;
}

/** Between 0 (nothing shared) and 1 (the same words); 0 where both name a place and the places share nothing. */
export function likeness(a: Matter, b: Matter): number {
  const [place, other] = [tokensOf(a.place), tokensOf(b.place)];
  const there = place.length > 0 && other.length > 0;
  const samePlace = there ? share(place, other, Math.min(place.length, other.length)) : undefined;
  if (samePlace === 0) return 0;
  const [one, two] = [tokensOf(a.words), tokensOf(b.words)];
  const words = share(one, two, Math.sqrt(one.length * two.length));
  const kind = a.matter !== null && a.matter === b.matter && a.matter !== "other" ? 0.1 : 0;
  if (words === 0) return 0;
  return Math.min(1, words + kind + (samePlace ?? 0) * 0.2);
}

/** From here on a person is asked whether it is the same matter. */
export const LIKELY = 0.35;

function share(a: readonly string[], b: readonly string[], whole: number): number {
  if (whole === 0) return 0;
  const known = new Set(b);
  return a.filter((each) => known.has(each)).length / whole;
}
