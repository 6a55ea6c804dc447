// The thread of a request as its own people see it by the secret link: where it stands, the citizen's word, every step.

import type { Words } from "../../core/domain/facts.ts";
import { sayNumber, showNumber } from "../../core/domain/request/number.ts";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { ACT_TITLES, type ActName, AddForm, GoOnForm } from "./acts.tsx";
import { type PhotoView, smallSize } from "./filing-end.tsx";
import { InList, type InListView } from "./mine-parts.tsx";
import { Standing, type StandingView } from "./standing.tsx";
import { Asks, type AskView, Promises, type PromiseView, Steps, type StepView } from "./thread-parts.tsx";
import { VerdictForm } from "./verdict.tsx";

export interface ThreadView {
  readonly link: string;
  /** The person's own number, and the request's where it is another. */
  readonly number: string;
  readonly of?: string;
  readonly standing: StandingView;
  /** What the body answered last; it is read before it is judged. */
  readonly reply?: StepView;
  readonly asks: readonly AskView[];
  readonly promises: readonly PromiseView[];
  readonly steps: readonly StepView[];
  /** Place of the earliest step shown, where there are earlier ones. */
  readonly earlier?: number;
  readonly photos: readonly PhotoView[];
  readonly form: string;
  /** "due": asked prominently; "open": may be changed; "none": there is nothing to judge yet. */
  /** What “not solved” does. */
  readonly notSolved: Words;
  readonly verdict: "due" | "open" | "none";
  readonly verdictWords?: Words;
  /** What the body asks for, while it waits for it. */
  readonly missing?: string;
  /** Until when the body lets it wait, and why; the person need not accept that. */
  readonly parked?: { readonly until: number; readonly why: string };
  readonly room: number;
  readonly ended: boolean;
  readonly follows?: string;
  readonly told?: Words;
  /** What the person wrote before it was merged into this one. */
  readonly before?: string;
  /** What a body that does not know the person asks through the hotline. */
  readonly relays: readonly OfficeView[];
  readonly acts: readonly ActName[];
  /** Absent where nobody is signed in to a list. */
  readonly list?: InListView;
}

/** An office, when, and its words. */
export interface OfficeView {
  readonly who: string;
  readonly at: number;
  readonly words: string;
}

export function threadPage(view: ThreadView): Page {
  const { link, number, told, missing, verdict } = view;
  const body = (
    <>
      {told === undefined ? null : (
        <p class="notice demo" role="status">
          <Both words={told} />
        </p>
      )}
      <h1>
        诉求 <span class="number">{showNumber(number)}</span>
      </h1>
      <p class="small">
        念作 {sayNumber(number)} <En>The number of your request</En>
        {view.of === undefined ? "" : `。和别人一起反映的那一件是 ${showNumber(view.of)}`}
        {view.follows === undefined ? "" : `。接着旧诉求 ${showNumber(view.follows)}`}
      </p>
      <Standing view={view.standing} />
      {view.list === undefined ? null : <InList link={link} list={view.list} />}
      {missing === undefined ? null : (
        <section class="notice">
          <h2>
            等您补充 <En>You are asked for something</En>
          </h2>
          <AddForm {...{ link, missing, form: view.form, room: view.room, problems: [], fields: {} }} />
        </section>
      )}
      {view.parked === undefined ? null : <Parked {...view} parked={view.parked} />}
      {view.reply === undefined ? null : (
        <section>
          <h2>
            最近的答复 <En>The last reply</En>
          </h2>
          <Steps steps={[view.reply]} />
        </section>
      )}
      {view.relays.map((each) => (
        <section class="notice" key={each.at}>
          <p>
            {each.who}托热线问您（{dayWords(each.at)}）： <En>Asked of you through the hotline:</En>
          </p>
          <p class="said">{each.words}</p>
          <p>
            <a href={`/r/${link}/add`}>
              在这里回答，它看不到您是谁 <En>Answer here; it does not learn who you are</En>
            </a>
          </p>
        </section>
      ))}
      <Verdict view={view} due={verdict === "due"} />
      <Promises promises={view.promises} link={link} form={view.form} />
      <Asks asks={view.asks} />
      {view.before === undefined ? null : (
        <details>
          <summary>
            您原来写的 <En>What you wrote before it was merged</En>
          </summary>
          <p class="said">{view.before}</p>
        </details>
      )}
      <Photos {...view} />
      <h2 id="steps">
        每一步，新的在前 <En>Every step, the latest first</En>
      </h2>
      <Steps steps={view.steps} receipts={`/r/${link}/receipts`} />
      {view.earlier === undefined ? null : (
        <p class="pager">
          <a href={`/r/${link}?before=${view.earlier}#steps`}>
            更早的步骤 <En>Earlier steps</En>
          </a>
        </p>
      )}
      <p class="small">
        回执好比收件的凭条：能证明这一步什么时候记进了账本，以后谁也不能悄悄改。
        <En>A receipt proves when a step entered the ledger; nobody can alter it unnoticed.</En>{" "}
        <a href="/ledger">
          怎么核验 <En>How to check</En>
        </a>
      </p>
      <More {...view} />
    </>
  );
  return { title: `诉求 ${showNumber(number)}`, body };
}

