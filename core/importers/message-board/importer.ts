// A provincial message board (问政) as workbooks or CSV: messages with official replies, or with votes.

import type { PublicRequest, Step } from "../../domain/facts.ts";
import { madeUpId } from "../../domain/record.ts";
import type { Importer } from "../importer.ts";
import { parseMoment } from "../moment.ts";
import { headerOf, tableRows } from "../rows.ts";
import { citizenWords, idOf, officeWords, plain } from "../words.ts";

export const messageBoard: Importer = {
  id: "message-board",
  title: { zh: "网上留言板（带答复或票数）", en: "Message board with replies or votes" },
  gives: ["requests"],
  async matches(file) {
    const header = await headerOf(file);
    return header.includes("留言编号") && header.includes("留言主题") && header.includes("留言时间");
  },
  async read(file, intake, settings) {
    const header = await headerOf(file);
    const withReplies = header.includes("答复意见");
    for await (const row of tableRows(file, intake)) {
      for (const column of ["留言用户", "点赞数", "反对数"]) if (row.get(column) !== "") intake.omit(column);
      const asked = parseMoment(plain(row.get("留言时间")));
      const answered = plain(row.get("答复时间"));
      const replied = answered === "" ? undefined : parseMoment(answered);
      if (asked === undefined || (answered !== "" && replied === undefined)) {
        const bad = asked === undefined ? "留言时间" : "答复时间";
        intake.problem({
          row: row.row,
          reason: { zh: `「${bad}」读不出日期`, en: `no date can be read from ${bad}` },
          mend: {
            zh: "写成 2019/4/25 9:32:09，或 Excel 日期。",
            en: "Write 2019/4/25 9:32:09 or an Excel date.",
          },
        });
        continue;
      }
      const reply = officeWords(row.get("答复意见"));
      const steps: Step[] = [{ kind: "file", ...asked }];
      if (reply !== "") steps.push({ kind: "reply", ...replied, text: reply });
      const request: PublicRequest = {
        source: { file: file.path, row: row.row },
        territory: settings.territory ?? "CN",
        id: idOf(row.get("留言编号")) || madeUpId({ file: file.path, row: row.row }),
        procedure: "board",
        subject: citizenWords(row.get("留言主题")),
        text: citizenWords(row.get("留言详情")),
        ...asked,
        ...(row.get("一级标签") === "" ? {} : { matter: officeWords(row.get("一级标签")) }),
        steps,
        ...(withReplies ? { status: reply === "" ? "open" : "replied" } : { incomplete: { replies: true } }),
      };
      intake.fact("requests", request);
    }
  },
};
