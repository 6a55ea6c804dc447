// Check-ins demanded in a work group: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "check-in",
  title: { zh: "工作群要求打卡签到", en: "Check-ins demanded in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求打卡签到（{first} 起）。到岗情况可以用办成的事来体现。",
      en: "{count} messages in “{name}” demand check-ins (from {first}). Presence shows in matters done.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求打卡签到，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for check-ins; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-check-in"),
});
