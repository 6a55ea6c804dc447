// Where the neutral caller's calls come from.

import { En } from "../parts/words.tsx";

/** Where calls come from, said where there is none. */
export function Sources({ demo }: { readonly demo: boolean }) {
  return (
    <>
      <p>
        什么时候有：
        <En>Calls come from three sides:</En>
      </p>
      <ul>
        <li>
          每个月过完以后，从这个月办结的里面抽，抽中的都在这里。
          <En>When a month is over, a sample of what was closed in it is drawn.</En>
        </li>
        <li>
          群众要人打电话的，马上在这里。<En>Whoever asks for a call, at once.</En>
        </li>
        <li>
          有人跟群众提过评价、群众的好话先不算数的，过一天在这里。
          <En>Whose praise does not count because the rating was raised, a day later.</En>
        </li>
      </ul>
      {demo ? (
        <p class="notice demo">
          演示里想试一通：换成接线员，在<a href="/counter">代办台</a>
          按编号查一件单位答复过的诉求，点“要中立回访员打电话”，再换回来。编号在
          <a href="/public">公开的诉求</a>里找。
          <En>
            To try one: as the operator find a request by number that was answered, ask for a neutral call,
            and come back here.
          </En>
        </p>
      ) : null}
    </>
  );
}
