// Shell account (空壳号): an open account without a working way to write to it.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import type { PublicAccount } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { announced } from "../../reading/accounts/silence.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "shell-account",
  title: { zh: "账号没有有效互动功能", en: "Account without working interaction" },
  category: "accounts",
  judges: "accounts",
  needs: ["accounts"],
  params: z.strictObject({}),
  exemptions: {
    "not-open": {
      zh: "账号已公告关停、暂停或迁移",
      en: "the account is closed, paused or moved, and says so",
    },
    maintenance: {
      zh: "测试时在公告的暂停或维护期内",
      en: "the test fell into an announced pause or maintenance",
    },
  },
  messages: {
    none: {
      zh: "「{name}」没有提供留言、私信或评论等互动功能。",
      en: "“{name}” offers no way to write to it.",
    },
    broken: {
      zh: "「{name}」的互动功能测试时不能用。",
      en: "The interaction of “{name}” did not work when tested.",
    },
    untested: {
      zh: "{file} 中有 {count} 个账号没有互动功能的测试结果，不能判断。",
      en: "{count} accounts in {file} carry no result of a test of their interaction.",
    },
  },
  *detect(facts, _params, bench) {
    const notices = bench.all.notices;
    const open = (facts.accounts ?? []).filter((each) => each.status === undefined || each.status === "open");
    for (const account of open) {
      if (account.interaction !== "none" && account.interaction !== "broken") continue;
      const tested = account.interactionCheckedAt;
      if (tested !== undefined && tested > bench.now) continue;
      if (announced(account, notices ?? [], tested ?? bench.now, tested ?? bench.now)) continue;
      yield {
        outcome: "suspected",
        subject: account.name,
        ...(account.owner === undefined ? {} : { body: account.owner }),
        message: account.interaction,
        values: { name: account.name },
        ...(tested === undefined ? {} : { event: tested }),
        exemptions: [
          { id: "not-open", result: account.status === undefined ? "unknown" : "not-met" },
          { id: "maintenance", result: notices === undefined ? "unknown" : "not-met" },
        ],
        unchecked:
          tested === undefined
            ? [{ zh: "没有写明测试日期", en: "the day of the test is not stated" }]
            : dayOf(tested) === bench.on
              ? []
              : [
                  {
                    zh: `测试日期为 ${dayOf(tested)}，之后可能已修复`,
                    en: `tested on ${dayOf(tested)}; it may have been mended since`,
                  },
                ],
        evidence: [account],
      };
    }
    const untested = open.filter((account: PublicAccount) => account.interaction === undefined);
    for (const [file, accounts] of byFile(untested)) {
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "untested",
        values: { file, count: accounts.length },
        evidence: accounts.slice(0, 5),
      };
    }
  },
});
