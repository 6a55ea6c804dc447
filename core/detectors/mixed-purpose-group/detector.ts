// Mixed-purpose group: orders stand among so much small talk, greetings and sales that they drown.

import { z } from "zod";
import { KIND_BIT } from "../../domain/messages.ts";
import { detector } from "../../engine/detector.ts";
import { messageAt } from "../../reading/demands.ts";
import { bitsOf, countedMessages } from "../../reading/work-groups.ts";
import { bodyOf, consideredFor, GROUP_EXEMPTIONS, ORIGINALS } from "../work-groups.ts";

const ORDERS = bitsOf("order", "deadline");
const TALK = bitsOf("ad", "soup", "red-packet", "chat", "praise");
/** A sale with its basis stated, thanks for a rescue, condolences: due, and no idle talk. */
const DUE = bitsOf("has-basis", "names-occasion");

export default detector({
  id: "mixed-purpose-group",
  title: { zh: "派活、闲聊、广告混在一个群", en: "Orders drowning in a mixed-purpose group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastMembers: z.number().int().positive(),
    leastMessages: z.number().int().positive(),
    /** Least share of orders and demands among all messages. */
    orders: z.number().min(0).max(1),
    /** Least share of small talk, greetings, applause, sales and red packets. */
    talk: z.number().min(0).max(1),
  }),
  exemptions: GROUP_EXEMPTIONS,
  messages: {
    mixed: {
      zh: "「{name}」（{members} 人）最近 {days} 天的 {count} 条消息里，派活的占 {orders}%，闲聊、问候、夸赞、广告、红包占 {talk}%，要办的事容易被淹没。可以分成要办、知悉、闲聊三处，闲聊不提醒。",
      en: "Of {count} messages in “{name}” ({members} members) in {days} days, {orders}% are orders and {talk}% small talk, greetings, applause, sales or red packets, so that an order drowns. Part it into act, know and chat.",
    },
    "unknown-size": {
      zh: "「{name}」最近 {days} 天里派活的占 {orders}%，闲聊、问候、夸赞、广告、红包占 {talk}%，但不知道群里有多少人，小组里说说话很平常，不能判断。",
      en: "In “{name}” {orders}% are orders and {talk}% small talk in {days} days, but its size is not known; in a small team that is usual.",
    },
  },
  *detect(facts, params, bench) {
    const table = facts.messages!;
    for (const counted of countedMessages(facts, bench, params.days, params.leastMembers)) {
      const { group, members, messages } = counted;
      if (messages.length < params.leastMessages) continue;
      const orders = messages.filter(
        (index) =>
          (table.kinds[index]! & ORDERS) !== 0 && (table.kinds[index]! & KIND_BIT["not-binding"]) === 0,
      );
      const talk = messages.filter(
        (index) => (table.kinds[index]! & TALK) !== 0 && (table.kinds[index]! & DUE) === 0,
      );
      const share = (part: readonly number[]) => part.length / messages.length;
      if (share(orders) < params.orders || share(talk) < params.talk) continue;
      const percent = (part: readonly number[]) => Math.round(100 * share(part));
      const known = members !== undefined;
      yield {
        outcome: known ? "suspected" : "cannot-tell",
        subject: group.name,
        ...bodyOf(counted),
        message: known ? "mixed" : "unknown-size",
        values: {
          ...{ name: group.name, days: params.days, count: messages.length, members: members ?? 0 },
          ...{ orders: percent(orders), talk: percent(talk) },
        },
        exemptions: consideredFor(counted, bench),
        unchecked: ORIGINALS,
        evidence: [group, ...orders.slice(-4), ...talk.slice(-4)].map((each) =>
          typeof each === "number" ? messageAt(table, each) : each,
        ),
      };
    }
  },
});
