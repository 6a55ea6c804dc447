// The list of own requests, for whoever likes to sign in: what it is and what it keeps, its rows, the ways out, the sign-in that failed.

import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { Errors, type Problem, Tick } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { Listing, OLDER } from "../parts/listing.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";

const TITLE = "我的诉求";

/** Before the sign-in: what it is good for, what is kept, and that nothing needs it. `host`: the provider's, so that nobody is led astray. */
export function mineOutPage({ host, years }: { host: string; years: number }): Page {
  const body = (
    <>
      <h1>
        {TITLE} <En>My requests</En>
      </h1>
      <p>
        登录以后，您提的诉求列在一处，换手机、换电脑都看得到。不登录也一样能提、能查、能评，办得一样快。
        <En>
          Signed in, you see your requests in one place on every device. Without it you can do the same, and
          nothing is handled differently.
        </En>
      </p>
      <ul>
        <li>
          我们不要您的姓名、电话、证件号，只留一个谁也认不出的记号。
          <En>We take no name, number or identity; only a mark that tells nobody who you are.</En>
        </li>
        <li>
          办理的单位看不到您登录过，也看不到您的列表。
          <En>The handling bodies see neither that you signed in nor your list.</En>
        </li>
        <li>
          随时可以退出，可以把列表整个删掉；{years} 年不登录，列表自动删掉。诉求都在，凭编号和链接照样能用。
          <En>
            {`Sign out or delete the list at any time; after ${years} years without a sign-in it goes by itself. The requests stay.`}
          </En>
        </li>
      </ul>
      <p>
        <a class="button go" href="/mine/sign-in">
          去 {host} 登录 <En>Sign in there</En>
        </a>
      </p>
      <Without />
    </>
  );
  return { title: TITLE, body };
}

function Without() {
  return (
    <ul class="ways">
      <li>
        <a href="/find">
          不登录，凭编号查进度 <En>Follow by number instead</En>
        </a>
      </li>
      <li>
        <a href="/file">
          不登录，提诉求 <En>File without signing in</En>
        </a>
      </li>
    </ul>
  );
}

export interface MineRow {
  readonly number: string;
  /** What stands after /r/. */
  readonly address: string;
  readonly since: number;
  readonly matter: Words;
  readonly text: string;
  readonly phase: Words;
  readonly next: Words;
}

export interface MineView {
  readonly rows: readonly MineRow[];
  /** Key of the next page. */
  readonly next?: string;
  readonly first: boolean;
  readonly token: string;
  readonly years: number;
  readonly problems: readonly Problem[];
}

const COLUMNS: readonly Words[] = [
  { zh: "编号", en: "Number" },
  { zh: "什么事", en: "What it is" },
  { zh: "现在", en: "Now" },
  { zh: "接下来", en: "Next" },
];

