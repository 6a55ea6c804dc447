// Where a request stands, in one box: phase, who holds it, what comes next, how often it came back; for thread, number and public page.

import type { Words } from "../../core/domain/facts.ts";
import { dayWords } from "../parts/moments.ts";
import { Both, En, Phone } from "../parts/words.tsx";

export interface HolderView {
  readonly zh: string;
  readonly en: string;
  readonly desk: string;
  readonly phone: string;
  /** Named and not yet accepted. */
  readonly offered: boolean;
  readonly asks: readonly number[];
}

export interface StandingView {
  readonly phase: Words;
  readonly next: Words;
  readonly clause?: Words;
  readonly official: boolean;
  readonly filedAt: number;
  readonly lastAt: number;
  readonly bounces: number;
  readonly people: number;
  readonly solved: number;
  readonly holders: readonly HolderView[];
}

export function Standing({ view, dates = true }: { view: StandingView; dates?: boolean }) {
  return (
    <section class="state" aria-label="现在怎样 Where it stands">
      <p>
        <strong>{view.phase.zh}</strong> <En>{view.phase.en}</En>
      </p>
      {view.holders.map((each) => (
        <Holder key={`${each.zh}${each.offered}`} holder={each} />
      ))}
      {view.next.zh === "" ? null : (
        <p>
          接下来：
          <Both words={view.next} />
        </p>
      )}
      {view.bounces === 0 ? null : (
        <p>
          退回重办过 {view.bounces} 次 <En>{`Sent back ${view.bounces} time(s)`}</En>
        </p>
      )}
      {view.people <= 1 ? null : (
        <p>
          {view.people} 人反映，{view.solved} 人说解决了{" "}
          <En>{`${view.solved} of ${view.people} say it is solved`}</En>
        </p>
      )}
      {dates ? (
        <p class="small">
          {dayWords(view.filedAt)}提的，最近一步 {dayWords(view.lastAt)}
        </p>
      ) : null}
      {view.clause === undefined ? null : (
        <p class="small">
          <Both words={view.clause} />
          {view.official ? null : (
            <>
              {" "}
              没有官方依据。<En>No official basis.</En>
            </>
          )}
        </p>
      )}
    </section>
  );
}

function Holder({ holder }: { holder: HolderView }) {
  const { zh, en, desk, phone, offered, asks } = holder;
  return (
    <p>
      {offered ? "等它接下：" : "在谁手上："}
      <strong>
        {zh}
        {desk === "" ? "" : ` ${desk}`}
      </strong>
      {phone === "" ? null : (
        <>
          ，电话 <Phone number={phone} />
        </>
      )}
      {asks.length === 0 ? "" : `（第 ${asks.join("、")} 项）`} <En>{en}</En>
    </p>
  );
}
