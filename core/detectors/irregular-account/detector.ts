// Irregular account: no fixed rhythm of publishing that a reader could remember; long gaps beside bursts.

import { z } from "zod";
import { addDays, dayOf, daysBetween, startOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { onlyUndated, postsByAccount } from "../../reading/accounts/posts.ts";
import { announced } from "../../reading/accounts/silence.ts";
import { isBoundRelay } from "../../reading/accounts/titles.ts";

export default detector({
  id: "irregular-account",
  title: { zh: "账号没有固定发布时间", en: "Account without a rhythm" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts", "posts"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastDays: z.number().int().positive(),
    variation: z.number().positive(),
    longestGap: z.number().int().positive(),
  }),
  exemptions: {
    "by-nature": {
      zh: "应急类、季节性、查询类账号本就不定期",
      en: "emergency, seasonal and query accounts are irregular by nature",
    },
    "bound-relay": { zh: "预警和依规转载不计", en: "alerts and relays that are a duty do not count" },
    "announced-pause": { zh: "期间有暂停更新的公告", en: "a pause was announced" },
  },
  messages: {
    irregular: {
      zh: "「{name}」最近 {days} 天的发布没有规律：最长间隔 {gap} 天，间隔的变异系数 {variation}。固定一个群众记得住的日子更好，不必多发。",
      en: "Posts of “{name}” in the last {days} days keep no rhythm: longest gap {gap} days, variation of gaps {variation}. A fixed day that people remember is better than more posts.",
    },
    undated: {
      zh: "「{name}」的发布都没有日期，不能判断。",
      en: "No post of “{name}” carries a date, so it cannot be told.",
    },
  },
  *detect(facts, { days, leastDays, variation, longestGap }, bench) {
    const byAccount = bench.once("posts/by-account", () => postsByAccount(bench.all.posts ?? []));
    const notices = bench.all.notices;
    const since = startOf(addDays(bench.on, -days));
    for (const account of facts.accounts ?? []) {
      if (account.status !== undefined && account.status !== "open") continue;
      if (account.purpose !== undefined && account.purpose !== "general") continue;
      if (announced(account, notices ?? [], since, bench.now)) continue;
      const all = byAccount.get(account.id) ?? [];
      if (onlyUndated(all)) {
        const values = { name: account.name };
        yield {
          outcome: "cannot-tell",
          subject: account.name,
          message: "undated",
          values,
          evidence: [account],
        };
        continue;
      }
      const posts = all.filter(
        (post) =>
          post.at !== undefined &&
          post.at > since &&
          post.at <= bench.now &&
          !isBoundRelay(post.title, post.relayedFrom),
      );
      const dates = [...new Set(posts.map((post) => dayOf(post.at!)))];
      if (dates.length < leastDays) continue;
      const gaps = dates.slice(1).map((day, index) => daysBetween(dates[index]!, day));
      const longest = Math.max(...gaps);
      const found = coefficientOfVariation(gaps);
      if (found < variation || longest < longestGap) continue;
      yield {
        outcome: "suspected",
        subject: account.name,
        ...(account.owner === undefined ? {} : { body: account.owner }),
        message: "irregular",
        values: { name: account.name, days, gap: longest, variation: found.toFixed(1) },
        exemptions: [
          { id: "by-nature", result: account.purpose === undefined ? "unknown" : "not-met" },
          { id: "bound-relay", result: "not-met" },
          { id: "announced-pause", result: notices === undefined ? "unknown" : "not-met" },
        ],
        evidence: [account, posts[0]!, posts.at(-1)!],
      };
    }
  },
});

/** Standard deviation over mean. */
function coefficientOfVariation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
