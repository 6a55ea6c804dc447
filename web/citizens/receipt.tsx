// The receipt of a step in plain words: what it is, what it proves, how to check it and whom to call; what machines read stands below.

import type { Instant, Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Page } from "../parts/layout.tsx";
import { momentWords, secondWords } from "../parts/moments.ts";
import { Both, En, Phone } from "../parts/words.tsx";

export interface ReceiptView {
  readonly link: string;
  /** The person's own number. */
  readonly number: string;
  /** From 0. */
  readonly place: number;
  readonly step: { readonly at: Instant; readonly words: Words };
  /** It entered the ledger between these times, by the operator's clock. */
  readonly between: readonly [Instant, Instant];
  /** A witness outside co-signs the ledger. */
  readonly witnessed: boolean;
  /** The hotline's. */
  readonly phone: string;
}

/** What the receipt means, the same on the page and in the file. */
function meaning({ number, place, step, between, witnessed }: ReceiptView) {
  const [from, until] = between.map(secondWords) as [string, string];
  const what: Words = {
    zh: `这是诉求 ${showNumber(number)} 第 ${place + 1} 步“${step.words.zh}”（${momentWords(step.at)}）的回执，好比收件的凭条。`,
    en: `The receipt of step ${place + 1} of request ${showNumber(number)}: ${step.words.en}.`,
  };
  const proves: readonly Words[] = [
    {
      zh: `能证明：这一步在 ${from} 到 ${until} 之间记进了办事账本。账本只能往后加；谁事后改了、删了这一步，或者改了日子，拿这份回执一核就看得出来，办理单位和本平台也一样。`,
      en: `It proves that the step entered the ledger between these times; whoever alters or removes it later is found out, the body and this platform too.`,
    },
    witnessed
      ? {
          zh: "账本由外面的另一家一起签字见证，整本重写也瞒不过去。",
          en: "A witness outside signs the ledger as well, so that rewriting all of it is found out too.",
        }
      : {
          zh: "现在还没有外面的见证：平台要是把整本账重写，得拿别人早先留下的回执来对，才看得出来。所以回执越早存下越好。",
          en: "There is no witness outside yet: if the whole ledger were rewritten, only receipts kept by others would tell.",
        },
    {
      zh: "不能证明：写的话是真的，或者事情已经办成。办没办成，还是您说了算。",
      en: "It does not prove that the words are true or the matter is solved; that is for you to say.",
    },
  ];
  const check: readonly Words[] = [
    {
      zh: "平时不用核验，把回执文件存好就行，别改里面的字。",
      en: "Nothing has to be checked as a rule; keep the file as it is.",
    },
    {
      zh: "觉得有人动了手脚，把这个文件交给会用电脑的人（亲友、律师、记者都行），他不联网就能核：luodi verify 回执文件 --keys keys.json。打勾是没动过，打叉会说哪里不对。公钥 keys.json 在“办事账本”那一页，请早些另存一份。",
      en: "In doubt give the file to anybody with a computer; it is checked offline: luodi verify RECEIPT.json --keys keys.json. The keys stand on the ledger’s page; keep a copy early.",
    },
  ];
  return { what, proves, check };
}

export function receiptPage(view: ReceiptView, machine: string): Page {
  const { link, number, place, phone } = view;
  const { what, proves, check } = meaning(view);
  const list = (lines: readonly Words[]) => (
    <ul>
      {lines.map((each) => (
        <li key={each.en}>
          <Both words={each} />
        </li>
      ))}
    </ul>
  );
  const body = (
    <>
      <p class="small noprint">
        <a href={`/r/${link}`}>
          回到诉求 {showNumber(number)} <En>Back to the request</En>
        </a>
      </p>
      <h1>
        第 {place + 1} 步的回执 <En>Receipt</En>
      </h1>
      <p>
        <Both words={what} />
      </p>
      <p class="row noprint">
        <a class="button go" href={`/r/${link}/receipts/${place}/file`}>
          把回执文件存下来 <En>Keep the file</En>
        </a>
      </p>
      <h2>
        它能证明什么 <En>What it proves</En>
      </h2>
      {list(proves)}
      <h2>
        怎么核验 <En>How to check it</En>
      </h2>
      {list(check)}
      <p>
        <a href="/ledger">
          办事账本和公钥 <En>The ledger and its keys</En>
        </a>
      </p>
      <h2>
        有疑问打给谁 <En>Whom to call</En>
      </h2>
      <p>
        打热线 <Phone number={phone} />
        ，报编号 {showNumber(number)}，说“第 {place + 1} 步的回执”。
        <En>Call the hotline and say the number and the step.</En>
      </p>
      <details>
        <summary>
          给机器看的部分，您不用看 <En>For machines</En>
        </summary>
        <pre class="link">{machine}</pre>
      </details>
    </>
  );
  return { title: `第 ${place + 1} 步的回执`, body };
}

/** The lines with which the file begins, before what machines read. */
export function receiptLines(view: ReceiptView): string[] {
  const { what, proves, check } = meaning(view);
  const call = `有疑问打热线 ${view.phone}，报编号 ${showNumber(view.number)}。下面的是给机器核验用的，您不用看，也不要改。`;
  return [
    ...[what, ...proves, ...check].map((each) => each.zh),
    call,
    ...[what, ...proves, ...check].map((each) => each.en),
  ];
}
