// The ledger on a real PostgreSQL with a real witness process: whatever application, owner or key holder tampers with is found.

import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { signCheckpoint } from "../../../core/ledger/checkpoint.ts";
import { hashOfLeaf, leafText, parseLeaf, sealStep } from "../../../core/ledger/leaf.ts";
import { LedgerCheck } from "../../../core/ledger/ledger-check.ts";
import { type SignerKey, signerKey, writeKey, writeNote } from "../../../core/ledger/note.ts";
import { type Receipt, verifyReceipt } from "../../../core/ledger/receipt.ts";
import { append, EMPTY, rootOf } from "../../../core/ledger/tree.ts";
import { haveDatabase, testDatabase } from "../../../test/support/database.ts";
import { startWitness, type TestWitness } from "../../../test/support/witness.ts";
import { Requests } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import { SERVICES_MIGRATIONS } from "../services.ts";
import { exportLines } from "./ledger.part.ts";
import { alarms } from "./ledger.store.ts";
import { receiptOf } from "./receipts.ts";
import { Sequencer } from "./sequencer.ts";

const TENANT = "999901";
const MINUTE = 60_000;
const witnesses: TestWitness[] = [];

afterEach(async () => {
  for (const witness of witnesses.splice(0)) await witness.stop();
});

async function start() {
  const { database, superuserUrl } = await testDatabase(SERVICES_MIGRATIONS);
  // The real clock with a lead that a test can change: the witness compares with its own.
  const clock = { lead: 0, now: () => Date.now() + clock.lead };
  const requests = new Requests({ database, tenant: TENANT, clock, packs: [] });
  const key = signerKey(`ledger.luodi/${TENANT}`, 1, new Uint8Array(randomBytes(32)));
  const witness = await startWitness(writeKey(key));
  witnesses.push(witness);
  const said: string[] = [];
  const services = {
    requests,
    tenant: TENANT,
    clock,
    say: (line: string) => said.push(line),
  } as unknown as Services;
  const sequencer = new Sequencer(services, key, witness);
  requests.anchoredBy(() => sequencer.anchor());
  await sequencer.run();
  const keys = { operator: key, witnesses: [witness.key] };
  const file = async (text: string) => {
    const filed = await requests.file({
      ...{
        kind: "file",
        by: { role: "citizen", person: 0 },
        door: "web",
        procedure: "hotline",
        intent: "ask-help",
      },
      ...{ asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false, said: { text } },
    });
    if ("refused" in filed) throw new Error(filed.code);
    return filed.number;
  };
  const check = async (receipts: readonly Receipt[] = []) => {
    const ledger = new LedgerCheck(keys, receipts);
    for await (const line of exportLines(services)) ledger.take(JSON.parse(line));
    return ledger.end();
  };
  const receipt = (number: string, place = 0) =>
    requests.within((query) => receiptOf(query, TENANT, number, place, true));
  const rung = () => requests.within((query) => alarms(query, TENANT));
  return { requests, sequencer, services, keys, key, clock, superuserUrl, said, file, check, receipt, rung };
}

/** Three requests in the ledger, co-signed, with the receipt of the second. */
async function filled() {
  const world = await start();
  const numbers = [];
  for (const text of ["一", "二", "三"]) numbers.push(await world.file(text));
  await world.sequencer.run();
  const before = [(await world.receipt(numbers[1]!))!, (await world.receipt(numbers[2]!))!];
  return { ...world, numbers, before };
}

