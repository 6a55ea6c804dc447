// Time online demanded in a work group: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "time-online",
  title: { zh: "工作群要求在线时长", en: "Time online demanded in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求在线、登录、学习时长（{first} 起）。时长不是工作。",
      en: "{count} messages in “{name}” demand time online (from {first}). Time online is not work.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求在线、登录、学习时长，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for time online; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-time-online"),
});
