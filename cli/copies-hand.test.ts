// A second thread finds the same copies; one that does not start is not missed, one that stops is told.

import { expect, test } from "vitest";
import type { Hand, Job } from "../core/reading/copies/hand.ts";
import { findCopies } from "../core/reading/copies/index.ts";
import { secondHand } from "./copies-hand.ts";

/** Enough for a second thread to be asked: texts of three hundred signs, every fourth one a changed earlier one, one very long twice. */
function invented(): { id: number; text: string }[] {
  let state = 11;
  const next = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % most;
  };
  const signs = (count: number) =>
    String.fromCharCode(...Array.from({ length: count }, () => 0x4e00 + next(3000)));
  const texts: string[] = [];
  for (let at = 0; at < 12_000; at++) {
    const earlier = at > 40 && at % 4 === 0 ? texts[next(40)]! : undefined;
    texts.push(earlier === undefined ? signs(at % 9 === 0 ? 60 : 300) : `${signs(4)}${earlier.slice(4)}`);
  }
  const long = Array.from({ length: 140 }, () => signs(300)).join("");
  return [...texts, long, `${long}完`].map((text, id) => ({ id, text }));
}

/** Lets the other thread come first, so that it takes pieces on a busy machine too; and counts them. */
function waitedFor(hand: Hand): Hand & { pieces: number } {
  return {
    pieces: 0,
    begin: (module, memory) => hand.begin(module, memory),
    join(job) {
      hand.join(job);
      Atomics.wait(job.counters, 1, 0, 20_000);
    },
    finish(job, pieces) {
      this.pieces += pieces;
      return hand.finish(job, pieces);
    },
    end: () => hand.end(),
  };
}

test("the same pairs in the same order with a second thread, without, and with one that does not start", () => {
  const texts = invented();
  const alone = [...findCopies(texts)];
  expect(alone.length).toBeGreaterThan(texts.length);
  // Longer than the tables of the module hold.
  expect(alone.filter(({ a, b }) => a === 12_000 && b === 12_001)).toHaveLength(1);
  const helped = waitedFor(secondHand(2)!);
  expect([...findCopies(texts, { hand: helped })]).toEqual(alone);
  expect(helped.pieces).toBeGreaterThan(3);
  const idle = secondHand(2)!;
  const unstarted: Hand = {
    begin: (_, memory) => idle.begin({}, memory),
    join: (job) => idle.join(job),
    finish: (job, pieces) => idle.finish(job, pieces),
    end: () => idle.end(),
  };
  expect([...findCopies(texts, { hand: unstarted })]).toEqual(alone);
});

test("a second thread that stops on its way is told, not passed over", () => {
  const hand = secondHand(2)!;
  const wrong: Hand = {
    begin: (module, memory) => hand.begin(module, memory),
    // Far beyond the memory.
    join(job: Job) {
      hand.join({ ...job, entries: 2 ** 31, characters: 2 ** 30 });
      Atomics.wait(job.counters, 1, 0, 20_000);
    },
    finish: (job, pieces) => hand.finish(job, pieces),
    end: () => hand.end(),
  };
  expect(() => [...findCopies(invented(), { hand: wrong })]).toThrow(/out of bounds|stopped/);
});

test("there is none on a machine with one processor", () => {
  expect(secondHand(1)).toBeUndefined();
});
