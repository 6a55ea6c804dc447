// The tamper matrix: whoever alters, deletes, inserts or back-dates is found by the witness or by a receipt made before.

import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Plain } from "./canonical.ts";
import { cosign, signCheckpoint, withSignature } from "./checkpoint.ts";
import { hashOfLeaf, leafText, type OpenedLeaf, sealStep } from "./leaf.ts";
import { LedgerCheck, type LedgerLine } from "./ledger-check.ts";
import { type SignerKey, signerKey, writeNote } from "./note.ts";
import { makeReceipt, type Receipt, verifyReceipt } from "./receipt.ts";
import {
  append,
  consistencyPlan,
  EMPTY,
  inclusionPlan,
  type Place,
  proofOf,
  rootOf,
  verifyConsistency,
} from "./tree.ts";
import { Following, type Seen, type WitnessCode } from "./witness.ts";

const MINUTE = 60_000;
const MONTH = 30 * 24 * 60 * MINUTE;
const START = 1_772_000_000_000;

const bytes = (count: number) => new Uint8Array(randomBytes(count));
const seal = (at: number, facts: Plain, words?: Plain) =>
  sealStep(at, facts, words, { facts: bytes(16), words: bytes(16) });

function treeOf(steps: readonly OpenedLeaf[]) {
  const { frontier, nodes } = append(
    EMPTY,
    steps.map((step) => hashOfLeaf(step.leaf)),
  );
  const stored = new Map(nodes.map((each) => [`${each.level}/${each.index}`, each.hash]));
  return {
    root: rootOf(frontier),
    size: frontier.size,
    node: (place: Place) => stored.get(`${place.level}/${place.index}`)!,
  };
}

/** A ledger in operation: what the database holds, what was signed, what a witness elsewhere remembers. */
class World {
  readonly operator: SignerKey = signerKey("ledger.example/999901", 1, bytes(32));
  readonly witnessKey: SignerKey = signerKey("witness.example", 4, bytes(32));
  readonly keys = { operator: this.operator, witnesses: [this.witnessKey] };
  now = START;
  steps: OpenedLeaf[] = [];
  checkpoints: { size: number; note: string }[] = [];
  seen: Seen | undefined;
  witnessLog: string[] = [];
  receipts: Receipt[] = [];

  constructor() {
    this.anchor();
    for (let place = 0; place < 6; place += 1) {
      this.now += MINUTE / 2;
      this.write(place);
      this.now += MINUTE / 2;
      if (this.anchor() !== "cosigned") throw new Error("an honest checkpoint was refused");
      this.receipts.push(this.receiptOf(place));
    }
  }

  write(place: number, at = this.now, text = `第${place + 1}步`): void {
    this.steps.push(seal(at, { tenant: "999901", request: "r1", place, kind: "reply" }, { text }));
  }

  /** The sequencer signs whatever the database holds; the witness answers by its own clock and memory. */
  anchor(time = this.now): "cosigned" | WitnessCode {
    const { root, size } = treeOf(this.steps);
    const note = signCheckpoint({ origin: this.operator.name, size, root, time }, this.operator);
    const older = this.seen?.frontier.size ?? 0;
    const following = Following.begin(writeNote(note), older, this.operator, this.seen, this.now);
    if (!(following instanceof Following)) return following.code;
    for (const step of this.steps.slice(older)) following.take(leafText(step.leaf));
    const seen = following.end();
    if ("refused" in seen) return seen.code;
    this.seen = seen;
    const text = writeNote(withSignature(note, cosign(note.text, this.witnessKey, this.now)));
    this.checkpoints.push({ size, note: text });
    this.witnessLog.push(text);
    return "cosigned";
  }

  /** An owner of the key keeps the witness out and signs alone, the past checkpoints too. */
  signAlone(): void {
    this.checkpoints = this.checkpoints.map(({ size }, index) => {
      const { root } = treeOf(this.steps.slice(0, size));
      const time = START + index * MINUTE;
      const note = signCheckpoint(
        { origin: this.operator.name, size: Math.min(size, this.steps.length), root, time },
        this.operator,
      );
      return { size: Math.min(size, this.steps.length), note: writeNote(note) };
    });
    const { root, size } = treeOf(this.steps);
    if (size > this.checkpoints.at(-1)!.size) {
      const note = signCheckpoint({ origin: this.operator.name, size, root, time: this.now }, this.operator);
      this.checkpoints.push({ size, note: writeNote(note) });
    }
  }

