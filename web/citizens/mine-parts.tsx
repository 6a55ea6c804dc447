// What other pages show of the own list: the quiet way there, in and out of it on a request's page, the tick where one is filed.

import { Tick } from "../parts/form.tsx";
import { En } from "../parts/words.tsx";

/** "in": somebody is signed in; "out": nobody is, and may. Absent on every page where citizens cannot sign in. */
export type MineState = "in" | "out";

/** A quiet way to the list. */
export function MineLink({ state }: { state: MineState }) {
  return state === "in" ? (
    <a href="/mine">
      我的全部诉求 <En>All my requests</En>
    </a>
  ) : (
    <a href="/mine">
      登录看我的全部诉求（不登录也一样能办） <En>Sign in to see all my requests (never needed)</En>
    </a>
  );
}

/** How a request stands to the list of whoever is signed in. */
export interface InListView {
  readonly token: string;
  readonly listed: boolean;
  /** It was opened from the list and not by its secret link. */
  readonly from: boolean;
}

export function InList({ link, list }: { link: string; list: InListView }) {
  const { token, listed, from } = list;
  return (
    <form method="post" action={`/r/${link}/list`} class="noprint">
      <input type="hidden" name="token" value={token} />
      <p class="row">
        {listed ? (
          <>
            <span>
              在<a href="/mine">我的列表</a>里 <En>In my list</En>
            </span>
            <button type="submit" name="put" value="out">
              移出我的列表 <En>Take it out</En>
            </button>
          </>
        ) : (
          <>
            <button type="submit" name="put" value="in">
              放进我的列表 <En>Put it into my list</En>
            </button>
            <span class="small">
              只有您看得到列表，办理不受影响。<En>Only you see the list; nothing else changes.</En>
            </span>
          </>
        )}
      </p>
      {from ? (
        <p class="small">
          这一页的网址只在您这次登录里有用，别收藏。要长期用的链接，在下面“换一个”里拿。
          <En>This address works in your present sign-in alone; for a lasting link use “change it” below.</En>
        </p>
      ) : null}
    </form>
  );
}

/** Stands above the button that sends: listed unless the citizen ticks it. `of` tells apart the forms of one page. */
export function ListTick({ of }: { of: string }) {
  return (
    <div>
      <p class="hint">
        您登录着：提交后会列进您自己的“我的诉求”，只有您看得到，怎么办不受影响。
        <En>You are signed in: it will stand in your own list, which nobody else sees.</En>
      </p>
      <Tick
        name="unlisted"
        id={`unlisted-${of}`}
        words={{ zh: "这件不放进我的列表", en: "Leave this one out of my list" }}
      />
    </div>
  );
}
