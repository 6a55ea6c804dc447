// A growing corpus finds what one whole search finds, however it is cut into runs, batches and parts.

import fc from "fast-check";
import { expect, test } from "vitest";
import { findGrowing, type KeptText, type Parts } from "./growing.ts";
import { findCopies } from "./index.ts";

class Shelf implements Parts {
  readonly parts: (readonly KeptText[])[] = [];

  async *earlier() {
    yield* this.parts;
  }

  async keep(batch: readonly KeptText[]) {
    this.parts.push(batch);
  }
}

const alphabet = "各村组要在本月底前完成沟渠清淤工作";
const text = fc
  .array(fc.constantFrom(...alphabet), { minLength: 6, maxLength: 40 })
  .map((signs) => signs.join(""));
const changed = fc
  .tuple(text, fc.nat(5))
  .map(([words, copies]) =>
    Array.from({ length: copies + 1 }, (_, at) =>
      at % 2 === 0 ? words : `${words}${alphabet.slice(0, at)}`,
    ),
  );

test("the same pairs as one search over all, in any cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(changed, { maxLength: 12 }).map((each) => each.flat()),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 5 }),
      async (words, batch, runs) => {
        const texts = words.map((each, id) => ({ id, text: each }));
        const whole = [...findCopies(texts, { threshold: 0.6 })].map(
          ({ a, b, similarity }) => `${a} ${b} ${similarity}`,
        );
        const shelf = new Shelf();
        const grown: string[] = [];
        const size = Math.ceil(texts.length / runs);
        for (let run = 0; run < runs; run++) {
          const part = texts.slice(run * size, (run + 1) * size);
          for await (const { a, b, similarity } of findGrowing(part, shelf, { threshold: 0.6, batch }))
            grown.push(`${a} ${b} ${similarity}`);
        }
        expect(grown.sort()).toEqual(whole.sort());
        expect(shelf.parts.flat()).toEqual(texts);
      },
    ),
    { numRuns: 30 },
  );
});

test("the earlier text comes first, and a batch is kept only after its pairs were given", async () => {
  const shelf = new Shelf();
  const words = "各村组要在本月底前完成沟渠清淤工作，逾期未报的逐户核对";
  for await (const _ of findGrowing([{ id: "old", text: words }], shelf)) throw new Error("no pair yet");
  const pairs = findGrowing([{ id: "new", text: words }], shelf);
  expect((await pairs.next()).value).toMatchObject({ a: "old", b: "new", similarity: 1 });
  expect(shelf.parts).toHaveLength(1);
  expect((await pairs.next()).done).toBe(true);
  expect(shelf.parts).toHaveLength(2);
});
