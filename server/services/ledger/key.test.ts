// The keys of a ledger: it goes on under the one that signed it and the witness that followed it, and no others, whoever lost them.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { writeKey } from "../../../core/ledger/note.ts";
import { haveDatabase } from "../../../test/support/database.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import { startWitness, type TestWitness } from "../../../test/support/witness.ts";
import { SettingError } from "../../kit/settings.ts";
import type { Part } from "../service.ts";
import { operatorKey } from "./key.ts";
import { ledgerPart } from "./ledger.part.ts";

const witnesses: TestWitness[] = [];
afterEach(async () => {
  for (const witness of witnesses.splice(0)) await witness.stop();
});

async function witnessOf({ settings, tenant }: TestServices): Promise<TestWitness> {
  const witness = await startWitness(writeKey(operatorKey(settings.dataFolder, tenant)));
  witnesses.push(witness);
  return witness;
}

/** Starts the ledger of this database and folder, takes up what waits, and stops. */
async function runOn(first: TestServices, witness?: TestWitness): Promise<TestServices> {
  const part = ledgerPart();
  const settings = {
    dataFolder: first.settings.dataFolder,
    ...(witness === undefined ? {} : { witness: { url: witness.url, key: writeKey(witness.key) } }),
  };
  const onTime: Part = {
    name: "on time",
    // The witness has a clock of its own.
    register(_, { clock }) {
      (clock as TestServices["clock"]).at = Date.now();
    },
  };
  const services = await testServices([onTime, part], settings, first.tenant, first);
  await part.start!(services);
  await part.stop!();
  return services;
}

async function fileOn({ requests, clock }: TestServices): Promise<void> {
  clock.at = Date.now();
  const filed = await requests.file({
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
    said: { text: "路灯坏了" },
  });
  expect(filed).toHaveProperty("number");
}

test.skipIf(!haveDatabase())(
  "a server whose folder has another key does not start on the ledger, and does with the one of the first",
  async () => {
    const first = await runOn(await testServices([]));
    const second = await testServices([], {}, first.tenant, first);
    const starting = runOn(second);
    await expect(starting).rejects.toThrow(/ledger\.key.*\*\.key/s);
    await expect(starting).rejects.toBeInstanceOf(SettingError);
    cpSync(join(first.settings.dataFolder, "ledger.key"), join(second.settings.dataFolder, "ledger.key"));
    const third = await runOn(second);
    expect((await third.app.inject("/ledger/checkpoint")).statusCode).toBe(200);
  },
);

test.skipIf(!haveDatabase())(
  "only the witness that followed a ledger from its beginning is taken",
  async () => {
    const first = await testServices([]);
    const [own, other] = [await witnessOf(first), await witnessOf(first)];
    await fileOn(await runOn(first, own));
    expect((await runOn(first, own)).said).toEqual([]);
    await expect(runOn(first, other)).rejects.toThrow(/moves with its WITNESS_DATA folder/);
    expect((await runOn(first, own)).said).toEqual([]);
  },
);

test.skipIf(!haveDatabase())("no witness is added to a ledger that holds steps", async () => {
  const first = await testServices([]);
  await fileOn(await runOn(first));
  await runOn(first);
  const adding = runOn(first, await witnessOf(first));
  await expect(adding).rejects.toThrow(/only before the first step/);
  await expect(adding).rejects.toBeInstanceOf(SettingError);
});

test.skipIf(!haveDatabase())(
  "the witness sees the empty ledger before anybody can file, or the server does not start",
  async () => {
    const first = await testServices([]);
    const witness = await witnessOf(first);
    const settings = (url: string) => ({
      dataFolder: first.settings.dataFolder,
      witness: { url, key: writeKey(witness.key) },
    });
    const away = testServices([ledgerPart()], settings("http://127.0.0.1:1/"), first.tenant, first);
    const operator = writeKey(operatorKey(first.settings.dataFolder, first.tenant));
    await expect(away).rejects.toThrow(`账本公钥 ${operator} 写进`);
    // The checkpoint of that start is too old for the witness's clock; a fresh one is shown.
    const opened = await testServices([], settings(witness.url), first.tenant, first);
    opened.clock.at = Date.now();
    const part = ledgerPart();
    const app = { get() {} } as unknown as typeof opened.app;
    await part.register(app, opened);
    // A step between the opening of the doors and the first round.
    await fileOn(opened);
    await part.start!(opened);
    await part.stop!();
    expect(opened.said).toEqual([]);
  },
);
