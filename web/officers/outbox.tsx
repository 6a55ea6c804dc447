// The outbox: what was sent, what waits, what failed and why; in development the place where messages can be read.

import { type Page, Scroll } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";

export interface OutboxRow {
  readonly id: string;
  readonly channel: "sms" | "mail";
  readonly recipient: string;
  readonly words: string;
  readonly state: "waiting" | "sent" | "failed" | "shown";
  readonly createdAt: number;
  readonly trouble: string | null;
}

const STATES = {
  waiting: { zh: "等待发送", en: "waiting" },
  sent: { zh: "已发出", en: "sent" },
  failed: { zh: "没发成", en: "failed" },
  shown: { zh: "没有配置发送服务，只在这里显示", en: "no provider is configured; shown here only" },
} as const;

const BEIJING = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

export function outboxPage(rows: readonly OutboxRow[], next: number | undefined): Page {
  const body = (
    <>
      <h1>
        发出的消息 <En>Messages sent</En>
      </h1>
      {rows.length === 0 ? (
        <p>
          还没有消息。<En>None yet.</En>
        </p>
      ) : (
        <Scroll label="消息 Messages">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">
                  时间 <En>Time</En>
                </th>
                <th scope="col">
                  收件 <En>To</En>
                </th>
                <th scope="col">
                  内容 <En>Words</En>
                </th>
                <th scope="col">
                  状态 <En>State</En>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td data-label="时间">{BEIJING.format(row.createdAt)}</td>
                  <td data-label="收件">
                    {row.channel === "sms" ? "短信 SMS" : "邮件 Mail"} {row.recipient}
                  </td>
                  <td data-label="内容">{row.words}</td>
                  <td data-label="状态">
                    <Both words={STATES[row.state]} /> {row.trouble ?? ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {next === undefined ? null : (
        <nav class="pager" aria-label="翻页 Pages">
          <a class="button" href={`/outbox?before=${next}`} rel="next">
            更早的 <En>Older</En>
          </a>
        </nav>
      )}
    </>
  );
  return { title: "发出的消息", body };
}
