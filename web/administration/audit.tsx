// Audit: opening a seal, every opening, the log, complaints about the platform; each list newest first, by page.

import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { Field, officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, Listing, noneOf, OLDER, Pager, Search } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { DUTY_WORDS } from "./accounts.tsx";

export interface Opened {
  readonly number: string;
  readonly step: number;
  /** What the step was. */
  readonly words: Words;
  /** Absent: no officer acted (a citizen or the system), or the seal has ended. */
  readonly login?: string;
  readonly name?: string;
}

interface Row {
  readonly at: number;
  readonly id: string;
}

/** What the log's acts are called. */
const ACTS: Readonly<Record<string, Words>> = {
  "account-added": { zh: "开了账号", en: "added an account" },
  "account-reset": { zh: "重发密码和密钥", en: "reset an account" },
  "account-disabled": { zh: "停用账号", en: "disabled an account" },
  "account-enabled": { zh: "恢复账号", en: "enabled an account" },
  "roles-changed": { zh: "改了岗位", en: "changed roles" },
  "first-account": { zh: "开了第一个账号", en: "added the first account" },
  "body-saved": { zh: "改了单位", en: "saved a body" },
  "jobs-retried": { zh: "重做出错的任务", en: "retried failed jobs" },
  "seal-opened": { zh: "打开了封存", en: "opened a seal" },
  "requests-exported": { zh: "导出了诉求", en: "exported requests" },
  refused: { zh: "没有权限，被拒绝", en: "was refused" },
};

const actWords = (act: string): Words => ACTS[act] ?? signInWords(act);

/** Acts of signing in, the longer names first. */
const SIGN_INS: readonly (readonly [start: string, zh: string])[] = [
  ["sign-in-demonstration", "演示岗位登录"],
  ["sign-in-key", "用安全密钥登录"],
  ["sign-in", "登录"],
  ["sign-out", "退出登录"],
  ["account-keys-drop", "删安全密钥"],
  ["account-keys", "登记安全密钥"],
  ["account", "换密码"],
];

/** Sign-ins are logged as WAY-OUTCOME; what is not known stands as it is. */
function signInWords(act: string): Words {
  const zh = SIGN_INS.find(([start]) => act.startsWith(`${start}-`))?.[1];
  if (zh === undefined) return { zh: act, en: "" };
  const outcome = act.endsWith("-done") ? "" : act.endsWith("-locked") ? "：试错太多，要等" : "：没成功";
  return { zh: `${zh}${outcome}`, en: act.replaceAll("-", " ") };
}

function older<T>(last: T | undefined, href: (last: T) => string) {
  return last === undefined ? undefined : { href: href(last), words: OLDER };
}

export interface SealsView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly (Row & {
    readonly number: string;
    readonly place: number;
    readonly reason: string;
    readonly login: string | null;
  })[];
  readonly last?: Row;
  readonly opened?: Opened;
  readonly trouble?: Words;
}

export function sealsPage({ viewer, typed, first, rows, last, opened, trouble }: SealsView): Page {
  // The list stands below the form: whoever looks through it comes back to it.
  const href = (more: Readonly<Record<string, string>>) =>
    `${hrefOf("/admin/seals", { words: typed, ...more })}#openings`;
  const body = (
    <>
      <h1>
        查谁办的 <En>Open a seal</En>
      </h1>
      <p>
        经办人是封存的。每打开一步都要写理由，并永久留痕。
        <En>Who acted is sealed. Each opening needs a reason and leaves a lasting trace.</En>
      </p>
      <Trouble words={trouble} />
      {opened === undefined ? null : (
        <p class="notice" role="status">
          诉求 {showNumber(opened.number)} 第 {opened.step} 步（{opened.words.zh}）：
          {opened.login === undefined
            ? "没有工作人员经办，或封存已到期 nobody, or the seal has ended"
            : `${opened.name}（${opened.login}）`}
        </p>
      )}
      <form method="post" action="/admin/seals">
        <Token viewer={viewer} />
        <Field id="number" name="number" label={{ zh: "诉求编号", en: "Number" }}>
          <input type="text" id="number" name="number" inputmode="numeric" autocomplete="off" required />
        </Field>
        <Field id="step" name="step" label={{ zh: "第几步", en: "Which step" }}>
          <input type="text" id="step" name="step" inputmode="numeric" autocomplete="off" required />
        </Field>
        <Field
          id="reason"
          name="reason"
          label={{ zh: "理由", en: "Reason" }}
          hint={{ zh: "至少十个字", en: "at least ten characters" }}
        >
          <textarea id="reason" name="reason" rows={3} aria-describedby="reason-hint" required />
        </Field>
        <button class="go" type="submit">
          打开并留痕 <En>Open, with a trace</En>
        </button>
      </form>
      <h2 id="openings">
        打开过的 <En>Openings</En>
      </h2>
      <Search
        action="/admin/seals#openings"
        typed={typed}
        found={{ rows: rows.length, first, more: last !== undefined }}
        hint={{ zh: "编号，账号，或理由里的字", en: "the number, or part of a login or reason" }}
      />
      <Listing
        label={{ zh: "打开过的", en: "Openings" }}
        none={noneOf(typed, { zh: "没有打开过。", en: "None." })}
        columns={[
          { zh: "时间", en: "Time" },
          { zh: "哪一步", en: "Step" },
          { zh: "谁打开", en: "By" },
          { zh: "理由", en: "Reason" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            momentWords(row.at),
            `${showNumber(row.number)} / ${row.place + 1}`,
            row.login ?? "—",
            row.reason,
          ],
        }))}
        first={first ? undefined : href({})}
        next={older(last, (each) => href({ at: `${each.at}`, id: each.id }))}
      />
    </>
  );
  return officerPage(viewer, "查谁办的", body);
}

