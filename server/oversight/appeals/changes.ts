// Reads what appeals have changed of a check-up.

import { isRetired } from "../../../core/domain/appeals/errors.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { appealedByDetector, withdrawnOf } from "./appeals.store.ts";
import type { Changes } from "./standing.ts";

export async function changesOf(query: Transaction, tenant: string, run: string): Promise<Changes> {
  const appealed = await appealedByDetector(query, tenant);
  return {
    withdrawn: await withdrawnOf(query, tenant, run),
    retired: new Set(appealed.filter(isRetired).map((each) => each.detector)),
  };
}
