// How long each record is kept and why: one line a table, read by the retention job and checked against the database by a test.

import type { Words } from "../../../core/domain/facts.ts";

const DAY = 86_400_000;

export interface Rule {
  readonly table: string;
  /** When its rows go, for people. */
  readonly until: Words;
  /** Rows whose column (milliseconds, or a day) lies further back than this go; absent: they go in another way, which `until` says. */
  readonly after?: {
    readonly column: string;
    readonly age: number;
    readonly only?: string;
    readonly day?: true;
  };
}

const withRequest: Words = {
  zh: "随诉求：最后一步满五年，或本人要求且已办结",
  en: "with its request: five years after the last step, or when its person asks and it is closed",
};
const noPersons: Words = {
  zh: "长期保存：只有单位、岗位、日期和加盐的承诺值，没有个人信息，账本靠它核验",
  en: "kept: bodies, roles, dates and salted commitments, no personal data; the ledger is verified by it",
};
const aged = (table: string, column: string, days: number, only?: string): Rule => ({
  table,
  until: { zh: `${days} 天后`, en: `after ${days} days` },
  after: { column, age: days * DAY, ...(only === undefined ? {} : { only }) },
});

/** Logs are kept for at least 180 days (GB/T 22239, level 3). */
export const LOG_DAYS = 180;

/** A list of own requests that nobody opened for so long is deleted. */
export const LIST_YEARS = 2;

export const RETENTION: readonly Rule[] = [
  { table: "services.contact", until: withRequest },
  { table: "services.link", until: withRequest },
  {
    table: "services.photo",
    until: {
      zh: `${withRequest.zh}；同意留下的拍照地点，本人随时可以删`,
      en: `${withRequest.en}; a place kept by consent goes whenever its person says so`,
    },
  },
  {
    table: "services.step",
    until: {
      zh: `文字${withRequest.zh}；其余${noPersons.zh}`,
      en: `its words ${withRequest.en}; the rest is ${noPersons.en}`,
    },
  },
  {
    table: "services.sealed_actor",
    until: { zh: "诉求最后一步满五年", en: "five years after the last step of its request" },
  },
  { table: "services.request", until: noPersons },
  { table: "services.promise", until: noPersons },
  { table: "services.history", until: noPersons },
  { table: "services.own_number", until: noPersons },
  { table: "services.exchange_system", until: noPersons },
  {
    table: "services.exchange_ticket",
    until: {
      zh: "长期保存：对方系统的编号和一行的指纹，没有文字；凭它认出已交换过的行，删掉的内容不会再被导入",
      en: "kept: the other system's number and a row's digest, no words; by it a row that was exchanged is known and deleted words do not come back",
    },
  },
  { table: "services.carried", until: withRequest },
  {
    table: "services.own_list",
    until: {
      zh: `最后一次登录 ${LIST_YEARS} 年后，或本人删掉时`,
      en: `${LIST_YEARS} years after the last sign-in, or when its owner forgets it`,
    },
    after: { column: "signed_in_on", age: LIST_YEARS * 366 * DAY, day: true },
  },
  {
    table: "services.own_list_session",
    until: { zh: "登录结束时，最多十二小时", en: "at its end, at most twelve hours" },
    after: { column: "expires_at", age: 0 },
  },
  {
    table: "services.own_list_entry",
    until: {
      zh: `${withRequest.zh}；本人移出、列表删掉、换链接时`,
      en: `${withRequest.en}; when its owner takes it out or forgets the list, or the link is changed`,
    },
  },
  { table: "services.public_words", until: withRequest },
  { table: "services.public_token", until: withRequest },
  {
    table: "services.contact_opening",
    until: { zh: "诉求最后一步满五年", en: "five years after the last step of its request" },
  },
  ...["draw", "draw_member", "figure_row", "figure_snapshot", "figure_statement"].map((name) => ({
    ...{ table: `services.${name}`, until: noPersons },
  })),
  aged("services.call_duty", "ended_at", 366),
  aged("services.relay", "settled_at", 366),
  {
    table: "services.reply_draft",
    until: {
      zh: "答复发出时，放着不动 30 天后，或诉求里有人的个人信息删除时",
      en: "when the reply is sent, after 30 days untouched, or when personal data of its request go",
    },
    after: { column: "saved_on", age: 30 * DAY, day: true },
  },
  aged("services.voice_call", "at", 1),
  {
    table: "services.cover",
    until: { zh: "顶岗结束 366 天后", en: "366 days after the cover ended" },
    after: { column: "until_day", age: 366 * DAY, day: true },
  },
  { table: "services.holding", until: { zh: "办结时", en: "when its request is closed" } },
  { table: "services.pending_leaf", until: { zh: "记入账本时", en: "when the ledger has taken it up" } },
  ...["leaf", "notice", "node", "checkpoint", "alarm"].map((name) => ({
    ...{ table: `services.ledger_${name}`, until: noPersons },
  })),
  { table: "services.body", until: noPersons },
  {
    table: "services.officer",
    until: { zh: "在岗期间；停用满五年", en: "while in office; five years after it was disabled" },
    after: { column: "disabled_at", age: 1827 * DAY, only: "disabled" },
  },
  {
    table: "services.officer_key",
    until: {
      zh: "本人删掉、账号重置或删除时",
      en: "when its owner drops it, or with a reset or the account",
    },
  },
  {
    table: "services.session",
    until: { zh: "登录结束时，最多十二小时", en: "at its end, at most twelve hours" },
  },
  aged("services.sign_in_attempt", "at", 1),
  aged("services.command_key", "at", 90),
  aged("services.outbox", "created_at", LOG_DAYS, "state <> 'waiting'"),
  aged("services.inbound", "received_at", LOG_DAYS),
  aged("services.sms_question", "asked_at", 366),
  aged("services.note", "at", 366),
  {
    table: "services.seal_opening",
    until: { zh: "长期保存：查过谁、为什么查", en: "kept: that a seal was opened, and why" },
  },
  { table: "services.administrator_duty", until: { zh: "在岗期间", en: "while in office" } },
  {
    table: "services.audit_log",
    until: {
      zh: "三年后，最少 180 天（数据库自己把关）",
      en: "after three years, never under 180 days (the database sees to it)",
    },
  },
  {
    table: "services.draft",
    until: { zh: "保存时定下的日期", en: "on the day that was set when it was saved" },
  },
  {
    table: "jobs.job",
    until: { zh: "办完 30 天后，出错 180 天后", en: "30 days after it was done, 180 after it failed" },
  },
];
