// Turns of phrase around a promise: what must come first, whose request it is, whose word is told, what stands alone in its sentence.

import type { RoledClause } from "./roles.ts";

const FIRST = /^(?:待|等(?!级|于|问题|情况|部门|方面|相关|有关|单位)|俟)/;
const ONCE = /(?:后|完毕|到位|通过|批准|成熟|之后|以后)$/;
const NEXT = /(?:下一步|下步|下阶段|今后|后续|后段|接下来|整改|承诺)/;

/** Names of the traits of turnTraits(), in its order. */
export const TURN_TRAITS: readonly string[] =
  "t:first t:firstBefore t:once t:onceBefore t:soon t:patience t:eachOne t:byBody t:askOther t:past t:takes t:every t:noPlan t:alone t:headed t:colon t:told t:effect t:hope t:keepOn t:may".split(
    " ",
  );

/** `before` is the sentence up to the clause, `heading` the nearest clause above that ends in a colon or opens a list. */
export function turnTraits(
  clause: RoledClause,
  previous: RoledClause | undefined,
  before: string,
  heading: string,
): number[] {
  const text = clause.text;
  const near = previous?.sentence === clause.sentence ? previous.text : "";
  return [
    FIRST.test(text),
    FIRST.test(near),
    ONCE.test(text),
    ONCE.test(near),
    /即将/.test(text),
    /耐心(?:等待|等候)|静候|留意/.test(text),
    /(?:发现|查实|查处|处理|拆除)一[起处次例个]/.test(text),
    /^由[^，]{2,24}(?:负责|牵头|组织|对|予以|进行|督促|依法|跟踪|全程)/.test(text),
    /^(?:并|同时)?(?:建议|请求|恳请|希望|请)(?!您|你|耐心|放心)/.test(text),
    /去年|上年|此前|当时|当天|当日|近日|日前|随后/.test(text),
    /将(?!.{0,2}(?:会|于|在|对|继续|进一步|按|依|由|与)).{2,24}(?:进行了|予以了|告知|送至|送到|报|列为|作为|定为|划|改为|改成)/.test(
      text,
    ),
    /每(?:年|月|周|天|日|学期|季度)|一般|通常|往往/.test(text),
    /(?:暂无|没有|未|不).{0,6}(?:计划|安排|打算|条件|纳入|列入|承诺|启动)/.test(text),
    before.trim() === "" && (clause.mark === "。" || clause.mark === "；" || clause.mark === ""),
    NEXT.test(heading),
    /[：:]$/.test(heading),
    /(?:表示|承诺|称|反映|反馈|答应|认为)[，：:]?$/.test(before.trimEnd()),
    /(?:将|会|能).{0,8}(?:解决|改善|缓解|提升|提高|方便|影响|带来|成为|得到|满足|便利|促进)/.test(text),
    /(?:希望|相信|期待|祝愿|努力|尽最大|尽力|竭尽|全力)/.test(text),
    /(?:继续|一如既往|持续|不断|更加).{0,10}(?:努力|服务|工作|支持|关心|关注|理解)/.test(text),
    /可能会|有可能|有变化|为准|视.{1,8}而定/.test(text),
  ].map((value) => (value ? 1 : 0));
}

/** For each clause the nearest clause above, at most twelve back, that leads a list: it ends in a colon, or opens a numbered part. */
export function headings(clauses: readonly RoledClause[]): string[] {
  let heading = "";
  let since = 99;
  return clauses.map((clause) => {
    const found = since <= 12 ? heading : "";
    since += 1;
    const leads = clause.mark === "：" || clause.mark === ":";
    if (leads || NEXT.test(clause.text)) {
      heading = leads ? `${clause.text}：` : clause.text;
      since = 0;
    }
    return found;
  });
}
