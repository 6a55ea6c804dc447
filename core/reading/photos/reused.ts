// Which photographs of a task were handed in before for something else: by their fingerprints or their bytes, fair reasons left out.

import type { Photo } from "../../domain/facts.ts";
import { type PhotoExemption, type PhotoUse, photoExemptions } from "./exemptions.ts";
import { HammingIndex } from "./hamming.ts";
import { fromHex } from "./pdq.ts";

export interface Reuse {
  readonly photo: Photo;
  readonly earlier: Photo;
}

export interface TaskPhotos {
  readonly task: string;
  /** Photographs of the task with a fingerprint that can be relied on, and with the time they were handed in. */
  readonly readable: number;
  /** Those without the time they were handed in. */
  readonly undated: number;
  readonly reused: readonly Reuse[];
  /** Fair reasons that stood beside pairs left out. */
  readonly exempted: ReadonlySet<PhotoExemption>;
}

const DAY = 86_400_000;
/** Bits of 256 that a picture and its compressed, resized or brightened copy may differ in (PDQ's own threshold). */
const ALIKE = 31;

/**
 * Every task with its photographs and those among them that were handed in more than a day earlier for another task.
 * @param all every photograph of the run, in any order. @param leastQuality PDQ quality from which a fingerprint counts.
 */
export function reusedByTask(all: readonly Photo[], leastQuality: number): TaskPhotos[] {
  const index = new HammingIndex();
  const indexed: Photo[] = [];
  const byBytes = new Map<string, Photo[]>();
  for (const photo of all) {
    const hash = photo.print === undefined ? undefined : fromHex(photo.print);
    if (hash === undefined || (photo.printQuality ?? 0) < leastQuality || photo.at === undefined) continue;
    index.add(hash);
    indexed.push(photo);
    byBytes.set(photo.sha256, [...(byBytes.get(photo.sha256) ?? []), photo]);
  }
  const tasks = new Map<
    string,
    { readable: number; undated: number; reused: Reuse[]; exempted: Set<PhotoExemption> }
  >();
  const taskOf = (name: string) => {
    const known = tasks.get(name) ?? {
      readable: 0,
      undated: 0,
      reused: [],
      exempted: new Set<PhotoExemption>(),
    };
    tasks.set(name, known);
    return known;
  };
  for (const photo of all) {
    if (photo.task === undefined) continue;
    const hash = photo.print === undefined ? undefined : fromHex(photo.print);
    if (hash === undefined || (photo.printQuality ?? 0) < leastQuality) continue;
    const task = taskOf(photo.task);
    if (photo.at === undefined) {
      task.undated += 1;
      continue;
    }
    task.readable += 1;
    const others = [...index.near(hash, ALIKE).map(({ at }) => indexed[at]!), ...byBytes.get(photo.sha256)!];
    const before = others.filter(
      (other) =>
        other !== photo &&
        other.task !== undefined &&
        other.task !== photo.task &&
        photo.at! - other.at! > DAY,
    );
    if (before.length === 0) continue;
    const reasons = before.map((other) => photoExemptions(useOf(photo), useOf(other)));
    const unexplained = before.find((_, at) => reasons[at]!.length === 0);
    // One fair use explains the picture: an album of it, its before and after, a gauge seen every week.
    if (unexplained !== undefined && reasons.every((each) => each.length === 0))
      task.reused.push({ photo, earlier: unexplained });
    else for (const reason of reasons.flat()) task.exempted.add(reason);
  }
  return [...tasks].map(([task, found]) => ({ task, ...found }));
}

/** The name of a task says as much as a caption: 年度工作回顾, 水尺照片. */
function useOf(photo: Photo): PhotoUse {
  return {
    caption: `${photo.task ?? ""} ${photo.caption ?? ""}`,
    ...(photo.at === undefined ? {} : { at: photo.at }),
    ...(photo.task === undefined ? {} : { task: photo.task }),
  };
}
