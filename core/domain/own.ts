// A text that is kept for long must not keep the file that it was cut from.

/**
 * A copy of its own: the engine cuts a piece out of a larger text by pointing into it, and one kept word would keep the whole
 * chunk of the file in memory. Pieces under 13 characters are copied anyway.
 */
export function own(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
