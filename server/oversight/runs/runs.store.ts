// Datasets, runs, findings and evidence in PostgreSQL; every query stands inside one tenant.

import type { Day, Words } from "../../../core/domain/facts.ts";
import { countFindings, inReadingOrder } from "../../../core/engine/parts.ts";
import type { AuditReport, Finding, Result } from "../../../core/engine/report.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";
import type { Dataset, ReportHead, Run, RunState, StoredFinding, StoredResult } from "./runs.ts";

/** Rows in one INSERT: few round trips, and well below the 65,535 parameters of the protocol. */
const BATCH = 500;

export async function addDataset(
  query: Transaction,
  tenant: string,
  dataset: Dataset,
  now: Date,
): Promise<void> {
  await query(
    `INSERT INTO oversight.dataset (tenant_id, dataset_id, name_zh, name_en, invented, folder, delete_after, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, ($7::timestamptz + interval '1 year')::date, $7)`,
    [tenant, dataset.id, dataset.name.zh, dataset.name.en, dataset.invented, dataset.folder, now],
  );
}

export async function addRun(
  query: Transaction,
  tenant: string,
  id: string,
  dataset: string,
  on: Day,
  now: Date,
): Promise<void> {
  await query(
    "INSERT INTO oversight.run (tenant_id, run_id, dataset_id, on_day, state, created_at) VALUES ($1, $2, $3, $4, 'waiting', $5)",
    [tenant, id, dataset, on, now],
  );
}

const RUN = `SELECT run_id, run.dataset_id, to_char(on_day, 'YYYY-MM-DD') AS on_day, state, progress, finished_at, name_zh, name_en, invented, folder
  FROM oversight.run JOIN oversight.dataset USING (tenant_id, dataset_id)`;

interface RunRow extends Record<string, unknown> {
  run_id: string;
  dataset_id: string;
  on_day: string;
  state: RunState;
  progress: string;
  finished_at: Date | null;
  name_zh: string;
  name_en: string;
  invented: boolean;
  folder: string;
}

/** The newest runs first, at most fifty. */
export function latestRuns(query: Transaction, tenant: string): Promise<Run[]> {
  return runsAfter(query, tenant, undefined, 50);
}

/** A page of the runs, the newest first, after one of them. */
export async function runsAfter(
  query: Transaction,
  tenant: string,
  after: string | undefined,
  most: number,
): Promise<Run[]> {
  const rows = await query<RunRow>(
    `${RUN} WHERE tenant_id = $1 AND ($2::uuid IS NULL OR (run.created_at, run_id) <
       (SELECT created_at, run_id FROM oversight.run WHERE tenant_id = $1 AND run_id = $2))
     ORDER BY run.created_at DESC, run_id DESC LIMIT $3`,
    [tenant, after ?? null, most],
  );
  return rows.map(runOf);
}

export async function runById(query: Transaction, tenant: string, id: string): Promise<Run | undefined> {
  const [row] = await query<RunRow>(`${RUN} WHERE tenant_id = $1 AND run_id = $2`, [tenant, id]);
  return row === undefined ? undefined : runOf(row);
}

function runOf(row: RunRow): Run {
  return {
    id: row.run_id,
    on: row.on_day,
    state: row.state,
    progress: row.progress,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at.getTime() }),
    dataset: {
      id: row.dataset_id,
      name: { zh: row.name_zh, en: row.name_en },
      invented: row.invented,
      folder: row.folder,
    },
  };
}

/** Moves a run from one of the given states; false where it was in another. */
export async function moveRun(
  query: Transaction,
  tenant: string,
  id: string,
  from: readonly RunState[],
  to: RunState,
  progress: string,
): Promise<boolean> {
  const rows = await query(
    "UPDATE oversight.run SET state = $4, progress = $5 WHERE tenant_id = $1 AND run_id = $2 AND state = ANY($3) RETURNING run_id",
    [tenant, id, from, to, progress],
  );
  return rows.length === 1;
}

/** Writes a whole report in place of what the run held, and marks it done. */
export async function saveReport(
  query: Transaction,
  tenant: string,
  run: string,
  report: AuditReport,
  now: Date,
): Promise<void> {
  await query("DELETE FROM oversight.result WHERE tenant_id = $1 AND run_id = $2", [tenant, run]);
  const { results, ...head } = report;
  for (const [no, result] of results.entries()) await saveResult(query, tenant, run, no, result);
  await query(
    "UPDATE oversight.run SET state = 'done', progress = '', report = $3, finished_at = $4 WHERE tenant_id = $1 AND run_id = $2",
    [tenant, run, JSON.stringify(head), now],
  );
}

async function saveResult(
  query: Transaction,
  tenant: string,
  run: string,
  no: number,
  result: Result,
): Promise<void> {
  const { findings: unordered, ...body } = result;
  const findings = inReadingOrder(unordered);
  const { suspected, unsure } = countFindings(findings);
  await query(
    "INSERT INTO oversight.result (tenant_id, run_id, result_no, category, outcome, suspected, unsure, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [tenant, run, no, result.category, result.outcome, suspected, unsure, JSON.stringify(body)],
  );
  for (let start = 0; start < findings.length; start += BATCH) {
    const batch = findings.slice(start, start + BATCH);
    await query(
      `INSERT INTO oversight.finding (tenant_id, run_id, result_no, finding_no, finding_id, outcome, subject, body)
       SELECT $1, $2, $3, * FROM unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::jsonb[])`,
      [
        ...[tenant, run, no],
        batch.map((_, index) => start + index),
        batch.map((each) => each.id),
        batch.map((each) => each.outcome),
        batch.map((each) => each.subject),
        batch.map(({ evidence: _, ...rest }) => JSON.stringify(rest)),
      ],
    );
    await saveEvidence(query, tenant, run, no, start, batch);
  }
}

