// The longest passage that two texts have in common, word for word: what a finding shows side by side.

export interface Passage {
  /** Where it stands in each text, in characters: from, and up to but without. */
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

const SEED = 5;

/**
 * The longest run of equal characters. Runs are grown from equal seeds of five characters; where a seed stands very
 * often in the first text only its first places are tried, which keeps the cost in bounds on repetitive texts.
 */
export function longestPassage(a: readonly string[], b: readonly string[]): Passage | undefined {
  const places = new Map<string, number[]>();
  for (let at = 0; at + SEED <= a.length; at++) {
    const seed = a.slice(at, at + SEED).join("");
    const known = places.get(seed);
    if (known === undefined) places.set(seed, [at]);
    else if (known.length < 8) known.push(at);
  }
  let best: Passage | undefined;
  let longest = 0;
  for (let at = 0; at + SEED <= b.length; at++) {
    let reach = 0;
    for (const start of places.get(b.slice(at, at + SEED).join("")) ?? []) {
      let length = SEED;
      while (start + length < a.length && at + length < b.length && a[start + length] === b[at + length])
        length++;
      reach = Math.max(reach, length);
      if (length <= longest) continue;
      longest = length;
      best = { a: [start, start + length], b: [at, at + length] };
    }
    // A run that begins inside this one cannot be longer, unless it uses another place of the first text.
    if (reach > SEED && reach === longest) at += reach - SEED;
  }
  return best;
}
