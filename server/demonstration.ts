// The demonstration county of a fresh start: which one, how large, and where its files lie.

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeCounty } from "../demo/write.ts";
import type { Demonstration } from "./oversight/runs/demonstration.ts";

const SIZE = { seed: "青石县 2026", requests: 20_000, posts: 3_000, messages: 200_000 } as const;

/** Written once; a half-written folder of a killed server is thrown away and made again. */
export function writeDemonstration(dataFolder: string, say: (line: string) => void): Demonstration {
  const folder = join(dataFolder, "demonstration");
  return {
    name: { zh: "青石县（演示）", en: "Qingshi county (demonstration)" },
    on: "2026-06-30",
    async write() {
      const data = join(folder, "data");
      if (existsSync(data)) return data;
      say("正在生成演示县…… Making the demonstration county…");
      const draft = `${folder}.draft`;
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { recursive: true });
      await writeCounty(SIZE, draft);
      rmSync(folder, { recursive: true, force: true });
      renameSync(draft, folder);
      return data;
    },
  };
}
