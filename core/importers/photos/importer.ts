// A folder of photographs: path, the time the camera wrote, fingerprints of the bytes and of the picture; the place is never read.

import { createHash } from "node:crypto";
import exifr from "exifr";
import { small } from "../../reading/photos/decode.ts";
import { printsOf, toHex } from "../../reading/photos/index.ts";
import type { Importer, InputFile, Intake } from "../importer.ts";
import { parseMoment } from "../moment.ts";
import { headerOf, tableRows } from "../rows.ts";
import { officeWords, plain, shownPath } from "../words.ts";

/** A phone's photograph is a few megabytes; what is larger is listed as a problem and not opened. */
const LARGEST = 80_000_000;
const BEIJING = 8 * 3_600_000;
const TASK_LISTS = [
  "照片清单.csv",
  "照片清单.xlsx",
  "照片任务.csv",
  "照片任务.xlsx",
  "photos.csv",
  "photos.xlsx",
];
const PICTURE = ["文件名", "照片", "照片名称", "文件", "路径", "path", "file"] as const;
const HANDED_IN = ["上报时间", "提交时间", "上传时间", "报送时间", "handedIn"] as const;
const CAPTION = ["说明", "照片说明", "标题", "图注", "备注", "caption"] as const;
const TASK = ["任务", "对应工作", "工作任务", "用途", "task"] as const;

export const photos: Importer = {
  id: "photos",
  title: { zh: "照片文件夹", en: "A folder of photographs" },
  gives: ["photos"],
  async matches(file) {
    return file.members !== undefined;
  },
  async read(folder, intake, settings) {
    const named = folder.path.split("/").filter(Boolean).at(-1);
    const tasks = await tasksOf(folder, intake);
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
      const listed = tasks.get(file.name);
      const task = listed?.task ?? named;
      intake.fact("photos", {
        source: { file: folder.path, row },
        territory: settings.territory ?? "CN",
        path: shownPath(file.path),
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        ...(takenAt === undefined ? {} : { takenAt }),
        ...(task === undefined ? {} : { task }),
        ...(listed?.at === undefined ? {} : { at: listed.at }),
        ...(listed?.caption === undefined ? {} : { caption: listed.caption }),
        ...(await printOf(bytes)),
      });
    }
  },
};

interface Listed {
  readonly task: string;
  readonly at?: number;
  readonly caption?: string;
}

/** Which task each picture was sent for, when and with which words, where a list stands among the pictures. */
async function tasksOf(folder: InputFile, intake: Intake): Promise<ReadonlyMap<string, Listed>> {
  const tasks = new Map<string, Listed>();
  for (const name of TASK_LISTS) {
    const list = await folder.sibling(name);
    if (list === undefined) continue;
    // Its own rows are counted where the list is read as a file; here it only gives tasks.
    const quiet = { ...intake, problem() {}, drop() {}, omit() {}, refuse: intake.refuse.bind(intake) };
    for await (const row of tableRows(list, quiet as Intake)) {
      const picture = plain(row.get(...PICTURE))
        .split(/[\\/]/)
        .at(-1)!;
      const task = officeWords(row.get(...TASK));
      if (picture === "" || task === "") continue;
      const handedIn = parseMoment(plain(row.get(...HANDED_IN)));
      const caption = officeWords(row.get(...CAPTION));
      tasks.set(picture, {
        task,
        ...(handedIn === undefined ? {} : { at: handedIn.at }),
        ...(caption === "" ? {} : { caption }),
      });
    }
  }
  return tasks;
}

/** The fingerprint of the picture; a file that cannot be opened as one has none, which proves nothing. */
async function printOf(bytes: Buffer): Promise<{ print?: string; printQuality?: number }> {
  try {
    const [whole] = printsOf(await small(bytes));
    return whole === undefined ? {} : { print: toHex(whole.hash), printQuality: whole.quality };
  } catch {
    return {};
  }
}

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

/** The list of tasks itself: read with its pictures, so its rows become no facts of their own. */
export const photoTasks: Importer = {
  id: "photo-tasks",
  title: { zh: "照片任务清单", en: "List of the tasks of photographs" },
  gives: [],
  async matches(file) {
    if (!TASK_LISTS.includes(file.name)) return false;
    const header = await headerOf(file);
    return [PICTURE, TASK].every((names) => names.some((name) => header.includes(name)));
  },
  async read(file, intake) {
    for await (const row of tableRows(file, intake)) {
      if (row.get(...PICTURE) === "" || row.get(...TASK) === "") {
        intake.problem({
          row: row.row,
          reason: { zh: "没有文件名或任务", en: "no file name or no task" },
          mend: { zh: "补上「文件名」和「任务」。", en: "Give the file's name and its task." },
        });
      } else {
        intake.drop({ zh: "随照片一起读，不单独成条", en: "read together with its photographs" });
      }
    }
  },
};
