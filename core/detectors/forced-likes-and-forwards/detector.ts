// Likes, forwards or follows demanded in a work group: asked for again and again, outside emergencies and without a stated basis.

import { detector } from "../../engine/detector.ts";
import { DEMAND_EXEMPTIONS, DemandParams, detectDemands } from "../demands.ts";

export default detector({
  id: "forced-likes-and-forwards",
  title: { zh: "工作群摊派点赞转发关注", en: "Likes, forwards or follows demanded in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: DemandParams,
  exemptions: DEMAND_EXEMPTIONS,
  messages: {
    demanded: {
      zh: "「{name}」中有 {count} 条消息要求点赞、转发、关注、投票（{first} 起）。需要大家知道的，发一次即可。",
      en: "{count} messages in “{name}” demand likes, forwards, follows or votes (from {first}). What people need to know is sent once.",
    },
    few: {
      zh: "「{name}」中有 {count} 条消息像是要求点赞、转发、关注、投票，次数太少，不能判断是否常态。",
      en: "{count} messages in “{name}” look like a demand for likes, forwards, follows or votes; too few to tell a habit.",
    },
  },
  detect: detectDemands("demands-likes"),
});
