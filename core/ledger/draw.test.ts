// The neutral draw: the published generator, the same sample from the same seed, every member equally likely, no way to choose.

import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkDraw, commitSecret, Drbg, draw, Fingerprint, fingerprint, type SeedParts } from "./draw.ts";
import { toBase64, toHex } from "./hash.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const parts = (): SeedParts => ({
  secret: new Uint8Array(randomBytes(32)),
  root: new Uint8Array(randomBytes(32)),
  witnessSignature: new Uint8Array(randomBytes(72)),
});
const population = Array.from({ length: 200 }, (_, index) => `r${index}`);

test("the generator gives the bytes of the NIST vectors (HMAC_DRBG, SHA-256, no reseed)", () => {
  const drbg = new Drbg(
    hex("ca851911349384bffe89de1cbdc46e6831e44d34a4fb935ee285dd14b71a7488"),
    hex("659ba96c601dc69fc902940805ec0ca8"),
  );
  drbg.bytes(128);
  expect(toHex(drbg.bytes(128))).toBe(
    "e528e9abf2dece54d47c7e75e5fe302149f817ea9fb4bee6f4199697d04d5b89d54fbb978a15b5c443c9ec21036d2460b6f73ebad0dc2aba6e624abf07745bc107694bb7547bb0995f70de25d6b29e2d3011bb19d27676c07162c8b5ccde0668961df86803482cb37ed6d5c0bb8d50cf1f50d476aa0458bdaba806f48be9dcb8",
  );
});

describe("a sample", () => {
  // What the first version drew: a published draw must be repeated in all years to come.
  test("of a known seed is the known one", () => {
    const seed = {
      ...{ secret: new Uint8Array(32).fill(7), root: new Uint8Array(32).fill(8) },
      witnessSignature: new Uint8Array(72).fill(9),
    };
    const members = Array.from({ length: 1000 }, (_, at) => Buffer.from(`member ${at}`).toString("base64"));
    expect(draw(seed, members, 5)).toEqual([
      ...["bWVtYmVyIDI5NA==", "bWVtYmVyIDc2Mg==", "bWVtYmVyIDE2Ng=="],
      ...["bWVtYmVyIDI4MA==", "bWVtYmVyIDk4MQ=="],
    ]);
    expect(toBase64(fingerprint(members))).toBe("6STgDlM2O0Zio85YOtJk0hWsGS6xKeFCAXDUavfHOsA=");
    expect(draw(seed, ['é"', "a", "b"], 3)).toEqual(["a", "b", 'é"']);
  });

  test("a fingerprint refuses what is out of order or comes twice", () => {
    const print = new Fingerprint();
    print.add("b");
    expect(() => print.add("b")).toThrow(RangeError);
    expect(() => print.add("a")).toThrow(RangeError);
    print.add("c");
    expect(print.size).toBe(2);
    expect(print.done()).toEqual(fingerprint(["c", "b", "b"]));
  });

  test("is the same whoever draws it, in whatever order the population comes", () => {
    const seed = parts();
    const sample = draw(seed, population, 20);
    expect(draw(seed, [...population].reverse(), 20)).toEqual(sample);
    expect(new Set(sample).size).toBe(20);
    expect(sample.every((id) => population.includes(id))).toBe(true);
    expect(draw(seed, ["a", "b"], 20).sort()).toEqual(["a", "b"]);
  });

  test("changes with each part of the seed", () => {
    const seed = parts();
    const other = parts();
    const sample = draw(seed, population, 20).join();
    expect(draw({ ...seed, secret: other.secret }, population, 20).join()).not.toBe(sample);
    expect(draw({ ...seed, root: other.root }, population, 20).join()).not.toBe(sample);
    expect(draw({ ...seed, witnessSignature: other.witnessSignature }, population, 20).join()).not.toBe(
      sample,
    );
  });

  test("takes each member equally often", () => {
    const ten = population.slice(0, 10);
    const counts = new Map(ten.map((id) => [id, 0]));
    const rounds = 2000;
    for (let round = 0; round < rounds; round += 1) {
      const seed = {
        secret: hex("07".repeat(32)),
        root: hex("08".repeat(32)),
        witnessSignature: new Uint8Array(72),
      };
      new DataView(seed.witnessSignature.buffer).setUint32(0, round);
      for (const id of draw(seed, ten, 3)) counts.set(id, counts.get(id)! + 1);
    }
    // 600 expected, standard deviation 20.5; the seeds are fixed, so this never flickers.
    for (const count of counts.values()) expect(Math.abs(count - 600)).toBeLessThan(80);
  });
});

describe("checking a published draw", () => {
  const seed = parts();
  const honest = {
    parts: seed,
    commitment: commitSecret(seed.secret),
    committedAt: 1000,
    endedAt: 2000,
    population,
    count: 20,
    sample: draw(seed, population, 20),
  };

  test("an honest one has no problems", () => expect(checkDraw(honest)).toEqual([]));

  test("another secret, a late commitment, a changed, shortened or enlarged list are found", () => {
    expect(checkDraw({ ...honest, commitment: commitSecret(parts().secret) })).toEqual(["secret"]);
    expect(checkDraw({ ...honest, committedAt: 2000 })).toEqual(["committed-late"]);
    expect(checkDraw({ ...honest, sample: ["r0", ...honest.sample.slice(1)] })).toEqual(["sample"]);
    expect(checkDraw({ ...honest, sample: honest.sample.slice(0, 19) })).toEqual(["sample"]);
    expect(checkDraw({ ...honest, population: population.slice(1) })).toEqual(["sample"]);
    expect(checkDraw({ ...honest, population: [...population, "r200"] })).toEqual(["sample"]);
  });
});
