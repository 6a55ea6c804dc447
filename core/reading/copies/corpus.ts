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
  private high = new Uint32Array(1024);
  /** A table by low digest: the number of a text or NONE, and beside it its low digest, so that most others are told off without a look at them. */
  private slots = new Uint32Array(8192).fill(NONE);
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
    const { slots } = this;
    const mask = slots.length / 2 - 1;
    let slot = low & mask;
    for (; slots[2 * slot] !== NONE; slot = (slot + 1) & mask) {
      if (slots[2 * slot + 1] !== low) continue;
      const known = slots[2 * slot]!;
      if (this.high[known] !== high || !this.same(known, length)) continue;
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
  documentsOf(text: number): number[] {
    const documents: number[] = [];
    for (let each = this.firsts[text]!; each !== NONE; each = this.nexts[each]!) documents.push(each);
    return documents;
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
      this.high = grown(this.high);
    }
    this.starts[text] = this.used;
    this.lengths[text] = length;
    this.firsts[text] = document;
    this.lasts[text] = document;
    this.bearers[text] = 1;
    this.high[text] = high;
    this.used += length;
    this.slots[2 * slot] = text;
    this.slots[2 * slot + 1] = low;
    if (this.texts * 4 > this.slots.length) this.rehash();
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
    return this.lengths[text] === length && this.kernel.equal(this.starts[text]!, this.used, length);
  }

  private rehash(): void {
    const before = this.slots;
    const mask = before.length - 1;
    const slots = new Uint32Array(2 * before.length).fill(NONE);
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] === NONE) continue;
      let slot = before[at + 1]! & mask;
      while (slots[2 * slot] !== NONE) slot = (slot + 1) & mask;
      slots[2 * slot] = before[at]!;
      slots[2 * slot + 1] = before[at + 1]!;
    }
    this.slots = slots;
  }
}

function grown<Column extends Uint32Array | Float64Array>(column: Column): Column {
  const larger = new (column.constructor as new (length: number) => Column)(column.length * 2);
  larger.set(column);
  return larger;
}
