// The search for copies against the plain truth: every pair compared by sets.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactJaccard, findCopies, findCopyGroups, shingles } from "./index.ts";
import { planFor } from "./kernel.ts";

/** A generator of pseudo-random numbers from a seed (mulberry32), so that a failure repeats. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function corpusOf(size: number, least: number, most: number, seed: number): { id: number; text: string }[] {
  const next = numbers(seed);
  const character = () => String.fromCharCode(0x4e00 + Math.floor(next() * 800));
  const texts: { id: number; text: string }[] = [];
  for (let id = 0; id < size; id++) {
    if (id > 10 && next() < 0.5) {
      const characters = Array.from(texts[Math.floor(next() * texts.length)]!.text);
      const edits = Math.floor((next() * characters.length) / 30);
      for (let edit = 0; edit < edits; edit++) {
        const at = Math.floor(next() * characters.length);
        if (next() < 0.4) characters[at] = character();
        else characters.splice(at, next() < 0.5 ? 1 : 0, ...(next() < 0.5 ? [] : [character()]));
      }
      texts.push({ id, text: characters.join("") });
    } else {
      const length = least + Math.floor(next() * (most - least));
      texts.push({ id, text: Array.from({ length }, character).join("") });
    }
  }
  return texts;
}

function truth(texts: { id: number; text: string }[], threshold: number): Map<string, number> {
  const sets = texts.map((each) => shingles(each.text));
  const pairs = new Map<string, number>();
  for (let b = 1; b < texts.length; b++)
    for (let a = 0; a < b; a++) {
      // Two sets share at most the smaller one: such a pair cannot be alike enough, and need not be counted out.
      const [less, more] = [sets[a]!.size, sets[b]!.size].sort((x, y) => x - y) as [number, number];
      if (less < threshold * more) continue;
      const likeness = exactJaccard(sets[a]!, sets[b]!);
      if (likeness >= threshold) pairs.set(`${a} ${b}`, likeness);
    }
  return pairs;
}

describe.each([
  { least: 6, most: 40, threshold: 0.8 },
  { least: 80, most: 260, threshold: 0.8 },
  { least: 250, most: 600, threshold: 0.8 },
  { least: 100, most: 300, threshold: 0.5 },
  { least: 100, most: 300, threshold: 0.95 },
])("$least to $most characters at $threshold", ({ least, most, threshold }) => {
  test("finds at least 99.5 % of the true pairs, nothing else, each once, with its exact likeness", () => {
    let found = 0;
    let all = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const texts = corpusOf(700, least, most, seed);
      const wanted = truth(texts, threshold);
      all += wanted.size;
      const seen = new Set<string>();
      for (const { a, b, similarity } of findCopies(texts, { threshold })) {
        const pair = `${a} ${b}`;
        expect(seen.has(pair), `${pair} twice`).toBe(false);
        seen.add(pair);
        expect(wanted.get(pair)).toBe(similarity);
        found++;
      }
    }
    expect(all).toBeGreaterThan(300);
    expect(found / all).toBeGreaterThanOrEqual(0.995);
  });
});

test("exact copies first, of any length; empty texts are no copies of each other", () => {
  const texts = ["收到", "", "收到", "已办结", "", "收到"].map((text, id) => ({ id, text }));
  expect([...findCopies(texts)]).toEqual([
    { a: 0, b: 2, similarity: 1 },
    { a: 0, b: 5, similarity: 1 },
    { a: 2, b: 5, similarity: 1 },
  ]);
});

test("a character outside the basic plane is one character", () => {
  const texts = [
    "今天村里修好了三盏路灯😀再报",
    "今天村里修好了三盏路灯😁再报",
    "😀😁😂🤣😃",
    "😀😁😂🤣😄",
  ].map((text, id) => ({ id, text }));
  const wanted = exactJaccard(shingles(texts[0]!.text), shingles(texts[1]!.text));
  expect([...findCopies(texts, { threshold: 0.3 })]).toEqual([{ a: 0, b: 1, similarity: wanted }]);
});

test("half a character, as texts cut by units have it, is none of the whole ones", () => {
  const texts = ["路灯\ud800坏了", "路灯😀坏了", "路灯\ud800坏了"].map((text, id) => ({ id, text }));
  expect([...findCopies(texts)].map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
});

test("groups: within, across, and folded texts", () => {
  const text = "各村要在本周内完成沟渠清淤并上报进度";
  const texts = [
    { id: "x", text, group: "甲" },
    { id: "y", text, group: "甲" },
    { id: "z", text, group: "乙" },
    { id: "w", text: ` ${text}！` },
  ];
  expect([...findCopies(texts, { pairs: "within" })].map((each) => `${each.a}${each.b}`)).toEqual(["xy"]);
  expect([...findCopies(texts, { pairs: "across" })].map((each) => `${each.a}${each.b}`)).toContain("xz");
  expect([...findCopies(texts, { fold: true })].filter((each) => each.similarity === 1)).toHaveLength(6);
});

test("a star never chains: every member was verified against the first text", () => {
  // Each text drops three characters at the front and gains three at the back: neighbours alike, ends not.
  const long = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e00 + at * 7)).join("");
  const texts = Array.from({ length: 60 }, (_, id) => ({ id, text: long.slice(3 * id, 3 * id + 200) }));
  const groups = findCopyGroups(texts);
  const byId = new Map(texts.map((each) => [each.id, each.text]));
  const seen = new Set<number>();
  for (const { first, members } of groups)
    for (const { id, similarity } of members) {
      expect(exactJaccard(shingles(byId.get(first)!), shingles(byId.get(id)!))).toBe(similarity);
      expect(similarity).toBeGreaterThanOrEqual(0.8);
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
  expect(groups.length).toBeGreaterThan(3);
});

test("a hundred thousand equal texts are one group, quickly", () => {
  const texts = Array.from({ length: 100_000 }, (_, id) => ({ id, text: "您的留言已收悉，感谢您的支持" }));
  const groups = findCopyGroups(texts);
  expect(groups).toHaveLength(1);
  expect(groups[0]!.members).toHaveLength(99_999);
});

test("any texts at any threshold: reported likeness is the true one", () => {
  const letter = fc.constantFrom("修", "路", "灯", "水", "，", "😀", "\ud800", "a");
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: letter, maxLength: 30 }), { maxLength: 12 }),
      fc.constantFrom(0.2, 0.5, 0.8, 1),
      (given, threshold) => {
        const texts = given.map((text, id) => ({ id, text }));
        const wanted = truth(texts, threshold);
        for (const { a, b, similarity } of findCopies(texts, { threshold }))
          expect(wanted.get(`${a} ${b}`)).toBe(similarity);
      },
    ),
  );
});

test("the cut into bands meets a pair at the threshold with 99.95 %", () => {
  for (const threshold of [0.5, 0.6, 0.7, 0.8, 0.9, 0.95]) {
    const { bands, rows } = planFor(threshold);
    expect(1 - (1 - threshold ** rows) ** bands).toBeGreaterThanOrEqual(0.9995);
    expect(bands * rows).toBeLessThanOrEqual(64);
  }
});
