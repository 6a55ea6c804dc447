// A text that is kept for long must not keep the file that it was cut from.

/**
 * A copy of its own: the engine cuts a piece out of a larger text by pointing into it, and one kept word would keep the whole
 * chunk of the file in memory. Pieces under 13 characters are copied anyway. Two pieces put together are joined to one text once a
 * character is asked for, and the pieces are let go.
 */
export function own(text: string): string {
  if (text.length < 13) return text;
  const joined = text.slice(0, 1) + text.slice(1);
  joined.charCodeAt(1);
  return joined;
}
