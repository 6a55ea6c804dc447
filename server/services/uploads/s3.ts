// Photos in a bucket that speaks the S3 protocol: put, get, delete and list, each request signed by `aws4fetch`.

import { createHash, randomUUID } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { SaxesParser } from "saxes";
import { Refusal } from "../../kit/http.ts";
import type { S3Setting } from "../../kit/settings.ts";
import { isPhotoId, type PhotoSize } from "./photos.ts";
import type { Picture } from "./reencode.ts";
import type { PhotoStore } from "./store.ts";

const PATIENCE = 15_000;
const SIZES = ["small", "full"] as const;
/** The small size is put first and dropped last: whatever is left of a photo, that is. */
const NAME = /\/([0-9a-f-]{36})\.small\.jpg$/;
/** A list's page is about 300 kB. */
const MOST_LIST = 4_000_000;

export class S3Photos implements PhotoStore {
  readonly #client: AwsClient;
  readonly #bucket: string;
  readonly #tenant: string;
  readonly #page: number;

  /** @param page how many names a list gives at once; stores give a thousand at most. */
  constructor({ url, region, key, secret }: S3Setting, tenant: string, page = 1_000) {
    // Whoever waits for a page is told at once; jobs try again by themselves.
    const once = { service: "s3", region, retries: 0 };
    this.#client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, ...once });
    this.#bucket = url;
    this.#tenant = tenant;
    this.#page = page;
  }

  async keep(picture: Picture): Promise<string> {
    const id = randomUUID();
    // The full one last: whoever finds it finds both.
    for (const size of SIZES) await this.#send("PUT", this.#url(id, size), picture[size]);
    return id;
  }

  async read(id: string, size: PhotoSize): Promise<Buffer | undefined> {
    if (!isPhotoId(id)) return undefined;
    return (await this.#send("GET", this.#url(id, size)))?.bytes;
  }

  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids.filter(isPhotoId)) {
      for (const size of [...SIZES].reverse()) await this.#send("DELETE", this.#url(id, size));
    }
  }

  async *all(): AsyncGenerator<string> {
    // The first version of the call: every store knows it, and the last name says where the next page begins.
    for (let marker = ""; ; ) {
      const url = new URL(this.#bucket);
      const asked = { prefix: `photos/${this.#tenant}/`, "max-keys": String(this.#page), marker };
      url.search = new URLSearchParams(asked).toString();
      const list = await this.#send("GET", url);
      if (list === undefined) throw unavailable("there is no such bucket");
      const { keys, more } = readList(list.bytes.toString());
      for (const key of keys) {
        const id = NAME.exec(`/${key}`)?.[1];
        if (id !== undefined && isPhotoId(id)) yield id;
      }
      const last = keys.at(-1);
      if (!more || last === undefined) return;
      marker = last;
    }
  }

  async olderThan(ids: readonly string[], age: number, now: number): Promise<string[]> {
    const old: string[] = [];
    for (const id of ids.filter(isPhotoId)) {
      // One that is being written has its small size alone.
      const found =
        (await this.#send("HEAD", this.#url(id, "full"))) ??
        (await this.#send("HEAD", this.#url(id, "small")));
      if (found === undefined || found.written < now - age) old.push(id);
    }
    return old;
  }

  #url(id: string, size: PhotoSize): URL {
    return new URL(`${this.#bucket}/photos/${encodeURIComponent(this.#tenant)}/${id}.${size}.jpg`);
  }

  /** What the bucket answers; undefined where nothing of this name lies there. @throws Refusal 503 with the cause for the log. */
  async #send(method: "GET" | "PUT" | "DELETE" | "HEAD", url: URL, body?: Buffer) {
    const hash = createHash("sha256").update(body ?? "");
    const headers = {
      "x-amz-content-sha256": hash.digest("hex"),
      ...(body === undefined ? {} : { "content-type": "image/jpeg" }),
    };
    try {
      const answer = await this.#client.fetch(url, {
        ...{ method, headers, redirect: "error", signal: AbortSignal.timeout(PATIENCE) },
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      // A bucket that is not there answers 404 too.
      if (answer.status === 404 && method !== "PUT" && !bytes.includes("NoSuchBucket")) return undefined;
      if (!answer.ok) throw new Error(`it answers ${answer.status} ${bytes.toString("utf8", 0, 300)}`);
      return { bytes, written: Date.parse(answer.headers.get("last-modified") ?? "") };
    } catch (error) {
      throw unavailable(error);
    }
  }
}

function unavailable(cause: unknown): Refusal {
  const refusal = new Refusal(
    503,
    "uploads/store",
    "存照片的地方暂时不能用，这次没有办成。请过几分钟再试；不带照片可以照常提交。",
    "Photos can be neither kept nor shown for the moment, and this was not done. Try again in some minutes; without photos everything else works.",
  );
  refusal.cause = cause;
  return refusal;
}

/** The keys of one page of a list, and whether there are more. Strict, without entities. @throws Error where it is no such list. */
function readList(text: string): { keys: string[]; more: boolean } {
  if (text.length > MOST_LIST) throw new Error("the photo store's list is too long");
  const keys: string[] = [];
  let [more, within] = [false, ""];
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
    if (within === "IsTruncated") more = words === "true";
  });
  parser.write(text).close();
  return { keys, more };
}
