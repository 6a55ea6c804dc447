// Leader-centred account: over a quarter, most titles are about leaders' meetings and visits, few serve the reader.

import { z } from "zod";
import { addDays, startOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { onlyUndated, postsByAccount } from "../../reading/accounts/posts.ts";
import { isBoundRelay, isLeaderActivity } from "../../reading/accounts/titles.ts";

export default detector({
  id: "leader-centred-account",
  title: { zh: "账号以领导活动为主", en: "Leader-centred account" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts", "posts"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastPosts: z.number().int().positive(),
    share: z.number().min(0).max(1),
  }),
  exemptions: {
    "serves-the-reader": {
      zh: "任免公示、接访安排、抢险救灾、在线问答等不计",
      en: "appointments, reception days, disaster command and answers to the public do not count",
    },
    "bound-relay": {
      zh: "依规转载上级要闻不计",
      en: "news of higher authorities that must be carried does not count",
    },
    "few-posts": { zh: "发布太少，不看比例", en: "too few posts for a share" },
  },
  messages: {
    mostly: {
      zh: "「{name}」最近 {days} 天自发的 {count} 条中有 {leaders} 条以领导会议、调研为题（{share}%）。可以把会议改写成办事卡：谁、何时、打哪个电话。",
      en: "Of {count} own posts of “{name}” in the last {days} days, {leaders} are headed by leaders' meetings or visits ({share}%).",
    },
    undated: {
      zh: "「{name}」的发布都没有日期，不能判断。",
      en: "No post of “{name}” carries a date, so it cannot be told.",
    },
  },
  *detect(facts, { days, leastPosts, share }, bench) {
    const byAccount = bench.once("posts/by-account", () => postsByAccount(bench.all.posts ?? []));
    const since = startOf(addDays(bench.on, -days));
    for (const account of facts.accounts ?? []) {
      if (account.status !== undefined && account.status !== "open") continue;
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
      const own = all.filter(
        (post) =>
          post.at !== undefined &&
          post.at > since &&
          post.at <= bench.now &&
          (isLeaderActivity(post.title) || !isBoundRelay(post.title, post.relayedFrom)),
      );
      if (own.length < leastPosts) continue;
      const leaders = own.filter((post) => isLeaderActivity(post.title));
      if (leaders.length / own.length < share) continue;
      yield {
        outcome: "suspected",
        subject: account.name,
        ...(account.owner === undefined ? {} : { body: account.owner }),
        message: "mostly",
        values: {
          name: account.name,
          days,
          count: own.length,
          leaders: leaders.length,
          share: Math.round((100 * leaders.length) / own.length),
        },
        exemptions: [
          { id: "serves-the-reader", result: "not-met" },
          { id: "bound-relay", result: "not-met" },
          { id: "few-posts", result: "not-met" },
        ],
        unchecked: [{ zh: "只看标题，没有看正文", en: "titles were read, not the texts" }],
        evidence: [account, ...leaders.slice(-5)],
      };
    }
  },
});
