// Off-topic messages: sales, mottoes and chains of greetings fill a good part of a work group.

import { z } from "zod";
import { detector } from "../../engine/detector.ts";
import { messageAt } from "../../reading/demands.ts";
import { bitsOf, countedMessages } from "../../reading/work-groups.ts";
import { bodyOf, consideredFor, GROUP_EXEMPTIONS, ORIGINALS } from "../work-groups.ts";

const OFF_TOPIC = bitsOf("ad", "soup");
/** A sale or an event with its basis stated, a word of condolence (trap T17). */
const FAIR = bitsOf("has-basis", "names-occasion");

export default detector({
  id: "off-topic-messages",
  title: { zh: "工作群里广告、鸡汤多", en: "Sales and mottoes in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastMembers: z.number().int().positive(),
    leastMessages: z.number().int().positive(),
    /** Least number of such messages. */
    least: z.number().int().positive(),
    share: z.number().min(0).max(1),
  }),
  exemptions: {
    ...GROUP_EXEMPTIONS,
    disclosed: {
      zh: "写明依据的助农、工会福利、社区活动，慰问悼念不计",
      en: "sales for farmers, a union's welfare or community events with their basis, and condolences do not count",
    },
  },
  messages: {
    filled: {
      zh: "「{name}」最近 {days} 天的 {count} 条消息里有 {off} 条是广告、鸡汤、问候转发（{share}%）。可以设一个不提醒的闲聊处，广告告诉群主即可；谁看了、谁点了赞都不必记。",
      en: "Of {count} messages in “{name}” in {days} days, {off} are sales, mottoes or forwarded greetings ({share}%). A muted place for chat helps; who read them need not be known.",
    },
    "unknown-size": {
      zh: "「{name}」最近 {days} 天的 {count} 条消息里有 {off} 条像是广告、鸡汤（{share}%），但不知道群里有多少人，不能判断。",
      en: "Of {count} messages in “{name}”, {off} look like sales or mottoes ({share}%), but its size is not known.",
    },
  },
  *detect(facts, { days, leastMembers, leastMessages, least, share }, bench) {
    const table = facts.messages!;
    for (const counted of countedMessages(facts, bench, days, leastMembers)) {
      const { group, members, messages } = counted;
      if (messages.length < leastMessages) continue;
      const off = messages.filter(
        (index) => (table.kinds[index]! & OFF_TOPIC) !== 0 && (table.kinds[index]! & FAIR) === 0,
      );
      if (off.length < least || off.length / messages.length < share) continue;
      const known = members !== undefined;
      yield {
        outcome: known ? "suspected" : "cannot-tell",
        subject: group.name,
        ...bodyOf(counted),
        message: known ? "filled" : "unknown-size",
        values: {
          ...{ name: group.name, days, count: messages.length, off: off.length },
          share: Math.round((100 * off.length) / messages.length),
        },
        exemptions: [...consideredFor(counted, bench), { id: "disclosed", result: "not-met" }],
        unchecked: ORIGINALS,
        evidence: [group, ...off.slice(-9).map((index) => messageAt(table, index))],
      };
    }
  },
});
