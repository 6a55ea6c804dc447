// Photos or screenshots demanded as proof: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "excess-traces",
  title: { zh: "工作群过度索要照片截图", en: "Photos or screenshots demanded as proof" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求照片、截图、视频、轨迹（{first} 起）。可以由群众电话确认代替。",
      en: "{count} messages in “{name}” demand photos, screenshots or tracks as proof (from {first}). A resident's word by phone can replace them.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求照片、截图、视频、轨迹，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for photos, screenshots or tracks as proof; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-trace"),
});
