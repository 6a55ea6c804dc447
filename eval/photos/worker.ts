// One of the threads of the evaluation: takes one photograph and one transform at a time and says what the index found.

import { parentPort, workerData } from "node:worker_threads";
import { anotherShot } from "./another-shot.ts";
import { photoSet, twins } from "./set.ts";
import { type Photo, TRANSFORMS } from "./transforms.ts";

export interface Task {
  readonly kind: string;
  readonly at: number;
}

export interface Result extends Task {
  /** The photograph itself was among the answers. */
  readonly found: boolean;
  /** Other photographs of the set among the answers. */
  readonly others: readonly string[];
  /** Distractors among the answers. */
  readonly struck: number;
}

export const ORIGINAL = "original";
/** Second shots of the scene, by how far near things move (share of the width). */
export const SHOTS: Readonly<Record<string, number>> = {
  "other shot 0.4 %": 0.004,
  "other shot 1.2 %": 0.012,
};

if (parentPort !== null) {
  const port = parentPort;
  const { most, distractors } = workerData as { most: number; distractors: number };
  const set = await photoSet(most, distractors);
  const made = ({ kind, at }: Task, photo: Photo) => {
    const shift = SHOTS[kind];
    return shift === undefined ? TRANSFORMS[kind]!(photo) : anotherShot(photo.bytes, at + 1, shift);
  };
  port.on("message", async (task: Task) => {
    const { kind, at } = task;
    const view = kind === ORIGINAL ? set.views[at]! : await set.viewOf(await made(task, set.photos[at]!));
    const answers = set.index.same(view, set.index.length);
    const others = answers.flatMap(({ a }) =>
      a === at || a >= set.names.length || twins(set.names[a]!, set.names[at]!) ? [] : [set.names[a]!],
    );
    const result: Result = {
      kind,
      at,
      found: answers.some(({ a }) => a === at),
      others,
      struck: answers.filter(({ a }) => a >= set.names.length).length,
    };
    port.postMessage(result);
  });
  port.postMessage("ready");
}
