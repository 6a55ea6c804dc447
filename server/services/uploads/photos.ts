// Photos on disk: each under a random name of ours, two sizes, written whole; never a name or a byte that a person sent.

import { randomUUID } from "node:crypto";
import { mkdir, open, opendir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Picture } from "./reencode.ts";
import type { PhotoStore } from "./store.ts";

export type PhotoSize = "full" | "small";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** The small size is written first and dropped last: whatever is left of a photo, that is. */
const FILE = /^([0-9a-f-]{36})\.small\.jpg(?:\.draft)?$/;

export function isPhotoId(text: string): boolean {
  return UUID.test(text);
}

export class PhotoFiles implements PhotoStore {
  readonly #folder: string;

  constructor(dataFolder: string, tenant: string) {
    this.#folder = join(dataFolder, "photos", tenant);
  }

  /** Keeps a picture; its new name. */
  async keep({ full, small }: Picture): Promise<string> {
    const id = randomUUID();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#write(id, "small", small);
    await this.#write(id, "full", full);
    await this.#syncNames();
    return id;
  }

  /** The names too must outlive a power cut, since a row will say that the picture is there. */
  async #syncNames(): Promise<void> {
    // Windows lets nobody open a folder.
    if (process.platform === "win32") return;
    const folder = await open(this.#folder, "r");
    await folder.sync().finally(() => folder.close());
  }

  async read(id: string, size: PhotoSize): Promise<Buffer | undefined> {
    if (!isPhotoId(id)) return undefined;
    try {
      return await readFile(this.#path(id, size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids.filter(isPhotoId)) {
      for (const path of this.#pathsOf(id)) await rm(path, { force: true });
    }
  }

  async *all(): AsyncGenerator<string> {
    const folder = await opendir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    for await (const { name } of folder ?? []) {
      const id = FILE.exec(name)?.[1];
      if (id !== undefined) yield id;
    }
  }

  /** Those of them that were written more than `age` milliseconds before `now`. */
  async olderThan(ids: readonly string[], age: number, now: number): Promise<string[]> {
    const old: string[] = [];
    for (const id of ids.filter(isPhotoId)) {
      const found = await Promise.all(this.#pathsOf(id).map((path) => stat(path).catch(() => undefined)));
      // One that is being written has its small size alone, or a draft.
      if (found.every((each) => each === undefined || each.mtimeMs < now - age)) old.push(id);
    }
    return old;
  }

  /** Synced under a name of the moment and then renamed: a power cut leaves a whole picture or none. */
  async #write(id: string, size: PhotoSize, bytes: Buffer): Promise<void> {
    const path = this.#path(id, size);
    try {
      const draft = await open(`${path}.draft`, "w", 0o600);
      try {
        await draft.writeFile(bytes);
        await draft.sync();
      } finally {
        await draft.close();
      }
      await rename(`${path}.draft`, path);
    } catch (error) {
      // On a full disk half a picture would only take more of it.
      await this.drop([id]).catch(() => {});
      throw error;
    }
  }

  #pathsOf(id: string): string[] {
    const whole = [this.#path(id, "full"), this.#path(id, "small")];
    return [...whole, ...whole.map((path) => `${path}.draft`)];
  }

  #path(id: string, size: PhotoSize): string {
    return join(this.#folder, `${id}.${size}.jpg`);
  }
}
