// A disk that runs full under load: a clear error, nothing half saved, and work goes on once there is room again.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import sharp from "sharp";
import { linkFrom } from "../../core/domain/request/number.ts";
import { Chance } from "../../demo/random.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { API_KEY, Clients } from "./clients.ts";
import { Disk } from "./disk.ts";
import { type Found, findSteps, SentLog } from "./saved.ts";

/** PostgreSQL's programs, a fresh cluster, its log of changes, and some room. */
const MEGABYTES = 220;
const WITHIN = 120_000;

export interface Filled extends Found {
  /** How often clients were told that the disk is full (507) or that the server is not available (503). */
  readonly told: { readonly full: number; readonly unavailable: number };
  /** What a person was told who sent a photo to the full disk. */
  readonly photo: { readonly status: number; readonly words: string };
  readonly wrong: readonly string[];
  /** Rows of photos without whole files, and files that are halves. */
  readonly halfPhotos: readonly string[];
  /** Milliseconds from the room that was made to the next step that was acknowledged. */
  readonly recovered: number;
}

export async function fillUnderLoad(seed: string): Promise<Filled> {
  const disk = Disk.make(MEGABYTES);
  const chance = new Chance(seed);
  const log = new SentLog();
  const server = await startServer({ LUODI_DEMO: "0", OPEN311_KEY: API_KEY }, { dataFolder: disk.folder });
  try {
    await server.until("/healthz", '"up"', WITHIN);
    const link = await draftWithPhoto(server, chance);
    const clients = new Clients({ url: server.url, log, chance, name: "full", clients: 3 });
    const told = (status: number) => clients.statuses.get(status) ?? 0;
    clients.start();
    await until("the first steps", () => log.acknowledged.length >= 10);
    await disk.fill();
    await until("a client hears of the full disk", async () => {
      // What PostgreSQL gives back to the disk at a checkpoint is taken as well.
      await disk.fill();
      return told(507) + told(503) >= 5;
    });
    const photo = await sendPhoto(server, link, 3);
    const before = log.acknowledged.length;
    const at = performance.now();
    disk.makeRoom();
    await until("work goes on", () => log.acknowledged.length >= before + 6);
    const recovered = Math.round(performance.now() - at);
    await clients.stop();
    const again = await sendPhoto(server, link, 4);
    if (again.status !== 303) throw new Error(`after room was made a photo still gets ${again.status}`);
    const client = new pg.Client({ connectionString: server.databaseUrl() });
    await client.connect();
    try {
      const found = await findSteps(client, log);
      const halfPhotos = await halves(client, disk.folder);
      const counts = { full: told(507), unavailable: told(503) };
      return { ...found, told: counts, photo, wrong: clients.wrong, halfPhotos, recovered };
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
    disk.remove();
  }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 100) {
    if (waited > WITHIN) throw new Error(`never came: ${what}`);
    await wait(100);
  }
}

/** A draft under way, with one photo that was kept while there was room. */
async function draftWithPhoto(server: TestServer, chance: Chance): Promise<string> {
  const link = linkFrom(Uint8Array.from({ length: 64 }, () => chance.whole(0, 255)));
  const body = new URLSearchParams({ text: "照片测试", intent: "ask-help" });
  await fetch(`${server.url}/file/${link}/words`, { method: "POST", body, redirect: "manual" });
  const { status, words } = await sendPhoto(server, link, 1);
  if (status !== 303) throw new Error(`with room on the disk a photo gets ${status}: ${words}`);
  return link;
}

async function sendPhoto(server: TestServer, link: string, shade: number) {
  // Noise, so that it stays large after it is encoded anew.
  const bytes = Buffer.alloc(900 * 900 * 3);
  for (let at = 0, state = shade; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  const image = await sharp(bytes, { raw: { width: 900, height: 900, channels: 3 } })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.append("photos", new Blob([new Uint8Array(image)], { type: "image/jpeg" }), "a.jpg");
  const answer = await fetch(`${server.url}/file/${link}/photos`, {
    ...{ method: "POST", body: form, redirect: "manual", headers: { accept: "text/html" } },
  });
  const text = await answer.text();
  return { status: answer.status, words: /磁盘已满|系统暂时不能用/.exec(text)?.[0] ?? text.slice(0, 200) };
}

async function halves(client: pg.Client, folder: string): Promise<string[]> {
  const photos = join(folder, "photos", "999901");
  const { rows } = await client.query<{ id: string }>("SELECT photo_id AS id FROM services.photo");
  const missing = rows
    .flatMap(({ id }) => [`${id}.full.jpg`, `${id}.small.jpg`])
    .filter((name) => !existsSync(join(photos, name)));
  const left = readdirSync(photos).filter((name) => name.endsWith(".draft"));
  return [...missing, ...left];
}
