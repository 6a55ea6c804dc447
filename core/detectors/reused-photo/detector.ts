// Reused photographs: many of the photographs handed in for a task had been handed in before for something else.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { PHOTO_EXEMPTIONS } from "../../reading/photos/exemptions.ts";
import { reusedByTask } from "../../reading/photos/reused.ts";

export default detector({
  id: "reused-photo",
  title: { zh: "任务照片多为旧照", en: "Photographs handed in again for another task" },
  category: "photos",
  judges: "photos",
  needs: ["photos"],
  params: z.strictObject({
    leastPhotos: z.number().int().positive(),
    /** PDQ quality (0 to 100) from which a fingerprint counts; a plain wall tells nothing. */
    leastQuality: z.number().int().min(0).max(100),
    share: z.number().min(0).max(1),
  }),
  exemptions: PHOTO_EXEMPTIONS,
  messages: {
    reused: {
      zh: "「{task}」要的照片中，看得清的 {count} 张里有 {reused} 张（{share}%）在一天以前为别的事交过。可能是这项任务不需要照片：可以改为向当事的群众打电话核实。这是要求照片的任务的线索，不指交照片的人。",
      en: "Of {count} readable photographs handed in for “{task}”, {reused} ({share}%) had been handed in over a day earlier for something else. The task may not need photographs: a call to the people concerned tells more. A lead about the demand, never about those who met it.",
    },
    undated: {
      zh: "「{task}」有 {count} 张照片看得清，但没有交照片的时间，分不清哪张在先，不能判断。",
      en: "“{task}” has {count} readable photographs, but not when they were handed in, so it cannot be told which came first.",
    },
  },
  *detect(facts, { leastPhotos, leastQuality, share }, bench) {
    const all = (bench.all.photos ?? []).filter((photo) => (photo.at ?? 0) <= bench.now);
    const tasks = bench.once(`photos/reused/${leastQuality}`, () => reusedByTask(all, leastQuality));
    const judged = new Map((facts.photos ?? []).map((photo) => [photo.task, photo]));
    for (const { task, readable, undated, reused, exempted } of tasks) {
      const last = judged.get(task);
      if (last === undefined) continue;
      if (readable < leastPhotos && readable + undated >= leastPhotos) {
        const values = { task, count: readable + undated };
        yield { outcome: "cannot-tell", subject: task, message: "undated", values, evidence: [last] };
        continue;
      }
      if (readable < leastPhotos || reused.length / readable < share) continue;
      yield {
        outcome: "suspected",
        subject: task,
        message: "reused",
        values: {
          ...{ task, count: readable, reused: reused.length },
          share: Math.round((100 * reused.length) / readable),
        },
        exemptions: Object.keys(PHOTO_EXEMPTIONS).map((id) => ({
          id,
          result: "not-met",
          ...(exempted.has(id as never)
            ? { note: { zh: "有些照片因此未计", en: "some photographs were left out for it" } }
            : {}),
        })),
        unchecked: [
          {
            zh: "裁剪、截屏过的旧照不比对；拍摄时间不作依据",
            en: "crops and screenshots were not compared; the camera's time is no evidence",
          },
        ],
        evidence: reused.slice(-5).flatMap(({ photo, earlier }) => [
          photo,
          {
            fact: earlier,
            note: {
              zh: `${dayOf(earlier.at!)} 为「${earlier.task}」交过`,
              en: `handed in on ${dayOf(earlier.at!)} for “${earlier.task}”`,
            },
          },
        ]),
      };
    }
  },
});
