// Posts of microblog accounts as CSV with the usual columns of crawlers; likes, reposts and comments are dropped and counted.

import type { Importer } from "../importer.ts";
import { parseMoment } from "../moment.ts";
import { headerOf, tableRows } from "../rows.ts";
import { idOf, officeWords, plain } from "../words.ts";

const NOT_KEPT = [
  "转发数",
  "评论数",
  "点赞数",
  "艾特用户",
  "发布位置",
  "发布工具",
  "ip",
  "user_authentication",
  "粉丝数",
];
/** A microblog has no title; its first sentence serves as one. */
const TITLE = /^[^。！？!?\n]{1,60}/;

export const weibo: Importer = {
  id: "weibo",
  title: { zh: "微博帖子（采集表）", en: "Microblog posts" },
  gives: ["accounts", "posts"],
  async matches(file) {
    const header = await headerOf(file);
    return header.includes("微博正文") && (header.includes("发布时间") || header.includes("created_at"));
  },
  async read(file, intake, settings) {
    const accounts = new Set<string>();
    const territory = settings.territory ?? "CN";
    for await (const row of tableRows(file, intake)) {
      for (const column of NOT_KEPT) if (row.get(column) !== "") intake.omit(column);
      const source = { file: file.path, row: row.row };
      const written = plain(row.get("发布时间", "created_at"));
      const at = parseMoment(written);
      const account = idOf(row.get("user_id", "用户id", "用户昵称"));
      if (account === "" || (written !== "" && at === undefined)) {
        intake.problem({
          row: row.row,
          reason:
            account === ""
              ? { zh: "没有账号编号", en: "no account" }
              : { zh: "「发布时间」读不出日期", en: "no date can be read from 发布时间" },
          mend: {
            zh: "补上 user_id；时间写成 2021-06-19 08:30。",
            en: "Give user_id; write times as 2021-06-19 08:30.",
          },
        });
        continue;
      }
      if (!accounts.has(account)) {
        accounts.add(account);
        const name = officeWords(row.get("用户昵称", "screen_name"));
        intake.also("accounts", { source, territory, id: account, name: name || account, platform: "weibo" });
      }
      const text = officeWords(row.get("微博正文", "text"));
      intake.fact("posts", {
        source,
        territory,
        account,
        ...at,
        title: TITLE.exec(text)?.[0] ?? "",
        text,
        ...(row.get("retweet_id") === "" ? {} : { relayedFrom: "转发微博" }),
      });
    }
  },
};
