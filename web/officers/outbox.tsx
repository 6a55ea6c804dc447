// The outbox: what was sent, what waits, what failed and why; in development the place where messages can be read.

import type { Page } from "../parts/layout.tsx";
import { hrefOf, Listing, noneOf, OLDER, Search } from "../parts/listing.tsx";
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

export interface OutboxView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly OutboxRow[];
  /** The last message of this page, where more follow. */
  readonly last?: OutboxRow;
}

export function outboxPage({ viewer, typed, first, rows, last }: OutboxView): Page {
  const href = (more: Readonly<Record<string, string>>) => hrefOf("/outbox", { words: typed, ...more });
  const body = (
    <>
      <h1>
        发出的消息 <En>Messages sent</En>
      </h1>
      <Search
        action="/outbox"
        typed={typed}
        found={{ rows: rows.length, first, more: last !== undefined }}
        hint={{ zh: "收件的号码、邮箱，或内容里的字", en: "part of a number, an address or the words" }}
      />
      <Listing
        label={{ zh: "消息", en: "Messages" }}
        none={noneOf(typed, { zh: "还没有消息。", en: "None yet." })}
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
        first={first ? undefined : href({})}
        next={
          last === undefined
            ? undefined
            : { href: href({ at: `${last.createdAt}`, id: last.id }), words: OLDER }
        }
      />
    </>
  );
  return officerPage(viewer, "发出的消息", body);
}
