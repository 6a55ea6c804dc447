// Which photo belongs to which draft or request, and to whom of its people.

import type { Transaction } from "../../kit/database/database.ts";
import type { PhotoPlace } from "./reencode.ts";

export interface PhotoRow {
  readonly id: string;
  readonly person: number;
  readonly addedAt: number;
  readonly width: number;
  readonly height: number;
  /** Kept by consent alone, for the handling body. */
  readonly place?: PhotoPlace;
}

export interface NewPhoto {
  readonly id: string;
  /** Digest of what was sent: the same picture sent twice to a draft is kept once. */
  readonly given?: Buffer;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly place?: PhotoPlace;
}

type Row = {
  readonly photo_id: string;
  readonly person: number;
  readonly added_at: string | number;
  readonly width: number;
  readonly height: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
};

function rowsOf(rows: readonly Row[]): PhotoRow[] {
  return rows.map(({ photo_id: id, person, added_at, width, height, latitude, longitude }) => ({
    ...{ id, person, width, height },
    addedAt: Number(added_at),
    ...(latitude === null || longitude === null ? {} : { place: { latitude, longitude } }),
  }));
}

const COLUMNS = "photo_id, person, added_at, width, height, latitude, longitude";

export async function photosOfDraft(query: Transaction, tenant: string, draft: Buffer): Promise<PhotoRow[]> {
  return rowsOf(
    await query<Row>(
      `SELECT ${COLUMNS} FROM services.photo WHERE tenant_id = $1 AND draft_digest = $2 ORDER BY added_at, photo_id`,
      [tenant, draft],
    ),
  );
}

/** Digests (hexadecimal) of what was sent to a draft already. */
export async function givenToDraft(
  query: Transaction,
  tenant: string,
  draft: Buffer,
): Promise<ReadonlySet<string>> {
  const rows = await query<{ given: string }>(
    `SELECT encode(given_digest, 'hex') AS given FROM services.photo
     WHERE tenant_id = $1 AND draft_digest = $2 AND given_digest IS NOT NULL`,
    [tenant, draft],
  );
  return new Set(rows.map((row) => row.given));
}

export async function photosOfRequest(
  query: Transaction,
  tenant: string,
  number: string,
): Promise<PhotoRow[]> {
  return rowsOf(
    await query<Row>(
      `SELECT ${COLUMNS} FROM services.photo WHERE tenant_id = $1 AND number = $2 ORDER BY added_at, photo_id`,
      [tenant, number],
    ),
  );
}

export async function addPhotos(
  query: Transaction,
  tenant: string,
  owner: { readonly draft: Buffer } | { readonly number: string; readonly person: number },
  photos: readonly NewPhoto[],
  at: number,
): Promise<void> {
  const [draft, number, person] =
    "draft" in owner ? [owner.draft, null, 0] : [null, owner.number, owner.person];
  for (const [index, photo] of photos.entries()) {
    await query(
      `INSERT INTO services.photo (tenant_id, photo_id, number, draft_digest, person, bytes, width, height, added_at, given_digest, latitude, longitude)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING`,
      // One after another, so that they keep their order.
      [
        ...[tenant, photo.id, number, draft, person, photo.bytes, photo.width, photo.height, at + index],
        ...[photo.given ?? null, photo.place?.latitude ?? null, photo.place?.longitude ?? null],
      ],
    );
  }
}

/** What was added to a draft now belongs to the request. */
export async function movePhotos(
  query: Transaction,
  tenant: string,
  draft: Buffer,
  number: string,
  person: number,
): Promise<void> {
  await query(
    "UPDATE services.photo SET number = $3, person = $4, draft_digest = NULL WHERE tenant_id = $1 AND draft_digest = $2",
    [tenant, draft, number, person],
  );
}

export async function dropDraftPhoto(
  query: Transaction,
  tenant: string,
  draft: Buffer,
  id: string,
): Promise<boolean> {
  const rows = await query(
    "DELETE FROM services.photo WHERE tenant_id = $1 AND draft_digest = $2 AND photo_id = $3 RETURNING photo_id",
    [tenant, draft, id],
  );
  return rows.length === 1;
}

/** The person takes the consent back: the picture stays, where it was taken is gone. */
export async function forgetPlace(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  id: string,
): Promise<void> {
  await query(
    `UPDATE services.photo SET latitude = NULL, longitude = NULL
     WHERE tenant_id = $1 AND number = $2 AND person = $3 AND photo_id = $4`,
    [tenant, number, person, id],
  );
}

/** The rows of people whose personal data were deleted; the sweep takes the files. */
export async function dropPhotosOf(
  query: Transaction,
  tenant: string,
  number: string,
  people: readonly number[],
): Promise<void> {
  await query("DELETE FROM services.photo WHERE tenant_id = $1 AND number = $2 AND person = ANY($3::int[])", [
    ...[tenant, number, people],
  ]);
}

/** Which of these photos no row names. */
export async function unnamed(
  query: Transaction,
  tenant: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `SELECT id FROM unnest($2::text[]) AS id WHERE NOT EXISTS
       (SELECT FROM services.photo WHERE tenant_id = $1 AND photo_id = id::uuid)`,
    [tenant, ids],
  );
  return rows.map((row) => row.id);
}
