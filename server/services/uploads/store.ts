// Where photos lie: on disk, or in a bucket that speaks the S3 protocol where one is configured.

import type { Settings } from "../../kit/settings.ts";
import { PhotoFiles, type PhotoSize } from "./photos.ts";
import type { Picture } from "./reencode.ts";
import { S3Photos } from "./s3.ts";

export interface PhotoStore {
  /** Keeps a picture whole or not at all; its new name. */
  keep(picture: Picture): Promise<string>;
  /** Undefined where there is none of this name. */
  read(id: string, size: PhotoSize): Promise<Buffer | undefined>;
  drop(ids: readonly string[]): Promise<void>;
  /** Every photo that lies there, in any order, read as it is asked for: a county's names are more than memory should hold. */
  all(): AsyncIterable<string>;
  /** Those of them that were written more than `age` milliseconds before `now`. */
  olderThan(ids: readonly string[], age: number, now: number): Promise<string[]>;
}

export function photoStore({ s3, dataFolder }: Settings, tenant: string): PhotoStore {
  return s3 === undefined ? new PhotoFiles(dataFolder, tenant) : new S3Photos(s3, tenant);
}
