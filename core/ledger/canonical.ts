// One text for one value: JSON with sorted keys and no choices left (after RFC 8785), so that hashes can be recomputed.

export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined };

/** Half of a pair of UTF-16 units, which has no UTF-8. */
export const HALF = /\p{Surrogate}/u;

/** Keys in order of UTF-16 code units, absent values left out. Throws on what has more than one spelling. */
export function canonical(value: Plain): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (HALF.test(value)) throw new RangeError("a text with half a character cannot be committed");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new RangeError(`only whole numbers can be committed, not ${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(canonical).join(",")}]`;
  const object = value as { readonly [key: string]: Plain | undefined };
  const keys = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(object[key]!)}`).join(",")}}`;
}
