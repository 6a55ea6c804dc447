// Reads a hand-over: to whom the matter was passed or the citizen sent, and whether a contact is given.

import type { RoledClause } from "./roles.ts";

export interface Handover {
  /** The body named, in the reply's own words; absent where only 有关部门 or nobody is named. */
  readonly receiver?: string;
  /** A telephone number, address or site is given. */
  readonly contact?: string;
}

const BODY =
  /(?:转交(?:给|至|到|由)?|转至|转送(?:给|至)?|转给|转办至?|转请|移交(?:给|至)?|移送|交由|交给|交办(?:给|至)?|责成|反馈给|汇报给|上报(?:给|至)?|咨询|联系|致电|与|向|到|转)(?:您?所在的?|当地|本地)?([\u4e00-\u9fffA-Za-z0-9、]{2,24}?(?:局|委员会|委|办公室|办|政府|街道办事处|街道|镇|乡|县|市|区|公司|大队|支队|中队|中心|部门|单位|法院|检察院|派出所|社区|村委会|学校|医院|电视台|机构|协会|联社|处|科|厅|所|院|站|队|集团|汽车南站|联))(?![\u4e00-\u9fff]{0,2}(?:负责人))/;
const NOBODY =
  /^(?:有关|相关|各|对应|对口|责任|承办|属地|职能|主管|上级|该|其|我|本|贵|您|你|当地).{0,6}(?:部门|单位|机构|公司|科室)$|^(?:责任|承办|对口|职能|主管|业务)(?:部门|单位|科室)|^属地$|^.{0,2}(?:有关|相关|对应职能)/;
const PHONE = /(?:\d{3,4}\s?[-－—]\s?)+\d{4,11}|(?<!\d)1\d{10}(?!\d)|(?<!\d)(?:\d{7,8}|12\d{3})(?!\d)/;
const PLACE = /(?:https?:\/\/\S{4,80}|(?:官网|网站|公众号|窗口|办事大厅|政务中心)[\u4e00-\u9fff\d]{0,12})/;

/** The hand-over of a reply, or null where nothing is passed on and nobody is sent elsewhere. */
export function handoverOf(clauses: readonly RoledClause[]): Handover | null {
  const passing = clauses.filter((clause) => clause.role === "transfer" || clause.role === "redirect");
  if (passing.length === 0) return null;
  let receiver: string | undefined;
  let contact: string | undefined;
  for (const clause of passing) {
    const named = BODY.exec(clause.text)?.[1];
    if (receiver === undefined && named !== undefined && !NOBODY.test(named)) receiver = named;
  }
  for (const clause of clauses) contact ??= PHONE.exec(clause.text)?.[0] ?? PLACE.exec(clause.text)?.[0];
  return { ...(receiver === undefined ? {} : { receiver }), ...(contact === undefined ? {} : { contact }) };
}
