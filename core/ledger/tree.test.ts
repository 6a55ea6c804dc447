// The tree against the published vectors of Certificate Transparency, and against the plain definition on random sizes.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Hash, leafHash, nodeHash, sha256, toHex } from "./hash.ts";
import {
  append,
  consistencyPlan,
  EMPTY,
  inclusionPlan,
  type Place,
  proofOf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "./tree.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
/** The leaves, roots and proofs that the reference implementation of RFC 6962 is tested with. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((each) => leafHash(hex(each)));
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** RFC 9162, 2.1.1, word for word: slow, and without any of the shortcuts of the code under test. */
function definition(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let power = 1;
  while (power * 2 < leaves.length) power *= 2;
  return nodeHash(definition(leaves.slice(0, power)), definition(leaves.slice(power)));
}

function grown(leaves: readonly Hash[]) {
  const { frontier, nodes } = append(EMPTY, leaves);
  const stored = new Map(nodes.map((each) => [`${each.level}/${each.index}`, each.hash]));
  const node = ({ level, index }: Place): Hash => {
    const found = stored.get(`${level}/${index}`);
    if (found === undefined) throw new Error(`node ${level}/${index} was never stored`);
    return found;
  };
  return { frontier, node };
}

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash(Uint8Array.of(index >> 8, index & 255)));
const sizes = fc.integer({ min: 1, max: 300 });

describe("published vectors", () => {
  test.each(ROOTS.map((root, size) => [size, root] as const))("the root of %i leaves", (size, root) => {
    expect(toHex(rootOf(append(EMPTY, LEAVES.slice(0, size)).frontier))).toBe(root);
  });

  const { node } = grown(LEAVES);
  test.each([
    [
      0,
      8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    ],
    [
      5,
      8,
      [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    ],
    [2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
    [
      1,
      5,
      [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ],
    ],
  ] as const)("the way of leaf %i in %i", (index, size, proof) => {
    expect(proofOf(inclusionPlan(index, size), node).map(toHex)).toEqual(proof);
    expect(verifyInclusion(LEAVES[index]!, index, size, proof.map(hex), hex(ROOTS[size]!))).toBe(true);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    ],
    [
      6,
      8,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    ],
    [
      2,
      5,
      [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ],
    ],
  ] as const)("%i leaves are in %i", (older, newer, proof) => {
    expect(proofOf(consistencyPlan(older, newer), node).map(toHex)).toEqual(proof);
    expect(verifyConsistency(older, newer, hex(ROOTS[older]!), hex(ROOTS[newer]!), proof.map(hex))).toBe(
      true,
    );
  });
});

describe("on random sizes", () => {
  test("appending in any pieces gives the root of the definition", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 40 }), (size, piece) => {
        const leaves = leavesOf(size);
        let frontier = EMPTY;
        for (let at = 0; at < size; at += piece)
          frontier = append(frontier, leaves.slice(at, at + piece)).frontier;
        expect(rootOf(frontier)).toEqual(definition(leaves));
        expect(frontier.hashes.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size + 1)));
      }),
      { numRuns: 100 },
    );
  });

  test("every leaf is proved, at no other place, in no other tree", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, pick, other) => {
        const leaves = leavesOf(size);
        const { frontier, node } = grown(leaves);
        const [index, root] = [pick % size, rootOf(frontier)];
        const proof = proofOf(inclusionPlan(index, size), node);
        expect(verifyInclusion(leaves[index]!, index, size, proof, root)).toBe(true);
        const wrong = other % size;
        if (wrong !== index) expect(verifyInclusion(leaves[index]!, wrong, size, proof, root)).toBe(false);
        expect(verifyInclusion(leafHash(Uint8Array.of(9, 9, 9)), index, size, proof, root)).toBe(false);
        expect(verifyInclusion(leaves[index]!, index, size, [...proof, root], root)).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion(leaves[index]!, index, size, proof.slice(1), root)).toBe(false);
          const flipped = proof.map((hash, place) => (place === other % proof.length ? sha256(hash) : hash));
          expect(verifyInclusion(leaves[index]!, index, size, flipped, root)).toBe(false);
        }
        expect(verifyInclusion(leaves[index]!, index, size, proof, sha256(root))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("a tree is consistent with its own past and with no other past", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (newer, pick, changed) => {
        const leaves = leavesOf(newer);
        const { frontier, node } = grown(leaves);
        const older = pick % (newer + 1);
        const oldRoot = rootOf(append(EMPTY, leaves.slice(0, older)).frontier);
        const proof = proofOf(consistencyPlan(older, newer), node);
        expect(verifyConsistency(older, newer, oldRoot, rootOf(frontier), proof)).toBe(true);
        if (older === 0) return;
        // Somebody changes one old leaf and recomputes everything after it.
        const forged = leaves.map((leaf, index) => (index === changed % older ? sha256(leaf) : leaf));
        const other = grown(forged);
        const forgedProof = proofOf(consistencyPlan(older, newer), other.node);
        expect(verifyConsistency(older, newer, oldRoot, rootOf(other.frontier), forgedProof)).toBe(false);
        expect(verifyConsistency(older, newer, oldRoot, rootOf(other.frontier), proof)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("a tree that shrank has no proof", () => {
    expect(() => consistencyPlan(5, 4)).toThrow(RangeError);
    expect(verifyConsistency(5, 4, LEAVES[0]!, LEAVES[0]!, [])).toBe(false);
  });
});
