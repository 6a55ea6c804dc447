// Freshness by filler: an account looks alive through greetings, mottoes and stock tips; without them it would be silent.

import { z } from "zod";
import { addDays, dayOf, daysBetween, startOf } from "../../domain/day.ts";
import type { Instant, Post } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { dutyToTell, isFiller } from "../../reading/accounts/filler.ts";
import { onlyUndated, postsByAccount } from "../../reading/accounts/posts.ts";
import { announced } from "../../reading/accounts/silence.ts";
import { isBoundRelay, isClosingNotice } from "../../reading/accounts/titles.ts";

export default detector({
  id: "filler-freshness",
  title: { zh: "账号靠问候、鸡汤凑更新", en: "Kept fresh by filler" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts", "posts"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastPosts: z.number().int().positive(),
    share: z.number().min(0).max(1),
    /** Days of silence, had the filler not been posted. */
    silentDays: z.number().int().positive(),
  }),
  exemptions: {
    "duty-to-tell": {
      zh: "气象、卫健、文旅等单位的本职就是讲天气、健康、习俗",
      en: "weather, health and culture are the duty of some bureaus",
    },
    "bound-relay": {
      zh: "依规转载、预警、注明来源的不算自己发的",
      en: "relays, alerts and texts with their source are not its own",
    },
    "announced-pause": { zh: "期间有暂停更新的公告", en: "a pause was announced" },
    "not-open": {
      zh: "已停用、注销或迁移，或季节性、应急类账号",
      en: "not open, or seasonal or for emergencies",
    },
  },
  messages: {
    filler: {
      zh: "「{name}」最近 {days} 天自发 {count} 条，其中 {filler} 条（{share}%）是节日问候、早安鸡汤、通用提示，没有群众用得上的时间、地点、电话；除去这些，有 {silent} 天没有更新。没有新事可以不发，长期没有就合并或关闭，写明找谁。",
      en: "Of {count} own posts of “{name}” in {days} days, {filler} ({share}%) are greetings, mottoes or stock tips that nobody can act on; without them it was silent for {silent} days. Posting nothing is better; closing it with a word on whom to ask is a good result.",
    },
    undated: {
      zh: "「{name}」的发布都没有日期，不能判断。",
      en: "No post of “{name}” carries a date, so it cannot be told.",
    },
  },
  *detect(facts, { days, leastPosts, share, silentDays }, bench) {
    const byAccount = bench.once("posts/by-account", () => postsByAccount(bench.all.posts ?? []));
    const since = startOf(addDays(bench.on, -days));
    const notices = bench.all.notices;
    for (const account of facts.accounts ?? []) {
      if (account.status !== undefined && account.status !== "open") continue;
      if (account.purpose !== undefined && account.purpose !== "general") continue;
      if (announced(account, notices ?? [], since, bench.now)) continue;
      const all = byAccount.get(account.id) ?? [];
      if (onlyUndated(all)) {
        const [values, evidence] = [{ name: account.name }, [account]];
        yield { outcome: "cannot-tell", subject: account.name, message: "undated", values, evidence };
        continue;
      }
      const dated = all.filter((post) => post.at !== undefined && post.at <= bench.now);
      if (dated.some((post) => post.at! > since && isClosingNotice(post.title))) continue;
      const own = dated.filter((post) => post.at! > since && !isBoundRelay(post.title, post.relayedFrom));
      if (own.length < leastPosts) continue;
      const filler = own.filter((post) => isFiller(post) && !dutyToTell(account, post));
      if (filler.length / own.length < share) continue;
      const silent = longestSilence(
        dated,
        new Set(filler),
        Math.max(since, account.openedAt ?? 0),
        bench.now,
      );
      if (silent <= silentDays) continue;
      yield {
        outcome: "suspected",
        subject: account.name,
        ...(account.owner === undefined ? {} : { body: account.owner }),
        message: "filler",
        values: {
          ...{ name: account.name, days, count: own.length, filler: filler.length, silent },
          share: Math.round((100 * filler.length) / own.length),
        },
        exemptions: [
          { id: "duty-to-tell", result: account.owner === undefined ? "unknown" : "not-met" },
          { id: "bound-relay", result: "not-met" },
          { id: "announced-pause", result: notices === undefined ? "unknown" : "not-met" },
          { id: "not-open", result: account.status === undefined ? "unknown" : "not-met" },
        ],
        evidence: [account, ...filler.slice(-6).map(titleOf)],
      };
    }
  },
});

/** Days of the longest stretch from `since` to `now` without anything but filler; a stretch may have begun before `since`. */
function longestSilence(
  dated: readonly Post[],
  filler: ReadonlySet<Post>,
  since: Instant,
  now: Instant,
): number {
  const real = dated.filter((post) => !filler.has(post) && (post.at! > since || !isFiller(post)));
  const before = real.filter((post) => post.at! <= since).at(-1)?.at;
  const points = [before ?? since, ...real.filter((post) => post.at! > since).map((post) => post.at!), now];
  return Math.max(...points.slice(1).map((at, index) => daysBetween(dayOf(points[index]!), dayOf(at))));
}

function titleOf(post: Post) {
  return {
    fact: post,
    span: { field: "title" as const, start: 0, end: post.title.length, text: post.title },
  };
}
