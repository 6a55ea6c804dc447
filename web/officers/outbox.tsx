// The outbox: what was sent, what waits, what failed and why; in development the place where messages can be read.

import type { Page } from "../parts/layout.tsx";
import { Listing, OLDER } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { officerPage, type Viewer } from "./frame.tsx";

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

export function outboxPage(viewer: Viewer, rows: readonly OutboxRow[], next: number | undefined): Page {
  const body = (
    <>
      <h1>
        发出的消息 <En>Messages sent</En>
      </h1>
      <Listing
        label={{ zh: "消息", en: "Messages" }}
        none={{ zh: "还没有消息。", en: "None yet." }}
        columns={[
          { zh: "时间", en: "Time" },
          { zh: "收件", en: "To" },
          { zh: "内容", en: "Words" },
          { zh: "状态", en: "State" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            momentWords(row.createdAt),
            `${row.channel === "sms" ? "短信 SMS" : "邮件 Mail"} ${row.recipient}`,
            row.words,
            <>
              <Both words={STATES[row.state]} /> {row.trouble ?? ""}
            </>,
          ],
        }))}
        next={next === undefined ? undefined : { href: `/outbox?before=${next}`, words: OLDER }}
      />
    </>
  );
  return officerPage(viewer, "发出的消息", body);
}
