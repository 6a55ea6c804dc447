// Tells a clause that sets the office's own deadline by its form alone: a day that is named as the latest one, and an act.

const NUMBER = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})";
const DAY = `(?:(?:\\d{4}年|今年|明年|本月|下月|次月)?\\s?${NUMBER}月(?:份)?\\s?(?:底|末|中旬|上旬|下旬|初|${NUMBER}[日号])|(?:今年|明年|本月|年|月)底|\\d{4}年底|(?:今年|明年)(?:上半年|下半年|年底|年内))`;
const LATEST = `(?:不晚于|不迟于|最迟|最晚|至迟|推到|推迟到|推迟至|延到|延期至|延期到|延至|顺延[至到]|改到|改为|改在|调整[到至]|力争|争取|计划|预计|拟|将|会|定)`;
const STATED = new RegExp(
  `${LATEST}[^，]{0,8}?${DAY}|${DAY}(?:之前|以前|前|完成|完工|开工|投用|投运|通车|竣工|启用)|[到至]${DAY}[^，]{0,24}(?:投入使用|建成|完工|竣工|通车|到位)`,
);
/** The day binds the citizen or a class of people, stands in a rule, or somebody else gave it. */
const NOT_OURS =
  /请[您你]?.{0,4}(?:于|在|到|携|提|办|及时|尽快|拨)|[您你](?:须|需|应|可|要|于|在|到|携|持|提|本人|自行)|申请|报名|缴费|参保|申报|提交|公示期|有效期|截[止至]|受理时间|须|应当|应在|必须|可(?:以|到|在|于)|不得|学生|考生|家长|患者|参保人|当事人|(?<!让|督促|责成|协调)(?:业主|开发商|物业|业委会|该公司|商户)|承诺|表示|年满|满\d|对象|规定|《|要求|根据/;
/** Somebody else's word, told: what follows is theirs. */
const TOLD = /(?:承诺|表示|称|答应|保证|约定)[，：:]?$/;
const HAPPENED =
  /已|了(?!解)|曾|当日|当天|过(?!程)|(?:收到|接到|下达|(?<!定于.{0,30})召开|发布|印发|签订|进行了)/;

/** `before`: the words of the same sentence in front of the clause. */
export function statesDeadline(clause: string, before = ""): boolean {
  return (
    STATED.test(clause) && !NOT_OURS.test(clause) && !HAPPENED.test(clause) && !TOLD.test(before.trimEnd())
  );
}
