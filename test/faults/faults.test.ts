// The faults in small: five kills under load, and one power cut beside a control that must lose; `npm run test:faults` does the rest.

import { describe, expect, test } from "vitest";
import { haveDatabase } from "../support/database.ts";
import { cutRepeatedly, freshDisk } from "./cuts.ts";
import { haveDisks } from "./disk.ts";
import { killRepeatedly } from "./kills.ts";

const seed = process.env.LUODI_FAULTS_SEED ?? String(Date.now());

/** A server takes longer to start than a database, and seconds of tests are precious. */
const TARGETS = ["database", "server", "database", "database", "both"] as const;

describe.skipIf(!haveDatabase())(`faults, seed ${seed}`, () => {
  test("five kills of server and database under load: every acknowledged step is there, once", async () => {
    const found = await killRepeatedly(TARGETS.length, seed, { targets: TARGETS });
    const { kills, slowest } = found;
    console.info(`${found.acknowledged} acknowledged; ${JSON.stringify(kills)}; slowest ${slowest} ms`);
    expect(found.acknowledged).toBeGreaterThan(30);
    const { lost, twice, half, wrong, unseen } = found;
    expect({ lost, twice, half, wrong, unseen }).toEqual({
      ...{ lost: [], twice: [], half: [], wrong: [], unseen: [] },
    });
  }, 400_000);

  test.skipIf(!haveDisks())(
    "a power cut loses nothing that was acknowledged; without fsync it does",
    async () => {
      const fresh = await freshDisk();
      try {
        const [cut] = await cutRepeatedly(fresh, 1, seed, true);
        expect(cut!.acknowledged).toBeGreaterThan(0);
        expect({ lost: cut!.lost, twice: cut!.twice, half: cut!.half }).toEqual({
          ...{ lost: [], twice: [], half: [] },
        });
        const [control] = await cutRepeatedly(fresh, 1, seed, false);
        expect(control!.lost.length).toBeGreaterThan(0);
      } finally {
        fresh.remove();
      }
    },
    200_000,
  );
});
