// Duplicate account: one body, one platform, more than one open account for the same purpose.

import { z } from "zod";
import type { PublicAccount } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { detector } from "../../engine/detector.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "duplicate-account",
  title: { zh: "同一平台重复开设账号", en: "Duplicate accounts on one platform" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts"],
  params: z.strictObject({ most: z.number().int().positive() }),
  exemptions: {
    "not-open": { zh: "其余账号已关停、暂停或正在迁移", en: "the others are closed, paused or moving" },
    "own-purpose": {
      zh: "季节性、查询类或应急类账号，用途不同",
      en: "a seasonal, query or emergency account has a purpose of its own",
    },
  },
  messages: {
    several: {
      zh: "{owner} 在 {platform} 有 {count} 个开放账号：{names}（原则上不超过 {most} 个）。可合并，并公告去向。",
      en: "{owner} keeps {count} open accounts on {platform}: {names} (in principle at most {most}). They could be merged, with a notice.",
    },
    "no-owner": {
      zh: "{file} 中有 {count} 个账号没有写主办单位，不能判断是否重复。",
      en: "{count} accounts in {file} name no owner, so duplicates cannot be told.",
    },
  },
  *detect(facts, { most }, bench) {
    const accounts = facts.accounts ?? [];
    const owned = groupBy(
      accounts.filter((each) => each.owner !== undefined && counts(each, bench.now)),
      (each) => `${plain(each.owner!)}\u0000${plain(each.platform)}`,
    );
    for (const group of owned.values()) {
      const different = new Map(group.map((each) => [each.id, each]));
      if (different.size <= most) continue;
      const first = group[0]!;
      yield {
        outcome: "suspected",
        subject: `${first.owner} · ${first.platform}`,
        body: first.owner!,
        message: "several",
        values: {
          owner: first.owner!,
          platform: first.platform,
          count: different.size,
          names: [...different.values()].map((each) => `「${each.name}」`).join(""),
          most,
        },
        exemptions: [
          {
            id: "not-open",
            result: group.every((each) => each.status === undefined) ? "unknown" : "not-met",
          },
          {
            id: "own-purpose",
            result: group.every((each) => each.purpose === undefined) ? "unknown" : "not-met",
          },
        ],
        evidence: [...different.values()],
      };
    }
    for (const [file, unowned] of byFile(accounts.filter((each) => each.owner === undefined))) {
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "no-owner",
        values: { file, count: unowned.length },
        evidence: unowned.slice(0, 5),
      };
    }
  },
});

function counts(account: PublicAccount, now: number): boolean {
  if (account.status !== undefined && account.status !== "open" && (account.statusFrom ?? 0) <= now)
    return false;
  if (account.purpose !== undefined && account.purpose !== "general") return false;
  return account.openedAt === undefined || account.openedAt <= now;
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}
