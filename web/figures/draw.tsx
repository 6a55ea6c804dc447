// The page of one neutral draw: what was fixed beforehand, what was drawn with, and how anybody repeats it.

import { type Page, Scroll } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { periodWords } from "./period-words.ts";

export interface DrawView {
  readonly draw: {
    readonly period: string;
    readonly witnessed: boolean;
    readonly commitment: string;
    readonly committedAt: number;
    readonly count: number;
    readonly shownFrom: number;
    readonly drawnAt?: number;
    readonly population?: number;
    readonly print?: string;
    readonly secret?: string;
    readonly root?: string;
    readonly signature?: string;
  };
  readonly others: readonly string[];
  readonly now: number;
}

function Fact({ zh, en, value }: { zh: string; en: string; value: string }) {
  return (
    <>
      <dt>
        {zh} <En>{en}</En>
      </dt>
      <dd>{value}</dd>
    </>
  );
}

export function drawPage({ draw, others }: DrawView): Page {
  const { period } = draw;
  const words = periodWords(period);
  const body = (
    <>
      <h1>
        {words.zh}的随机回访抽样 <En>{`The neutral draw of ${words.en}`}</En>
      </h1>
      <p>
        每月办结的诉求里随机抽一批，由没有经办过的人打电话问。抽到谁，谁也选不了：月内先把一个密数封存进账本；月底以后，用密数、账本月底的根和外部见证的签名一起算出名单。
        <En>
          Of each month's closed requests some are drawn and called by people who handled none of them. Nobody
          can choose: a secret is committed to in the ledger while the month runs, and the list follows from
          the secret, the ledger's root after the month's end and the outside witness's signature.
        </En>
      </p>
      {draw.witnessed ? null : (
        <p class="notice">
          现在没有配置外部见证，签名是运营方自己的，所以不能排除运营方挑过根。
          <En>
            No outside witness is configured; the signature is the operator's own, so that choosing among
            roots cannot be excluded.
          </En>
        </p>
      )}
      <dl class="facts">
        <Fact zh="封存密数的时间" en="Committed on" value={dayWords(draw.committedAt)} />
        <Fact zh="密数的指纹" en="Commitment" value={draw.commitment} />
        <Fact zh="要抽多少件" en="To be drawn" value={String(draw.count)} />
        {draw.drawnAt === undefined ? null : (
          <>
            <Fact zh="抽样的时间" en="Drawn on" value={dayWords(draw.drawnAt)} />
            <Fact zh="当月办结的诉求" en="Population" value={String(draw.population)} />
            <Fact zh="这份名单的指纹" en="Fingerprint of the population" value={draw.print!} />
          </>
        )}
        {draw.secret === undefined ? null : (
          <>
            <Fact zh="密数" en="Secret" value={draw.secret} />
            <Fact zh="账本的根" en="Root" value={draw.root!} />
            <Fact zh="签名" en="Signature" value={draw.signature!} />
          </>
        )}
      </dl>
      {draw.drawnAt === undefined ? (
        <p>
          这个月还没有过完，或者账本月底的签名还没有出来，还没有抽。<En>Not drawn yet.</En>
        </p>
      ) : draw.secret === undefined ? (
        <p>
          回访还在进行。{dayWords(draw.shownFrom)}起公布密数和抽中的编号；现在公布，经办单位就会知道要问谁。
          <En>
            The calls go on; the secret and the sample are shown afterwards, since otherwise the handling
            bodies would know who is asked.
          </En>
        </p>
      ) : null}
      <h2>
        怎么核验 <En>How to check</En>
      </h2>
      <ol>
        <li>
          下载下面两个文件，运行 <code>luodi verify --draw draw.json --population population.txt</code>。
          <En>Download both files and run the command.</En>
        </li>
        <li>
          您自己的诉求在不在名单里：您那件的办结回执里 leaf.facts 一行，就是名单里的一行。
          <En>
            Whether your own request is in the population: leaf.facts in the receipt of its first closing is a
            line of the list.
          </En>
        </li>
        <li>
          密数的指纹在月内就记进了账本（draw-commitment），可在账本导出里查到。
          <En>The commitment stands in the ledger's export as draw-commitment.</En>
        </li>
      </ol>
      <p class="row">
        <a class="button" href={`/figures/draws/${period}/draw.json`}>
          draw.json
        </a>
        {draw.drawnAt === undefined ? null : (
          <a class="button" href={`/figures/draws/${period}/population.txt`}>
            population.txt
          </a>
        )}
      </p>
      <details>
        <summary>
          算法 <En>The algorithm</En>
        </summary>
        <Scroll label="算法 The algorithm">
          <pre>{ALGORITHM}</pre>
        </Scroll>
      </details>
      <h2>
        各月 <En>All months</En>
      </h2>
      <ul class="ways">
        {others.map((each) => (
          <li key={each}>
            <a
              href={`/figures/draws/${each}`}
              {...(each === period ? { "aria-current": "page" as const } : {})}
            >
              {periodWords(each).zh}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
  return { title: `${words.zh}的抽样`, body };
}

const ALGORITHM = `commitment  = SHA-256("luodi/draw-secret/v1\\0" || secret)
seed        = SHA-256("luodi/draw/v1\\0" || secret || root || signature)
ids         = the population, each once, in the order of UTF-16 units
generator   = HMAC_DRBG with SHA-256 (NIST SP 800-90A, 10.1.2), seeded with seed || SHA-256(JSON of ids)
for place = 0 .. count-1: swap ids[place] with ids[place + a whole number below (length - place)]
a whole number below n: 6 bytes, big endian; values from the last whole multiple of n on are dropped
sample      = the first "count" ids
root, signature: of the first checkpoint at least 2 minutes after the month's end (Beijing time), co-signed by the witness where there is one`;
