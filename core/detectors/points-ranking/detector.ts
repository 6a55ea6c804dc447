// Points or rankings announced in a work group: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "points-ranking",
  title: { zh: "工作群通报积分排名", en: "Points or rankings announced in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求积分、排名通报（{first} 起）。可以改为一对一帮助没完成的人。",
      en: "{count} messages in “{name}” demand points or rankings (from {first}). Help those who lag one by one instead.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求积分、排名通报，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for points or rankings; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-points"),
});
