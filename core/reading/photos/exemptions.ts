// Fair reasons why one photograph is used twice, asked before a match becomes a lead.

/** What is known of one use of a photograph. Missing EXIF proves nothing and is not asked for. */
export interface PhotoUse {
  /** The words beside the picture, its title, or the title of the album. */
  readonly caption?: string;
  /** When it was handed in or published, epoch milliseconds. */
  readonly at?: number;
  readonly task?: string;
  /** The event, matter or case that it documents. */
  readonly event?: string;
  /** A place that is photographed again and again by design: a river gauge, a hazard point. */
  readonly viewpoint?: string;
}

export type PhotoExemption = "before-after" | "album" | "file-photo" | "sent-again" | "fixed-viewpoint";

export const PHOTO_EXEMPTIONS: Readonly<Record<PhotoExemption, { zh: string; en: string }>> = {
  "before-after": { zh: "整改前后对比", en: "a pair of before and after" },
  album: { zh: "回顾、相册、总结", en: "a review or an album" },
  "file-photo": { zh: "注明资料图", en: "labelled as a file photo" },
  "sent-again": { zh: "几天内补传、重传", en: "sent again within days" },
  "fixed-viewpoint": { zh: "固定点位拍摄", en: "a fixed viewpoint" },
};

const BEFORE_AFTER = /整改前|整改后|改造前|改造后|修复前|修复后|治理前|治理后|前后对比|对比照|施工前|施工后/;
const ALBUM = /回顾|相册|影集|合集|盘点|纪念|周年|老照片|年度总结|工作总结|掠影|剪影/;
const FILE_PHOTO = /资料图|资料照|图片来源[：:]?资料|图为资料|示意图|配图|档案照/;
const FIXED = /水尺|水位|监测点|隐患点|固定点位|卡口|监控截图|雨量站|观测点/;
const RESENT = /补传|重传|重发|补发|补交|补报|再传|重新(?:上传|提交|发)|没传上|(?:上传|发送)失败|上次失败/;
const DAY = 86_400_000;
/** A failed upload is repeated within days, not weeks. */
const AGAIN_WITHIN = 3 * DAY;

/** The fair reasons that stand beside this pair of uses; empty where none is seen, which is not yet a fault. */
export function photoExemptions(one: PhotoUse, other: PhotoUse): PhotoExemption[] {
  const either = (pattern: RegExp) => pattern.test(one.caption ?? "") || pattern.test(other.caption ?? "");
  const found: PhotoExemption[] = [];
  if (either(BEFORE_AFTER)) found.push("before-after");
  if (either(ALBUM)) found.push("album");
  if (either(FILE_PHOTO)) found.push("file-photo");
  if (sentAgain(one, other) || (either(RESENT) && soon(one, other))) found.push("sent-again");
  if (either(FIXED) || (one.viewpoint !== undefined && one.viewpoint === other.viewpoint))
    found.push("fixed-viewpoint");
  return found;
}

function sentAgain(one: PhotoUse, other: PhotoUse): boolean {
  if (one.event !== undefined && one.event === other.event) return true;
  if (one.task === undefined || one.task !== other.task) return false;
  return soon(one, other);
}

/** Without both times nobody can say that it was not a second try. */
function soon(one: PhotoUse, other: PhotoUse): boolean {
  if (one.at === undefined || other.at === undefined) return true;
  return Math.abs(one.at - other.at) <= AGAIN_WITHIN;
}
