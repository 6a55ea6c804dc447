// Finds talk that praises, proclaims or promises a better attitude and tells the citizen nothing about the matter.

import { CUES } from "./cues.ts";
import type { RoledClause } from "./roles.ts";

/** Proclaiming: what a field of work is, how important, what was always upheld. */
const PROCLAIMED =
  /(?:(?:重要|有效|必然|主要)(?:组成部分|内容|举措|途径|载体|保障|抓手|体现|基础|意义|手段)|根本(?:任务|宗旨|要求)|最大的?民生|命根子|根基|千家万户|主人翁|最后一公里|民心工程|民生工程|获得感|幸福感|安全感|以人民为中心|为人民服务|人民.{0,4}为人民|决策部署|高质量发展|一致好评|焕然一新|显著成效|明显(?:成效|改善)|真抓实干|锚定目标|持续(?:优化|增强|改善|向好)|千方百计|零容忍|贯彻落实|始终(?:坚持|把|秉承|致力)|(?:^|[，、])坚持(?:以|把|托|从|保|可)|摆在.{0,4}(?:位置|首位)|功能(?:完善|齐全)|设施(?:齐全|完善|完备)|充满活力|营商环境|投资兴业|值得肯定|因[您你]而|点赞|共建共享|同心|携手|谱写|收官之年|生态宜居|立德树人|关键(?:所在|之举)|必由之路|应有之义|满意.{0,6}(?:动力|追求|目标)|期待.{0,6}(?:动力|方向)|落脚点|出发点|集思广益|感同身受|对我们很重要|感到(?:欣慰|高兴))/;
/** A better attitude, without a thing that will be done. */
const ATTITUDE =
  /(?:加强(?:政治|业务|理论|自身)?学习|提高(?:思想)?认识|提升(?:思想)?认识|提高(?:政治)?站位|强化(?:责任)?(?:担当|意识)|转变作风|改进作风|改进(?:我们的|工作中的)?(?:工作|不足)|更加努力|再接再厉|努力工作|把.{0,12}(?:事|工作)(?:办好|做好)$|服务好.{0,8}(?:群众|市民|居民)|认真对待(?:每一|您|你|此|这)|提供(?:更|优质|满意|高效|便捷).{0,8}服务|为民办实事|不断提(?:高|升).{0,6}(?:服务|水平|满意度)|做好.{0,8}服务工作$|提升(?:服务|工作|管理)(?:水平|质量|效能)$|让.{0,6}(?:群众|市民|百姓|人民|大家|您).{0,4}满意$|放在心(?:上|里)|记在心(?:上|里)|做得更[好细实]|用心用情|虚心(?:接受|听取)|引以为戒|(?:倾听|听取).{0,6}(?:心声|声音|呼声))/;
/** Filling between them that also says nothing about the matter. */
const FILLING =
  /(?:乡村振兴|持续(?:开展|推进)|(?:实施|开展).{0,14}(?:行动|工程)|[稳促]就业|不断(?:健全|完善|优化|提升|增强|提高)|规范(?:救助|管理|办事)?程序|确保.{0,12}(?:安全|高效|规范|公平)|切实(?:减轻|保障|维护|提高|提升|增强)|防止.{0,10}(?:返贫|反弹)|深入(?:开展|推进|实施)|扎实推进|(?:希望|欢迎).{0,14}(?:关心|关注|前来|再次|建言|献策|观念|理解)|先就业|关心家乡|建言献策|愉快|精彩|前来投资|任何单位和个人不得|国家实行最|严格按照.{0,10}规定|真抓实干|上下|好评|体现了)/;

/** Words that tell something: then it is no slogan, whatever stands beside them. */
const TELLS = (text: string): boolean =>
  CUES.checked.test(text) ||
  CUES.order.test(text) ||
  CUES.planned.test(text) ||
  CUES.settled.test(text) ||
  /\d{3,}[-－—]?\d{4,}|电话|热线|窗口|《|〔|\d+(?:\.\d+)?(?:元|%|％)|\d{1,2}月\d{1,2}日|(?:年|月)底前|请(?:您|你)?.{0,6}(?:拨打|联系|携带|提供|到)/.test(
    text,
  );

export function isSlogan(text: string): boolean {
  return (PROCLAIMED.test(text) || ATTITUDE.test(text)) && !TELLS(text);
}

/** Share of the substance, in characters, that is slogan. */
export function sloganShare(substance: readonly RoledClause[]): number {
  const own = substance.reduce((sum, clause) => sum + clause.text.length, 0);
  const empty = substance.reduce((sum, clause) => sum + (isSlogan(clause.text) ? clause.text.length : 0), 0);
  return own === 0 ? 0 : empty / own;
}

/** True where all substance is slogan, attitude or filling, and at least half of it slogan. */
export function isAllSlogan(substance: readonly RoledClause[]): boolean {
  return (
    substance.length > 0 &&
    sloganShare(substance) >= 0.4 &&
    substance.every(({ text }) => !TELLS(text) && (isSlogan(text) || FILLING.test(text) || text.length <= 8))
  );
}
