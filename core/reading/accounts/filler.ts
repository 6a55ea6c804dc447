// Posts that only fill a day: greetings, mottoes, generic tips of health and weather, with nothing in them a citizen can use.

import type { Post, PublicAccount } from "../../domain/facts.ts";
import { mainKind } from "../groups/kind.ts";

const TERMS =
  "立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒";
const DAYS =
  "元旦|新年|春节|除夕|小年|大年|元宵|妇女节|女神节|植树节|愚人节|劳动节|五一|青年节|母亲节|儿童节|六一|端午|父亲节|建党节|建军节|七夕|中元|教师节|中秋|重阳|国庆|记者节|感恩节|平安夜|圣诞|腊八|跨年|护士节|世界读书日|世界地球日|世界微笑日|龙抬头";
const GREETING = new RegExp(
  `早安|晚安|早上好|午安|晚上好|周末愉快|你好[，,]?(?:[一二三四五六七八九十]{1,2}月|周[一二三四五六日]|${TERMS}|春天|夏天|秋天|冬天|明天|新的)|再见[，,]?[一二三四五六七八九十]{1,2}月|(?:今日|今天|明日|明天|喜迎|正值|又是一年|欢度|恭贺|恭祝|祝).{0,4}(?:${TERMS}|${DAYS})|(?:${TERMS}|${DAYS})[^。]{0,10}(?:快乐|安康|吉祥|愉悦|幸福|团圆|已至|已到|来了|到啦|至|时节|如期|你好|祝福|问候|愿|[丨|｜·：:，,!！])|^(?:${TERMS}|${DAYS})$|二十四节气|节气(?:里|之|丨|[|｜：:])|愿[你您大]|祝[你您大福愿]|美好的一天|新的一(?:天|周|月|年)|温馨问候|心灵|鸡汤|正能量|每日一(?:句|语|言|签|读|善)|一日一语|励志|金句|名言|语录|晨读|晨语|夜读|早读|夜听|(?:早|晚|夜)(?:安)?心语|共勉|人生|心态|岁月静好|微笑|加油`,
);
const TIPS =
  /养生|健康(?:小|生活)?(?:提示|贴士|知识|常识|科普)|小贴士|小常识|小知识|小妙招|喝水|喝茶|泡脚|早睡|熬夜|睡眠|食疗|吃什么|怎么吃|多吃|少吃|营养|护眼|颈椎|久坐|散步|排毒|保暖|防晒|防暑|解暑|降火|润燥|补水|膳食|蔬果|水果|(?:春|夏|秋|冬)(?:季|天)(?:如何|怎么|怎样|要|注意|饮食|护肤|养)/;
const WEATHER =
  /天气(?:变化|转凉|转冷|转热|渐凉|渐冷|渐热|炎热|寒冷|多变|渐暖|晴好|又要变|真好)|天[冷凉热]了|降温(?:了|啦)|(?:要|又)变天|气温(?:下降|回升|骤降|多变|波动)|昼夜温差|换季|(?:早晚|记得|及时|注意|适时)(?:添衣|增减衣物|加衣|保暖|带伞|温差|防寒)|出门(?:记得)?带[好伞]|乍暖还寒|秋意|冷空气|阳光(?:正好|明媚)/;

/** Something to go by: a phone, an hour, a place, a paper, a price, a condition, a number of steps. */
const USABLE =
  /\d{3,4}[-—]\d{7,8}|1\d{2}(?:\d{8}|\*{4})|\b(?:1[12][0-9]|12345|12[0-9]{3}|9[56]\d{3})\b|热线|电话|\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:\d|半|至|—|-|到|起|前|整)|(?:上午|下午|晚上?|中午|早上?)\d{1,2}|\d{1,2}月\d{1,2}日(?:起|至|前|到|—|-)|\d{1,2}[日号](?:起|至|前|到|上午|下午)|(?:地址|地点|时间|对象|条件|材料|流程|方式|范围|标准|联系人|收费|票价)[:：]|窗口|大厅|便民中心|服务中心|(?:村|居)委会|\d+号(?!文)|(?:带|凭|携带|持|出示)[^，。]{0,8}(?:证|卡|簿|本|单)|身份证|户口|医保卡|社保卡|申请|办理|报名|预约|缴费|领取|报销|补贴|免费(?!的)|\d+(?:\.\d+)?(?:元|%)|停[水电气]|绕行|封闭|开放时间|营业时间|开馆|闭馆|放假安排|值班|咨询|通知|公告|通告|公示|须知|指南|招聘|注意事项/;

/** True where the title and text of a post hold nothing but a greeting, a motto or a stock tip. */
export function isFiller(post: Post): boolean {
  const text = post.text ?? "";
  const all = `${post.title}。${text}`;
  if (USABLE.test(all)) return false;
  const stock = GREETING.test(post.title) || TIPS.test(post.title) || WEATHER.test(post.title);
  if (stock) return true;
  // A title that says nothing over a text that only greets, or a text in the manner of a motto.
  if (text === "" || text.length > 300) return mainKind(post.title) === "soup";
  return GREETING.test(text) || TIPS.test(text) || WEATHER.test(text) || mainKind(text) === "soup";
}

const HEALTH_DUTY = /卫健|卫生|健康|疾控|医院|中医|血站|急救|妇幼|体育/;
const CULTURE_DUTY = /文旅|文化|旅游|图书|博物|文物|非遗|民俗|文联|作协|诗词|书法/;

/** Whether it is the owner's duty to speak of this: weather and solar terms, health, customs (not greetings and mottoes). */
export function dutyToTell(account: PublicAccount, post: Post): boolean {
  const owner = `${account.name} ${account.owner ?? ""}`;
  const title = post.title;
  if (/气象|天气/.test(owner)) return true;
  if (HEALTH_DUTY.test(owner) && TIPS.test(title)) return true;
  return (
    CULTURE_DUTY.test(owner) && /习俗|民俗|由来|传统|非遗|诗词|古诗|节俗|文化/.test(title + (post.text ?? ""))
  );
}
