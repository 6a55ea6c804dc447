// The first page of the platform: two ways in, and what else is here.

import type { Page } from "../parts/layout.tsx";
import { En, Phone } from "../parts/words.tsx";
import { MineLink, type MineState } from "./mine-parts.tsx";

export interface HomeView {
  /** The hotline's. */
  readonly phone: string;
  readonly simulator?: boolean;
  readonly mine?: MineState;
}

export function platformHome({ phone, simulator = false, mine }: HomeView): Page {
  const body = (
    <>
      <h1>
        办没办成，您说了算 <En>It is done when you say so</En>
      </h1>
      <ul class="doors">
        <li>
          <a href="/file">
            <strong>提诉求</strong> <En>File a request</En>
            <span>有难处、要投诉、想咨询，用自己的话写就行</span>
          </a>
        </li>
        <li>
          <a href="/find">
            <strong>查进度</strong> <En>Follow a request</En>
            <span>凭编号看办到哪一步；有专用链接就直接打开链接</span>
          </a>
        </li>
      </ul>
      <p id="hotline">
        不用注册，不用装软件。写到一半可以放下，过后接着写。不会上网，打 <Phone number={phone} />{" "}
        或到村（社区）服务点，一样能办、能查、能评。
        <En>
          No account, nothing to install. You may stop half-way and go on later. By telephone or at the
          village counter you can do the same.
        </En>
      </p>
      <p class="notice">
        有人受伤、着火、正在发生危险：先打 110、119、120。
        <En>In danger call 110 (police), 119 (fire) or 120 (ambulance) first.</En>
      </p>
      <h2>
        还可以看 <En>Also here</En>
      </h2>
      <ul class="ways">
        <li>
          <a href="/public">
            公开的诉求 <En>Public requests</En>
          </a>
        </li>
        <li>
          <a href="/figures">
            公开的数字 <En>Public figures</En>
          </a>
        </li>
        <li>
          <a href="/ledger">
            办事账本 <En>The ledger</En>
          </a>
        </li>
        {simulator ? (
          <li>
            <a href="/voice/simulator">
              电话模拟器（演示） <En>Telephone simulator (demonstration)</En>
            </a>
          </li>
        ) : null}
        {mine === undefined ? null : (
          <li>
            <MineLink state={mine} />
          </li>
        )}
      </ul>
      <h2>
        工作人员 <En>For staff</En>
      </h2>
      <ul class="ways">
        <li>
          <a href="/sign-in">
            工作人员登录 <En>Staff sign-in</En>
          </a>
        </li>
        <li>
          <a href="/checkup">
            体检（登录后看） <En>Check-up, once signed in</En>
          </a>
        </li>
      </ul>
    </>
  );
  return { title: "首页", body };
}
