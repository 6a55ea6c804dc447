// The public page of the ledger: what it holds, who watches it, and how anybody checks it.

import { WITNESS_WORDS, type WitnessCode } from "../../core/ledger/witness.ts";
import { type Page, Scroll } from "../parts/layout.tsx";
import { secondWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";

export interface LedgerView {
  readonly size: number;
  readonly at?: number;
  readonly witnessed: boolean;
  readonly seenAt?: number;
  readonly alarms: readonly { readonly at: number; readonly code: string }[];
  readonly keys: { readonly operator: string; readonly witnesses: readonly string[] };
}

export function ledgerPage({ size, at, witnessed, seenAt, alarms, keys }: LedgerView): Page {
  const body = (
    <>
      <h1>
        办事账本 <En>The ledger</En>
      </h1>
      <p>
        每件诉求的每一步都按服务器的时间记进账本，签了名就不能悄悄改、悄悄删、悄悄倒填日期。账本里没有个人信息。
        <En>
          Every step is committed with the server's time; nothing can be altered, deleted or back-dated
          unnoticed. It holds no personal data.
        </En>
      </p>
      {witnessed ? null : (
        <p class="notice">
          现在没有配置外部见证，所以不能排除运营方自己改动账本。
          <En>No outside witness is configured, so alteration by the operator cannot be excluded.</En>
        </p>
      )}
      <dl class="facts">
        <dt>
          已记的步数 <En>Steps</En>
        </dt>
        <dd>{size.toLocaleString("zh-CN")}</dd>
        <dt>
          最近一次签名 <En>Last checkpoint</En>
        </dt>
        <dd>{at === undefined ? "还没有 none yet" : secondWords(at)}</dd>
        <dt>
          外部见证最近一次看到 <En>Last seen by the witness</En>
        </dt>
        <dd>{seenAt === undefined ? "还没有 never" : secondWords(seenAt)}</dd>
      </dl>
      {alarms.length === 0 ? null : (
        <section class="notice">
          <h2>
            告警 <En>Alarms</En>
          </h2>
          <ul>
            {alarms.map((each) => (
              <li key={`${each.at}`}>
                {secondWords(each.at)}：
                <Both words={WITNESS_WORDS[each.code as WitnessCode] ?? { zh: each.code, en: "" }} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>
        怎么核验 <En>How to check</En>
      </h2>
      <p>
        在诉求页上下载某一步的回执，和下面的公钥一起，用 <code>luodi verify</code>{" "}
        离线核验。公钥请抄下来自己保存，不要每次从这里取。
        <En>
          Download a step's receipt from the request's page and check it offline with these keys; keep the
          keys yourself.
        </En>
      </p>
      <Scroll label="公钥 Keys">
        <pre>{JSON.stringify(keys, null, 2)}</pre>
      </Scroll>
      <p class="row">
        <a class="button" href="/ledger/keys.json">
          下载公钥 <En>Keys</En>
        </a>
        <a class="button" href="/ledger/checkpoint">
          最近的签名 <En>Last checkpoint</En>
        </a>
      </p>
    </>
  );
  return { title: "办事账本", body };
}
