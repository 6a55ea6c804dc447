// Which offices looked up how to reach the person, when, and what for; never who of the office.

import { showNumber } from "../../core/domain/request/number.ts";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import type { OfficeView } from "./thread.tsx";

export function openedPage({
  link,
  number,
  openings,
}: {
  link: string;
  number: string;
  openings: readonly OfficeView[];
}): Page {
  const body = (
    <>
      <p class="small">
        <a href={`/r/${link}`}>
          回到诉求 {showNumber(number)} <En>Back to the request</En>
        </a>
      </p>
      <h1>
        谁看过您的联系方式 <En>Who looked up how to reach you</En>
      </h1>
      <p>
        每看一次记一次，最近 50 次在这里。觉得不该看的，可以
        <a href={`/r/${link}/complain`}>投诉本平台</a>。
        <En>Every look is recorded; the last 50 stand here. You may complain of one.</En>
      </p>
      {openings.length === 0 ? (
        <p>
          还没有人看过。<En>Nobody yet.</En>
        </p>
      ) : (
        <ul>
          {openings.map((each, index) => (
            <li key={String(index)}>
              {dayWords(each.at)} <strong>{each.who}</strong>：{each.words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
  return { title: "谁看过您的联系方式", body };
}
