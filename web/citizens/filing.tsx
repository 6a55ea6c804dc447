// The frame of the pages on which a request is written, one question a page; every one can be left and continued.

import { showNumber } from "../../core/domain/request/number.ts";
import { Errors, Send } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { Questions, type QuestionView } from "./filing-questions.tsx";
import { type AdviceView, FILING_STEPS, type FilingStep, TITLES } from "./filing-words.ts";

export interface FilingView extends QuestionView {
  /** The draft's secret, which becomes the request's. */
  readonly link: string;
  /** The address of the platform, for the note of where to go on. */
  readonly origin: string;
  /** Nothing was sent yet, so there is nothing to come back to. */
  readonly fresh: boolean;
  /** Goes back to the last page, from which it was opened. */
  readonly back?: boolean;
  readonly advice?: readonly AdviceView[];
}

export function filingPage(view: FilingView): Page {
  const { link, step, problems, fields } = view;
  const title = TITLES[step];
  const body = (
    <>
      <StepHead step={step} {...(view.fresh ? {} : { link })} />
      <Errors problems={problems} />
      <AdviceList advice={view.advice ?? []} />
      {fields.join === undefined || step !== "words" ? null : (
        <p class="notice demo">
          您要和诉求 <strong>{showNumber(fields.join)}</strong> 一起反映。写几句您这边的情况就行。
          <En>You are joining this request; a few words of your own will do.</En>
        </p>
      )}
      {fields.follows === undefined || step !== "words" ? null : (
        <p class="notice demo">
          这一件会和旧诉求 <strong>{showNumber(fields.follows)}</strong> 连在一起。
          <En>It will be linked to the earlier request.</En>
        </p>
      )}
      <form method="post" action={`/file/${link}/${step}`}>
        <Questions {...view} />
        {view.back === true ? <input type="hidden" name="from" value="check" /> : null}
        <Send words={{ zh: "保存，下一步", en: "Save and go on" }} />
      </form>
      {view.fresh ? null : <LaterNote link={link} origin={view.origin} />}
    </>
  );
  return { title: `${problems.length > 0 ? "要改：" : ""}${title.zh}`, body };
}

/** Which page of how many, with the way back. */
export function StepHead({ step, link }: { step: FilingStep; link?: string }) {
  const at = FILING_STEPS.indexOf(step);
  const before = FILING_STEPS[at - 1];
  return (
    <>
      <p class="small">
        提诉求 第 {at + 1} 页，共 {FILING_STEPS.length} 页{" "}
        <En>{`Page ${at + 1} of ${FILING_STEPS.length}`}</En>{" "}
        {link === undefined || before === undefined ? null : (
          <a href={`/file/${link}/${before}`}>
            上一页 <En>Back</En>
          </a>
        )}
      </p>
      <h1>
        <Both words={TITLES[step]} />
      </h1>
    </>
  );
}

export function LaterNote({ link, origin }: { link: string; origin: string }) {
  return (
    <p class="small">
      写到这里已经保存，30
      天内可以接着写：收藏这一页，或把下面的网址记下来。谁拿到这个网址都能打开，请自己收好。
      <En>Saved so far; go on within 30 days at this address. Whoever has it can open it.</En>{" "}
      <a class="link" href={`/file/${link}`}>{`${origin}/file/${link}`}</a>
    </p>
  );
}

export function AdviceList({ advice }: { advice: readonly AdviceView[] }) {
  if (advice.length === 0) return null;
  return (
    <section class="notice" aria-label="提醒 Advice">
      {advice.map((each) => (
        <p key={each.words.en}>
          {each.urgent ? <strong>先看这里：</strong> : null}您写到“{each.sign}”。
          <Both words={each.words} />
        </p>
      ))}
      <p class="small">
        这只是提醒，可能看错；您可以照样往下写。<En>This is advice and may be mistaken; you may go on.</En>
      </p>
    </section>
  );
}