  receiptOf(index: number): Receipt {
    const after = this.checkpoints.find((each) => each.size > index)!;
    const before = this.checkpoints.filter((each) => each.size <= index).at(-1)!;
    const { node } = treeOf(this.steps.slice(0, after.size));
    return makeReceipt(
      this.steps[index]!,
      index,
      proofOf(inclusionPlan(index, after.size), node),
      after.note,
      before.note,
    );
  }

  export(): LedgerLine[] {
    const lines: LedgerLine[] = [];
    let index = 0;
    for (const { size, note } of this.checkpoints) {
      for (; index < size && index < this.steps.length; index += 1)
        lines.push({ kind: "leaf", ...this.steps[index]! });
      lines.push({ kind: "checkpoint", note });
    }
    for (; index < this.steps.length; index += 1) lines.push({ kind: "leaf", ...this.steps[index]! });
    return lines;
  }

  check(receipts = this.receipts, seen: readonly string[] = []): string[] {
    const check = new LedgerCheck(this.keys, receipts, seen);
    for (const line of this.export()) check.take(JSON.parse(JSON.stringify(line)));
    return check.end().problems.map((each) => each.code);
  }
}

type Deed = "alter" | "delete" | "insert" | "back-date";
type Actor = "application" | "database owner" | "owner with the signing key";
const TARGET = 2;
const forged = (place: number, at: number) =>
  seal(at, { tenant: "999901", request: "r1", place, kind: "reply" }, { text: "已办结，群众满意" });

/** A program without access to leaves and tree: it changes rows, or writes steps with a false time. */
const BY_APPLICATION: Record<Deed, (world: World) => void> = {
  alter: ({ steps }) => {
    const step = steps[TARGET]!;
    steps[TARGET] = { ...step, words: { salt: step.words!.salt, value: { text: "已办结，群众满意" } } };
  },
  delete: ({ steps }) => {
    steps[TARGET] = { leaf: steps[TARGET]!.leaf };
  },
  insert: (world) => world.write(TARGET, world.steps[TARGET]!.leaf.at),
  "back-date": (world) => world.write(6, world.now - MONTH),
};

/** Who owns the database writes leaves and nodes anew, so that all of it fits together. */
const BY_OWNER: Record<Deed, (world: World) => void> = {
  alter: ({ steps }) => {
    steps[TARGET] = forged(TARGET, steps[TARGET]!.leaf.at);
  },
  delete: ({ steps }) => {
    steps.splice(TARGET, 1);
  },
  insert: ({ steps }) => {
    steps.splice(TARGET, 0, forged(TARGET, steps[TARGET]!.leaf.at));
  },
  "back-date": ({ steps }) => {
    const { facts, words, leaf } = steps[TARGET]!;
    steps[TARGET] = {
      leaf: { ...leaf, at: leaf.at - MONTH },
      ...(facts && { facts }),
      ...(words && { words }),
    };
  },
};

const DEEDS: readonly Deed[] = ["alter", "delete", "insert", "back-date"];
const FOUND_BY: Record<Actor, Record<Deed, "witness" | "receipt">> = {
  application: { alter: "receipt", delete: "receipt", insert: "witness", "back-date": "witness" },
  "database owner": { alter: "witness", delete: "witness", insert: "witness", "back-date": "witness" },
  "owner with the signing key": {
    alter: "witness",
    delete: "witness",
    insert: "witness",
    "back-date": "witness",
  },
};

