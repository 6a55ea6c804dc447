// What the platform does not do, each with a code for programs and plain words for people: what is wrong, and how to mend it.

import type { Words } from "../facts.ts";

export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly zh: string;
  readonly en: string;
  readonly mend: Words;
}

type Row = readonly [zh: string, en: string, mendZh: string, mendEn: string];

const TABLE = {
  "request/none": ["没有这件诉求。", "There is no such request.", "请核对编号。", "Check the number."],
  "request/stale": [
    "您打开之后，这件诉求有了新的进展。",
    "Something happened to this request since you opened it.",
    "请看过新的进展再提交，您写的内容还在。",
    "Look at what is new, then send again; your words are kept.",
  ],
  "request/key-reused": [
    "这次提交的编号已用在另一次提交上。",
    "This submission's key was used for another one.",
    "请刷新页面再提交。",
    "Open the page anew and send it again.",
  ],
  "request/merged": [
    "这件诉求已并入另一件。",
    "This request was merged into another.",
    "请在并入的那一件上办理，编号照旧可用。",
    "Act on that one; the old number still works.",
  ],
  "request/closed": ["这件诉求已经办结。", "This request is already closed.", "不用再办。", "Nothing to do."],
  "request/not-closed": [
    "这件诉求还没有办结。",
    "This request is not closed yet.",
    "等办结后再做这一步。",
    "Wait until it is closed.",
  ],
  "request/ended": [
    "这件诉求的记录已过保存期。",
    "The record of this request has ended.",
    "可以凭旧编号提一件新的，系统会把两件连起来。",
    "File a new one with the old number; the two are linked.",
  ],
  "request/person": [
    "这件诉求里没有这个人，或者其个人信息已删除。",
    "No such person in this request, or the personal data were deleted.",
    "请用自己的编号或链接。",
    "Use your own number or link.",
  ],
  "request/role": [
    "这一步不由您的岗位来做。",
    "Your role does not take this step.",
    "请交给对应的岗位。",
    "Leave it to the role concerned.",
  ],
  "request/not-holder": [
    "这一项现在不在您单位。",
    "Your body does not hold this.",
    "请看诉求现在在哪个单位。",
    "See which body holds it now.",
  ],
  "request/no-ask": [
    "没有这一项诉求点。",
    "There is no such ask.",
    "请按编号选择诉求点。",
    "Choose from the numbered asks.",
  ],
  "request/asks-fixed": [
    "已经答复，要解决的事不能再改编号。",
    "It was answered; the asks cannot be numbered anew.",
    "请补充说明，或另提一件。",
    "Add words, or file another.",
  ],
  "asks/filer": [
    "要解决的事由提诉求的人来改，一起反映的人不能改。",
    "Only the person who filed changes the asks; those who joined do not.",
    "请用“补充内容”写您的意思，或另提一件。",
    "Add your words, or file another.",
  ],
  "asks/origin": [
    "已经派单，每一项都要写明是原来的哪一项，原来的一项也不能少。",
    "It was assigned: each ask must say which earlier ask it comes from, and none may be lost.",
    "拆开、合并、改写都可以；新的事请补充说明，或另提一件。",
    "Split, join or reword; for something new add words or file another.",
  ],
  "asks/held-apart": [
    "这几项在不同单位手里，不能合成一项。",
    "Different bodies hold these asks; they cannot be joined.",
    "请分开写，各单位各答各的。",
    "Keep them apart; each body answers its own.",
  ],
  "request/words": [
    "需要写明理由或内容。",
    "A reason or words are needed.",
    "请写一句话，群众会看到。",
    "Write a sentence; the citizen sees it.",
  ],
  "request/past": [
    "日期要在以后。",
    "The date must lie ahead.",
    "请改成以后的日期。",
    "Choose a later date.",
  ],
  "request/held": [
    "这件诉求正停着（等群众补充、中止或挂账）。",
    "The request stands still (waiting for the citizen, paused or parked).",
    "先恢复办理，再做这一步。",
    "Resume it first.",
  ],
  "request/not-held": [
    "这件诉求没有停着。",
    "The request does not stand still.",
    "不用恢复。",
    "Nothing to resume.",
  ],
  "park/unwilling": [
    "群众说过不同意等，这一轮不能再挂账。",
    "The citizen did not accept waiting; it is not parked again in this round.",
    "请接着办；有法定情形的，用“依规定暂停”或者“延期”。",
    "Go on with it; on a lawful ground pause or extend it.",
  ],
  "resume/lawful": [
    "这件不是挂账，是依规定停着的，不能叫它马上接着办。",
    "It is not parked but stands still on a lawful ground.",
    "原因和日期在经过里；觉得不对，可以说“没解决”或打热线。",
    "Reason and day stand among the steps; if they are wrong, say “not solved” or call the hotline.",
  ],
  "request/coordinator": [
    "已退回两次，由协调人定承办单位。",
    "It was returned twice; the coordinator decides.",
    "请等协调人，最多一个工作日。",
    "Wait for the coordinator, at most one working day.",
  ],
  "request/not-coordinator": [
    "还没有退回两次，不用协调。",
    "It was not returned twice; nothing to decide.",
    "请照常派单。",
    "Dispatch as usual.",
  ],
  "hand-over/receiver": [
    "转办必须写明接收单位，不能只说“不归我们管”。",
    "A receiver must be named; “not ours” alone cannot be sent.",
    "请选一个接收单位，群众不用重新提。",
    "Name the receiving body; the citizen need not file again.",
  ],
  "hand-over/pending": [
    "正等另一个单位接收。",
    "Another body has yet to accept.",
    "等对方接下或退回。",
    "Wait for it to accept or return.",
  ],
  "hand-over/late": [
    "两个工作日已过，不能再退回。",
    "The two working days are over; it cannot be returned.",
    "请接下；确实不归本单位的，接下后再转给应办的单位。",
    "Accept it; if it is not yours, hand it over to the body it belongs to.",
  ],
  "hand-over/decided": [
    "协调人已经定了承办单位，不能再退回或转办。",
    "The coordinator has decided; it cannot be returned or handed over.",
    "请办理；有新情况请找协调人。",
    "Handle it; speak to the coordinator if something is new.",
  ],
  "missing/once": [
    "缺什么要一次说清，上一次的补充还没有等到。",
    "Name all that is missing at once; the last list is still open.",
    "等群众补充；补充后确有新问题再写明理由。",
    "Wait for the citizen; ask again only with a reason.",
  ],
  "contact/attempts": [
    "联系不上要有三次记录。",
    "“Unreachable” needs three recorded attempts.",
    "换个时间或方式再联系，每次记一笔。",
    "Try at another time or in another way; record each.",
  ],
  "extend/late": [
    "已经过了期限，不能再延期。",
    "The limit has passed; it cannot be extended.",
    "请尽快答复，并向群众说明。",
    "Reply soon and explain the delay.",
  ],
  "extend/too-long": [
    "延期超过了规定。",
    "The extension is longer than the rule allows.",
    "请改成规定以内的日期。",
    "Choose a date within the rule.",
  ],
  "close/open-asks": [
    "还有诉求点没有答复。",
    "Some asks are not answered.",
    "每一项写明结果、理由或去向，再办结。",
    "Give each ask a result, a reason or a receiver first.",
  ],
  "close/no-reply": [
    "没有答复群众，不能办结。",
    "It cannot be closed without a reply.",
    "先答复（文字、电话、上门都可以，记一笔）。",
    "Reply first, in writing, by phone or in person.",
  ],
  "close/no-anchor": [
    "账本四小时没有得到外部见证，暂停办结。",
    "The ledger has had no outside witness for four hours; closings wait.",
    "其他步骤照常；请管理员检查见证服务。",
    "Other steps go on; ask the administrator to look at the witness.",
  ],
  "verdict/too-early": [
    "还没有答复，没有可评的结果。",
    "There is no reply to judge yet.",
    "有话请补充到诉求里，承办单位会看到。",
    "Add your words to the request; the handling body sees them.",
  ],
  "verdict/handler": [
    "经办单位不能替群众评判，也不能回访。",
    "A body that handled it touches neither verdict nor call-back.",
    "由群众自己说，或由中立回访员问。",
    "Leave it to the citizen or a neutral caller.",
  ],
  "callback/ask-raised": [
    "回访要先问：有没有人找您谈过评价？",
    "Ask first whether anybody raised the rating.",
    "请补上这一问的回答。",
    "Fill in the answer.",
  ],
  "callback/unreached": [
    "没有联系上，不能代填评判。",
    "Unreached is unreached; no verdict can be filled in.",
    "只记没有联系上。",
    "Record only that nobody was reached.",
  ],
  "harm/not-lower": ["新的级别没有更低。", "The new level is not lower.", "请核对级别。", "Check the level."],
  "harm/not-graver": [
    "新的级别没有更高。",
    "The new level is not graver.",
    "请核对级别。",
    "Check the level.",
  ],
  "merge/itself": [
    "不能并入自己。",
    "It cannot be merged into itself.",
    "请选另一件。",
    "Choose another one.",
  ],
  "commitment/none": [
    "没有这一条承诺，或者已经兑现。",
    "There is no such commitment, or it is kept.",
    "请核对。",
    "Check it.",
  ],
  "exclusion/already": ["已经剔除。", "It is already excluded.", "不用重复。", "Nothing to do."],
  "exclusion/none": ["没有剔除过。", "It is not excluded.", "不用恢复。", "Nothing to do."],
  "sign/step": [
    "只能署名自己单位的一步。",
    "Only a step of your own body can be signed.",
    "请核对。",
    "Check it.",
  ],
  "delete/not-asked": [
    "群众没有要求删除，也没有到保存期。",
    "Neither did the citizen ask for it nor is the record due.",
    "等群众要求或到期。",
    "Wait until it is asked for or due.",
  ],
} as const satisfies Record<string, Row>;

export type RefusalCode = keyof typeof TABLE;

export function refuse(code: RefusalCode): Refusal {
  const [zh, en, mendZh, mendEn] = TABLE[code];
  return { refused: true, code, zh, en, mend: { zh: mendZh, en: mendEn } };
}

export function isRefusal(result: unknown): result is Refusal {
  return typeof result === "object" && result !== null && "refused" in result;
}
