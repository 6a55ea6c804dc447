// The check-up in two threads gives the bytes that it gives in one.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderJson } from "../core/render/json.ts";
import { writeCounty } from "../demo/write.ts";
import { auditInOne, auditInTwo } from "./audit.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-two-"));
const samples = join(import.meta.dirname, "..", "core", "importers");
beforeAll(async () => {
  process.env.LUODI_DATA = folder;
  await writeCounty(
    { seed: "two", requests: 300, posts: 200, messages: 3000, groups: 20, faults: 2 },
    folder,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["a county", [join(folder, "data")]],
  ["samples of every importer, chats of every kind and broken ones among them", [samples]],
  ["both, under their own names", [join(folder, "data"), samples]],
])("%s: the same report in one thread and in two", async (_, paths) => {
  const task = { paths, on: "2026-06-30" };
  const one = await auditInOne(task, []);
  expect(one.counts.messages).toBeGreaterThan(0);
  expect(renderJson(await auditInTwo(task, [])) === renderJson(one)).toBe(true);
});

test("a thread that fails is told, not waited for", async () => {
  await expect(
    auditInTwo({ paths: [join(folder, "data")], on: "2026-06-30" }, ["no-such-pack"]),
  ).rejects.toThrow();
});
