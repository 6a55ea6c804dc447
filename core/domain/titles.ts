// What each kind of fact is called on screen.

import type { FactKind, Words } from "./facts.ts";

export const FACT_TITLES: Readonly<Record<FactKind, Words>> = {
  divisions: { zh: "行政区划", en: "Divisions" },
  bodies: { zh: "单位", en: "Public bodies" },
  accounts: { zh: "政务公众账号", en: "Public accounts" },
  posts: { zh: "发布内容", en: "Posts" },
  requests: { zh: "群众诉求", en: "Public requests" },
  groups: { zh: "工作群", en: "Work groups" },
  messages: { zh: "工作群消息", en: "Group messages" },
  apps: { zh: "政务应用程序", en: "Government apps" },
  serviceItems: { zh: "政务服务事项", en: "Service items" },
  notices: { zh: "公告与日程", en: "Notices and events" },
  photos: { zh: "照片", en: "Photos" },
  returns: { zh: "报表", en: "Data returns" },
  fields: { zh: "报表栏目", en: "Fields of returns" },
};
