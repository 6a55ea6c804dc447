// Notes, checkpoints, cosignatures and leaves: the published vector, forged and torn texts, deleted words.

import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "./canonical.ts";
import {
  cosign,
  cosignedAt,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  withSignature,
} from "./checkpoint.ts";
import { fromBase64 } from "./hash.ts";
import { hashOfLeaf, leafText, openingProblem, parseLeaf, sealStep } from "./leaf.ts";
import { isSignedBy, parseNote, readKey, signerKey, signNote, writeKey, writeNote } from "./note.ts";

const operator = signerKey("ledger.example/county", 1, randomBytes(32));
const witness = signerKey("witness.example", 4, randomBytes(32));
const checkpoint = {
  origin: operator.name,
  size: 7,
  root: new Uint8Array(randomBytes(32)),
  time: 1_772_000_000_000,
};

describe("the published note (golang.org/x/mod/sumdb/note)", () => {
  const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const skey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

  test("verifies, and the same key signs the same note", () => {
    expect(isSignedBy(parseNote(signed)!, readKey(vkey)!)).toBe(true);
    const seed = fromBase64(skey.split("+").slice(4).join("+"))!.slice(1);
    const key = signerKey("PeterNeumann", 1, seed);
    expect(writeKey(key)).toBe(vkey);
    expect(writeNote(signNote(text, key))).toBe(signed);
  });

  test("one changed letter, or another key, and it verifies no more", () => {
    expect(isSignedBy(parseNote(signed.replace("answer", "Answer"))!, readKey(vkey)!)).toBe(false);
    expect(isSignedBy(parseNote(signed)!, operator)).toBe(false);
    expect(readKey(vkey.replace("c74f20a3", "c74f20a4"))).toBeUndefined();
  });
});

describe("a checkpoint", () => {
  const text = writeNote(signCheckpoint(checkpoint, operator));

  test("comes back as it was signed", () => {
    expect(openCheckpoint(text, operator)?.checkpoint).toEqual(checkpoint);
  });

  test("is refused under another key, another origin, another spelling of its numbers", () => {
    const other = signerKey(operator.name, 1, randomBytes(32));
    expect(openCheckpoint(text, other)).toBeUndefined();
    const foreign = signCheckpoint({ ...checkpoint, origin: "elsewhere.example" }, operator);
    expect(openCheckpoint(writeNote(foreign), operator)).toBeUndefined();
    expect(parseCheckpoint(`${operator.name}\n07\n${"A".repeat(43)}=\ntime 1\n`)).toBeUndefined();
    expect(parseCheckpoint(`${operator.name}\n7\n${"A".repeat(43)}=\ntime 1\n`)?.size).toBe(7);
  });

  test("any change of one character makes it fail or stay exactly the same", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("A", "0", "\n", " ", "—"), (place, letter) => {
        const changed = text.slice(0, place) + letter + text.slice(place + 1);
        if (changed !== text) expect(openCheckpoint(changed, operator)).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });

  test("no text breaks the reader", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (noise) => {
        expect(openCheckpoint(noise, operator)).toBeUndefined();
        expect(openCheckpoint(text + noise.slice(0, 1), operator) === undefined || noise === "").toBe(true);
      }),
    );
  });

  test("a witness's cosignature carries its own time and stands for this text alone", () => {
    const now = 1_772_000_000_777;
    const note = parseNote(text)!;
    const signature = cosign(note.text, witness, now);
    const both = parseNote(writeNote(withSignature(note, signature)))!;
    expect(cosignedAt(both, witness)).toBe(1_772_000_000_000);
    expect(isSignedBy(both, operator)).toBe(true);
    expect(cosignedAt(note, witness)).toBeUndefined();
    const late = { ...signature, bytes: signature.bytes.slice() };
    late.bytes[7]! ^= 1;
    expect(cosignedAt(withSignature(note, late), witness)).toBeUndefined();
    const larger = signCheckpoint({ ...checkpoint, size: 8 }, operator);
    expect(cosignedAt(withSignature(larger, signature), witness)).toBeUndefined();
  });
});

describe("a leaf", () => {
  const salts = () => ({ facts: new Uint8Array(randomBytes(16)), words: new Uint8Array(randomBytes(16)) });
  const facts = { tenant: "999901", request: "r1", place: 3, kind: "reply" };

  test("opens with its salt, and with nothing changed", () => {
    const step = sealStep(1000, facts, { text: "已修好" }, salts());
    expect(openingProblem(step)).toBeUndefined();
    expect(openingProblem({ ...step, words: { ...step.words!, value: { text: "已修好。" } } })).toBe("words");
    expect(openingProblem({ ...step, facts: { ...step.facts!, value: { ...facts, kind: "close" } } })).toBe(
      "facts",
    );
  });

  test("stands unchanged when the words are deleted", () => {
    const step = sealStep(1000, facts, { text: "张三，电话略" }, salts());
    const { words: _, ...deleted } = step;
    expect(openingProblem(deleted)).toBeUndefined();
    expect(hashOfLeaf(deleted.leaf)).toEqual(hashOfLeaf(step.leaf));
    expect(leafText(step.leaf)).not.toContain("张三");
  });

  test("words put in afterwards are found", () => {
    const step = sealStep(1000, facts, undefined, salts());
    const later = sealStep(1000, facts, { text: "后补" }, salts());
    expect(openingProblem({ ...step, words: later.words! })).toBe("words");
  });

  test("the same words twice give two commitments", () => {
    const [a, b] = [sealStep(1, facts, { text: "好" }, salts()), sealStep(1, facts, { text: "好" }, salts())];
    expect(a.leaf.words).not.toBe(b.leaf.words);
  });

  test("its text is read back, and no second spelling of it", () => {
    const { leaf } = sealStep(1000, facts, { text: "好" }, salts());
    expect(parseLeaf(leafText(leaf))).toEqual(leaf);
    expect(parseLeaf(` ${leafText(leaf)}`)).toBeUndefined();
    expect(parseLeaf(JSON.stringify({ v: 1, ...leaf }))).toBeUndefined();
    fc.assert(fc.property(fc.string(), (noise) => parseLeaf(noise) === undefined));
  });

  test("one value has one text", () => {
    expect(canonical({ b: 1, a: [true, null, "“落”"], c: undefined })).toBe('{"a":[true,null,"“落”"],"b":1}');
    expect(() => canonical(0.5)).toThrow(RangeError);
    expect(() => canonical("\ud800")).toThrow(RangeError);
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.integer()), (object) => {
        const shuffled = Object.fromEntries(Object.entries(object).reverse());
        expect(canonical(shuffled)).toBe(canonical(object));
        expect(JSON.parse(canonical(object))).toEqual({ ...object });
      }),
    );
  });
});
