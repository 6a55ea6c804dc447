// The pages on which a request is written, one question a page; every one can be left and continued.

import type { Words } from "../../core/domain/facts.ts";
import { MATTERS } from "../../core/domain/request/matters.ts";
import {
  AreaField,
  Choices,
  Errors,
  type Problem,
  SelectField,
  Send,
  TextField,
  Tick,
} from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";

export const FILING_STEPS = ["words", "asks", "place", "photos", "you", "public", "check"] as const;
export type FilingStep = (typeof FILING_STEPS)[number];

const TITLES: Readonly<Record<FilingStep, Words>> = {
  words: { zh: "出了什么事", en: "What is the matter" },
  asks: { zh: "您要解决哪几件", en: "What should be solved" },
  place: { zh: "在哪里", en: "Where it is" },
  photos: { zh: "照片（可以没有）", en: "Photos, if you have any" },
  you: { zh: "怎么告诉您结果", en: "How you want to hear of it" },
  public: { zh: "要不要公开", en: "Public or not" },
  check: { zh: "看一遍，提交", en: "Check and send" },
};

export type Fields = Readonly<Record<string, string>>;

export interface AdviceView {
  readonly urgent: boolean;
  readonly sign: string;
  readonly words: Words;
}

export interface FilingView {
  /** The draft's secret; absent on the very first page. */
  readonly link?: string;
  readonly step: Exclude<FilingStep, "photos" | "check">;
  readonly fields: Fields;
  readonly problems: readonly Problem[];
  readonly advice?: readonly AdviceView[];
  /** The words as others would see them. */
  readonly preview?: string;
}

