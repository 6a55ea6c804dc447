// Promises read between two threads: each piece once, whoever takes it, and in order again.

import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { datedPromises } from "../core/reading/requests/promised.ts";
import { findSame, type PromisesRead, promiseTask, readPieces, together, untaken } from "./shared-reading.ts";

const replies = Array.from({ length: 450 }, (_, at) => ({
  text: `您好！第${at}号路灯我局将于${(at % 12) + 1}月底前完成修复。`,
  said: "2025-12-20",
}));
const expected = replies.map(datedPromises);

test("what two threads take between them is every reply once, in order", () => {
  const task = promiseTask(replies);
  const [all, none] = [readPieces(task), readPieces(task)];
  expect(none).toEqual([]);
  expect(all.map(([from]) => from)).toEqual([0, 200, 400]);
  // As the pieces fall to two threads: the first and the last here, the middle one there.
  const shares: PromisesRead[] = [[all[0]!, all[2]!], [all[1]!]];
  expect(together(...shares)).toEqual(expected);
  expect(new Set(expected.flat().map(({ due }) => due)).size).toBeGreaterThan(6);
});

test("copies are looked for once, by whoever comes first", () => {
  const taken = untaken();
  const texts = ["已安排工作人员到场处理，请您放心。", "已安排工作人员到场处理，请您放心。", "井盖已换新。"];
  expect(findSame(taken, () => texts)).toEqual([{ first: 0, members: [{ id: 1, similarity: 1 }] }]);
  expect(findSame(taken, () => texts)).toBeUndefined();
});

test("a number that another thread counts up is seen here", async () => {
  const task = promiseTask(replies);
  const worker = new Worker(
    "const { parentPort, workerData } = require('node:worker_threads'); Atomics.add(workerData, 0, 1); parentPort.postMessage(0);",
    { eval: true, workerData: task.taken },
  );
  await new Promise((done) => worker.once("message", done));
  expect(readPieces(task).map(([from]) => from)).toEqual([200, 400]);
  await worker.terminate();
});