async function asOwner(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Builds tree and checkpoint anew over what the database holds, as somebody with the key would. */
async function forge(client: pg.Client, key: SignerKey, at: number): Promise<void> {
  const { rows } = await client.query("SELECT leaf FROM services.ledger_leaf ORDER BY leaf_index");
  const hashes = rows.map((row) => hashOfLeaf(parseLeaf(row.leaf)!));
  const { frontier, nodes } = append(EMPTY, hashes);
  await client.query("DELETE FROM services.ledger_node");
  for (const { level, index, hash } of nodes)
    await client.query("INSERT INTO services.ledger_node VALUES ($1, $2, $3, $4)", [
      TENANT,
      level,
      index,
      Buffer.from(hash),
    ]);
  const note = writeNote(
    signCheckpoint({ origin: key.name, size: frontier.size, root: rootOf(frontier), time: at }, key),
  );
  await client.query(
    "UPDATE services.ledger_checkpoint SET note = $1, size = $2, cosigned_at = NULL WHERE checkpoint_no = (SELECT max(checkpoint_no) FROM services.ledger_checkpoint)",
    [note, frontier.size],
  );
}

describe.skipIf(!haveDatabase())("an honest ledger", () => {
  test("gives a receipt after a co-signed checkpoint, and not before; the whole verifies offline", async () => {
    const world = await start();
    const number = await world.file("路灯不亮");
    expect(await world.receipt(number)).toBeUndefined();
    await world.sequencer.run();
    const receipt = (await world.receipt(number))!;
    expect(verifyReceipt(receipt, world.keys).problems).toEqual([]);
    const result = await world.check([receipt]);
    expect(result).toMatchObject({ problems: [], leaves: 1 });
    expect(result.witnessed).toBeGreaterThanOrEqual(2);
  });

  test("goes on after the words were deleted", async () => {
    const { requests, numbers, check, sequencer } = await filled();
    const number = numbers[0]!;
    const by = { role: "citizen", person: 0 } as const;
    await requests.act(number, { kind: "ask-deletion", by, person: 0 });
    const roads = { role: "officer", body: "roads" } as const;
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await requests.act(number, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] });
    const asks = [{ ask: 1, as: "answered" }] as const;
    await requests.act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "修好了" } });
    await requests.act(number, { kind: "close", by: roads, claim: "done" });
    const gone = await requests.act(number, {
      kind: "delete-personal-data",
      by: { role: "system" },
      people: [0],
    });
    expect(gone).not.toHaveProperty("refused");
    await sequencer.run();
    expect((await check()).problems).toEqual([]);
  });

  test("refuses closings when no witness co-signed for four hours", async () => {
    const { requests, numbers, clock } = await filled();
    const number = numbers[0]!;
    const roads = { role: "officer", body: "roads" } as const;
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await requests.act(number, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] });
    const asks = [{ ask: 1, as: "answered" }] as const;
    await requests.act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "修好了" } });
    clock.lead = 4 * 60 * MINUTE + MINUTE;
    const close = { kind: "close", by: roads, claim: "done" } as const;
    expect(await requests.act(number, close)).toMatchObject({ code: "close/no-anchor" });
    clock.lead = 0;
    expect(await requests.act(number, close)).not.toHaveProperty("refused");
  });
});

describe.skipIf(!haveDatabase())("the application", () => {
  test("cannot alter, delete or replace a step or leaf", async () => {
    const { requests } = await filled();
    for (const sql of [
      "UPDATE services.step SET at = 0",
      "DELETE FROM services.step",
      "UPDATE services.ledger_leaf SET leaf = ''",
      "DELETE FROM services.ledger_leaf",
      "DELETE FROM services.ledger_checkpoint",
      "UPDATE services.ledger_checkpoint SET size = 0",
      "UPDATE services.ledger_node SET hash = ''",
      "DELETE FROM services.ledger_node",
    ])
      await expect(
        requests.within((query) => query(sql)),
        sql,
      ).rejects.toThrow(/permission denied/);
  });

  test("that inserts a back-dated leaf is refused by the witness, with an alarm", async () => {
    const { requests, numbers, sequencer, rung } = await filled();
    const at = Date.now() - 30 * 24 * 60 * MINUTE;
    await requests.within((query) =>
      query(
        `INSERT INTO services.step (tenant_id, number, place, at, kind, facts, facts_salt, facts_commitment)
         SELECT tenant_id, number, 1, $2, 'reply', facts, facts_salt, facts_commitment FROM services.step WHERE number = $1`,
        [numbers[0], at],
      ),
    );
    await requests.within((query) =>
      query("INSERT INTO services.pending_leaf VALUES ($1, $2, 1)", [TENANT, numbers[0]]),
    );
    await sequencer.run();
    expect(await rung()).toMatchObject([{ code: "leaf-time" }]);
  });

  test("with a clock 30 days off is refused by the witness", async () => {
    for (const days of [-30, 30]) {
      const { clock, file, sequencer, rung, said } = await start();
      clock.lead = days * 24 * 60 * MINUTE;
      await file("时钟错了");
      await sequencer.run();
      expect(
        (await rung()).map((each) => each.code),
        `${days}: ${said.join()}`,
      ).toEqual([days > 0 ? "clock" : "leaf-time"]);
    }
  });
});

