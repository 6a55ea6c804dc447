// The card of a request: number, secret link and QR code to keep, and the paper card that is ticked and handed back.

import { sayNumber, showNumber } from "../../core/domain/request/number.ts";
import { Send } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { En, Phone } from "../parts/words.tsx";
import { VERDICT_WORDS } from "./step-words.ts";

export interface CardView {
  readonly link: string;
  readonly number: string;
  /** The secret link's address; absent where the request was opened from the own list, which does not know it. */
  readonly secret?: { readonly address: string; readonly qr: QrView };
  readonly phone: string;
  /** It stands in the list of whoever is signed in. */
  readonly listed: boolean;
}

interface QrView {
  readonly size: number;
  readonly path: string;
}

export function cardPage({ link, number, secret, phone, listed }: CardView): Page {
  const body = (
    <>
      <h1>
        收到了，请记好编号 <En>Received: keep this number</En>
      </h1>
      <div class="paper">
        <p class="number">{showNumber(number)}</p>
        <p>念作 {sayNumber(number)}</p>
        {secret === undefined ? (
          <p>
            专用链接我们不留底，没法再显示一遍。要链接和二维码，可以
            <a href={`/r/${link}/renew`}>换一个新的</a>，旧的就不能用了。
            <En>We keep no copy of the secret link; take a new one, and the old one dies.</En>
          </p>
        ) : (
          <>
            <Qr qr={secret.qr} label={`诉求 ${showNumber(number)} 的专用链接 The secret link`} />
            <p>
              扫码或打开链接：看进度、补充、说办没办成。
              <En>Scan or open: follow, add, say whether it is solved.</En>
            </p>
            <p>
              <a class="link" href={`/r/${link}`}>
                {secret.address}
              </a>
            </p>
          </>
        )}
        <p class="small">
          链接等于钥匙，谁拿到都能看、能改，请收好。只有编号的，能查办到哪一步，看不到您写的内容。不会上网，打{" "}
          <Phone number={phone} />
          ，报编号。
          <En>
            The link is a key: whoever has it sees and changes all. The number alone shows only where it
            stands. Without the internet, call and say the number.
          </En>
        </p>
      </div>
      <p class="row noprint">
        <a class="button go" href={`/r/${link}`}>
          看进度 <En>Follow it</En>
        </a>
        <a class="button" href={`/r/${link}/paper`}>
          打印回执卡 <En>Paper card</En>
        </a>
      </p>
      {listed ? (
        <p class="noprint">
          也在<a href="/mine">我的列表</a>里，换个设备登录也看得到。
          <En>It stands in your list, too.</En>
        </p>
      ) : null}
      <p class="small noprint">
        可以拍照、截屏、抄下来，或用浏览器的“打印”印出来。
        <En>Photograph it, copy it, or print this page.</En>
      </p>
    </>
  );
  return { title: `编号 ${showNumber(number)}`, body };
}

export function Qr({ qr, label }: { qr: QrView; label: string }) {
  return (
    <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}

/** The new link stands on the page before the old one dies, so that an answer lost on the way locks nobody out. */
export function renewPage({
  link,
  number,
  fresh,
  address,
}: {
  link: string;
  number: string;
  fresh: string;
  address: string;
}): Page {
  const body = (
    <>
      <p class="small">
        <a href={`/r/${link}`}>
          回到诉求 {showNumber(number)} <En>Back to the request</En>
        </a>
      </p>
      <h1>
        换链接 <En>Change the link</En>
      </h1>
      <p>
        换了以后，旧链接和旧二维码马上失效，别人用旧链接存进自己列表的也会去掉，编号不变。新链接在这里，请先记下来：
        <En>
          The old link and QR code die at once, and the request leaves every list but yours; the number stays.
          This is the new link; note it first:
        </En>
      </p>
      <p class="said link">{address}</p>
      <form method="post" action={`/r/${link}/renew`}>
        <input type="hidden" name="fresh" value={fresh} />
        <Send words={{ zh: "记好了，换", en: "Noted; change it" }} />
      </form>
    </>
  );
  return { title: "换链接", body };
}

const BOXES = ["solved", "partly", "not", "cannot-explained"] as const;

/** To be printed, ticked and handed in at any counter, or sent back; no link stands on it, since strangers carry it. */
export function paperPage({
  link,
  number,
  phone,
  address,
}: {
  link: string;
  number: string;
  phone: string;
  address: string;
}): Page {
  const body = (
    <>
      <h1 class="noprint">
        回执卡 <En>Paper card</En>
      </h1>
      <p class="noprint">
        打印出来，办完后在格子里打勾，交到任何一个村（社区）服务点或政务大厅，或寄回。打电话报编号也一样。
        <En>Print it, tick one box when it is done, hand it in at any counter or send it back.</En>
      </p>
      <div class="paper">
        <p>
          <strong>办没办成，您说了算</strong>
        </p>
        <p class="number">{showNumber(number)}</p>
        <ol class="boxes">
          {BOXES.map((value, index) => (
            <li key={value}>
              <span class="box" aria-hidden="true" /> {index + 1} {VERDICT_WORDS[value].zh}{" "}
              <En>{VERDICT_WORDS[value].en}</En>
            </li>
          ))}
        </ol>
        <p>没解决的是第（　　　　）项；想说的话：</p>
        <p class="rule" />
        <p class="rule" />
        <p>
          电话 <Phone number={phone} />
          ，报编号就能说。<En>Or call and say the number.</En>
        </p>
        <p>
          寄回：{address} <En>Return address</En>
        </p>
        <p class="small">办理单位的人不得收这张卡，也不得替您填。</p>
      </div>
      <p class="row noprint">
        <a class="button" href={`/r/${link}`}>
          回到诉求 <En>Back to the request</En>
        </a>
      </p>
    </>
  );
  return { title: `回执卡 ${showNumber(number)}`, body };
}
