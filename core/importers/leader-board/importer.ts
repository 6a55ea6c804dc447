// A leader message board as JSON lines: status and the citizen's stars for manner and speed, without the text of replies.

import type { PublicRequest, Rating } from "../../domain/facts.ts";
import { officeOf } from "../../reading/masking/index.ts";
import type { Importer } from "../importer.ts";
import { firstObject } from "../json-head.ts";
import { parseMoment } from "../moment.ts";
import { jsonRows } from "../rows.ts";
import { citizenWords, officeWords } from "../words.ts";

const STATUS: Readonly<Record<string, PublicRequest["status"]>> = {
  已办理: "closed",
  已回复: "replied",
  办理中: "open",
  待回复: "open",
};
const INTENT: Readonly<Record<string, PublicRequest["intent"]>> = {
  投诉: "complain",
  求助: "ask-help",
  咨询: "consult",
  建言: "suggest",
  感谢: "praise",
};

export const leaderBoard: Importer = {
  id: "leader-board",
  title: { zh: "领导留言板（状态与星级）", en: "Leader message board with status and stars" },
  gives: ["requests"],
  async matches(file) {
    const first = await firstObject(file);
    return first !== undefined && "tid" in first && "forum" in first && "status" in first;
  },
  async read(file, intake, settings) {
    for await (const { row, value } of jsonRows(file, intake)) {
      const asked = parseMoment(text(value.date));
      if (asked === undefined) {
        intake.problem({
          row,
          reason: { zh: "「date」读不出日期", en: "no date can be read from date" },
          mend: { zh: "写成 2026-06-06。", en: "Write 2026-06-06." },
        });
        continue;
      }
      if (value.likes !== undefined) intake.omit("likes");
      const content = text(value.content);
      const reply = text(value.replyContent);
      const stars = rating(value);
      const status = STATUS[text(value.status)];
      intake.fact("requests", {
        source: { file: file.path, row },
        territory: settings.territory ?? "CN",
        id: text(value.tid),
        procedure: "board",
        subject: citizenWords(text(value.title)),
        text: citizenWords(content),
        ...asked,
        body: officeOf(text(value.forum)),
        ...(text(value.domain) === "" ? {} : { matter: text(value.domain) }),
        ...optional("intent", INTENT[text(value.type)]),
        steps: [
          { kind: "file", ...asked },
          // 办理中: the office took it up, at a time and in words that the crawl does not hold.
          ...(text(value.status) === "办理中" ? [{ kind: "acknowledge" as const }] : []),
          ...(reply === "" ? [] : [{ kind: "reply" as const, text: officeWords(reply) }]),
        ],
        ...optional("status", status),
        ...incompleteOf(content, reply),
        ...optional("rating", stars),
      });
    }
  },
};

/** The board cuts a long message, and the crawl holds no replies. */
function incompleteOf(content: string, reply: string): Pick<PublicRequest, "incomplete"> {
  const cut = /(?:\.\.\.|…)$/.test(content);
  if (!cut && reply !== "") return {};
  return { incomplete: { ...(cut ? { text: true } : {}), ...(reply === "" ? { replies: true } : {}) } };
}

/** Stars of 0 mean that nobody rated. */
function rating(value: Record<string, unknown>): Rating | undefined {
  const manner = Number(value.gManner ?? value.gm ?? 0);
  const speed = Number(value.gSpeed ?? value.gs ?? 0);
  if (manner < 1 && speed < 1) return undefined;
  return { ...(manner >= 1 ? { manner } : {}), ...(speed >= 1 ? { speed } : {}), enteredBy: "citizen" };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value).trim();
}
