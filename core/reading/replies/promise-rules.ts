// Hand-written patterns of promises and of the talk that only looks like one; their findings are traits for the model.

import type { RoledClause } from "./roles.ts";

const ACT =
  "(?:加强|加大|强化|完善|改进|提高|提升|严格|规范|整治|查处|处理|处置|处罚|巡查|巡逻|监管|监督|督促|协调|推进|推动|实施|建设|修建|新建|施工|修复|维修|修缮|开展|组织|安排|落实|解决|整改|改造|启动|开工|动工|开建|建成|竣工|完工|完成|通车|开通|开放|运营|运行|出台|公布|公示|公告|公开|跟踪|跟进|关注|对接|联系|沟通|申报|申请|争取|治理|打击|核实|核查|调查|勘察|勘查|查勘|反馈|反映|回复|答复|告知|通知|研究|考虑|论证|采纳|纳入|列入|增加|增设|增派|配备|安装|设置|优化|调整|清理|清运|拆除|取缔|关闭|关停|搬迁|移交|交付|发放|拨付|补发|支付|落实|办理|受理|审批|立案|追究|惩|约谈|派|投入|引进|拓宽|硬化|绿化|修剪|布设|推出|推广|试行|制定|编制|修订|汇报|上报|请示|提请|函告|建立|健全|维护|保障|保证|确保|配合|支持|指导|培训|宣传|执法|执行|做好|做到|抓好|加快|抓紧|逐步|尽快|继续|持续|进一步|积极|全力|依法|按|严|统筹|密切|定期|不定期|联合|会同|对|向|与|于|在|根据|为|以|结合|通过|把|陆续|再|全面|及时|第一时间|立即|马上|认真|充分|转|改|通|打造|满足|方便|更新|更换|铺设|疏通|退还|退|补|给)";
const BODY =
  "(?:我们|我|本|局|办|委|院|校|处|所|队|站|厅|中心|街道|社区|村|镇|乡|县|市|区|州|省|政府|部门|单位|公安|交警|城管|集团|公司|司|管委会|指挥部|党委|科|园|馆|台|医院|学校|人员|领导|工程|项目|道路|公园|路|线|设施|系统|方案|办法|细则)";
const WILL = new RegExp(
  `${BODY}[^，]{0,12}?(?:将会?|会|拟将?|即将|也将|还将|均将|计划|准备|打算)(?:也|还|再|予以|给予|继续|进一步)?${ACT}`,
);
const BARE_WILL = new RegExp(
  `^(?:也|还|并|均|都|同时|届时|目前)?(?:将会?|拟将?|即将|会)(?:继续|进一步|予以)?${ACT}`,
);
const NEXT = /(?:下一步|下步|下阶段|今后|后续|后段|以后|接下来|届时)/;
const AIM =
  /(?:预计|计划|力争|争取|有望|拟于|拟在|拟将|暂定|定于|确保).{0,24}(?:年|月|日|底|前|内|期间|完成|完工|启动|开工|建成|竣工|通车|实施|投入|解决|开始|施工|动工|到位|开放|搬迁|纳入|列入|使用|运行|实现|出台)/;
const BY_TIME =
  /(?:年|月|日|底|旬|季|期|周|天|内|前|后|近期|即将|马上).{0,12}(?:完成|完工|启动|开工|动工|建成|竣工|通车|开通|开放|投入|配备|到位|发放|搬迁|改造|招生|开园|交付|修通|施工|实施|公布|公示|出台|解决|安装|使用)/;
const ONCE = /(?:待|等|俟).{0,30}(?:后|完|成|毕|到位|批准|出来|放晴|许可)/;
const THEN =
  /(?:后|即|就|再|马上|立即|随即)(?:再|即|将|可|马上|立即|予以|进行|着手|组织|启动|实施|开始|公示|通|迁|方)/;
const IF =
  /(?:如|若|一旦|一经|对|发现|查实).{0,24}(?:将|依法|严肃|坚决|一律|从严|严厉|绝不|决不|予以).{0,12}(?:查|处|惩|罚|理|拆|取缔|追究|抄牌|拖移|姑息|整治|制止)/;
const STERN =
  /(?:依法|严肃|坚决|一律|从严|严厉|绝不|决不|严惩).{0,14}(?:查|处|惩|罚|理|拆|取缔|追究|抄牌|拖移|姑息|贷|打击|制止|禁止)|^(?:发现|查实|发生)一[起处次]/;
const BACK =
  /(?:将|会|再|尽快|及时|第一时间|另行|后).{0,16}(?:回复|答复|反馈|告知|回应|通知您|与您(?:取得)?联系|与你(?:取得)?联系|公布|公示|公告|公开)|(?:等待|关注|留意).{0,8}(?:回复|答复|反馈)|向您反馈/;
