// Operations: the first page of administration, bodies and desks, and the health of what runs in the background.

import type { Words } from "../../core/domain/facts.ts";
import { Field, officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import { type Page, Scroll } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { DUTY_WORDS } from "./accounts.tsx";

const WAYS: readonly (Words & { href: string; duties: readonly string[] })[] = [
  { href: "/admin/officers", zh: "账号", en: "Accounts", duties: ["security"] },
  { href: "/admin/bodies", zh: "单位和股室", en: "Bodies and desks", duties: ["operations"] },
  { href: "/admin/health", zh: "运行情况", en: "Health", duties: ["operations"] },
  { href: "/outbox", zh: "发出的消息", en: "Messages sent", duties: ["operations"] },
  { href: "/admin/seals", zh: "查谁办的（留痕）", en: "Open a seal, with a trace", duties: ["audit"] },
  { href: "/admin/log", zh: "日志", en: "Log", duties: ["audit"] },
  { href: "/admin/requests.luodi-export.jsonl", zh: "导出诉求", en: "Export requests", duties: ["audit"] },
  {
    href: "/admin/complaints",
    zh: "对平台的意见",
    en: "Complaints about the platform",
    duties: ["operations", "audit"],
  },
];

export function administrationHome(viewer: Viewer, duty: string | undefined): Page {
  const words = duty === undefined ? undefined : DUTY_WORDS[duty];
  const body = (
    <>
      <h1>
        系统管理 <En>Administration</En>
      </h1>
      <p>
        运维、安全、审计三种职责分开，一人只担一种：管账号的看不到封存的经办人，查日志的开不了账号。
        <En>Operations, security and audit are apart, and each person holds one.</En>
      </p>
      {words === undefined ? (
        <p class="notice">
          还没有给您定职责，请找安全管理员。
          <En>No duty was given to you; ask the security administrator.</En>
        </p>
      ) : (
        <>
          <h2>
            您的职责：{words.zh} <En>{`Your duty: ${words.en}`}</En>
          </h2>
          <ul class="ways">
            {WAYS.filter((way) => way.duties.includes(duty!)).map((way) => (
              <li key={way.href}>
                <a class="button" href={way.href}>
                  <Both words={way} />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
  return officerPage(viewer, "系统管理", body);
}

interface BodyRow extends Words {
  readonly id: string;
  readonly desk: string;
  readonly phone: string;
}

export function bodiesPage(viewer: Viewer, rows: readonly BodyRow[], trouble: Words | undefined): Page {
  const body = (
    <>
      <h1>
        单位和股室 <En>Bodies and desks</En>
      </h1>
      <Trouble words={trouble} />
      <p>
        群众看到的是单位、股室和电话，没有人名。代号相同就改原来的那一行。
        <En>Citizens see body, desk and telephone, no name. The same id changes its line.</En>
      </p>
      <form method="post" action="/admin/bodies">
        <Token viewer={viewer} />
        <Field
          id="id"
          name="id"
          label={{ zh: "代号", en: "Id" }}
          hint={{ zh: "字母、数字、横线", en: "letters, digits, dashes" }}
        >
          <input
            type="text"
            id="id"
            name="id"
            autocomplete="off"
            autocapitalize="none"
            aria-describedby="id-hint"
            required
          />
        </Field>
        <Field id="zh" name="zh" label={{ zh: "中文名", en: "Name in Chinese" }}>
          <input type="text" id="zh" name="zh" autocomplete="off" required />
        </Field>
        <Field id="en" name="en" label={{ zh: "英文名", en: "Name in English" }}>
          <input type="text" id="en" name="en" autocomplete="off" required />
        </Field>
        <Field id="desk" name="desk" label={{ zh: "股室", en: "Desk" }}>
          <input type="text" id="desk" name="desk" autocomplete="off" />
        </Field>
        <Field id="phone" name="phone" label={{ zh: "股室电话", en: "Desk's telephone" }}>
          <input type="text" id="phone" name="phone" inputmode="tel" autocomplete="off" />
        </Field>
        <button class="go" type="submit">
          保存 <En>Save</En>
        </button>
      </form>
      <Scroll label="单位 Bodies">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">
                代号 <En>Id</En>
              </th>
              <th scope="col">
                名称 <En>Name</En>
              </th>
              <th scope="col">
                股室和电话 <En>Desk, telephone</En>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td data-label="代号">{row.id}</td>
                <td data-label="名称">
                  <Both words={row} />
                </td>
                <td data-label="股室和电话">
                  {row.desk} {row.phone}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
  return officerPage(viewer, "单位和股室", body);
}

export interface SettingRow extends Words {
  readonly value: string;
  readonly set: boolean;
}

export interface HealthView {
  readonly now: number;
  /** Milliseconds after which an open job is late. */
  readonly late: number;
  readonly jobs: readonly {
    readonly kind: string;
    readonly title: Words;
    readonly open: number;
    readonly failed: number;
    readonly age: number;
    readonly lastDoneAt: number | null;
    readonly outcome: string | null;
  }[];
  /** Milliseconds for which the oldest message has waited. */
  readonly waiting: number;
  readonly checkpointAt?: number;
  readonly leaves?: number;
  readonly seenAt?: number;
  readonly witnessed: boolean;
  readonly alarms: readonly { readonly at: number; readonly code: string }[];
  readonly settings: readonly SettingRow[];
  /** Requests of the demonstration: on the platform, and left in another system's file. */
  readonly played?: { readonly written: number; readonly elsewhere: number };
}

export const BEIJING = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});
const minutes = (milliseconds: number) => Math.floor(milliseconds / 60_000);

export function healthPage(viewer: Viewer, view: HealthView): Page {
  const { jobs, late, alarms } = view;
  const trouble =
    jobs.some((each) => each.age > late || each.failed > 0) || view.waiting > late || alarms.length > 0;
  const body = (
    <>
      <h1>
        运行情况 <En>Health</En>
      </h1>
      <p class={trouble ? "errors" : "notice demo"} role="status">
        <Both
          words={
            trouble
              ? {
                  zh: "有事要处理，见下面标出的各行。",
                  en: "Something needs attention; see the marked lines.",
                }
              : { zh: "后台任务、消息和账本都正常。", en: "Jobs, messages and the ledger are well." }
          }
        />
      </p>
      <h2>
        后台任务 <En>Jobs</En>
      </h2>
      {jobs.length === 0 ? (
        <p>
          还没有跑过。<En>None has run yet.</En>
        </p>
      ) : (
        <Scroll label="后台任务 Jobs">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">
                  任务 <En>Job</En>
                </th>
                <th scope="col">
                  上次办完 <En>Last done</En>
                </th>
                <th scope="col">
                  等着的 <En>Waiting</En>
                </th>
                <th scope="col">
                  结果 <En>Outcome</En>
                </th>
              </tr>
            </thead>
            <tbody>
              {jobs.map((each) => (
                <tr key={each.kind}>
                  <td data-label="任务">
                    <Both words={each.title} />
                  </td>
                  <td data-label="上次办完">
                    {each.lastDoneAt === null ? "—" : BEIJING.format(each.lastDoneAt)}
                  </td>
                  <td data-label="等着的">
                    {each.open === 0 ? "0" : `${each.open}，最久 ${minutes(each.age)} 分钟 min`}
                    {each.age > late ? <strong> 积压 late</strong> : null}
                  </td>
                  <td data-label="结果">
                    {each.outcome ?? ""}
                    {each.failed === 0 ? null : (
                      <form method="post" action="/admin/health/retry">
                        <Token viewer={viewer} />
                        <button type="submit" name="kind" value={each.kind}>
                          {each.failed} 个出错，再跑一次 <En>{`${each.failed} failed; run again`}</En>
                        </button>
                      </form>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <h2>
        消息和账本 <En>Messages and ledger</En>
      </h2>
      <ul>
        <li>
          最久的待发消息等了 {minutes(view.waiting)} 分钟
          <En>{`the oldest message has waited ${minutes(view.waiting)} min`}</En>
        </li>
        <li>
          账本 {view.leaves ?? 0} 步，最近签名{" "}
          {view.checkpointAt === undefined ? "—" : BEIJING.format(view.checkpointAt)}{" "}
          <En>steps in the ledger, last signed</En>
        </li>
        <li>
          {view.witnessed ? (
            <>
              外部见证最近一次 {view.seenAt === undefined ? "还没有" : BEIJING.format(view.seenAt)}{" "}
              <En>last seen by the witness</En>
            </>
          ) : (
            <>
              没有外部见证，不能排除运营方改动{" "}
              <En>no outside witness: alteration by the operator cannot be excluded</En>
            </>
          )}
        </li>
        {view.played === undefined ? null : (
          <li>
            演示诉求：平台按规则逐步装入 {view.played.written} 件，另有 {view.played.elsewhere}{" "}
            件是平台不会收的记法，留在别的系统的文件里{" "}
            <En>{`demonstration: ${view.played.written} requests played step by step, ${view.played.elsewhere} left in another system's file`}</En>
          </li>
        )}
      </ul>
      {alarms.length === 0 ? null : (
        <div class="errors" role="alert">
          <h3>
            账本告警 <En>Alarms of the ledger</En>
          </h3>
          <ul>
            {alarms.map((each) => (
              <li key={`${each.at}${each.code}`}>
                {BEIJING.format(each.at)} {each.code}
              </li>
            ))}
          </ul>
        </div>
      )}
      <h2>
        设置（不显示密钥） <En>Settings, without secrets</En>
      </h2>
      <dl>
        {view.settings.map((each) => (
          <div key={each.en}>
            <dt>
              <Both words={each} />
            </dt>
            <dd>{each.value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
  return officerPage(viewer, "运行情况", body);
}
