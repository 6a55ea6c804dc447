// The demonstration county of a fresh start: which one, how large, and where its files lie.

import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ELSEWHERE_FILE, PLATFORM_FILE, playCounty } from "../demo/play.ts";
import { writeCounty } from "../demo/write.ts";
import type { Demonstration } from "./oversight/runs/demonstration.ts";
import type { Services } from "./services/service.ts";

/** Groups that hardly speak leave it some 205,000 messages. */
const SIZE = { seed: "青石县 2026", requests: 22_000, posts: 3_000, messages: 280_000 } as const;

function playedFolder(dataFolder: string): string {
  return join(dataFolder, "demonstration-requests");
}

/** The year of requests goes through the platform's own rules; the check-up then reads the platform's export like any other system's. */
export async function playDemonstration(services: Services): Promise<void> {
  const { settings } = services;
  if (!settings.demo) return;
  const { seed, requests } = SIZE;
  await playCounty(services, { seed, requests, folder: playedFolder(settings.dataFolder) });
}

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
      const played = playedFolder(dataFolder);
      // What the platform took comes from its export; what it would not have taken stays another system's file.
      if (existsSync(played))
        for (const file of [ELSEWHERE_FILE, PLATFORM_FILE])
          copyFileSync(join(played, file), join(draft, "data", file));
      rmSync(folder, { recursive: true, force: true });
      renameSync(draft, folder);
      return data;
    },
  };
}
