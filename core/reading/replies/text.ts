// Cuts a reply or a message into sentences and clauses that keep their place in the text.

/** A piece of a text; `end` is exclusive, both count UTF-16 units from the start of that text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Clause extends Piece {
  /** Number of the sentence it stands in, counted from 0. */
  readonly sentence: number;
  /** The mark that closes it, empty at the end of the text. */
  readonly mark: string;
}

const SENTENCE_END = "。！!？?；;\n\r";
const CLAUSE_END = "，,：:";
/** Sentences longer than this are cut at the next mark, so that a text without full stops stays readable. */
const LONG_SENTENCE = 400;

/** Two letters pasted together often lack a stop: the second begins with a salutation. */
const SALUTATION =
  /(?:尊敬的|亲爱的)?(?:网友|网民|市民朋友|市民同志|来信同志)(?:[“"][^”"]{0,20}[”"])?\s{0,3}(?:[：:，,]\s{0,3})?(?:您|你)好|[“"](?:UU|A)\d{4,}[”"]/gu;

/** Where another letter starts inside a text. */
function letterStarts(text: string): Set<number> {
  const starts = new Set<number>();
  for (const match of text.matchAll(SALUTATION)) starts.add(match.index);
  return starts;
}

function isSpace(char: string): boolean {
  return (
    char === " " || char === "\t" || char === "\u3000" || char === "\u00a0" || char === "\n" || char === "\r"
  );
}

function isHan(char: string | undefined): boolean {
  return char !== undefined && char >= "\u4e00" && char <= "\u9fff";
}

/** A colon or comma between digits (22:30, 1,000) does not part clauses. */
function insideNumber(text: string, at: number): boolean {
  return /\d/.test(text[at - 1] ?? "") && /\d/.test(text[at + 1] ?? "");
}

/** The clauses of a text in order, without the white space around them. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  const starts = letterStarts(text);
  let from = 0;
  let sentence = 0;
  let sentenceFrom = 0;
  const close = (at: number, mark: string): void => {
    let start = from;
    let end = at;
    while (start < end && isSpace(text[start]!)) start += 1;
    while (end > start && isSpace(text[end - 1]!)) end -= 1;
    if (end > start) clauses.push({ start, end, text: text.slice(start, end), sentence, mark });
    from = at + mark.length;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (starts.has(at) && at > from) {
      close(at, "");
      sentence += 1;
      sentenceFrom = at;
    }
    if (SENTENCE_END.includes(char)) {
      close(at, char);
      sentence += 1;
      sentenceFrom = at + 1;
    } else if (CLAUSE_END.includes(char) && !insideNumber(text, at)) {
      close(at, char);
      if (at - sentenceFrom > LONG_SENTENCE) {
        sentence += 1;
        sentenceFrom = at + 1;
      }
    } else if (isSpace(char) && isHan(text[at - 1]) && isHan(text[at + 1])) {
      close(at, char);
    }
  }
  close(text.length, "");
  return clauses;
}

/** Full-width digits and letters become half-width, one unit for one unit, so offsets stay. */
export function plain(text: string): string {
  return text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  );
}

/** The letters inside a reply: each salutation in the middle of the text opens another one. */
export function lettersOf(text: string): Piece[] {
  const cuts = [0, ...[...letterStarts(text)].filter((at) => at > 8).sort((a, b) => a - b), text.length];
  const letters: Piece[] = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const start = cuts[i]!;
    const end = cuts[i + 1]!;
    if (text.slice(start, end).trim() !== "") letters.push({ start, end, text: text.slice(start, end) });
  }
  return letters;
}
