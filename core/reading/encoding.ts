// Bytes to text: UTF-8 with and without mark, UTF-16 and GBK are told apart by the first bytes; lines come one by one.

/** The encoding of a text by its first bytes. `gb18030` covers GBK and GB2312. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/** A line longer than this is cut: no honest row is, and memory must not grow with it. */
export const LONGEST_LINE = 4_000_000;

/** Sniffs by mark, then by zero bytes (UTF-16 without mark), then by UTF-8 validity; anything else is taken as GB 18030. */
export function sniffEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  let even = 0;
  let odd = 0;
  for (let index = 0; index < head.length; index++) {
    if (head[index] === 0) index % 2 === 0 ? even++ : odd++;
  }
  if (odd > head.length / 8 && even < odd / 4) return "utf-16le";
  if (even > head.length / 8 && odd < even / 4) return "utf-16be";
  return isUtf8(head) ? "utf-8" : "gb18030";
}

/**
 * Whether nearly all characters beyond ASCII are UTF-8: systems cut texts by bytes, and half a character must not turn a whole file
 * into another encoding. Read as UTF-8, a text in GBK has a mark of replacement for nearly every character.
 */
function isUtf8(bytes: Uint8Array): boolean {
  let broken = 0;
  let beyond = 0;
  for (const character of new TextDecoder("utf-8").decode(bytes, { stream: true })) {
    if (character === "\ufffd") broken++;
    else if (character > "\u007f") beyond++;
  }
  return broken * 10 <= beyond;
}

/** Text of a stream of bytes. The first 64 KiB decide the encoding. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held.push(chunk);
    size += chunk.length;
    if (size < 65_536) continue;
    const head = Buffer.concat(held);
    held = [];
    decoder = new TextDecoder(sniffEncoding(head));
    yield decoder.decode(head, { stream: true });
  }
  if (decoder === undefined) {
    const all = Buffer.concat(held);
    if (all.length > 0) yield new TextDecoder(sniffEncoding(all)).decode(all);
    return;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** Lines of a stream of bytes without their ends; the last may be empty only where the file ends in two line ends. */
export async function* lines(
  chunks: AsyncIterable<Uint8Array>,
  longest = LONGEST_LINE,
): AsyncGenerator<string> {
  let rest = "";
  for await (const text of decodeText(chunks)) {
    let start = 0;
    for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
      const line = rest + text.slice(start, end);
      rest = "";
      yield line.endsWith("\r") ? line.slice(0, -1) : line;
      start = end + 1;
    }
    if (rest.length < longest) rest += text.slice(start);
  }
  if (rest !== "") yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
}