/** The day that the body named; one press says that it is not accepted. */
function Parked({ link, form, parked }: ThreadView & Required<Pick<ThreadView, "parked">>) {
  const day = dayWords(parked.until);
  return (
    <section class="notice" id="parked">
      <h2>
        {`单位要等到${day}再办`} <En>The body waits until this day</En>
      </h2>
      {parked.why === "" ? null : <p class="said">{parked.why}</p>}
      <p>
        您同意等，什么都不用做，到那天自动接着办。不同意，按下面，单位马上看到，不能再挂账。
        <En>
          If you accept, do nothing. If not, say so: the body goes on at once and may not park it again.
        </En>
      </p>
      <GoOnForm {...{ link, form, problems: [], fields: {} }} />
    </section>
  );
}

function Verdict({ view, due }: { view: ThreadView; due: boolean }) {
  if (view.verdict === "none") return null;
  const { link, form } = view;
  const asks = view.asks.map((ask) => ({ number: ask.number, words: ask.words }));
  const inner = (
    <VerdictForm {...{ link, form, asks, problems: [], fields: {}, chosen: [], notSolved: view.notSolved }} />
  );
  if (due)
    return (
      <section class="state" id="verdict">
        <h2>
          办没办成，您说了算 <En>It is done when you say so</En>
        </h2>
        {inner}
      </section>
    );
  return (
    <details id="verdict">
      <summary>
        没解决，或者要改 <En>Not solved, or change your word</En>
      </summary>
      {view.verdictWords === undefined ? null : (
        <p>
          您上次说：
          <Both words={view.verdictWords} />
        </p>
      )}
      {inner}
    </details>
  );
}

function Photos({ link, photos }: Pick<ThreadView, "link" | "photos">) {
  if (photos.length === 0) return null;
  return (
    <section>
      <h2 id="photos">
        您的照片 <En>Your photos</En>
      </h2>
      <ul class="shots">
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <a href={`/r/${link}/photos/${photo.id}`}>
              <img
                src={`/r/${link}/photos/${photo.id}/small`}
                alt={`第 ${index + 1} 张 No. ${index + 1}`}
                loading="lazy"
                {...smallSize(photo)}
              />
            </a>
            {photo.placed ? (
              <form method="post" action={`/r/${link}/photos/${photo.id}/forget-place`}>
                <p class="small">
                  办理单位看得到拍照地点 <En>The handling body sees where it was taken</En>
                </p>
                <button type="submit">
                  删掉这张的地点 <En>Delete the place</En>
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is wanted least stands last. */
const SELDOM: ReadonlySet<ActName> = new Set(["complain", "deletion"]);

function Acts({ link, acts }: Pick<ThreadView, "link" | "acts">) {
  return (
    <>
      {acts.map((name) => (
        <li key={name}>
          <a href={`/r/${link}/${name}`}>
            <Both words={ACT_TITLES[name]} />
          </a>
        </li>
      ))}
    </>
  );
}

function More({ link, number, acts, ended }: ThreadView) {
  return (
    <section>
      <h2>
        您还可以 <En>You may also</En>
      </h2>
      <ul class="ways">
        <Acts {...{ link, acts: acts.filter((name) => !SELDOM.has(name)) }} />
        {ended ? (
          <li>
            <a href={`/file?follows=${number}`}>
              提一件新的，和这一件连起来 <En>File a new one, linked to this</En>
            </a>
          </li>
        ) : null}
        <li>
          <a href={`/r/${link}/card`}>
            编号、链接和二维码卡片 <En>Number, link and QR card</En>
          </a>
        </li>
        <li>
          <a href={`/r/${link}/opened`}>
            谁看过您的联系方式 <En>Who looked up how to reach you</En>
          </a>
        </li>
        <li>
          <a href={`/r/${link}/renew`}>
            链接被别人看到了，换一个 <En>Somebody saw the link: change it</En>
          </a>
        </li>
        <li>
          <a href={`/r/${link}/paper`}>
            打印回执卡，交到服务点也能评 <En>Paper card to return by hand</En>
          </a>
        </li>
        <Acts {...{ link, acts: acts.filter((name) => SELDOM.has(name)) }} />
      </ul>
    </section>
  );
}
