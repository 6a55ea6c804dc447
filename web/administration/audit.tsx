// Audit: opening a seal, every opening, the log, complaints about the platform; each list newest first, by page.

import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { Field, officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import { type Page, Scroll } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";
import { DUTY_WORDS } from "./accounts.tsx";
import { BEIJING } from "./health.tsx";

export interface Opened {
  readonly number: string;
  readonly step: number;
  readonly kind: string;
  /** Absent: no officer acted (a citizen or the system), or the seal has ended. */
  readonly login?: string;
  readonly name?: string;
}

interface Row {
  readonly at: number;
  readonly id: string;
}

function Older({ href }: { href: string | undefined }) {
  if (href === undefined) return null;
  return (
    <nav class="pager" aria-label="翻页 Pages">
      <a class="button" href={href} rel="next">
        更早的 <En>Older</En>
      </a>
    </nav>
  );
}

export function sealsPage(
  viewer: Viewer,
  rows: readonly (Row & { number: string; place: number; reason: string; login: string | null })[],
  last: Row | undefined,
  { opened, trouble }: { readonly opened?: Opened; readonly trouble?: Words },
): Page {
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
          诉求 {showNumber(opened.number)} 第 {opened.step} 步（{opened.kind}）：
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
      <h2>
        打开过的 <En>Openings</En>
      </h2>
      {rows.length === 0 ? (
        <p>
          没有打开过。<En>None.</En>
        </p>
      ) : (
        <Scroll label="打开过的 Openings">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">
                  时间 <En>Time</En>
                </th>
                <th scope="col">
                  哪一步 <En>Step</En>
                </th>
                <th scope="col">
                  谁打开 <En>By</En>
                </th>
                <th scope="col">
                  理由 <En>Reason</En>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td data-label="时间">{BEIJING.format(row.at)}</td>
                  <td data-label="哪一步">
                    {showNumber(row.number)} / {row.place + 1}
                  </td>
                  <td data-label="谁打开">{row.login ?? "—"}</td>
                  <td data-label="理由">{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Older href={last === undefined ? undefined : `/admin/seals?at=${last.at}&id=${last.id}`} />
    </>
  );
  return officerPage(viewer, "查谁办的", body);
}

export function logPage(
  viewer: Viewer,
  rows: readonly (Row & { login: string | null; duty: string | null; act: string; about: string })[],
  last: Row | undefined,
): Page {
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
      {rows.length === 0 ? (
        <p>
          还没有。<En>None yet.</En>
        </p>
      ) : (
        <Scroll label="日志 Log">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">
                  时间 <En>Time</En>
                </th>
                <th scope="col">
                  账号 <En>Login</En>
                </th>
                <th scope="col">
                  做了什么 <En>Act</En>
                </th>
                <th scope="col">
                  对象 <En>About</En>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td data-label="时间">{BEIJING.format(row.at)}</td>
                  <td data-label="账号">
                    {row.login ?? "—"} {row.duty === null ? "" : (DUTY_WORDS[row.duty]?.zh ?? "")}
                  </td>
                  <td data-label="做了什么">{row.act}</td>
                  <td data-label="对象">{row.about}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Older href={last === undefined ? undefined : `/admin/log?at=${last.at}&id=${last.id}`} />
    </>
  );
  return officerPage(viewer, "日志", body);
}

export function complaintsPage(
  viewer: Viewer,
  rows: readonly { number: string; place: number; at: number; text: string | null }[],
  last: { readonly at: number; readonly number: string } | undefined,
): Page {
  const body = (
    <>
      <h1>
        对平台的意见 <En>Complaints about the platform</En>
      </h1>
      {rows.length === 0 ? (
        <p>
          还没有。<En>None yet.</En>
        </p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={`${row.number}-${row.place}`}>
              {BEIJING.format(row.at)} · {showNumber(row.number)}：
              {row.text ?? "（文字已按期删除 deleted on its day）"}
            </li>
          ))}
        </ul>
      )}
      <Older
        href={last === undefined ? undefined : `/admin/complaints?at=${last.at}&number=${last.number}`}
      />
    </>
  );
  return officerPage(viewer, "对平台的意见", body);
}
