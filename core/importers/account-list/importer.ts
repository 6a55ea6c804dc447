// The list of accounts that stands beside a folder of feeds.

import type { Importer } from "../importer.ts";
import { headerOf, tableRows } from "../rows.ts";
import { officeWords, plain } from "../words.ts";

export const accountList: Importer = {
  id: "account-list",
  title: { zh: "公众账号清单（随源附带）", en: "List of accounts beside feeds" },
  gives: ["accounts"],
  async matches(file) {
    const header = await headerOf(file);
    return header.includes("bizid") && header.includes("name");
  },
  async read(file, intake, settings) {
    for await (const row of tableRows(file, intake)) {
      const id = plain(row.get("bizid"));
      if (id === "") {
        intake.problem({
          row: row.row,
          reason: { zh: "没有 bizid", en: "no bizid" },
          mend: { zh: "补上账号编号。", en: "Give the id of the account." },
        });
        continue;
      }
      const owner = officeWords(row.get("owner", "主办单位"));
      intake.fact("accounts", {
        source: { file: file.path, row: row.row },
        territory: settings.territory ?? "CN",
        id,
        name: officeWords(row.get("name")),
        platform: "wechat",
        ...(owner === "" ? {} : { owner }),
      });
    }
  },
};
