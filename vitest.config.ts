// One configuration for every test: pure logic, stores, pages and the house itself.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{core,cli,server,web,demo,test,eval,scripts}/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: "forks",
    maxWorkers: 2,
    restoreMocks: true,
  },
});