export function minePage({ rows, next, first, token, years, problems }: MineView): Page {
  const body = (
    <>
      <h1>
        {TITLE} <En>My requests</En>
      </h1>
      <Errors problems={problems} />
      <p>
        新的在前，点编号打开。只有您看得到这张列表；不想列的，打开以后点“移出我的列表”。
        <En>The latest first. Nobody but you sees this list; to take one out, open it.</En>
      </p>
      <Listing
        label={{ zh: "我的诉求", en: "My requests" }}
        columns={COLUMNS}
        rows={rows.map((row) => ({ key: row.number, cells: cellsOf(row) }))}
        none={
          first
            ? {
                zh: "现在是空的。登录着提的诉求会列在这里；以前提的，打开它的专用链接，点“放进我的列表”。",
                en: "Still empty. What you file while signed in stands here; open an earlier one by its secret link and put it in.",
              }
            : { zh: "后面没有了。", en: "No more." }
        }
        next={next === undefined ? undefined : { href: `/mine?after=${next}`, words: OLDER }}
      />
      {first ? null : (
        <p>
          <a href="/mine">
            回到最新的 <En>Back to the latest</En>
          </a>
        </p>
      )}
      <p class="row">
        <a class="button" href="/file">
          提一件新的 <En>File a new one</En>
        </a>
      </p>
      <form method="post" action="/mine/sign-out">
        <input type="hidden" name="token" value={token} />
        <p class="row">
          <button type="submit">
            退出登录 <En>Sign out</En>
          </button>
          <span class="small">
            别人也用这台手机或电脑的，看完请退出。半小时不动，自动退出。
            <En>On a shared device sign out. After half an hour without a click it ends by itself.</En>
          </span>
        </p>
      </form>
      <details open={problems.length > 0}>
        <summary>
          删掉我的列表 <En>Forget my account</En>
        </summary>
        <form method="post" action="/mine/forget">
          <input type="hidden" name="token" value={token} />
          <p>
            列表和记号马上删掉，所有设备都退出，找不回来。诉求照样在办，凭编号和专用链接照样能用；没有链接的，请先打开那一件，换一个新链接记下来。
            <En>
              List and mark are deleted at once, on every device, for good. The requests go on and open by
              number and secret link; where you have no link, first open the request and take a new one.
            </En>
          </p>
          <p class="small">
            不删也行：{years} 年不登录，列表自动删掉。
            <En>{`Or leave it: after ${years} years without a sign-in it goes by itself.`}</En>
          </p>
          <div class={problems.length > 0 ? "wrong" : ""}>
            <Tick name="sure" words={{ zh: "我明白，删掉我的列表", en: "I understand; delete my list" }} />
          </div>
          <button type="submit">
            删掉 <En>Delete</En>
          </button>
        </form>
      </details>
    </>
  );
  return { title: problems.length > 0 ? `要改：${TITLE}` : TITLE, body };
}

function cellsOf({ number, address, since, matter, text, phase, next }: MineRow) {
  return [
    <>
      <a class="whole" href={`/r/${address}`}>
        {showNumber(number)}
      </a>{" "}
      <span class="small when whole">{dayWords(since)}</span>
    </>,
    <>
      {text}{" "}
      <span class="small">
        {matter.zh} <En>{matter.en}</En>
      </span>
    </>,
    <Both words={phase} key="phase" />,
    <Both words={next} key="next" />,
  ];
}

/** Said alike for whatever does not fit: another browser's answer, one used before, a "no" at the provider. */
export function mineRefusedPage(): Page {
  const title = "没有登录上";
  const body = (
    <>
      <h1>
        {title} <En>Not signed in</En>
      </h1>
      <p>
        可能是您没有同意、页面放得太久，或者这个网址已经用过一次。什么都没有改变。
        <En>You may have said no, taken too long, or the address was used before. Nothing has changed.</En>
      </p>
      <p>
        <a href="/mine">
          再试一次 <En>Try again</En>
        </a>
      </p>
      <Without />
    </>
  );
  return { title, body };
}

/** `farewell`: where the provider's own sign-in is ended, where it says so. */
export function mineEndedPage({ forgotten, farewell }: { forgotten: boolean; farewell?: string }): Page {
  const words: Words = forgotten
    ? { zh: "列表删掉了", en: "The list is deleted" }
    : { zh: "退出了", en: "Signed out" };
  const body = (
    <>
      <h1>
        {words.zh} <En>{words.en}</En>
      </h1>
      {forgotten ? (
        <p>
          您的列表和记号都删掉了。诉求照样在办，凭编号和专用链接照样能用。
          <En>List and mark are gone. The requests go on and open by number and secret link.</En>
        </p>
      ) : null}
      {farewell === undefined ? null : (
        <p>
          您在登录的网站那里可能还登录着。公用的手机、电脑，请
          <a href={farewell}>到那里也退出</a>。
          <En>You may still be signed in at the provider; on a shared device sign out there too.</En>
        </p>
      )}
      <p>
        <a href="/">
          回到首页 <En>To the first page</En>
        </a>
      </p>
    </>
  );
  return { title: words.zh, body };
}