export interface LogView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly (Row & { login: string | null; duty: string | null; act: string; about: string })[];
  readonly last?: Row;
}

export function logPage({ viewer, typed, first, rows, last }: LogView): Page {
  const href = (more: Readonly<Record<string, string>>) => hrefOf("/admin/log", { words: typed, ...more });
  const body = (
    <>
      <h1>
        日志 <En>Log</En>
      </h1>
      <p>
        登录和管理操作，最少保存 180 天，只能加不能改。办件经办人不在这里。
        <En>
          Sign-ins and acts of administrators, kept at least 180 days, only added to. Who handled a request is
          not here.
        </En>
      </p>
      <Search
        action="/admin/log"
        typed={typed}
        found={{ rows: rows.length, first, more: last !== undefined }}
        hint={{ zh: "账号或对象里的字", en: "part of a login or of what it is about" }}
      />
      <Listing
        label={{ zh: "日志", en: "Log" }}
        none={noneOf(typed, { zh: "还没有。", en: "None yet." })}
        columns={[
          { zh: "时间", en: "Time" },
          { zh: "账号", en: "Login" },
          { zh: "做了什么", en: "Act" },
          { zh: "对象", en: "About" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            momentWords(row.at),
            [row.login ?? "—", row.duty === null ? "" : (DUTY_WORDS[row.duty]?.zh ?? "")].join(" "),
            <Both words={actWords(row.act)} />,
            row.about,
          ],
        }))}
        first={first ? undefined : href({})}
        next={older(last, (each) => href({ at: `${each.at}`, id: each.id }))}
      />
    </>
  );
  return officerPage(viewer, "日志", body);
}

export interface ComplaintsView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly {
    readonly number: string;
    readonly place: number;
    readonly at: number;
    readonly text: string | null;
  }[];
  readonly last?: { readonly at: number; readonly number: string };
}

export function complaintsPage({ viewer, typed, first, rows, last }: ComplaintsView): Page {
  const href = (more: Readonly<Record<string, string>>) =>
    hrefOf("/admin/complaints", { words: typed, ...more });
  const body = (
    <>
      <h1>
        对平台的意见 <En>Complaints about the platform</En>
      </h1>
      <Search
        action="/admin/complaints"
        typed={typed}
        found={{ rows: rows.length, first, more: last !== undefined }}
        hint={{ zh: "编号，或意见里的字", en: "the number, or part of the words" }}
      />
      {rows.length === 0 ? (
        <p>
          <Both words={noneOf(typed, { zh: "还没有。", en: "None yet." })} />
        </p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={`${row.number}-${row.place}`}>
              {momentWords(row.at)} · {showNumber(row.number)}：
              {row.text ?? "（文字已按期删除 deleted on its day）"}
            </li>
          ))}
        </ul>
      )}
      <Pager
        first={first ? undefined : href({})}
        next={older(last, (each) => href({ at: `${each.at}`, number: each.number }))}
      />
    </>
  );
  return officerPage(viewer, "对平台的意见", body);
}
