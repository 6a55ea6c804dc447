// Decides the kind of replies whose shape alone tells it, by the labelling conventions, before any model is asked.

import type { RoledClause } from "./roles.ts";
import { isAllSlogan } from "./slogan.ts";

const UNKNOWING = /(?:不知道|不清楚|不了解|不掌握)/;
const PLATITUDE =
  /(?:集思广益|落脚点|动力|宗旨|共同努力|期待和满意|愉快|开心|帮助到您|一如既往|继续努力|不断努力)/;
const NOTED_ONLY =
  /^(?:同时|并|也|因此|今后|下一步)?(?:我们|本人)?(?:也)?(?:将|会|将会|要)?(?:认真|仔细|积极|密切|持续|继续|高度)?.{0,14}(?:关注|研究|考虑|参考|斟酌|重视|采纳|督促|改进|努力).{0,20}$/;
const NAMED =
  /(?:[\u4e00-\u9fffA-Z0-9](?<![我本贵该您])(?:局|办|委|街道|镇|乡|公司|大队|支队|中心|政府|学校|医院)|规划|计划|方案|列入|纳入|\d)/;
const POINTER =
  /(?:局|办(?!理)|委|镇|乡|街道|公司|大队|支队|中心|政府|学校|医院|\d{4}年|\d{1,2}月|链接|详见|参看|详情|点击|https?:)/;
/** The address of a page says where the answer stands and is none itself. */
const ADDRESS = /^(?:链接|网址|https?$|\/\/|www\.)/;
const BARELY_DONE =
  /^(?:办理结果|处理结果|办理情况|答复内容|我[们局办](?:已|已经)?按程序进行了(?:处理|办理)|(?:已经?|现已)?按程序(?:处理|办理)|(?:已经?|现已)(?:处理|办理|办结|处置)(?:完毕)?|办结)$/;
const TO_NOBODY =
  /(?:将|会|尽快|迅速|立即).{0,8}(?:向|转|反馈|反映|上报).{0,6}(?:有关|相关|上级|各).{0,4}(?:部门|单位|领导)/;

/** The kind that the shape of a reply settles; undefined where it carries substance that must be weighed. */
export function kindByShape(
  clauses: readonly RoledClause[],
): "hollow" | "forwarded" | "promised" | undefined {
  const body = clauses.filter((clause) =>
    ["substance", "transfer", "redirect", "need", "answered-before"].includes(clause.role),
  );
  const only = (...roles: string[]): boolean => body.every((clause) => roles.includes(clause.role));
  const has = (role: string): boolean => body.some((clause) => clause.role === role);
  if (body.length === 0) return "hollow";
  if (has("answered-before") && !has("transfer") && !has("redirect")) {
    const carried = body.filter(
      ({ role, text }) => role === "substance" && text.length > 3 && !ADDRESS.test(text),
    );
    const words = clauses.filter((clause) => clause.role !== "date" && clause.role !== "salute");
    if (carried.length <= 1)
      return words.some((clause) => POINTER.test(clause.text)) ? "forwarded" : "hollow";
  }
  const substance = body.filter((clause) => clause.role === "substance" && clause.text.length > 2);
  if (only("substance")) {
    if (isAllSlogan(substance)) return "hollow";
    // "Dealt with" alone, without a word on what was done.
    if (substance.every(({ text }) => BARELY_DONE.test(text))) return "hollow";
    if (substance.every((clause) => UNKNOWING.test(clause.text))) return "hollow";
    const empty = (clause: RoledClause): boolean =>
      PLATITUDE.test(clause.text) || (clause.text.length < 24 && NOTED_ONLY.test(clause.text));
    const noted = substance.every(
      (clause) => empty(clause) || (/发展|建设/.test(clause.text) && clause.text.length < 22),
    );
    if (noted && substance.some(empty) && !substance.some((clause) => NAMED.test(clause.text)))
      return "hollow";
    if (
      substance.length === 1 &&
      /正在.{0,16}(?:中|处理|调查|办理|协调)$|(?:处理|调查|办理|协调|审批|审核)(?:当)?中$/.test(
        substance[0]!.text,
      )
    )
      return "promised";
  }
  if (substance.length === 0) {
    return body.every((clause) => TO_NOBODY.test(clause.text) && !clause.text.includes("已"))
      ? "hollow"
      : "forwarded";
  }
  return undefined;
}
