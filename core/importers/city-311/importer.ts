// A United States city's 311 requests (Baltimore's columns): created, due and closed, without words of citizen or office.

import type { PublicRequest, Step } from "../../domain/facts.ts";
import type { Importer } from "../importer.ts";
import { type Moment, parseMoment } from "../moment.ts";
import { headerOf, tableRows } from "../rows.ts";
import { idOf, officeWords, plain } from "../words.ts";

const NOT_KEPT = [
  "Address",
  "Latitude",
  "Longitude",
  "GeoLocation",
  "ZipCode",
  "Neighborhood",
  "PoliceDistrict",
];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const city311: Importer = {
  id: "city-311",
  title: { zh: "美国城市 311 工单", en: "A United States city's 311 requests" },
  gives: ["requests"],
  async matches(file) {
    const header = await headerOf(file);
    return header.includes("SRRecordID") && header.includes("SRType") && header.includes("CreatedDate");
  },
  async read(file, intake) {
    for await (const row of tableRows(file, intake)) {
      for (const column of NOT_KEPT) if (row.get(column) !== "") intake.omit(column);
      const asked = eastern(row.get("CreatedDate"));
      const closed = eastern(row.get("CloseDate"));
      const due = eastern(row.get("DueDate"));
      if (asked === undefined) {
        intake.problem({
          row: row.row,
          reason: { zh: "「CreatedDate」读不出日期", en: "no date can be read from CreatedDate" },
          mend: { zh: "写成 04/12/2018 11:11:26 AM。", en: "Write 04/12/2018 11:11:26 AM." },
        });
        continue;
      }
      const body = officeWords(row.get("Agency"));
      const matter = officeWords(row.get("SRType"));
      const steps: Step[] = [{ kind: "file", ...asked }];
      if (closed !== undefined) steps.push({ kind: "close", ...closed, ...(body === "" ? {} : { body }) });
      const request: PublicRequest = {
        source: { file: file.path, row: row.row },
        territory: "US-MD",
        id: idOf(row.get("SRRecordID")),
        procedure: "hotline",
        subject: matter,
        text: "",
        ...asked,
        ...(body === "" ? {} : { body }),
        matter,
        steps,
        status: closed !== undefined || /^closed/i.test(row.get("SRStatus")) ? "closed" : "open",
        incomplete: { text: true, replies: true },
        ...(due === undefined ? {} : { due: due.at }),
      };
      intake.fact("requests", request);
    }
  },
};

/** A local time of the eastern United States (15 U.S.C. 260a: summer time from the second Sunday of March to the first of November). */
function eastern(text: string): Moment | undefined {
  const standard = parseMoment(plain(text), -5 * HOUR);
  if (standard === undefined) return undefined;
  const local = new Date(standard.at - 5 * HOUR);
  const year = local.getUTCFullYear();
  const from = firstSunday(Date.UTC(year, 2, 8)) + 2 * HOUR;
  const until = firstSunday(Date.UTC(year, 10, 1)) + 2 * HOUR;
  const summer = local.getTime() >= from && local.getTime() < until;
  return summer ? { ...standard, at: standard.at - HOUR } : standard;
}

function firstSunday(from: number): number {
  return from + ((7 - new Date(from).getUTCDay()) % 7) * DAY;
}
