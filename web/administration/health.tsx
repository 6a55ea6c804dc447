// The health of what runs in the background: jobs, messages, the ledger, and the settings without their secrets.

import type { Words } from "../../core/domain/facts.ts";
import { officerPage, Token, type Viewer } from "../officers/frame.tsx";
import type { Page } from "../parts/layout.tsx";
import { Listing } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";

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
      <Listing
        label={{ zh: "后台任务", en: "Jobs" }}
        none={{ zh: "还没有跑过。", en: "None has run yet." }}
        columns={[
          { zh: "任务", en: "Job" },
          { zh: "上次办完", en: "Last done" },
          { zh: "等着的", en: "Waiting" },
          { zh: "结果", en: "Outcome" },
        ]}
        rows={jobs.map((each) => ({
          key: each.kind,
          cells: [
            <Both words={each.title} />,
            each.lastDoneAt === null ? "—" : momentWords(each.lastDoneAt),
            <>
              {each.open === 0 ? "0" : `${each.open}，最久 ${minutes(each.age)} 分钟 min`}
              {each.age > late ? <strong> 积压 late</strong> : null}
            </>,
            <>
              {each.outcome ?? ""}
              {each.failed === 0 ? null : (
                <form method="post" action="/admin/health/retry">
                  <Token viewer={viewer} />
                  <button type="submit" name="kind" value={each.kind}>
                    {each.failed} 个出错，再跑一次 <En>{`${each.failed} failed; run again`}</En>
                  </button>
                </form>
              )}
            </>,
          ],
        }))}
      />
      <h2>
        消息和账本 <En>Messages and ledger</En>
      </h2>
      <ul>
        <li>
          最久的待发消息等了 {minutes(view.waiting)} 分钟{" "}
          <En>{`the oldest message has waited ${minutes(view.waiting)} min`}</En>
        </li>
        <li>
          账本 {view.leaves ?? 0} 步，最近签名{" "}
          {view.checkpointAt === undefined ? "—" : momentWords(view.checkpointAt)}{" "}
          <En>steps in the ledger, last signed</En>
        </li>
        <li>
          {view.witnessed ? (
            <>
              外部见证最近一次 {view.seenAt === undefined ? "还没有" : momentWords(view.seenAt)}{" "}
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
                {momentWords(each.at)} {each.code}
              </li>
            ))}
          </ul>
        </div>
      )}
      <h2>
        设置（不显示密钥） <En>Settings, without secrets</En>
      </h2>
      <dl class="facts">
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
