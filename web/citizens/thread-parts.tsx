// The parts of a thread: the asks with their own states, the promises with their days, the steps with their words.

import type { Words } from "../../core/domain/facts.ts";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";

export interface AskView {
  readonly number: number;
  readonly words: string;
  readonly outcome: Words;
  readonly holder: string;
}

export function Asks({ asks }: { asks: readonly AskView[] }) {
  return (
    <section>
      <h2>
        要解决的 {asks.length} 项 <En>What should be solved</En>
      </h2>
      <ol class="list">
        {asks.map((ask) => (
          <li key={ask.number}>
            {ask.words || (asks.length === 1 ? "这件事" : `第 ${ask.number} 项`)}：
            <strong>{ask.outcome.zh}</strong> {ask.holder === "" ? null : `（${ask.holder}）`}{" "}
            <En>{ask.outcome.en}</En>
          </li>
        ))}
      </ol>
    </section>
  );
}

export interface PromiseView {
  readonly number: number;
  readonly ask?: number;
  readonly who: string;
  /** What was promised, where it was written down. */
  readonly what?: string;
  readonly day: Words;
  readonly word: Words;
  /** The day has come, so the person is asked. */
  readonly asked: boolean;
  readonly answer?: "done" | "not-done" | "dont-know";
}

const ANSWERS = [
  { value: "done", zh: "做到了", en: "Done" },
  { value: "not-done", zh: "没做到", en: "Not done" },
  { value: "dont-know", zh: "不清楚", en: "I do not know" },
] as const;

export function Promises({
  promises,
  link,
  form,
}: {
  promises: readonly PromiseView[];
  /** Absent where nobody may answer: on public pages. */
  link?: string;
  form?: string;
}) {
  if (promises.length === 0) return null;
  return (
    <section id="promises">
      <h2>
        答应过的事 <En>What was promised</En>
      </h2>
      {promises.map((each) => (
        <div class="card" key={each.number}>
          <p>
            承诺 {each.number}
            {each.ask === undefined ? "" : `（第 ${each.ask} 项）`}：<strong>{each.who}</strong>{" "}
            <Both words={each.day} />
            {each.what === undefined ? "" : `：${each.what}`}
          </p>
          <p>
            <Both words={each.word} />
          </p>
          {link === undefined || !each.asked ? null : (
            <>
              <p>
                日子到了，做到了没有？<En>The day has come. Was it done?</En>
                {each.answer === undefined
                  ? null
                  : ` 您上次说：${ANSWERS.find((one) => one.value === each.answer)!.zh}，可以改。`}
              </p>
              <form method="post" action={`/r/${link}/promises/${each.number}`}>
                <input type="hidden" name="form" value={form ?? ""} />
                <p class="row">
                  {ANSWERS.map((answer) => (
                    <button key={answer.value} type="submit" name="answer" value={answer.value}>
                      {answer.zh} <En>{answer.en}</En>
                    </button>
                  ))}
                </p>
              </form>
            </>
          )}
        </div>
      ))}
    </section>
  );
}

export interface StepView {
  readonly place: number;
  readonly at: number;
  readonly words: Words;
  readonly said: readonly { readonly label: string; readonly text: string }[];
  /** The officer's name, where the officer chose to sign. */
  readonly signed?: string;
  readonly desk?: string;
}

export function Steps({ steps, receipts }: { steps: readonly StepView[]; receipts?: string }) {
  return (
    <ol class="thread" reversed>
      {steps.map((step) => (
        <li key={step.place}>
          <time dateTime={new Date(step.at).toISOString()}>{momentWords(step.at)}</time>
          <br />
          <Both words={step.words} />
          {step.desk === undefined || step.desk === "" ? null : <span class="when">（{step.desk}）</span>}
          {step.signed === undefined ? null : `，署名：${step.signed}`}
          {step.said.map((each) => (
            <div key={each.label} class="said">
              {each.label === "" ? null : <strong>{each.label}：</strong>}
              {each.text}
            </div>
          ))}
          {receipts === undefined ? null : (
            <div>
              <a class="small" href={`${receipts}/${step.place}`}>
                第 {step.place + 1} 步的回执 <En>Receipt</En>
              </a>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