describe("the tamper matrix", () => {
  const cases = (Object.keys(FOUND_BY) as Actor[]).flatMap((actor) =>
    DEEDS.map((deed) => [actor, deed] as const),
  );

  test.each(cases)("%s: %s", (actor, deed) => {
    const world = new World();
    world.now += MINUTE;
    (actor === "application" ? BY_APPLICATION : BY_OWNER)[deed](world);
    world.write(7);
    const found = FOUND_BY[actor][deed];
    if (found === "witness") expect(world.anchor()).not.toBe("cosigned");
    else {
      // What is shown now does not open the commitment in a receipt that was given before.
      expect(world.check()).toEqual(expect.arrayContaining([expect.stringMatching(/-changed|too-early/)]));
    }
    if (actor === "application") return;
    // The receipts made before say the same, also where the witness is kept out.
    expect(world.check()).toEqual(expect.arrayContaining([expect.stringMatching(/^receipt-/)]));
  });

  test.each(DEEDS)("an owner with the key who signs everything anew without the witness: %s", (deed) => {
    const world = new World();
    const { receipts, witnessLog } = world;
    world.now += MINUTE;
    BY_OWNER[deed](world);
    world.signAlone();
    // Alone, the new ledger fits together and carries right signatures of the operator ...
    const alone = new LedgerCheck({ operator: world.operator, witnesses: [] });
    for (const line of world.export()) alone.take(line);
    const own = alone.end().problems.map((each) => each.code);
    expect(own.filter((code) => code === "root-differs" || code === "not-the-operator")).toEqual([]);
    // ... and any receipt made before, or the witness's log, shows that it is not the ledger that was.
    expect(world.check(receipts)).toContain("receipt-differs");
    expect(world.check([], witnessLog).some((code) => code.startsWith("seen-"))).toBe(true);
    const fake = world.receiptOf(Math.min(TARGET, world.steps.length - 1));
    expect(verifyReceipt(fake, world.keys).problems.map((each) => each.code)).toContain("not-witnessed");
  });

  test("a step of today put in at an old place contradicts the receipt of that place", () => {
    const world = new World();
    world.now += MINUTE;
    world.write(TARGET);
    expect(world.anchor()).toBe("cosigned");
    expect(world.check()).toContain("order-of-steps");
  });

  test.each([-MONTH, MONTH])("a host whose clock is shifted by %i ms gets no cosignature", (shift) => {
    const world = new World();
    world.now += MINUTE;
    world.write(6, world.now + shift);
    expect(["back-dated", "clock"]).toContain(world.anchor(world.now + shift));
  });
});

describe("controls", () => {
  test("nothing is found where nothing was done", () => {
    const world = new World();
    world.now += MINUTE;
    world.write(6);
    expect(world.anchor()).toBe("cosigned");
    expect(world.check(world.receipts, world.witnessLog)).toEqual([]);
    for (const receipt of world.receipts) {
      const result = verifyReceipt(JSON.parse(JSON.stringify(receipt)) as Receipt, world.keys);
      expect(result.problems).toEqual([]);
      expect(result.witnessed && result.seenAt !== undefined).toBe(true);
    }
  });

  test("words deleted on request are no tampering, words deleted in silence are", () => {
    const world = new World();
    const { words: _, ...wordless } = world.steps[TARGET]!;
    world.steps[TARGET] = wordless;
    expect(world.check()).toEqual(["deleted-too-early"]);
    world.now += MINUTE;
    world.steps.push(
      seal(world.now, { tenant: "999901", request: "r1", place: 6, kind: "delete-personal-data" }),
    );
    expect(world.anchor()).toBe("cosigned");
    expect(world.check()).toEqual([]);
  });

  /** What many systems call tamper-proof: each row holds the hash of the row before it. */
  const chainOf = (steps: readonly OpenedLeaf[]) => {
    let link = "";
    return steps.map((step) => {
      link = createHash("sha256").update(link).update(JSON.stringify(step)).digest("hex");
      return link;
    });
  };

  const fits = (steps: readonly OpenedLeaf[], links: readonly string[]) =>
    chainOf(steps).join() === links.join();

  test.each(DEEDS)("a bare hash chain finds nothing once its owner recomputed it: %s", (deed) => {
    const world = new World();
    const kept = chainOf(world.steps);
    BY_OWNER[deed](world);
    // It bites on somebody who changes a row and no more ...
    expect(fits(world.steps, kept)).toBe(false);
    // ... and not on somebody who owns the table and writes the links anew.
    expect(fits(world.steps, chainOf(world.steps))).toBe(true);
    // The same rows under the Merkle tree with a witness: found.
    world.now += MINUTE;
    expect(world.anchor()).not.toBe("cosigned");
  });

  test("a witness that compares trees but reads no times would sign a back-dated step", () => {
    const world = new World();
    const older = treeOf(world.steps);
    world.now += MINUTE;
    BY_APPLICATION["back-date"](world);
    const newer = treeOf(world.steps);
    const proof = proofOf(consistencyPlan(older.size, newer.size), newer.node);
    expect(verifyConsistency(older.size, newer.size, older.root, newer.root, proof)).toBe(true);
    expect(world.anchor()).toBe("leaf-time");
  });
});
