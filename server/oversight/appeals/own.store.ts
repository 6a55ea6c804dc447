// Findings by the body that they are about, and the latest check-up in which one stands.

import type { Finding } from "../../../core/engine/report.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";

/** The latest check-up that is done. */
export async function latestDone(query: Transaction, tenant: string): Promise<string | undefined> {
  const [row] = await query<{ id: string }>(
    "SELECT run_id AS id FROM oversight.run WHERE tenant_id = $1 AND state = 'done' ORDER BY created_at DESC, run_id DESC LIMIT 1",
    [tenant],
  );
  return row?.id;
}

/** The latest check-up that holds the finding. */
export async function latestWith(
  query: Transaction,
  tenant: string,
  finding: string,
): Promise<string | undefined> {
  const [row] = await query<{ id: string }>(
    `SELECT run_id AS id FROM oversight.finding JOIN oversight.run USING (tenant_id, run_id)
     WHERE tenant_id = $1 AND finding_id = $2 AND state = 'done' ORDER BY created_at DESC, run_id DESC LIMIT 1`,
    [tenant, finding],
  );
  return row?.id;
}

export type OwnFinding = {
  readonly id: string;
  readonly result: number;
  readonly no: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly detector: string;
  readonly finding: Omit<Finding, "evidence">;
};

/** Which findings of a run are a body's. */
export interface OwnPart {
  readonly run: string;
  /** Under which the body's findings stand. */
  readonly names: readonly string[];
  /** Detectors whose suspicions cannot be told. */
  readonly retired: ReadonlySet<string>;
}

export interface OwnList extends OwnPart {
  readonly outcome: Finding["outcome"];
  readonly words: readonly string[];
  readonly after?: { readonly result: number; readonly no: number } | undefined;
}

/** What a finding is shown as; `$4` holds the retired detectors. */
const SHOWN = `CASE WHEN result.body->>'detector' = ANY($4) THEN 'cannot-tell' ELSE finding.outcome END`;
const OWN = `FROM oversight.finding JOIN oversight.result USING (tenant_id, run_id, result_no)
  WHERE tenant_id = $1 AND run_id = $2 AND body_name = ANY($3)`;

/** A page of a body's findings in the order of the report, those that an appeal withdrew among them. */
export async function ownFindings(
  query: Transaction,
  tenant: string,
  { run, names, retired, outcome, words, after }: OwnList,
  most: number,
): Promise<OwnFinding[]> {
  return query<OwnFinding>(
    `SELECT finding_id AS id, result_no AS result, finding_no AS no, result.body->'title' AS title, result.body->>'detector' AS detector,
       finding.body AS finding
     ${OWN} AND ${SHOWN} = $5 AND (result_no, finding_no) > ($6, $7)
       AND ${holdsAll(["finding.body->>'subject'", "finding.body->'message'->>'zh'", "finding.body->'message'->>'en'", "result.body->'title'->>'zh'"], "$8")}
     ORDER BY result_no, finding_no LIMIT $9`,
    [tenant, run, names, [...retired], outcome, after?.result ?? -1, after?.no ?? -1, words, most],
  );
}

/** How many of a body's findings there are of each kind; those that an appeal withdrew are counted apart. */
export async function ownCounts(
  query: Transaction,
  tenant: string,
  { run, names, retired }: OwnPart,
): Promise<Readonly<Record<Finding["outcome"] | "withdrawn", number>>> {
  const rows = await query<{ as: string; count: number }>(
    `SELECT CASE WHEN EXISTS (SELECT FROM oversight.appeal AS a WHERE a.tenant_id = $1 AND a.finding_id = finding.finding_id
         AND ruling = 'upheld') THEN 'withdrawn' ELSE ${SHOWN} END AS as, count(*)::int AS count ${OWN} GROUP BY 1`,
    [tenant, run, names, [...retired]],
  );
  const of = (as: string) => rows.find((row) => row.as === as)?.count ?? 0;
  return { suspected: of("suspected"), "cannot-tell": of("cannot-tell"), withdrawn: of("withdrawn") };
}

/** Suspicions of a run by detector. */
export async function suspectedByDetector(
  query: Transaction,
  tenant: string,
  run: string,
): Promise<{ detector: string; title: { zh: string; en: string }; count: number }[]> {
  return query(
    `SELECT body->>'detector' AS detector, (array_agg(body->'title'))[1] AS title, sum(suspected)::int AS count
     FROM oversight.result WHERE tenant_id = $1 AND run_id = $2 GROUP BY 1 HAVING sum(suspected) > 0 ORDER BY 1`,
    [tenant, run],
  );
}