async function saveEvidence(
  query: Transaction,
  tenant: string,
  run: string,
  no: number,
  start: number,
  batch: readonly Finding[],
) {
  const rows = batch.flatMap((finding, index) =>
    finding.evidence.map((evidence, place) => ({ finding: start + index, place, ...evidence })),
  );
  await query(
    `INSERT INTO oversight.evidence (tenant_id, run_id, result_no, finding_no, evidence_no, file, file_row, span, note)
     SELECT $1, $2, $3, * FROM unnest($4::int[], $5::int[], $6::text[], $7::int[], $8::jsonb[], $9::jsonb[])`,
    [
      ...[tenant, run, no],
      rows.map((each) => each.finding),
      rows.map((each) => each.place),
      rows.map((each) => each.file),
      rows.map((each) => each.row),
      rows.map((each) => (each.span === undefined ? null : JSON.stringify(each.span))),
      rows.map((each) => (each.note === undefined ? null : JSON.stringify(each.note))),
    ],
  );
}

/** The report without findings, and each clause with its counts; undefined while the run is not done. */
export async function reportOf(
  query: Transaction,
  tenant: string,
  run: string,
): Promise<{ head: ReportHead; results: StoredResult[] } | undefined> {
  const [row] = await query<{ report: ReportHead | null }>(
    "SELECT report FROM oversight.run WHERE tenant_id = $1 AND run_id = $2",
    [tenant, run],
  );
  if (row === undefined || row.report === null) return undefined;
  const rows = await query<{
    result_no: number;
    suspected: number;
    unsure: number;
    body: Omit<Result, "findings">;
    doubt: Words | null;
  }>(
    `SELECT result_no, suspected, unsure, body, CASE WHEN unsure > 0 THEN (
         SELECT finding.body->'message' FROM oversight.finding
         WHERE tenant_id = $1 AND run_id = $2 AND result_no = result.result_no AND outcome = 'cannot-tell'
         ORDER BY finding_no LIMIT 1) END AS doubt
     FROM oversight.result WHERE tenant_id = $1 AND run_id = $2 ORDER BY result_no`,
    [tenant, run],
  );
  return {
    head: row.report,
    results: rows.map(({ result_no, suspected, unsure, body, doubt }) => ({
      ...body,
      no: result_no,
      suspected,
      unsure,
      ...(doubt === null ? {} : { doubt }),
    })),
  };
}

type FindingRow = { result_no: number; finding_no: number; body: Omit<Finding, "evidence"> };

/** One page of a clause's findings after a number, in reading order, that hold every word; where outcomes are given, only those of them that no appeal withdrew. */
export async function findingsPage(
  query: Transaction,
  tenant: string,
  run: string,
  result: number,
  chosen: {
    readonly words: readonly string[];
    readonly outcomes?: readonly Finding["outcome"][] | undefined;
  },
  after: number,
  size: number,
): Promise<StoredFinding[]> {
  const rows = await query<FindingRow>(
    `SELECT result_no, finding_no, body FROM oversight.finding
     WHERE tenant_id = $1 AND run_id = $2 AND result_no = $3 AND finding_no > $4
       AND ($7::text[] IS NULL OR outcome = ANY($7) AND NOT EXISTS (SELECT FROM oversight.appeal AS a
         WHERE a.tenant_id = $1 AND a.finding_id = finding.finding_id AND ruling = 'upheld'))
       AND ${holdsAll(["body->>'body'", "body->>'subject'", "body->'message'->>'zh'", "body->'message'->>'en'"], "$6")}
     ORDER BY finding_no LIMIT $5`,
    [tenant, run, result, after, size, chosen.words, chosen.outcomes ?? null],
  );
  return withEvidence(query, tenant, run, rows);
}

export async function findingById(
  query: Transaction,
  tenant: string,
  run: string,
  id: string,
): Promise<StoredFinding | undefined> {
  const rows = await query<FindingRow>(
    "SELECT result_no, finding_no, body FROM oversight.finding WHERE tenant_id = $1 AND run_id = $2 AND finding_id = $3",
    [tenant, run, id],
  );
  return (await withEvidence(query, tenant, run, rows))[0];
}

async function withEvidence(
  query: Transaction,
  tenant: string,
  run: string,
  rows: readonly FindingRow[],
): Promise<StoredFinding[]> {
  if (rows.length === 0) return [];
  const found = await query<{
    finding_no: number;
    file: string;
    file_row: number;
    span: Finding["evidence"][0]["span"];
    note: Finding["evidence"][0]["note"];
  }>(
    `SELECT finding_no, file, file_row, span, note FROM oversight.evidence
     WHERE tenant_id = $1 AND run_id = $2 AND result_no = $3 AND finding_no = ANY($4) ORDER BY finding_no, evidence_no`,
    [tenant, run, rows[0]!.result_no, rows.map((row) => row.finding_no)],
  );
  return rows.map((row) => ({
    ...row.body,
    no: row.finding_no,
    resultNo: row.result_no,
    evidence: found
      .filter((each) => each.finding_no === row.finding_no)
      .map(({ file, file_row, span, note }) => ({
        ...{ file, row: file_row },
        ...(span === null || span === undefined ? {} : { span }),
        ...(note === null || note === undefined ? {} : { note }),
      })),
  }));
}