export function filingPage(view: FilingView): Page {
  const { link, step, problems } = view;
  const title = TITLES[step];
  const body = (
    <>
      <StepHead step={step} {...(link === undefined ? {} : { link })} />
      <Errors problems={problems} />
      <AdviceList advice={view.advice ?? []} />
      <form method="post" action={link === undefined ? "/file" : `/file/${link}/${step}`}>
        <Questions {...view} />
        <Send words={{ zh: "保存，下一步", en: "Save and go on" }} />
      </form>
      {link === undefined ? null : <LaterNote link={link} step={step} />}
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

export function LaterNote({ link, step }: { link: string; step: FilingStep }) {
  return (
    <p class="small">
      写到这里已经保存，30 天内可以接着写：把这个网址记下来或收藏，别人拿到也能打开。
      <En>Saved so far; go on within 30 days at this address. Whoever has it can open it.</En>{" "}
      <a class="link" href={`/file/${link}/${step}`}>{`/file/${link}/${step}`}</a>
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

export const INTENTS = [
  { value: "ask-help", zh: "请求解决一件事", en: "Please solve something" },
  { value: "complain", zh: "投诉", en: "A complaint" },
  { value: "consult", zh: "问一件事", en: "A question" },
  { value: "suggest", zh: "提建议", en: "A suggestion" },
  { value: "report", zh: "举报", en: "A report" },
  { value: "praise", zh: "表扬", en: "Praise" },
] as const;

export const WANTS = [
  { value: "text", zh: "发文字（短信或邮件）", en: "In writing, by SMS or e-mail" },
  { value: "call", zh: "打电话", en: "By telephone" },
  { value: "visit", zh: "上门或当面说", en: "In person" },
  { value: "none", zh: "不用找我，我自己来查", en: "Do not contact me; I look it up" },
] as const;

const MATTER_GROUPS = [...new Map(MATTERS.map((each) => [each.group.zh, each.group])).values()].map(
  (group) => ({
    label: group,
    options: MATTERS.filter((each) => each.group.zh === group.zh).map(({ id, zh, en }) => ({
      ...{ value: id, zh, en },
    })),
  }),
);

function Questions({ step, fields, problems, preview }: FilingView) {
  switch (step) {
    case "words":
      return (
        <>
          <AreaField
            name="text"
            label={{ zh: "用自己的话写：什么事、从什么时候开始、找过谁", en: "In your own words" }}
            hint={{
              zh: "怎么说话就怎么写，几句就行。先不用写姓名电话，后面有地方填。",
              en: "A few sentences will do. No name or number here; there is a place for them later.",
            }}
            rows={9}
            {...{ problems, value: fields.text ?? "" }}
          />
          <Choices
            name="intent"
            label={{ zh: "您想", en: "You want" }}
            options={INTENTS}
            {...{ problems, value: fields.intent ?? "ask-help" }}
          />
          {fields.join === undefined ? null : <input type="hidden" name="join" value={fields.join} />}
          {fields.follows === undefined ? null : (
            <input type="hidden" name="follows" value={fields.follows} />
          )}
        </>
      );
    case "asks":
      return (
        <>
          <AreaField
            name="asks"
            label={{ zh: "一行写一件要解决的事", en: "One thing to be solved on each line" }}
            hint={{
              zh: "每一行单独编号、单独答复，办完一件算一件。只有一件就写一行。例：修好楼下路灯",
              en: "Each line gets its own number and its own answer. One line is enough.",
            }}
            rows={5}
            {...{ problems, value: fields.asks ?? "" }}
          />
          <SelectField
            name="matter"
            label={{ zh: "大概是哪一类事", en: "What kind of matter" }}
            hint={{ zh: "选错了没关系，不影响办理。", en: "A wrong choice does no harm." }}
            groups={MATTER_GROUPS}
            {...{ problems, value: fields.matter ?? "other" }}
          />
        </>
      );
    case "place":
      return (
        <TextField
          name="place"
          label={{ zh: "在哪里，写到别人找得到", en: "So that somebody can find it" }}
          hint={{
            zh: "例：清河镇柳树村村口，小桥东边。和地点没关系的事可以不填。",
            en: "Village, road, landmark. Leave it empty where the matter has no place.",
          }}
          autocomplete="off"
          {...{ problems, value: fields.place ?? "" }}
        />
      );
    case "you":
      return <You {...{ fields, problems }} />;
    case "public":
      return (
        <>
          <p>
            公开以后，别人能看到下面这样的内容（电话、证件、住址已遮住），遇到同样事的人可以和您一起反映。不公开，别人只能凭编号看到日期和办到哪一步。
            <En>
              If public, others see the masked words below and may join you. If not, the number alone shows
              dates and where it stands.
            </En>
          </p>
          <p class="said">{preview ?? ""}</p>
          <p class="small">
            文字里写的姓名不一定都能遮住，不想让人看到的请回前面改掉。
            <En>Names in the text are not always found; go back and take out what others should not see.</En>
          </p>
          <Choices
            name="open"
            label={{ zh: "要不要公开", en: "Public?" }}
            options={[
              { value: "no", zh: "不公开", en: "No" },
              { value: "yes", zh: "公开遮住个人信息后的内容", en: "Yes, masked" },
            ]}
            {...{ problems, value: fields.open ?? "no" }}
          />
        </>
      );
  }
}

function You({ fields, problems }: { fields: Fields; problems: readonly Problem[] }) {
  return (
    <>
      <Choices
        name="wants"
        label={{ zh: "怎么告诉您", en: "How to tell you" }}
        options={WANTS}
        {...{ problems, value: fields.wants ?? "text" }}
      />
      <TextField
        name="name"
        label={{ zh: "怎么称呼您（可以不填）", en: "What to call you (optional)" }}
        autocomplete="name"
        {...{ problems, value: fields.name ?? "" }}
      />
      <TextField
        name="phone"
        label={{ zh: "电话", en: "Telephone" }}
        hint={{
          zh: "手机或带区号的座机。选“不用找我”可以不填。",
          en: "Not needed if nobody should contact you.",
        }}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        {...{ problems, value: fields.phone ?? "" }}
      />
      <TextField
        name="email"
        label={{ zh: "邮箱（可以不填）", en: "E-mail (optional)" }}
        type="email"
        inputmode="email"
        autocomplete="email"
        {...{ problems, value: fields.email ?? "" }}
      />
      <fieldset class="field">
        <legend>
          不让谁知道您是谁 <En>Who must not learn who you are</En>
        </legend>
        <p class="hint">
          选了也照样办，要联系您时由热线转。
          <En>It is handled all the same; the hotline passes messages on.</En>
        </p>
        <Tick
          name="hideAccused"
          words={{ zh: "被反映的人", en: "Whoever it is about" }}
          checked={fields.hideAccused === "on"}
        />
        <Tick
          name="hideBody"
          words={{ zh: "办理的单位", en: "The body that handles it" }}
          checked={fields.hideBody === "on"}
        />
      </fieldset>
    </>
  );
}
