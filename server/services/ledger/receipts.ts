// Receipts for steps, from the leaf to the first checkpoint that holds it; none before there is such a checkpoint.

import { parseCheckpoint } from "../../../core/ledger/checkpoint.ts";
import { parseLeaf } from "../../../core/ledger/leaf.ts";
import { parseNote } from "../../../core/ledger/note.ts";
import { makeReceipt, type Receipt } from "../../../core/ledger/receipt.ts";
import { inclusionPlan, proofOf } from "../../../core/ledger/tree.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { checkpointsAround, nodesAt, openedStep } from "./ledger.store.ts";

/** Undefined while the step has no checkpoint, a co-signed one where there is a witness. */
export async function receiptOf(
  query: Transaction,
  tenant: string,
  number: string,
  place: number,
  witnessed: boolean,
): Promise<Receipt | undefined> {
  const step = await openedStep(query, tenant, number, place);
  if (step === undefined) return undefined;
  const around = await checkpointsAround(query, tenant, step.index, witnessed);
  if (around === undefined) return undefined;
  const { size } = parseCheckpoint(parseNote(around.holding.note)!.text)!;
  const plan = inclusionPlan(step.index, size);
  const node = await nodesAt(query, tenant, plan.flat());
  const { facts, words } = step;
  const opened = { leaf: parseLeaf(step.leaf)!, facts, ...(words === undefined ? {} : { words }) };
  return makeReceipt(opened, step.index, proofOf(plan, node), around.holding.note, around.before.note);
}
