// One configuration for every test: pure logic, stores, pages and the house itself.
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of half a minute and more: begun last, one of them would run alone at the end. */
const LONG =
  /\/test\/(?:journeys|matrix|faults)\/|\/test\/(?:server|stop)\.test|\/(?:start|embedded|play)\.test/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const KINDS = "**/*.test.{ts,tsx}";

export default defineConfig({
  test: {
    globalSetup: ["test/support/cluster.ts"],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: "forks",
    maxWorkers: 3,
    restoreMocks: true,
    sequence: { sequencer: LongFirst },
    projects: [
      // Pure: nothing of one file can reach another, so they share what they load, which is half of their time.
      { extends: true, test: { name: "pure", include: [`{core,web,eval}/${KINDS}`], isolate: false } },
      { extends: true, test: { name: "whole", include: [`{cli,server,demo,test,scripts}/${KINDS}`] } },
    ],
  },
});
