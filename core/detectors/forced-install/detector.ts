// Forced installs demanded in a work group: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "forced-install",
  title: { zh: "工作群摊派下载安装任务", en: "Forced installs demanded in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求下载、注册、安装任务（{first} 起）。自愿并说明用处即可，不设数量。",
      en: "{count} messages in “{name}” demand installs or registrations (from {first}). Advice with a reason and without a count is enough.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求下载、注册、安装任务，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for installs or registrations; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-install"),
});
