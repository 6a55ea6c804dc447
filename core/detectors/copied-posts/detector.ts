// Copied posts: a large part of what an account publishes as its own stands, earlier, on another body's account.

import { z } from "zod";
import { addDays, startOf } from "../../domain/day.ts";
import { groupBy } from "../../domain/group-by.ts";
import { detector } from "../../engine/detector.ts";
import { copiesOf, hasText, isRelay } from "../../reading/accounts/copied.ts";

export default detector({
  id: "copied-posts",
  title: { zh: "账号内容多为照抄", en: "Copied posts" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts", "posts"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastCopies: z.number().int().positive(),
    share: z.number().min(0).max(1),
    /** A text that so many accounts carry within three days is taken for a relay. */
    relayAccounts: z.number().int().positive(),
  }),
  exemptions: {
    "bound-relay": {
      zh: "依规转载上级要闻、预警，或写明来源",
      en: "a relay that is a duty, an alert, or a text with its source",
    },
    "many-accounts": {
      zh: "三天内很多账号同发，按统一转发看待",
      en: "carried by many accounts within three days, taken for a relay",
    },
    "same-owner": { zh: "同一单位的不同平台同发", en: "the same owner on another platform" },
  },
  messages: {
    copied: {
      zh: "「{name}」最近 {days} 天的 {count} 条原发中有 {copies} 条与别的单位更早发布的文字相同（{share}%），没有写来源。可写一句“本地有何不同”并附链接。",
      en: "Of {count} own posts of “{name}” in {days} days, {copies} stand earlier on another body's account without a source ({share}%).",
    },
    "titles-only": {
      zh: "导入的 {count} 条发布只有标题没有正文，不能判断是否照抄。",
      en: "The {count} posts have titles only, so copies cannot be told.",
    },
  },
  *detect(facts, params, bench) {
    const posts = (bench.all.posts ?? []).filter((post) => post.at === undefined || post.at <= bench.now);
    const copies = bench.once(`posts/copies/${params.relayAccounts}`, () =>
      copiesOf(posts, bench.all.accounts ?? [], params.relayAccounts),
    );
    const byAccount = bench.once("posts/with-text", () =>
      groupBy(posts.filter(hasText), (post) => post.account),
    );
    const since = startOf(addDays(bench.on, -params.days));
    for (const account of facts.accounts ?? []) {
      const own = (byAccount.get(account.id) ?? []).filter((post) => post.at! > since && !isRelay(post));
      const copied = own.filter((post) => copies.has(post));
      if (copied.length < params.leastCopies || copied.length / own.length < params.share) continue;
      yield {
        outcome: "suspected",
        subject: account.name,
        ...(account.owner === undefined ? {} : { body: account.owner }),
        message: "copied",
        values: {
          ...{ name: account.name, days: params.days, count: own.length, copies: copied.length },
          share: Math.round((100 * copied.length) / own.length),
        },
        exemptions: [
          { id: "bound-relay", result: "not-met" },
          { id: "many-accounts", result: "not-met" },
          { id: "same-owner", result: account.owner === undefined ? "unknown" : "not-met" },
        ],
        evidence: [
          account,
          ...copied.slice(-5).flatMap((post) => [
            {
              fact: post,
              span: { field: "title" as const, start: 0, end: post.title.length, text: post.title },
            },
            { fact: copies.get(post)!, note: { zh: "更早的同文", en: "the earlier text" } },
          ]),
        ],
      };
    }
    if (posts.length > 0 && posts.every((post) => post.text === undefined)) {
      const evidence = posts.slice(0, 5);
      const values = { count: posts.length };
      yield {
        outcome: "cannot-tell",
        subject: posts[0]!.source.file,
        message: "titles-only",
        values,
        evidence,
      };
    }
  },
});
