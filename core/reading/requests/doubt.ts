// Why an empty-looking thread may still be no fault: what the export cannot show. Each reason makes a suspicion a "cannot tell".

import type { Instant, PublicRequest, Step, Words } from "../../domain/facts.ts";
import { isSignature, partsOf } from "./substance.ts";

const DAY = 86_400_000;

/** Reasons in the order in which they are asked; the first that holds is told. */
export const DOUBTS = {
  robot: {
    zh: "答复由机器人自动发出，不能判断单位是否另有答复。",
    en: "A robot sent the reply; whether the office answered otherwise cannot be told.",
  },
  undated: {
    zh: "答复没有日期，不能判断后面是否还有结果。",
    en: "The reply carries no date; whether a result still followed cannot be told.",
  },
  "export-ends": {
    zh: "资料在答复后不久就到头了，不能判断后面是否还有结果。",
    en: "The export ends soon after the reply; whether a result followed cannot be told.",
  },
  suggestion: {
    zh: "来信像是建议，致谢可能就够了，不能判断。",
    en: "The message reads like a suggestion, for which thanks may do; it cannot be told.",
  },
  denunciation: {
    zh: "来信向纪检监察检举，结果不一定公开答复，不能判断。",
    en: "The message denounces somebody to the discipline organs, whose result need not be told in public.",
  },
  "half-named": {
    zh: "答复只写了转到哪一级或哪位领导，算不算写明了不能判断。",
    en: "The reply names only a level of government or a leader; whether that will do cannot be told.",
  },
  lost: {
    zh: "资料里的答复只剩日期、号码或半句话，可能没有导全，不能判断。",
    en: "Only a date, a number or half a sentence of the reply is left; the export may have lost the rest.",
  },
  "under-way": {
    zh: "答复只说正在办，是在办还是搪塞不能判断，请问一问群众。",
    en: "The reply only says it is under way; whether it is cannot be told. Ask the citizen.",
  },
} as const satisfies Record<string, Words>;
export type Doubt = keyof typeof DOUBTS;

/** The last act that each file tells of: later than that nobody can say what did not happen. */
export class ExportEnds {
  private readonly ends = new Map<string, Instant>();

  constructor(requests: readonly PublicRequest[]) {
    for (const { source, at, steps } of requests) {
      let last = Math.max(at ?? 0, this.ends.get(source.file) ?? 0);
      for (const step of steps) if (step.at !== undefined && step.at > last) last = step.at;
      this.ends.set(source.file, last);
    }
  }

  /** Whether the file goes on for so many days after this instant. */
  goesOn(request: PublicRequest, after: Instant, days: number): boolean {
    return (this.ends.get(request.source.file) ?? 0) - after >= days * DAY;
  }
}

/** Why the thread of replies can be judged by nobody who has only this export; undefined where nothing speaks against judging. */
export function doubtOn(
  replies: readonly Step[],
  request: PublicRequest,
  ends: ExportEnds,
  waitDays: number,
): Doubt | undefined {
  if (replies.every((reply) => reply.author === "bot")) return "robot";
  const last = replies.at(-1)?.at;
  if (last === undefined) return "undated";
  return ends.goesOn(request, last, waitDays) ? undefined : "export-ends";
}

const SUGGESTION = /建议|意见|倡议|设想/;
const PLEA = /投诉|举报|反映|求助|请求|咨询|请问|为什么|怎么|什么时候|能否|能不能|[?？]/;

/** Further reasons where the replies only pass on. */
export function doubtOnPassing(replies: readonly Step[], request: PublicRequest): Doubt | undefined {
  if (isLikeSuggestion(request)) return "suggestion";
  if (isDenunciation(request)) return "denunciation";
  return replies.some((reply) => partsOf(reply.text ?? "").halfNamed) ? "half-named" : undefined;
}

const DENOUNCES = /举报|检举|控告/;
const DISCIPLINE = /纪检|纪委|监委|监察(?:局|委|部门|机关|厅|室)/;

/** A wrong of somebody in office, told to those who watch over them; columns for that are excepted from public answers. */
function isDenunciation({ subject, text }: PublicRequest): boolean {
  return DENOUNCES.test(subject) && DISCIPLINE.test(text.slice(0, 2000));
}

/** By its subject, where the source states no intent. */
function isLikeSuggestion({ intent, subject }: PublicRequest): boolean {
  return intent === undefined && SUGGESTION.test(subject) && !PLEA.test(subject);
}

/** Further reasons where the replies answer nothing at all. */
export function doubtOnEmpty(replies: readonly Step[], request: PublicRequest): Doubt | undefined {
  if (isLikeSuggestion(request)) return "suggestion";
  if (isDenunciation(request)) return "denunciation";
  const texts = replies.map((reply) => reply.text ?? "");
  if (texts.every(isRemnant)) return "lost";
  return texts.some((text) => UNDER_WAY.test(text)) ? "under-way" : undefined;
}

/** Work that is named, if only by what is done to it; "the work concerned" (有关工作正在积极推进) names none. */
const UNDER_WAY =
  /(?<!(?:有关|相关|各项)工作.{0,4})(?:正在|正积极|已在|正由.{1,12})(?:抓紧|积极|全力|加紧)?(?:办理|处理|协调|核实|核查|调查|推进|整改|施工|实施|落实)/;
const SALUTATION = /^.{0,24}?(?:您好|你好)[!！,，。:：\s]*/;
const CIVIL = /您好|你好|感谢|谢谢|收悉|收到|知悉|祝/;
const CUT = /(?:如下|如下所示)[:：]\s*$/;

/** No receipt and no thanks: a date, a number, a name, a signature; or an opening without its sentence. */
function isRemnant(text: string): boolean {
  if (CUT.test(text)) return true;
  const said = text.replace(SALUTATION, "");
  const words = said.replace(/[\s\p{P}\d]/gu, "");
  return !CIVIL.test(said) && (words.length <= 8 || isSignature(said));
}