/** What an owner of the database does; with the key the tree is made anew and signed afterwards. */
const TAMPERINGS: Record<string, (client: pg.Client) => Promise<unknown>> = {
  alter: (client) =>
    client.query(
      `UPDATE services.step SET words = '{"text":"没事"}' WHERE number = (SELECT number FROM services.ledger_leaf WHERE leaf_index = 1)`,
    ),
  "alter with a new leaf": async (client) => {
    const { rows } = await client.query(
      "SELECT facts, step.at::float8 AS at, number FROM services.step JOIN services.ledger_leaf USING (number, place) WHERE leaf_index = 1",
    );
    const salts = { facts: new Uint8Array(randomBytes(16)), words: new Uint8Array(randomBytes(16)) };
    const made = sealStep(rows[0].at, rows[0].facts, { text: "没事" }, salts);
    await client.query(
      "UPDATE services.step SET facts_salt = $2, facts_commitment = $3, words = $4, words_salt = $5, words_commitment = $6 WHERE number = $1",
      [
        rows[0].number,
        made.facts!.salt,
        made.leaf.facts,
        made.words!.value,
        made.words!.salt,
        made.leaf.words,
      ],
    );
    await client.query("UPDATE services.ledger_leaf SET leaf = $1 WHERE leaf_index = 1", [
      leafText(made.leaf),
    ]);
  },
  delete: (client) => client.query("DELETE FROM services.ledger_leaf WHERE leaf_index = 1"),
  "delete and close the gap": async (client) => {
    await client.query("DELETE FROM services.ledger_leaf WHERE leaf_index = 1");
    await client.query("UPDATE services.ledger_leaf SET leaf_index = 1 WHERE leaf_index = 2");
  },
  insert: async (client) => {
    const salts = { facts: new Uint8Array(randomBytes(16)), words: new Uint8Array(randomBytes(16)) };
    const { rows } = await client.query(
      "SELECT number, at::float8 AS at FROM services.ledger_leaf WHERE leaf_index = 1",
    );
    const { number, at } = rows[0];
    const made = sealStep(
      at + 1,
      { tenant: TENANT, request: number, place: 1, kind: "reply", at: at + 1 },
      undefined,
      salts,
    );
    await client.query("UPDATE services.ledger_leaf SET leaf_index = 3 WHERE leaf_index = 2");
    await client.query(
      "INSERT INTO services.step (tenant_id, number, place, at, kind, facts, facts_salt, facts_commitment) VALUES ($1, $2, 1, $3, 'reply', $4, $5, $6)",
      [TENANT, number, at + 1, made.facts!.value, made.facts!.salt, made.leaf.facts],
    );
    await client.query("INSERT INTO services.ledger_leaf VALUES ($1, 2, $2, $3, 1, NULL, $4)", [
      TENANT,
      at + 1,
      number,
      leafText(made.leaf),
    ]);
  },
  "back-date": async (client) => {
    const { rows } = await client.query("SELECT leaf FROM services.ledger_leaf WHERE leaf_index = 1");
    const leaf = parseLeaf(rows[0].leaf)!;
    await client.query("UPDATE services.ledger_leaf SET leaf = $1 WHERE leaf_index = 1", [
      leafText({ ...leaf, at: leaf.at - 10 * 24 * 60 * MINUTE }),
    ]);
  },
};

describe.skipIf(!haveDatabase())("the owner of the database", () => {
  test.each(Object.keys(TAMPERINGS))(
    "who does this is found by the check of the ledger: %s",
    async (what) => {
      const world = await filled();
      await asOwner(world.superuserUrl, (client) => TAMPERINGS[what]!(client));
      expect((await world.check(world.before)).problems.length).toBeGreaterThan(0);
    },
  );

  test.each(Object.keys(TAMPERINGS).filter((each) => each !== "alter" && each !== "delete"))(
    "with the signing key too is found by the witness, and by a receipt made before: %s",
    async (what) => {
      const world = await filled();
      await asOwner(world.superuserUrl, async (client) => {
        await TAMPERINGS[what]!(client);
        await forge(client, world.key, Date.now());
      });
      const { problems } = await world.check(world.before);
      expect(problems.map((each) => each.code)).toContain("receipt-differs");
      await world.file("四");
      await world.sequencer.run();
      expect((await world.rung()).length).toBeGreaterThan(0);
    },
  );

  test("control: without tampering neither the check nor the witness says anything", async () => {
    const world = await filled();
    await asOwner(world.superuserUrl, async () => {});
    expect((await world.check(world.before)).problems).toEqual([]);
    await world.file("四");
    await world.sequencer.run();
    expect(await world.rung()).toEqual([]);
  });
});
