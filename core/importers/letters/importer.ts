// Letters to a city with their replies as JSON lines, without dates.

import { madeUpId } from "../../domain/record.ts";
import type { Importer } from "../importer.ts";
import { firstObject } from "../json-head.ts";
import { jsonRows } from "../rows.ts";
import { citizenWords, officeWords, plain } from "../words.ts";

export const letters: Importer = {
  id: "letters",
  title: { zh: "市民来信与答复", en: "Letters with replies" },
  gives: ["requests"],
  async matches(file) {
    const first = await firstObject(file);
    return first !== undefined && ["title", "content", "institution", "reply"].every((key) => key in first);
  },
  async read(file, intake, settings) {
    for await (const { row, value } of jsonRows(file, intake)) {
      const [title, content, reply] = [value.title, value.content, value.reply].map((each) =>
        plain(String(each ?? "")),
      );
      if (title === "" && content === "") {
        intake.problem({
          row,
          reason: { zh: "没有标题也没有正文", en: "neither a title nor a text" },
          mend: { zh: "补上 title 或 content。", en: "Give title or content." },
        });
        continue;
      }
      const body = officeWords(String(value.institution ?? ""));
      const kind = plain(String(value.type ?? ""));
      intake.fact("requests", {
        source: { file: file.path, row },
        territory: settings.territory ?? "CN",
        id: madeUpId({ file: file.path, row }),
        procedure: "letters",
        subject: citizenWords(title!),
        text: citizenWords(content!),
        ...(body === "" ? {} : { body }),
        ...(kind === "咨询"
          ? { intent: "consult" as const }
          : kind === "建议"
            ? { intent: "suggest" as const }
            : {}),
        steps: [
          { kind: "file" },
          ...(reply === "" ? [] : [{ kind: "reply" as const, text: officeWords(reply!) }]),
        ],
        status: reply === "" ? "open" : "replied",
      });
    }
  },
};
