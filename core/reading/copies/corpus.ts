// The texts under comparison, each different text stored once as numbers, exact copies already brought together.

import type { Kernel } from "./kernel.ts";
import { folded } from "./text.ts";

const NONE = 0xffffffff;

export class Corpus<Id> {
  readonly ids: Id[] = [];
  readonly groups: (string | undefined)[] = [];
  /** By text number: where the text starts, how many characters it has, its first bearer and how many bear it. */
  starts = new Float64Array(1024);
  lengths = new Uint32Array(1024);
  firsts = new Uint32Array(1024);
  bearers = new Uint32Array(1024);
  /** The number of different texts. */
  texts = 0;
  /** By document: the next document with the same text, or NONE. */
  private nexts = new Uint32Array(1024);
  private lasts = new Uint32Array(1024);
  private low = new Uint32Array(1024);
  private high = new Uint32Array(1024);
  private slots = new Uint32Array(4096).fill(NONE);
  private used = 0;
  private readonly astral = new Map<number, number>();
  private readonly points: number[] = [];
  private readonly kernel: Kernel;
  private readonly fold: boolean;

  constructor(kernel: Kernel, fold: boolean) {
    this.kernel = kernel;
    this.fold = fold;
  }

  /** Takes one document in. An empty text is counted but never compared: it says nothing. */
  add(id: Id, given: string, group: string | undefined): void {
    const document = this.ids.length;
    this.ids.push(id);
    if (group !== undefined || this.groups.length > 0) this.groups[document] = group;
    if (document >= this.nexts.length) this.nexts = grown(this.nexts);
    this.nexts[document] = NONE;
    const text = this.fold ? folded(given) : given;
    if (text === "") return;
    // A little more room than needed: the vector loops read up to 16 characters past the end.
    this.kernel.room(this.used + text.length + 16);
    let length = text.length;
    let digest = this.kernel.take(this.used, text);
    if (digest.pairs) {
      length = this.joined(text);
      digest = this.kernel.digest(this.used, length);
    }
    const { high, low } = digest;
    const mask = this.slots.length - 1;
    let slot = low & mask;
    for (; this.slots[slot] !== NONE; slot = (slot + 1) & mask) {
      const known = this.slots[slot]!;
      if (this.low[known] !== low || this.high[known] !== high || !this.same(known, length)) continue;
      this.nexts[this.lasts[known]!] = document;
      this.lasts[known] = document;
      this.bearers[known] = this.bearers[known]! + 1;
      return;
    }
    this.keep(slot, document, length, high, low);
  }

  /** How many characters are stored in all. */
  get characters(): number {
    return this.used;
  }

  /** The documents that bear this text, in the order they came. */
  *documentsOf(text: number): Generator<number> {
    for (let each = this.firsts[text]!; each !== NONE; each = this.nexts[each]!) yield each;
  }

  /** The characters of a stored text again. */
  charactersOf(text: number): string[] {
    const units = this.kernel.room(0);
    const start = this.starts[text]!;
    const points = this.points;
    return Array.from({ length: this.lengths[text]! }, (_, at) => {
      const unit = units[start + at]!;
      return String.fromCodePoint(unit >= 0xd800 && unit < 0xe000 ? (points[unit - 0xd800] ?? unit) : unit);
    });
  }

  private keep(slot: number, document: number, length: number, high: number, low: number): void {
    const text = this.texts++;
    if (text >= this.lengths.length) {
      this.starts = grown(this.starts);
      this.lengths = grown(this.lengths);
      this.firsts = grown(this.firsts);
      this.bearers = grown(this.bearers);
      this.lasts = grown(this.lasts);
      this.low = grown(this.low);
      this.high = grown(this.high);
    }
    this.starts[text] = this.used;
    this.lengths[text] = length;
    this.firsts[text] = document;
    this.lasts[text] = document;
    this.bearers[text] = 1;
    this.low[text] = low;
    this.high[text] = high;
    this.used += length;
    this.slots[slot] = text;
    if (this.texts * 2 > this.slots.length) this.rehash();
  }

  /** Writes a text again, each character outside the basic plane, and each half of one alone, as one. Returns its length in characters. */
  private joined(text: string): number {
    const units = this.kernel.room(0);
    let at = this.used;
    for (const character of text) {
      const point = character.codePointAt(0)!;
      units[at++] = point > 0xffff || (point & 0xf800) === 0xd800 ? this.symbolOf(point) : point;
    }
    return at - this.used;
  }

  /** A character outside the basic plane gets one of the 2,048 codes that stand alone in no proper text. */
  private symbolOf(point: number): number {
    let symbol = this.astral.get(point);
    if (symbol === undefined) {
      symbol = 0xd800 + (this.astral.size % 2048);
      this.astral.set(point, symbol);
      this.points[symbol - 0xd800] = point;
    }
    return symbol;
  }

  private same(text: number, length: number): boolean {
    if (this.lengths[text] !== length) return false;
    const units = this.kernel.room(0);
    const start = this.starts[text]!;
    for (let each = 0; each < length; each++)
      if (units[start + each] !== units[this.used + each]) return false;
    return true;
  }

  private rehash(): void {
    const mask = this.slots.length * 2 - 1;
    this.slots = new Uint32Array(mask + 1).fill(NONE);
    for (let text = 0; text < this.texts; text++) {
      let slot = this.low[text]! & mask;
      while (this.slots[slot] !== NONE) slot = (slot + 1) & mask;
      this.slots[slot] = text;
    }
  }
}

function grown<Column extends Uint32Array | Float64Array>(column: Column): Column {
  const larger = new (column.constructor as new (length: number) => Column)(column.length * 2);
  larger.set(column);
  return larger;
}
