// Appeals in PostgreSQL: filing, answering, lists and counts; every query stands inside one tenant.

import { type ActedAs, type Appeal, type Ground, KEPT_MONTHS } from "../../../core/domain/appeals/appeal.ts";
import { type Appealed, MENDED } from "../../../core/domain/appeals/errors.ts";
import { addMonths, dayOf } from "../../../core/domain/day.ts";
import type { Instant } from "../../../core/domain/facts.ts";
import type { Role } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";

type AppealRow = {
  id: string;
  finding: string;
  detector: string;
  zh: string;
  en: string;
  accused: string | null;
  filed_body: string;
  filed_role: Role;
  ground: Ground;
  words: string;
  filed_at: Date;
  ruling: "upheld" | "not-upheld" | null;
  reason: string | null;
  ruled_body: string | null;
  ruled_role: Role | null;
  ruled_at: Date | null;
};

const APPEAL = `SELECT appeal_id AS id, finding_id AS finding, detector, title_zh AS zh, title_en AS en, accused, filed_body, filed_role,
    ground, words, filed_at, ruling, reason, ruled_body, ruled_role, ruled_at FROM oversight.appeal WHERE tenant_id = $1`;

function appealOf(row: AppealRow): Appeal {
  const { id, finding, detector, accused, ground, words, ruling } = row;
  return {
    ...{ id, finding, detector, ground, words, title: { zh: row.zh, en: row.en } },
    ...(accused === null ? {} : { accused }),
    by: { body: row.filed_body, role: row.filed_role },
    filedAt: row.filed_at.getTime(),
    ...(ruling === null
      ? {}
      : {
          answer: {
            upheld: ruling === "upheld",
            reason: row.reason!,
            by: { body: row.ruled_body!, role: row.ruled_role! },
            at: row.ruled_at!.getTime(),
          },
        }),
  };
}

export type NewAppeal = Omit<Appeal, "id" | "filedAt" | "answer">;

/** Files an appeal; where this body has an open one against the finding already, that one stands and nothing is written. */
export async function fileAppeal(
  query: Transaction,
  tenant: string,
  id: string,
  appeal: NewAppeal,
  officer: string,
  now: Instant,
): Promise<void> {
  const { finding, detector, title, accused, by, ground, words } = appeal;
  const filed = await query(
    `INSERT INTO oversight.appeal (tenant_id, appeal_id, finding_id, detector, title_zh, title_en, accused, filed_body, filed_role, ground,
       words, filed_at, delete_after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (tenant_id, finding_id, filed_body) WHERE ruling IS NULL DO NOTHING RETURNING appeal_id`,
    [
      ...[
        tenant,
        id,
        finding,
        detector,
        title.zh,
        title.en,
        accused ?? null,
        by.body,
        by.role,
        ground,
        words,
      ],
      ...[new Date(now), addMonths(dayOf(now), KEPT_MONTHS)],
    ],
  );
  if (filed.length === 1) await seal(query, tenant, id, "file", officer);
}

/**
 * Writes a person's answer; false where somebody answered before. The transaction fails where the officer is the one who filed
 * (see `isWhoeverFiled`).
 */
export async function answerAppeal(
  query: Transaction,
  tenant: string,
  id: string,
  answer: { readonly upheld: boolean; readonly reason: string; readonly by: ActedAs },
  officer: string,
  now: Instant,
): Promise<boolean> {
  const { upheld, reason, by } = answer;
  const answered = await query(
    `UPDATE oversight.appeal SET ruling = $3, reason = $4, ruled_body = $5, ruled_role = $6, ruled_at = $7, delete_after = $8
     WHERE tenant_id = $1 AND appeal_id = $2 AND ruling IS NULL RETURNING appeal_id`,
    [
      ...[tenant, id, upheld ? "upheld" : "not-upheld", reason, by.body, by.role],
      ...[new Date(now), addMonths(dayOf(now), KEPT_MONTHS)],
    ],
  );
  if (answered.length === 1) await seal(query, tenant, id, "answer", officer);
  return answered.length === 1;
}

async function seal(query: Transaction, tenant: string, id: string, act: "file" | "answer", officer: string) {
  await query(
    "INSERT INTO oversight.appeal_actor (tenant_id, appeal_id, act, officer_id) VALUES ($1, $2, $3, $4)",
    [tenant, id, act, officer],
  );
}

/** Whether an answer failed because its officer had filed the appeal: the server cannot read who did, the sealed table refuses the second act. */
export function isWhoeverFiled(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === "23505" && constraint === "appeal_by_two";
}

export async function appealById(
  query: Transaction,
  tenant: string,
  id: string,
): Promise<Appeal | undefined> {
  const [row] = await query<AppealRow>(`${APPEAL} AND appeal_id = $2`, [tenant, id]);
  return row === undefined ? undefined : appealOf(row);
}

