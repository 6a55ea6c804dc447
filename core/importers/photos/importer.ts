// A folder of photographs: path, the time the camera wrote, size and fingerprint of the bytes; the place is never read.

import { createHash } from "node:crypto";
import exifr from "exifr";
import type { Importer } from "../importer.ts";
import { shownPath } from "../words.ts";

/** A phone's photograph is a few megabytes; what is larger is listed as a problem and not opened. */
const LARGEST = 80_000_000;
const BEIJING = 8 * 3_600_000;

export const photos: Importer = {
  id: "photos",
  title: { zh: "照片文件夹", en: "A folder of photographs" },
  gives: ["photos"],
  async matches(file) {
    return file.members !== undefined;
  },
  async read(folder, intake, settings) {
    const task = folder.path.split("/").filter(Boolean).at(-1);
    let row = 0;
    for await (const file of folder.members!()) {
      row += 1;
      if (file.size > LARGEST || file.size === 0) {
        intake.problem({
          row,
          reason: { zh: "空文件，或大到不像照片", en: "an empty file, or too large for a photograph" },
          mend: { zh: "重新导出这张照片。", en: "Export this photograph again." },
        });
        continue;
      }
      const parts: Buffer[] = [];
      for await (const chunk of file.open()) parts.push(chunk as Buffer);
      const bytes = Buffer.concat(parts);
      const takenAt = await takenOn(bytes);
      intake.fact("photos", {
        source: { file: folder.path, row },
        territory: settings.territory ?? "CN",
        path: shownPath(file.path),
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        ...(takenAt === undefined ? {} : { takenAt }),
        ...(task === undefined ? {} : { task }),
      });
    }
  },
};

/** The camera's own time, taken as Beijing time. Its absence proves nothing (trap T12). */
async function takenOn(bytes: Buffer): Promise<number | undefined> {
  try {
    const found = await exifr.parse(bytes, { pick: ["DateTimeOriginal", "CreateDate"], reviveValues: false });
    const text = String(found?.DateTimeOriginal ?? found?.CreateDate ?? "");
    const match = /^(\d{4}):(\d{2}):(\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(text);
    if (match === null) return undefined;
    const [, year, month, day, hour, minute, second] = match.map(Number) as number[];
    const at = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - BEIJING;
    return year! >= 1990 ? at : undefined;
  } catch {
    // Broken metadata says nothing about the picture.
    return undefined;
  }
}
