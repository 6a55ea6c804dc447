// Photos in a bucket that speaks the S3 protocol: put, get, delete and list, each request signed; no package is needed for four calls.

import { randomUUID } from "node:crypto";
import { SaxesParser } from "saxes";
import { systemClock } from "../../kit/clock.ts";
import type { S3Setting } from "../../kit/settings.ts";
import { isPhotoId, type PhotoSize } from "./photos.ts";
import type { Picture } from "./reencode.ts";
import { signedHeaders } from "./s3-signature.ts";
import type { PhotoStore } from "./store.ts";

const PATIENCE = 15_000;
const SIZES = ["small", "full"] as const;
const NAME = /\/([0-9a-f-]{36})\.(?:full|small)\.jpg$/;
/** A list's page is about 300 kB. */
const MOST_LIST = 4_000_000;

export class S3Photos implements PhotoStore {
  readonly #setting: S3Setting;
  readonly #prefix: string;

  constructor(setting: S3Setting, tenant: string) {
    this.#setting = setting;
    this.#prefix = `photos/${tenant}/`;
  }

  async keep(picture: Picture): Promise<string> {
    const id = randomUUID();
    // The full one last: whoever finds it finds both.
    for (const size of SIZES) {
      const answer = await this.#send("PUT", this.#url(id, size), picture[size]);
      if (!answer.ok) throw new Error(`the photo store answers ${answer.status}`);
      await answer.arrayBuffer();
    }
    return id;
  }

  async read(id: string, size: PhotoSize): Promise<Buffer | undefined> {
    if (!isPhotoId(id)) return undefined;
    const answer = await this.#send("GET", this.#url(id, size));
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`the photo store answers ${answer.status}`);
    return bytes;
  }

  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids.filter(isPhotoId)) {
      for (const size of [...SIZES].reverse()) {
        const answer = await this.#send("DELETE", this.#url(id, size));
        await answer.arrayBuffer();
        if (!answer.ok && answer.status !== 404) throw new Error(`the photo store answers ${answer.status}`);
      }
    }
  }

  async all(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (let token: string | undefined; ; ) {
      const url = new URL(this.#setting.url);
      url.searchParams.set("list-type", "2");
      url.searchParams.set("prefix", this.#prefix);
      if (token !== undefined) url.searchParams.set("continuation-token", token);
      const answer = await this.#send("GET", url);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`the photo store answers ${answer.status}`);
      const { keys, next } = readList(text);
      for (const key of keys) {
        const id = NAME.exec(`/${key}`)?.[1];
        if (id !== undefined && isPhotoId(id)) ids.add(id);
      }
      if (next === undefined) return ids;
      token = next;
    }
  }

  async olderThan(ids: readonly string[], age: number, now: number): Promise<string[]> {
    const old: string[] = [];
    for (const id of ids.filter(isPhotoId)) {
      const answer = await this.#send("HEAD", this.#url(id, "full"));
      const written = Date.parse(answer.headers.get("last-modified") ?? "");
      if (answer.status === 404 || written < now - age) old.push(id);
      else if (!answer.ok) throw new Error(`the photo store answers ${answer.status}`);
    }
    return old;
  }

  #url(id: string, size: PhotoSize): URL {
    return new URL(`${this.#setting.url}/${this.#prefix}${id}.${size}.jpg`);
  }

  #send(method: "GET" | "PUT" | "DELETE" | "HEAD", url: URL, body?: Buffer): Promise<Response> {
    const headers: Record<string, string> = body === undefined ? {} : { "content-type": "image/jpeg" };
    const signed = signedHeaders(this.#setting, {
      ...{ method, url, headers, at: systemClock.now() },
      ...(body === undefined ? {} : { body }),
    });
    const { host: _, ...sent } = signed;
    return fetch(url, {
      ...{ method, headers: sent, redirect: "error", signal: AbortSignal.timeout(PATIENCE) },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
  }
}

/** The keys of one page of a list, and where the next begins. Strict, without entities. @throws Error where it is no such list. */
function readList(text: string): { keys: string[]; next?: string } {
  if (text.length > MOST_LIST) throw new Error("the photo store's list is too long");
  const keys: string[] = [];
  let [next, cut, within]: [string, boolean, string] = ["", false, ""];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("the photo store's list has a document type");
  });
  parser.on("opentag", ({ name }) => {
    within = name;
  });
  parser.on("closetag", () => {
    within = "";
  });
  parser.on("text", (words) => {
    if (within === "Key") keys.push(words);
    if (within === "NextContinuationToken") next += words;
    if (within === "IsTruncated") cut = words === "true";
  });
  parser.write(text).close();
  return cut && next !== "" ? { keys, next } : { keys };
}
