// The neutral draw over time: a commitment while the period runs, the draw after its end, the secret when the calls are over.

import { randomBytes } from "node:crypto";
import { addDays, startOf } from "../../../core/domain/day.ts";
import { dayAfter } from "../../../core/domain/figures/outcome.ts";
import { bodiesOf } from "../../../core/domain/request/state.ts";
import { LEAF_LAG } from "../../../core/ledger/bounds.ts";
import { parseCheckpoint } from "../../../core/ledger/checkpoint.ts";
import { commitSecret, drawnPlaces, Fingerprint, type SeedParts } from "../../../core/ledger/draw.ts";
import { fromBase64, same, toBase64 } from "../../../core/ledger/hash.ts";
import { parseNote, readKey, signatureOf, type VerifierKey } from "../../../core/ledger/note.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { monthOf } from "../figures/rows.ts";
import { operatorKey } from "../ledger/key.ts";
import { addNotice } from "../ledger/notices.ts";
import type { Services } from "../service.ts";
import {
  addDraw,
  addMembers,
  checkpointFrom,
  type Draw,
  drawOf,
  drawToOpen,
  lockDraws,
  membersFrom,
  openDraws,
  populationAfter,
  saveDrawn,
  saveOpened,
} from "./draws.store.ts";
import { endDuty, openDuty } from "./duties.store.ts";

/** How many are drawn of each month's closed requests; published with the commitment. */
export const SAMPLE_SIZE = 400;
/** Days after the period's end in which the sample is called; the secret is shown afterwards, so that nobody knows before who is called. */
export const CALL_DAYS = 21;

/** When the calls of a period are over and its secret is shown. */
export function callsOver(period: string): number {
  return startOf(addDays(dayAfter(period), CALL_DAYS));
}

/** Who stands outside: the witness where one is configured; else the operator, and every page says so. */
export function outsideKey({ settings, tenant }: Services): { key: VerifierKey; witness: boolean } {
  const witness = settings.witness === undefined ? undefined : readKey(settings.witness.key);
  return witness === undefined
    ? { key: operatorKey(settings.dataFolder, tenant), witness: false }
    : { key: witness, witness: true };
}

/** Ids of a population read at once, and members put on the callers' list in one transaction: some tens of milliseconds. */
const PAGE = 5_000;
const OPENED = 10;

type Rest = () => Promise<void>;

/** One round: commits for the month that runs, draws for those that are over. Safe to run again at any time, and to be stopped in any rest. */
export async function tendDraws(services: Services, rest: Rest = async () => {}, page = PAGE): Promise<void> {
  const { requests, tenant } = services;
  const now = requests.now();
  await commitDraw(services, now);
  for (const { period } of await requests.within((query) => openDraws(query, tenant, monthOf(now))))
    await drawPeriod(services, period, now, rest, page);
  while (await requests.within((query) => openSome(services, query))) await rest();
}

/** Commits to the draw of the month that runs, once. */
export async function commitDraw({ requests, tenant }: Services, now: number): Promise<void> {
  const period = monthOf(now);
  await requests.within(async (query) => {
    if ((await drawOf(query, tenant, period, true)) !== undefined) return;
    const secret = new Uint8Array(randomBytes(32));
    const commitment = toBase64(commitSecret(secret));
    const facts = { kind: "draw-commitment", period, commitment, count: SAMPLE_SIZE };
    const notice = await addNotice(query, tenant, now, facts);
    await addDraw(query, tenant, { period, secret, commitment, size: SAMPLE_SIZE, at: now, notice });
  });
}

/** What the seed is made of: the first checkpoint after the period's end that the one outside signed, and no other. */
export async function seedPartsOf(
  services: Services,
  query: Transaction,
  { period, secret }: Pick<Draw, "period" | "secret">,
): Promise<{ parts: SeedParts; checkpoint: { no: number; note: string; at: number } } | undefined> {
  const { key, witness } = outsideKey(services);
  const from = startOf(dayAfter(period)) + LEAF_LAG;
  const checkpoint = await checkpointFrom(query, services.tenant, from, witness);
  const note = checkpoint === undefined ? undefined : parseNote(checkpoint.note);
  const text = note === undefined ? undefined : parseCheckpoint(note.text);
  const signature = note === undefined ? undefined : signatureOf(note, key);
  if (checkpoint === undefined || text === undefined || signature === undefined) return undefined;
  return { parts: { secret, root: text.root, witnessSignature: signature.bytes }, checkpoint };
}

/** The population in its order, a page at a time. */
export async function* population(
  { requests, tenant }: Services,
  period: string,
  page = PAGE,
): AsyncGenerator<readonly string[]> {
  for (let after = ""; ; ) {
    const ids = await requests.within((query) => populationAfter(query, tenant, period, after, page));
    if (ids.length === 0) return;
    yield ids;
    after = ids.at(-1)!;
  }
}