const SOON = new RegExp(
  `^(?:并|同时|也)?(?:尽快|尽早|早日|马上|立即|及时|抓紧|加快|逐步|适时|不断|继续|持续|进一步|切实|坚决|全力|大力|广泛|扎实|积极|认真|尽量|严格)[^，]{0,14}?${ACT}`,
);
const PRESS =
  /(?:要求|督促|责成|责令|敦促|协调|联系).{2,30}(?:尽快|尽早|抓紧|加强|加大|严格|整改|落实|进行|予以|在.{1,10}前|内)/;

const CONSEQUENCE =
  /(?:将|会|可)(?:会|能|可能|严重|直接|极易|容易|进一步|大大|从根本上|有效)?(?:对.{1,16})?(?:影响|导致|造成|引发|引起|产生|带来|视为|被|受到|构成|成为|增加(?!班|车|站|公|配|投|警|巡)|减少|违反|停用|享受|无法|失去|变更|作废|缓解|得到(?:根本|明显|有效|很大|极大)|发生|出现)/;
const LAW =
  /(?:《|》|第[一二三四五六七八九十百\d]+条|规定[：:，]|应当|方可|不得(?!.{0,6}我)|可以申请|参保|缴费|患者|申请人|当事人应|标准为|享受|凭.{1,12}证|报销)/;
const CITIZEN =
  /(?:请(?:您|你|广大|大家|各位|业主|市民|到|拨打|致电|咨询|联系|携带|提供|予以|及时与)|您(?:可|需|应|如)|你(?:可|需|应|如)|建议(?:您|你)|希望(?:您|你|广大|大家|网友|业主)|欢迎|广大(?:市民|网友|家长))/;
const SERVICE =
  /(?:竭诚|热忱|详细(?:的|地)?(?:解|答|说)|详尽|为您(?:提供|服务|解答|做|进行)|贡献|解答您|愉快)/;
const THIRD =
  /^(?:[一二三四五六\d]+[、.．])?(?:目前|现|现在|同时|且|并且|但)?(?:该|此)?[^，]{0,14}?(?:开发商|物业(?:公司|服务企业|企业)?|业主(?!委)|业委会|当事人|老板|店主|经营者|商家|企业(?!管)|施工方|施工单位|驾校|投诉人|责任人|商户|户主|房东|租赁人|承包人|项目方|地产方|住户|房产公司|置业|房地产|楼盘)[^，]{0,16}(?:将|会|表示|承诺|答应|保证|尽快|计划|拟|正|愿意|积极)/;
const OTHER_WORD = /(?:承诺|表示(?:会|将|愿|认真|尽快|尽力|支持)|答应|保证(?!每|您))/;
const DONE =
  /(?:已经?(?!列入|纳入|计划)|曾|了(?!解)|过(?!程|渡)|先后|多次|当即|随即|当场|近日|昨日|\d{4}年\d{1,2}月\d{1,2}日(?!前|起|之前|开始|完成))/;

const WAIT_REPLY =
  /(?:等待|等候|关注|留意).{0,8}(?:回复|答复|回应)|如有.{0,6}(?:情况|回复|结果|进展).{0,8}(?:将|及时|第一时间)/;

/** Names of the rule traits, in the order of ruleTraits(). */
export const RULE_TRAITS: readonly string[] =
  "r:will r:bareWill r:next r:aim r:byTime r:once r:then r:if r:stern r:back r:soon r:press r:pro v:consequence v:law v:citizen v:service v:third v:otherWord v:done v:contra r:dated r:waitReply r:verdict".split(
    " ",
  );

/** What the rules find in a clause; `before` is its sentence up to it, `sinceNextStep` the clauses since 下一步. */
export function ruleTraits(
  clause: RoledClause,
  before: string,
  sinceNextStep: number,
  due: boolean,
): number[] {
  const text = clause.text;
  const pro = [
    WILL.test(text),
    BARE_WILL.test(text),
    NEXT.test(text),
    AIM.test(text),
    BY_TIME.test(text),
    ONCE.test(text) || ONCE.test(before),
    THEN.test(text),
    IF.test(text),
    STERN.test(text),
    BACK.test(text),
    SOON.test(text),
    PRESS.test(text),
  ];
  const contra = [
    CONSEQUENCE.test(text),
    LAW.test(text),
    CITIZEN.test(text),
    SERVICE.test(text),
    THIRD.test(text) || THIRD.test(before),
    OTHER_WORD.test(text) || OTHER_WORD.test(before),
    DONE.test(text),
  ];
  const waitReply = WAIT_REPLY.test(text);
  const [will, bareWill, , aim, byTime, once, then, ifThen, , back, soon] = pro as [
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  const dated = due && (aim || byTime || will || bareWill);
  const strong =
    dated ||
    waitReply ||
    will ||
    bareWill ||
    aim ||
    (once && then) ||
    ifThen ||
    back ||
    (soon && sinceNextStep <= 3);
  const against = contra.filter(Boolean).length;
  const flags = [...pro, pro.some(Boolean), ...contra, contra.some(Boolean), dated, waitReply].map((flag) =>
    flag ? 1 : 0,
  );
  return [...flags, strong ? 2 + (dated ? 1 : 0) - against : -against];
}
