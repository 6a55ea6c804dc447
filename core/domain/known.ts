// What was made of texts that come again and again (stock clauses, bodies, matters): made once, kept for a bounded number of them.

import { own } from "./own.ts";

/**
 * Remembers what was made of a text. When so many are known, all are forgotten: simpler than by age, and stock words are soon known
 * again. What is made is shared by all who ask, so nobody may change it.
 */
export class Known<Made> {
  private readonly made = new Map<string, Made>();
  private readonly most: number;
  private readonly make: (text: string) => Made;

  constructor(most: number, make: (text: string) => Made) {
    this.most = most;
    this.make = make;
  }

  of(text: string): Made {
    const known = this.made.get(text);
    if (known !== undefined) return known;
    const made = this.make(text);
    if (this.made.size >= this.most) this.made.clear();
    this.made.set(own(text), made);
    return made;
  }
}
