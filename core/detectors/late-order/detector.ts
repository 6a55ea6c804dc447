// Late orders: work given so shortly before it is due that the receivers have almost no working time for it.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import { KIND_BIT, type MessageTable, NO_LEAD } from "../../domain/messages.ts";
import { workingMinutes } from "../../domain/working-hours.ts";
import { type Bench, detector } from "../../engine/detector.ts";
import { messageAt } from "../../reading/demands.ts";
import { bitsOf, countedMessages } from "../../reading/work-groups.ts";
import { bodyOf, consideredFor, GROUP_EXEMPTIONS, ORIGINALS } from "../work-groups.ts";

const ORDERS = bitsOf("order", "deadline");
const FAIR = bitsOf("has-basis", "alert", "names-alert");
/** A short word to one person is a question put as an order, not a task for a group. */
const SHORT = 40;

export default detector({
  id: "late-order",
  title: { zh: "临时派活、时限过紧", en: "Orders given at the last minute" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastMembers: z.number().int().positive(),
    /** Working time between the order and its due time. */
    workingHours: z.number().positive(),
    /** Such orders from which a habit is suspected. */
    times: z.number().int().positive(),
  }),
  exemptions: {
    ...GROUP_EXEMPTIONS,
    "limit-by-law": {
      zh: "法院、法律规定的期限，写明依据的不计",
      en: "limits of a court or a law, and orders that state a basis do not count",
    },
    "to-one": { zh: "问某一个人的短消息不计", en: "a short word to one person does not count" },
  },
  messages: {
    late: {
      zh: "「{name}」最近 {days} 天有 {count} 条任务留给大家的工作时间不到 {hours} 小时（{first} 起）。提前半天发，急事打值班电话，填报的人少出错。",
      en: "{count} orders in “{name}” in {days} days left less than {hours} working hours (from {first}). Half a day's notice, or a phone call where it is urgent, spares mistakes.",
    },
    few: {
      zh: "「{name}」最近 {days} 天有 {count} 条任务时限很紧，次数太少，不能判断是否常态。",
      en: "{count} orders in “{name}” left little time; too few to tell a habit.",
    },
    "unknown-size": {
      zh: "「{name}」最近 {days} 天有 {count} 条任务时限很紧，但不知道群里有多少人，不能判断。",
      en: "{count} orders in “{name}” left little time, but its size is not known.",
    },
  },
  *detect(facts, { days, leastMembers, workingHours, times }, bench) {
    const table = facts.messages!;
    for (const counted of countedMessages(facts, bench, days, leastMembers)) {
      const late = counted.messages.filter((index) => isLate(table, index, workingHours * 60, bench));
      if (late.length === 0) continue;
      const known = counted.members !== undefined;
      const habit = late.length >= times;
      yield {
        outcome: habit && known ? "suspected" : "cannot-tell",
        subject: counted.group.name,
        ...bodyOf(counted),
        message: habit ? (known ? "late" : "unknown-size") : "few",
        values: {
          ...{ name: counted.group.name, days, count: late.length, hours: workingHours },
          first: dayOf(table.second[late[0]!]! * 1000),
        },
        exemptions: [
          ...consideredFor(counted, bench),
          { id: "limit-by-law", result: "not-met" },
          { id: "to-one", result: "not-met" },
        ],
        unchecked: ORIGINALS,
        evidence: late.slice(-10).map((index) => messageAt(table, index)),
      };
    }
  },
});

/** An order with a due time that leaves less than `enough` working minutes; a year without known holidays leaves it open. */
function isLate(table: MessageTable, index: number, enough: number, bench: Bench): boolean {
  const kinds = table.kinds[index]!;
  const lead = table.lead[index]!;
  if ((kinds & ORDERS) === 0 || lead === NO_LEAD || (kinds & FAIR) !== 0) return false;
  if ((kinds & KIND_BIT["to-one"]) !== 0 && table.textLength[index]! <= SHORT) return false;
  const at = table.second[index]! * 1000;
  const left = workingMinutes(at, at + lead * 60_000, bench.calendar, enough);
  return left !== undefined && left < enough;
}
