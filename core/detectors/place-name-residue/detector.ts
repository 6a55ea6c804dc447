// Place-name residue: a post names another county's offices, towns or villages as if they were its own.

import { z } from "zod";
import { addDays, startOf } from "../../domain/day.ts";
import type { Post } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { postsByAccount } from "../../reading/accounts/posts.ts";
import { homeOf, type Residue, residueIn } from "../../reading/accounts/residue.ts";
import { isBoundRelay } from "../../reading/accounts/titles.ts";

export default detector({
  id: "place-name-residue",
  title: { zh: "发布里留着别处的地名", en: "Another county's names left in a post" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts", "posts"],
  params: z.strictObject({
    days: z.number().int().positive(),
    /** Posts with such a name from which it is suspected. */
    leastPosts: z.number().int().positive(),
  }),
  exemptions: {
    "fair-reason": {
      zh: "考察、协作、招聘、赛事、天气、道路、邻县等合理提到的不计",
      en: "visits, twinning, recruitment, weather, roads, neighbours and the like do not count",
    },
    quoted: {
      zh: "引用的原文、注明来源的转载不计",
      en: "quoted text and reposts with their source do not count",
    },
    "same-name": { zh: "本地也有这个地名的不计", en: "a name that is also one of its own places" },
  },
  messages: {
    left: {
      zh: "「{name}」的发布里出现了「{place}」（共 {count} 条），像是照抄别处的方案没有改。请核对地名、电话和办理地点，改正并告诉看过的群众。",
      en: "“{place}” stands in a post of “{name}” ({count} posts) as if it were its own: perhaps left over from another county's plan. Check names, phones and places, and correct them.",
    },
    mentioned: {
      zh: "「{name}」的发布里提到「{place}」，分不清是有事提到，还是照抄留下的。",
      en: "A post of “{name}” mentions “{place}”; it cannot be told whether for a reason or left over.",
    },
  },
  *detect(facts, { days, leastPosts }, bench) {
    const bodies = bench.once(
      "bodies/division",
      () => new Map((bench.all.bodies ?? []).map((body) => [body.name, body.division])),
    );
    const byAccount = bench.once("posts/by-account", () => postsByAccount(bench.all.posts ?? []));
    const since = startOf(addDays(bench.on, -days));
    for (const account of facts.accounts ?? []) {
      const code =
        /^CN-(\d{6})$/.exec(account.territory ?? "")?.[1] ?? bodies.get(account.owner ?? "")?.slice(0, 6);
      const home = bench.once(`places/home/${code ?? ""}`, () => homeOf(bench.all, code));
      const posts = (byAccount.get(account.id) ?? []).filter(
        (post) =>
          (post.at === undefined || (post.at > since && post.at <= bench.now)) &&
          !isBoundRelay(post.title, post.relayedFrom),
      );
      const left = posts.map((post) => ({ post, names: residueIn(post, home, code) }));
      const sure = left.filter(({ names }) => names.some((each) => each.sure));
      const suspected = sure.length >= leastPosts;
      const shown = suspected ? sure : left.filter(({ names }) => names.length > 0);
      if (shown.length === 0) continue;
      const first = shown[0]!.names.find((each) => each.sure) ?? shown[0]!.names[0]!;
      yield {
        outcome: suspected ? "suspected" : "cannot-tell",
        subject: account.name,
        ...(account.owner === undefined ? {} : { body: account.owner }),
        message: suspected ? "left" : "mentioned",
        values: { name: account.name, place: first.name, count: shown.length },
        exemptions: [
          { id: "fair-reason", result: "not-met" },
          { id: "quoted", result: "not-met" },
          { id: "same-name", result: home.townsKnown ? "not-met" : "unknown" },
        ],
        unchecked: [
          {
            zh: "只核对县、乡镇一级的名称，村名不核对",
            en: "names of counties and towns were checked, not of villages",
          },
        ],
        evidence: shown.slice(-5).map(({ post, names }) => spanned(post, names[0]!)),
      };
    }
  },
});

function spanned(post: Post, { field, start, end }: Residue) {
  const text = field === "title" ? post.title : post.text!;
  return { fact: post, span: { field, start, end, text: text.slice(start, end) } };
}
