// One embedded PostgreSQL for all test files of a run, started when the first of them asks for it.

import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type EmbeddedDatabase, startEmbedded } from "../../server/kit/database/embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file asks for the cluster: answers with its two connection strings. */
    readonly cluster: string;
  }
}

/** Two files at a time, each with the pools of all its databases. Nothing here outlives the run, so it need not wait for the disk. */
const SETTINGS = ["max_connections=300", "fsync=off", "full_page_writes=off", "synchronous_commit=off"];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "luodi-test-cluster-"));
  let cluster: Promise<EmbeddedDatabase> | undefined;
  const desk = createServer((_request, response) => {
    cluster ??= startEmbedded({ folder, settings: SETTINGS });
    cluster.then(
      ({ url, applicationUrl }) => response.end(JSON.stringify({ url, applicationUrl })),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, "127.0.0.1", resolve));
  project.provide("cluster", `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    // One that did not start has said so in the test that asked.
    await cluster?.then((each) => each.stop()).catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  };
}