/** Reads the population twice, a page at a time: for its fingerprint, without which nothing can be drawn, and for the ids drawn. */
async function drawPeriod(
  services: Services,
  period: string,
  now: number,
  rest: Rest,
  page: number,
): Promise<void> {
  const { tenant, requests } = services;
  const begun = await requests.within(async (query) => {
    const committed = await drawOf(query, tenant, period, true);
    if (committed === undefined || committed.drawnAt !== null) return undefined;
    const seed = await seedPartsOf(services, query, committed);
    return seed === undefined ? undefined : { seed, size: committed.size };
  });
  if (begun === undefined) return;
  const first = new Fingerprint();
  for await (const ids of population(services, period, page)) {
    for (const id of ids) first.add(id);
    await rest();
  }
  const hash = first.done();
  const places = drawnPlaces(begun.seed.parts, hash, first.size, begun.size);
  const wanted = new Map(places.map((place, at) => [place, at]));
  const sample: string[] = new Array(places.length);
  const second = new Fingerprint();
  for await (const ids of population(services, period, page)) {
    for (const id of ids) {
      const at = wanted.get(second.size);
      if (at !== undefined) sample[at] = id;
      second.add(id);
    }
    await rest();
  }
  // Something was closed late or struck out in between: the next round draws.
  if (!same(second.done(), hash)) return;
  await requests.within(async (query) => {
    const committed = await drawOf(query, tenant, period, true);
    if (committed === undefined || committed.drawnAt !== null) return;
    const drawn = { population: first.size, print: toBase64(hash) };
    const checkpoint = begun.seed.checkpoint.no;
    await addNotice(query, tenant, now, { kind: "draw", period, checkpoint, ...drawn });
    await saveDrawn(query, tenant, period, { at: now, checkpoint, ...drawn });
    await addMembers(query, tenant, period, sample);
  });
}

/** Puts some of a sample on the callers' list; false where all are. */
async function openSome(services: Services, query: Transaction): Promise<boolean> {
  const { tenant, requests } = services;
  await lockDraws(query, tenant);
  const waiting = await drawToOpen(query, tenant);
  if (waiting === undefined) return false;
  const { period, opened, drawnAt } = waiting;
  const numbers = await membersFrom(query, tenant, period, opened, OPENED);
  for (const number of numbers) {
    const record = (await requests.readIn(query, number))!;
    const [person] = record.state.people;
    const bodies = [...bodiesOf(record.state)];
    const when = { since: drawnAt, notBefore: drawnAt };
    await openDuty(query, tenant, { number, person: 0, why: "sample", bodies, ...when });
    const [contact] = await query<{ phone: string | null }>(
      "SELECT phone FROM services.contact WHERE tenant_id = $1 AND number = $2 AND person = 0",
      [tenant, number],
    );
    if (person!.deleted || person!.wants === "none" || contact?.phone == null)
      await endDuty(query, tenant, number, 0, "no-way", requests.now());
  }
  await saveOpened(query, tenant, period, opened + numbers.length);
  return numbers.length > 0;
}

/** The published draw as anybody can check it with nothing but this file and the population; the secret stands in it once the calls are over. */
export async function publishedDraw(
  services: Services,
  query: Transaction,
  period: string,
): Promise<PublishedDraw | undefined> {
  const { tenant, requests } = services;
  const found = await drawOf(query, tenant, period, false);
  if (found === undefined) return undefined;
  const { witness } = outsideKey(services);
  const begun = {
    ...{ period, method: "luodi/draw/v1", witnessed: witness, commitment: found.commitment },
    ...{ committedAt: found.committedAt, count: found.size, shownFrom: callsOver(period) },
  };
  if (found.drawnAt === null) return begun;
  const seed = await seedPartsOf(services, query, found);
  const drawn = {
    ...begun,
    drawnAt: found.drawnAt,
    population: found.population!,
    print: found.print!,
    ...(seed === undefined ? {} : { checkpoint: seed.checkpoint.note, endedAt: seed.checkpoint.at }),
  };
  if (requests.now() < callsOver(period) || seed === undefined) return drawn;
  const sample = await query<{ id: string }>(
    "SELECT closing_id AS id FROM services.draw_member WHERE tenant_id = $1 AND period = $2 ORDER BY place",
    [tenant, period],
  );
  return {
    ...drawn,
    secret: toBase64(found.secret),
    root: toBase64(seed.parts.root),
    signature: toBase64(seed.parts.witnessSignature),
    sample: sample.map((each) => each.id),
  };
}

export interface PublishedDraw {
  readonly period: string;
  readonly method: string;
  /** False: no outside witness is configured, so that the operator could have tried several roots. */
  readonly witnessed: boolean;
  readonly commitment: string;
  readonly committedAt: number;
  readonly count: number;
  readonly shownFrom: number;
  readonly drawnAt?: number;
  readonly population?: number;
  readonly print?: string;
  readonly checkpoint?: string;
  readonly endedAt?: number;
  readonly secret?: string;
  readonly root?: string;
  readonly signature?: string;
  readonly sample?: readonly string[];
}

/** 32 bytes of a base64 text as the database holds them. @throws RangeError where they are none. */
export function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === undefined) throw new RangeError("not base64");
  return bytes;
}
