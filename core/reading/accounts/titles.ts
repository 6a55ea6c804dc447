// What the title of a post says: a closing notice, a leader's activity, a relay of higher authorities, an alert.

/** 停更、注销、迁移、合并的公告 (card 1, lists L20). */
const CLOSING =
  /(停更|停止更新|暂停更新|注销|迁移|停止运营|不再更新|停用|关停|账号合并|名称变更|寒暑?假停更).{0,12}(公告|通知|通告|启事|说明|告知|$)|原账号不再更新|(即日起|本账号).{0,8}(停更|停止更新|暂停更新|注销|迁移|停用)/;

/** An office that leads, never a name. */
const LEADER =
  "(?:书记|县长|市长|区长|镇长|乡长|局长|主任|州长|省长|主席|常委|部长|院长|厅长|领导|主要负责(?:人|同志)|负责同志|班子成员|一行)";
const LEADER_ACT =
  "(?:主持召开|召开.{0,8}会|出席|调研|督导|检查|走访|慰问|看望|视察|莅临|指导|强调|批示|讲话|带队|现场办公|陪同|会见|接见|部署|听取|座谈|考察|督查|暗访|宣讲|讲党课)";
const LEADER_TITLE = new RegExp(
  `${LEADER}.{0,20}${LEADER_ACT}|莅临.{0,12}(?:指导|调研|检查)|一行.{0,8}(?:调研|考察|指导)`,
);

/** Titles about leaders that serve the public: appointments, reception days, disaster command, answers (card 2, "fine"). */
const LEADER_SERVES =
  /任前公示|任免|接访|接待日|接待安排|值班|在线访谈|在线问答|直播问答|答网友问|回应|热线|防汛(?!备汛)|抗洪|抢险|救援|转移.{0,8}避险|避险转移|转移.{0,6}(?:受灾|遇险|被困)群众|地震|火灾|塌方|财产申报|信息公开/;

/** Central organs and leaders by office; their news must be carried by accounts (R11). */
const CENTRAL =
  /党中央|中共中央|国务院|全国人大|全国政协|中央(?:经济|农村|政治|军委|纪委|网信|宣传|组织|决定|一号|文件|会议|气象)|国家(?:主席|领导|卫健委|发改委|税务|医保|统计|移民|疾控)|总书记|总理|习近平|李克强|李强|新华社|人民日报|央视|两会|党的.{1,4}大|天安门|神舟|建党|中国共产党|省委省政府|省政府办公厅/;

const ALERT =
  /(暴雨|台风|山洪|地质灾害|强对流|寒潮|高温|森林火险|雷电|大风|大雾|冰雹|暴雪|道路结冰|干旱|霜冻|洪水|地震).{0,10}(预警|信号|响应|提示|避险|防范)|应急响应|反诈|紧急(?:通知|提醒|转移)|停(?:水|电|气).{0,4}(?:通知|公告)/;

export function isClosingNotice(title: string): boolean {
  return CLOSING.test(title);
}

/** A leader's meeting, visit or speech, where nothing in the title serves the reader. */
export function isLeaderActivity(title: string): boolean {
  return LEADER_TITLE.test(title) && !LEADER_SERVES.test(title);
}

/** A text that accounts are bound to carry, or an alert, where sameness is a duty (R11, trap T2). */
export function isBoundRelay(title: string, relayedFrom: string | undefined): boolean {
  return CENTRAL.test(title) || ALERT.test(title) || (relayedFrom !== undefined && relayedFrom.trim() !== "");
}
