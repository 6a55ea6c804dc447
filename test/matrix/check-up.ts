// A county's check-up for the matrix: one finding about the officer's body, under appeal; written as the server writes them.

import { randomUUID } from "node:crypto";
import type { Database } from "../../server/kit/database/database.ts";
import { fileAppeal } from "../../server/oversight/appeals/appeals.store.ts";
import { addReport, madeId } from "../support/check-up.ts";

/** @param body the name of the officer's body. */
export async function plantCheckUp(
  database: Database,
  { tenant, mark, body, at }: { tenant: string; mark: string; body: string; at: number },
): Promise<{ run: string; finding: string; appeal: string }> {
  const finding = madeId(tenant);
  const run = await addReport(database, tenant, at, { [`hollow-reply-${mark}`]: [{ id: tenant, body }] });
  const appeal = randomUUID();
  const filed = {
    ...{ finding, detector: `hollow-reply-${mark}`, title: { zh: mark, en: mark }, accused: "roads" },
    ...{ by: { body: "roads", role: "officer" as const }, ground: "fact" as const, words: `${mark}另有答复` },
  };
  await database.within("luodi_oversight", tenant, (query) =>
    fileAppeal(query, tenant, appeal, filed, randomUUID(), at),
  );
  return { run, finding, appeal };
}
