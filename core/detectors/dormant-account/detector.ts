// Dormant account (僵尸号): nothing published for longer than the clause allows, and no announced reason.

import { z } from "zod";
import { dayOf, daysBetween } from "../../domain/day.ts";
import type { Notice, PublicAccount, Words } from "../../domain/facts.ts";
import { type Considered, type Draft, detector } from "../../engine/detector.ts";
import { latestPosts, silenceExplained } from "../../reading/accounts/silence.ts";

export default detector({
  id: "dormant-account",
  title: { zh: "账号长期不更新", en: "Dormant account" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts", "posts"],
  params: z.strictObject({ days: z.number().int().positive() }),
  exemptions: {
    "not-open": {
      zh: "账号已公告关停、暂停或迁移",
      en: "the account is closed, paused or moved, and says so",
    },
    "announced-pause": {
      zh: "期间有暂停更新、关停或迁移的公告",
      en: "a pause, closing or move was announced",
    },
    "by-season": { zh: "季节性、查询类或应急类账号", en: "a seasonal, query or emergency account" },
    "newly-opened": { zh: "账号开设未满该期限", en: "the account is younger than the limit" },
  },
  messages: {
    silent: {
      zh: "「{name}」截至 {on} 已 {days} 天没有更新（最近一次 {last}，期限 {limit} 天）。若无力维护，建议关停并公告去向，不必凑更新。",
      en: "“{name}” published nothing for {days} days up to {on} (last on {last}; limit {limit} days). Closing it with a notice is better than filling it.",
    },
    "no-posts": {
      zh: "资料中没有「{name}」的任何发布，不能判断是没有更新还是没有导入。",
      en: "No post of “{name}” is in the data; it cannot be told whether it is silent or was not imported.",
    },
    undated: {
      zh: "「{name}」有发布没有日期，不能判断最近一次更新的时间。",
      en: "Some posts of “{name}” carry no date, so the last update cannot be told.",
    },
  },
  *detect(facts, { days }, bench) {
    const latest = bench.once("posts/latest-by-account", () => latestPosts(bench.all.posts ?? [], bench.now));
    const notices = bench.all.notices;
    for (const account of facts.accounts ?? []) {
      const posts = latest.get(account.id);
      if (silenceExplained(account, posts?.last, notices, days, bench.on)) continue;
      if (posts?.last === undefined) {
        yield draft(account, "cannot-tell", posts?.undated ? "undated" : "no-posts", {});
        continue;
      }
      const last = dayOf(posts.last.at!);
      const silent = daysBetween(last, bench.on);
      if (silent <= days) continue;
      if (posts.undated) {
        yield draft(account, "cannot-tell", "undated", {});
        continue;
      }
      yield {
        ...draft(account, "suspected", "silent", { on: bench.on, days: silent, last, limit: days }),
        exemptions: considered(account, notices),
        unchecked: unchecked(account, notices),
        evidence: [posts.last, account],
      };
    }
  },
});

function considered(account: PublicAccount, notices: readonly Notice[] | undefined): Considered[] {
  return [
    { id: "not-open", result: account.status === undefined ? "unknown" : "not-met" },
    { id: "announced-pause", result: notices === undefined ? "unknown" : "not-met" },
    { id: "by-season", result: account.purpose === undefined ? "unknown" : "not-met" },
    { id: "newly-opened", result: account.openedAt === undefined ? "unknown" : "not-met" },
  ];
}

function unchecked(account: PublicAccount, notices: readonly Notice[] | undefined): Words[] {
  const words: Words[] = [];
  if (notices === undefined)
    words.push({ zh: "未能核对：暂停更新公告（没有导入）", en: "not checked: pause notices (not imported)" });
  if (account.interaction === undefined)
    words.push({
      zh: "未能核对：互动功能和留言回复情况",
      en: "not checked: interaction and replies to messages",
    });
  return words;
}

function draft(
  account: PublicAccount,
  outcome: Draft["outcome"],
  message: string,
  values: Draft["values"],
): Draft {
  return {
    outcome,
    subject: account.name,
    ...(account.owner === undefined ? {} : { body: account.owner }),
    message,
    values: { name: account.name, ...values },
    evidence: [account],
  };
}
