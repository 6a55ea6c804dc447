// Whether PostgreSQL can keep what a program or a form sent: no NUL and no half of a character in any text.

/** Looks through objects and lists without recursion, names of fields too; bytes, as of a picture, are not text. */
export function isStorable(value: unknown): boolean {
  const left: unknown[] = [value];
  const seen = new Set<object>();
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string") {
      if (next.includes("\0") || HALF.test(next)) return false;
    } else if (typeof next === "object" && next !== null && !ArrayBuffer.isView(next) && !seen.has(next)) {
      seen.add(next);
      for (const [name, inner] of Object.entries(next)) left.push(name, inner);
    }
  }
  return true;
}

/** The text as it can be kept, where nobody is there to mend it: without NUL, and a mark for each half of a character. */
export function storable(text: string): string {
  return text.replaceAll("\0", "").replace(HALVES, "\ufffd");
}

const HALF = /\p{Surrogate}/u;
const HALVES = /\p{Surrogate}/gu;
