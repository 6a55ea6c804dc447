// The demonstration county: the same seed gives the same bytes, the truth names facts that exist, every fault has its traps.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Truth } from "./truth.ts";
import { writeCounty } from "./write.ts";

const OPTIONS = {
  seed: "county.test",
  requests: 3000,
  posts: 1500,
  messages: 20_000,
  accounts: 120,
  groups: 120,
  apps: 40,
};
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "luodi-demo-")));
const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const lines = (path: string) =>
  read(folders[0]!, path)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  for (const folder of folders) await writeCounty(OPTIONS, folder);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test("the same seed gives the same bytes", () => {
  const files = readdirSync(folders[0]!, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(jsonl|csv|yaml)$/.test(path),
  );
  expect(files.length).toBeGreaterThan(8);
  for (const path of files) expect(read(folders[0]!, path) === read(folders[1]!, path), path).toBe(true);
});

describe("the truth", () => {
  const truth = (): Truth[] => lines("truth/truth.jsonl");

  test("names facts that exist", () => {
    const ids = new Set(
      ["requests", "accounts", "apps", "groups"].flatMap((kind) =>
        lines(`data/${kind}.jsonl`).map((fact) => fact.id),
      ),
    );
    // A finding on photos names the task.
    for (const photo of lines("data/photos.jsonl")) ids.add(photo.task);
    for (const each of truth())
      for (const id of each.ids) expect(ids.has(id), `${each.detector} ${id}`).toBe(true);
  });

  test("holds at least three traps for every fault", () => {
    const faults = new Set(
      truth()
        .filter((each) => each.label === "fault")
        .map((each) => each.detector),
    );
    expect(faults.size).toBe(39);
    for (const detector of faults) {
      const traps = truth().filter((each) => each.detector === detector && each.label === "trap");
      expect(traps.length, detector).toBeGreaterThanOrEqual(3);
    }
  });

  test("plants at most two in a hundred of the requests", () => {
    const requests = lines("data/requests.jsonl").length;
    for (const detector of ["hollow-reply", "overdue-reply", "disputed-closure", "unanswered-request"]) {
      const planted = truth().filter((each) => each.detector === detector && each.label === "fault").length;
      expect(planted / requests, detector).toBeLessThanOrEqual(0.02);
    }
  });
});

test("texts are put together anew: almost all requests and answers differ", () => {
  const requests = lines("data/requests.jsonl");
  expect(new Set(requests.map((each) => each.text)).size).toBeGreaterThan(requests.length * 0.8);
  const replies = requests.flatMap((each) =>
    each.steps
      .filter((step: { kind: string }) => step.kind === "reply")
      .map((step: { text: string }) => step.text),
  );
  expect(new Set(replies).size).toBeGreaterThan(replies.length * 0.7);
});

test("no kind of message rests on few sentences", () => {
  const said = read(folders[0]!, "data/messages/messages.csv")
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[4] ?? "")
    .filter((text) => text.length > 12)
    .map((text) => text.replace(/[0-9]/g, ""));
  const times = new Map<string, number>();
  for (const text of said) times.set(text, (times.get(text) ?? 0) + 1);
  expect(Math.max(...times.values()) / said.length).toBeLessThan(0.04);
  expect(times.size).toBeGreaterThan(1500);
});

test("hollow replies are hollow in ever other words", () => {
  const replies = lines("data/requests.jsonl")
    .filter((each) => each.id.startsWith("F-hollow-reply"))
    .map((each) => each.steps[1].text);
  expect(new Set(replies).size).toBeGreaterThanOrEqual(0.9 * replies.length);
});
