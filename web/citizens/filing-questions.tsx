// The questions of a filing, one page each.

import { likelyMatters, MATTERS } from "../../core/domain/request/matters.ts";
import { firstSentence } from "../../core/domain/request/words.ts";
import { AreaField, Choices, type Problem, SelectField, TextField } from "../parts/form.tsx";
import { En } from "../parts/words.tsx";
import { type Fields, INTENTS, type QuestionStep, WANTS } from "./filing-words.ts";
import { HideFrom } from "./hiding.tsx";

export interface QuestionView {
  readonly step: QuestionStep;
  readonly fields: Fields;
  readonly problems: readonly Problem[];
  /** The words as others would see them. */
  readonly preview?: string;
}

const MATTER_GROUPS = [...new Map(MATTERS.map((each) => [each.group.zh, each.group])).values()].map(
  (group) => ({
    label: group,
    options: MATTERS.filter((each) => each.group.zh === group.zh).map(({ id, zh, en }) => ({
      ...{ value: id, zh, en },
    })),
  }),
);

export function Questions({ step, fields, problems, preview }: QuestionView) {
  const { text = "" } = fields;
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
            {...{ problems, value: text }}
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
              zh: "先按您写的第一句填好了，可以改。只有一件，留这一行就行；有几件就写几行，一件一件答复您。",
              en: "Your first sentence stands here; change it as you like. One line is enough; each line gets its own answer.",
            }}
            rows={5}
            {...{ problems, value: fields.asks ?? firstSentence(text) }}
          />
          <SelectField
            name="matter"
            label={{ zh: "大概是哪一类事", en: "What kind of matter" }}
            hint={{
              zh: "按您写的先选了一类，不对就改；选错了没关系，不影响办理。",
              en: "Chosen by your words; a wrong choice does no harm.",
            }}
            groups={MATTER_GROUPS}
            {...{ problems, value: fields.matter ?? likelyMatters(text, 1)[0]?.id ?? "other" }}
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
              { value: "yes", zh: "遮住个人信息后公开", en: "Yes, masked" },
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
      <HideFrom
        fields={fields}
        note={{
          zh: "选了也照样办，要联系您时由热线转。",
          en: "It is handled all the same; the hotline passes messages on.",
        }}
      />
    </>
  );
}
