// How fast copies are found: documents a second from texts to verified pairs, memory, growth, beside npm `minhash`.
//
//   npx tsx bench/reading/copies.ts            1,000,000 documents and the growth from 100,000
//   npx tsx bench/reading/copies.ts 200000     fewer
//   npx tsx bench/reading/copies.ts --alone    without a second thread

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { secondHand } from "../../cli/copies-hand.ts";
import { findCopies } from "../../core/reading/copies/index.ts";

const LENGTH = 300;

/**
 * Invented documents of 300 characters: seven tenths new, the others equal to an earlier one or one with a change. The earlier ones
 * are drawn from a twentieth of all, so that a document has as many copies in a small corpus as in a large one.
 */
function* documents(size: number): Generator<{ id: number; text: string }> {
  let state = 42;
  const next = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * most);
  };
  const kept: string[] = [];
  const piece = () => String.fromCharCode(...Array.from({ length: 12 }, () => 0x4e00 + next(3500)));
  const pieces = Array.from({ length: 200_000 }, piece);
  const fresh = () => Array.from({ length: LENGTH / 12 }, () => pieces[next(pieces.length)]!).join("");
  for (let id = 0; id < size; id++) {
    const kind = next(10);
    let text: string;
    if (kind < 7 || kept.length === 0) text = fresh();
    else {
      text = kept[next(kept.length)]!;
      if (kind < 9) {
        const at = next(LENGTH - 24);
        text = text.slice(0, at) + pieces[next(pieces.length)]! + text.slice(at + 12);
      }
    }
    if (kept.length < size / 20) kept.push(text);
    else if (next(10) === 0) kept[next(kept.length)] = text;
    yield { id, text };
  }
}

interface Measure {
  readonly size: number;
  readonly seconds: number;
  readonly making: number;
  readonly pairs: number;
  readonly peak: number;
}

/** As `luodi copies` does: another thread where there is a processor for it. `--alone` is without. */
const hand = () => (process.argv.includes("--alone") ? undefined : secondHand());

/** One measurement in this process. The time that making the texts takes, a thousand at once, is taken off: it is not the work. */
function measure(size: number): Measure {
  let making = 0;
  function* made() {
    const source = documents(size);
    for (;;) {
      const from = performance.now();
      const some = [...take(source, 1000)];
      making += performance.now() - from;
      if (some.length === 0) return;
      yield* some;
    }
  }
  const start = performance.now();
  let pairs = 0;
  for (const _ of findCopies(made(), { hand: hand() })) pairs++;
  const seconds = (performance.now() - start) / 1000;
  return { size, seconds, making: making / 1000, pairs, peak: process.resourceUsage().maxRSS / 1024 };
}

function* take<T>(source: Iterator<T>, most: number): Generator<T> {
  for (let count = 0; count < most; count++) {
    const next = source.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** A new process for each size, so that the peak of memory is its own. */
function apart(size: number): Measure {
  const alone = process.argv.includes("--alone") ? ["--alone"] : [];
  const output = execFileSync(
    process.execPath,
    [...process.execArgv, import.meta.filename, "--one", String(size), ...alone],
    { encoding: "utf8" },
  );
  return JSON.parse(output) as Measure;
}

interface Peer {
  Minhash: new () => { update(piece: string): void };
  LshIndex: new () => { insert(id: string, hash: object): void; query(hash: object): string[] };
}

/** The npm package on the same texts: shingles, sketch, insert, query; no verification, as it has none. */
function peer(size: number): number {
  const { Minhash, LshIndex } = createRequire(import.meta.url)("minhash") as Peer;
  const index = new LshIndex();
  const start = performance.now();
  for (const { id, text } of documents(size)) {
    const hash = new Minhash();
    for (let at = 0; at + 5 <= text.length; at++) hash.update(text.slice(at, at + 5));
    index.insert(String(id), hash);
    index.query(hash);
  }
  return size / ((performance.now() - start) / 1000);
}

if (process.argv[2] === "--one") console.log(JSON.stringify(measure(Number(process.argv[3]))));
else {
  const size = Number(process.argv[2]?.replace("--alone", "") || 1_000_000);
  const small = apart(size / 10);
  const large = apart(size);
  const rate = ({ size, seconds, making }: Measure) => size / (seconds - making);
  const say = (each: Measure) =>
    console.log(
      `${each.size} documents of ${LENGTH} characters: ${Math.round(rate(each))} a second ` +
        `(${(each.seconds - each.making).toFixed(2)} s, and ${each.making.toFixed(2)} s to make them), ` +
        `${each.pairs} verified pairs, peak ${Math.round(each.peak)} MiB`,
    );
  say(small);
  say(large);
  const growth = Math.log(rate(small) / rate(large)) / Math.log(10) + 1;
  console.log(`growth exponent ${growth.toFixed(3)} (bar: at most 1.05)`);
  const other = peer(300);
  console.log(
    `npm minhash on 300 of them: ${Math.round(other)} a second, not verified; ratio ${Math.round(rate(large) / other)}`,
  );
}