/** Every appeal against these findings, the earliest first. */
export async function appealsAgainst(
  query: Transaction,
  tenant: string,
  findings: readonly string[],
): Promise<Appeal[]> {
  if (findings.length === 0) return [];
  const rows = await query<AppealRow>(`${APPEAL} AND finding_id = ANY($2) ORDER BY filed_at, appeal_id`, [
    ...[tenant, findings],
  ]);
  return rows.map(appealOf);
}

/** A page of what waits for an answer, the earliest filed and so the first due first; or of what was answered, the latest first. */
export async function appealsAfter(
  query: Transaction,
  tenant: string,
  answered: boolean,
  after: string | undefined,
  most: number,
): Promise<Appeal[]> {
  const [column, beyond, order, state] = answered
    ? ["ruled_at", "<", "DESC", "IS NOT NULL"]
    : ["filed_at", ">", "ASC", "IS NULL"];
  // The one that ended the last page may have been answered meanwhile: its own time still says where the list goes on.
  const rows = await query<AppealRow>(
    `${APPEAL} AND ruling ${state} AND ($2::uuid IS NULL OR (${column}, appeal_id) ${beyond}
       (SELECT ${column}, appeal_id FROM oversight.appeal WHERE tenant_id = $1 AND appeal_id = $2))
     ORDER BY ${column} ${order}, appeal_id ${order} LIMIT $3`,
    [tenant, after ?? null, most],
  );
  return rows.map(appealOf);
}

/** Withdrawn suspicions of a run, by the number of the result. */
export async function withdrawnOf(
  query: Transaction,
  tenant: string,
  run: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await query<{ no: number; count: number }>(
    `SELECT result_no AS no, count(*)::int AS count FROM oversight.finding
     WHERE tenant_id = $1 AND run_id = $2 AND outcome = 'suspected' AND finding_id IN (
       SELECT finding_id FROM oversight.appeal WHERE tenant_id = $1 AND ruling = 'upheld') GROUP BY result_no`,
    [tenant, run],
  );
  return new Map(rows.map(({ no, count }) => [no, count]));
}

/** Appealed findings by detector and what became of them; without those filed before the detector was mended, where only those count. */
export async function appealedByDetector(
  query: Transaction,
  tenant: string,
  mended: typeof MENDED = MENDED,
): Promise<Appealed[]> {
  const rows = await query<Omit<Appealed, "title"> & { zh: string; en: string }>(
    `SELECT detector, max(zh) AS zh, max(en) AS en, count(*) FILTER (WHERE wrong)::int AS upheld,
       count(*) FILTER (WHERE NOT wrong AND mended)::int AS mended,
       count(*) FILTER (WHERE NOT wrong AND NOT mended AND NOT open)::int AS "notUpheld",
       count(*) FILTER (WHERE NOT wrong AND NOT mended AND open)::int AS open
     FROM (SELECT detector, max(title_zh) AS zh, max(title_en) AS en,
         coalesce(bool_or(ruling = 'upheld' AND ground <> 'mended'), false) AS wrong,
         coalesce(bool_or(ruling = 'upheld' AND ground = 'mended'), false) AS mended, bool_or(ruling IS NULL) AS open
       FROM oversight.appeal WHERE tenant_id = $1 AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::date[]) AS m(detector, day)
         WHERE m.detector = appeal.detector AND filed_at < day::timestamp AT TIME ZONE 'Asia/Shanghai')
       GROUP BY detector, finding_id) AS finding
     GROUP BY detector ORDER BY detector`,
    [tenant, Object.keys(mended), Object.values(mended)],
  );
  return rows.map(({ zh, en, ...rest }) => ({ ...rest, title: { zh, en } }));
}

/** How many wait, by the day on which they were filed. */
export async function waitingAppeals(
  query: Transaction,
  tenant: string,
): Promise<{ count: number; filedAt: Instant }[]> {
  const rows = await query<{ count: number; first: Date }>(
    `SELECT count(*)::int AS count, min(filed_at) AS first FROM oversight.appeal WHERE tenant_id = $1 AND ruling IS NULL
     GROUP BY (filed_at AT TIME ZONE 'Asia/Shanghai')::date`,
    [tenant],
  );
  return rows.map(({ count, first }) => ({ count, filedAt: first.getTime() }));
}

/** What was answered since then of a body's appeals for itself, the latest first; without those that it has appealed anew, having looked. */
export async function answersTo(
  query: Transaction,
  tenant: string,
  body: string,
  since: Instant,
  most: number,
): Promise<Appeal[]> {
  const rows = await query<AppealRow>(
    `${APPEAL} AND accused = $2 AND filed_body = $2 AND ruled_at >= $3 AND NOT EXISTS (SELECT FROM oversight.appeal AS later
       WHERE later.tenant_id = $1 AND later.finding_id = appeal.finding_id AND later.filed_body = $2 AND later.filed_at > appeal.ruled_at)
     ORDER BY ruled_at DESC, appeal_id DESC LIMIT $4`,
    [tenant, body, new Date(since), most],
  );
  return rows.map(appealOf);
}
