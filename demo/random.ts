// Chance that can be repeated: a small generator (sfc32, PractRand-tested) seeded from a text.

export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: string) {
    let h = 0x811c9dc5;
    const next = () => {
      for (const char of seed) h = Math.imul(h ^ char.codePointAt(0)!, 0x01000193);
      h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
      return h >>> 0;
    };
    [this.a, this.b, this.c] = [next(), next(), next()];
    for (let warm = 0; warm < 16; warm++) this.next();
  }

  /** In [0, 1). */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  true(share: number): boolean {
    return this.next() < share;
  }

  /** Some of a list, in its order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list.keys()];
    const taken = new Set<number>();
    while (taken.size < Math.min(count, list.length))
      taken.add(left.splice(Math.floor(this.next() * left.length), 1)[0]!);
    return list.filter((_, index) => taken.has(index));
  }
}
