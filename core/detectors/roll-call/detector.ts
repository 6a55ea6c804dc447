// Roll calls demanded in a work group: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "roll-call",
  title: { zh: "工作群要求接龙", en: "Roll calls demanded in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求接龙（{first} 起）。没有特殊情况不必逐个报告；有事的人打电话。",
      en: "{count} messages in “{name}” demand roll calls (from {first}). Only those with something to say need to speak, by phone.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求接龙，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for roll calls; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-roll-call"),
});
