// What a citizen may do with the own request, one page each: add, ask for a call, choose, complain, ask for deletion.

import type { VNode } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { AreaField, Choices, Errors, type Problem, Send, TextField, Tick } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { AskBoxes } from "./asks-form.tsx";
import { PlaceTick } from "./filing-end.tsx";
import { type Fields, WANTS } from "./filing-words.ts";
import { HideFrom } from "./hiding.tsx";

export const ACTS = ["verdict", "go-on", "add", "asks", "call", "choices", "complain", "deletion"] as const;
export type ActName = (typeof ACTS)[number];

export const ACT_TITLES: Readonly<Record<ActName, Words>> = {
  verdict: { zh: "说办没办成", en: "Say whether it is solved" },
  "go-on": { zh: "不同意等，请接着办", en: "I do not accept waiting: go on" },
  add: { zh: "补充内容或照片", en: "Add words or photos" },
  asks: { zh: "改要解决的事：改写、拆开、合并", en: "Reword, split or join the asks" },
  call: { zh: "要人打电话来", en: "Ask for a call" },
  choices: { zh: "改联系方式、公开和隐藏", en: "Change contact, publicity, hiding" },
  complain: { zh: "投诉本平台", en: "Complain about this platform" },
  deletion: { zh: "要求删除个人信息", en: "Ask for deletion" },
};

/** What the thread says after one of them was done. */
export const ACT_DONE: Readonly<Record<ActName | "promise" | "place" | "listed" | "unlisted", Words>> = {
  verdict: { zh: "您说的记下了。", en: "Your word is recorded." },
  "go-on": {
    zh: "记下了：您不同意等。单位要马上接着办，答复的期限接着走。",
    en: "Recorded: you do not accept waiting. The body goes on at once and the time limit runs.",
  },
  add: { zh: "补充的内容收到了。", en: "What you added is recorded." },
  asks: { zh: "改好了，经过里看得到改之前的。", en: "Changed; the steps keep what it was." },
  call: { zh: "记下了，会有中立回访员打电话给您，不是承办单位的人。", en: "A neutral caller will ring you." },
  choices: { zh: "改好了。", en: "Changed." },
  complain: {
    zh: "投诉收到了，由平台管理员办理，承办单位不经手。",
    en: "Your complaint goes to the administrator.",
  },
  deletion: {
    zh: "记下了。这件办结以后，您的姓名、电话、写的话和照片会删除。",
    en: "Recorded; once it is closed your name, number, words and photos are deleted.",
  },
  promise: { zh: "您说的记下了。", en: "Your word is recorded." },
  place: { zh: "拍照地点删掉了，照片还在。", en: "The place is deleted; the photo stays." },
  listed: { zh: "放进您的列表了，只有您看得到。", en: "It stands in your list, which only you see." },
  unlisted: { zh: "移出您的列表了，诉求照样在办。", en: "Taken out of your list; the request goes on." },
};

export interface ActView {
  readonly link: string;
  readonly number: string;
  readonly name: ActName;
  readonly problems: readonly Problem[];
  /** The form of this act, or why it cannot be done now. */
  readonly body: VNode;
}

export function actPage({ link, number, name, problems, body }: ActView): Page {
  const title = ACT_TITLES[name];
  return {
    title: `${problems.length > 0 ? "要改：" : ""}${title.zh}`,
    body: (
      <>
        <p class="small">
          <a href={`/r/${link}`}>
            回到诉求 {showNumber(number)} <En>Back to the request</En>
          </a>
        </p>
        <h1>
          <Both words={title} />
        </h1>
        <Errors problems={problems} />
        {body}
      </>
    ),
  };
}

export interface FormView {
  readonly link: string;
  readonly form: string;
  readonly problems: readonly Problem[];
  readonly fields: Fields;
}

function Frame({ link, form, name, children }: FormView & { name: ActName; children: VNode[] | VNode }) {
  return (
    <form method="post" action={`/r/${link}/${name}`}>
      <input type="hidden" name="form" value={form} />
      {children}
    </form>
  );
}

export function AddForm(view: FormView & { room: number; missing?: string }) {
  const { link, form, problems, fields, room, missing } = view;
  return (
    <form method="post" action={`/r/${link}/add`} enctype="multipart/form-data">
      <input type="hidden" name="form" value={form} />
      {missing === undefined ? null : (
        <>
          <p>
            承办单位说缺这些： <En>The body asks for:</En>
          </p>
          <p class="said">{missing}</p>
        </>
      )}
      <AreaField
        name="text"
        label={{ zh: "补充的话", en: "Your words" }}
        rows={5}
        {...{ problems, value: fields.text ?? "" }}
      />
      {room <= 0 ? null : (
        <div class={problems.some((each) => each.field === "photo") ? "field wrong" : "field"}>
          <label for="photo">
            照片（可以不加），还能加 {room} 张 <En>{`Photos, optional; ${room} more`}</En>
          </label>
          <p class="hint" id="photo-hint">
            每张不超过 8 兆；手机型号等隐藏信息会去掉。
            <En>At most 8 MB each; hidden data are removed.</En>
          </p>
          <PlaceTick />
          <input
            type="file"
            id="photo"
            name="photo"
            accept="image/jpeg,image/png,image/webp"
            multiple
            aria-describedby="photo-hint"
          />
        </div>
      )}
      <Send words={{ zh: "提交补充", en: "Send" }} />
    </form>
  );
}

export function GoOnForm(view: FormView) {
  const { problems, fields } = view;
  return (
    <Frame {...view} name="go-on">
      <AreaField
        name="text"
        label={{ zh: "为什么不能等（可以不写）", en: "Why it cannot wait (optional)" }}
        rows={2}
        {...{ problems, value: fields.text ?? "" }}
      />
      <Send words={ACT_TITLES["go-on"]} />
    </Frame>
  );
}

export function AsksForm(view: FormView & { words: readonly string[] }) {
  return (
    <Frame {...view} name="asks">
      <p>
        承办单位答复以前都可以改；每一项归谁办不变。
        <En>Until the body has answered; whoever holds an ask keeps it.</En>
      </p>
      <AskBoxes {...view} />
      <Send words={{ zh: "保存", en: "Save" }} />
    </Frame>
  );
}

export function CallForm(view: FormView & { shown?: string }) {
  const { problems, fields, shown } = view;
  return (
    <Frame {...view} name="call">
      <p>
        打电话来的是中立回访员，不是承办单位的人，只问办没办成、有没有人跟您提过评价。
        <En>A neutral caller rings you, nobody of the handling body, and asks whether it is solved.</En>
      </p>
      <TextField
        name="phone"
        label={{ zh: "打哪个电话", en: "Which number" }}
        hint={
          shown === undefined
            ? { zh: "手机或带区号的座机。", en: "A mobile, or a landline with its area code." }
            : { zh: `不填就打登记的 ${shown}。`, en: `Left empty: ${shown}.` }
        }
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        {...{ problems, value: fields.phone ?? "" }}
      />
      <Send words={{ zh: "要电话", en: "Call me" }} />
    </Frame>
  );
}

export function ChoicesForm(view: FormView & { phone?: string; email?: string }) {
  const { problems, fields, phone, email } = view;
  const kept = (shown: string | undefined): Words =>
    shown === undefined
      ? { zh: "现在没有登记。", en: "None now." }
      : { zh: `现在是 ${shown}，不填就不改。`, en: `Now ${shown}; left empty it stays.` };
  return (
    <Frame {...view} name="choices">
      <Choices
        name="wants"
        label={{ zh: "怎么告诉您", en: "How to tell you" }}
        options={WANTS}
        {...{ problems, value: fields.wants ?? "" }}
      />
      <TextField
        name="phone"
        label={{ zh: "换电话", en: "New number" }}
        hint={kept(phone)}
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        {...{ problems, value: fields.phone ?? "" }}
      />
      <TextField
        name="email"
        label={{ zh: "换邮箱", en: "New e-mail" }}
        hint={kept(email)}
        type="email"
        inputmode="email"
        autocomplete="email"
        {...{ problems, value: fields.email ?? "" }}
      />
      <HideFrom
        fields={fields}
        note={{ zh: "已经看到过的收不回来。", en: "What was seen already cannot be taken back." }}
      />
      <Choices
        name="open"
        label={{ zh: "要不要公开", en: "Public?" }}
        options={[
          { value: "no", zh: "不公开", en: "No" },
          { value: "yes", zh: "遮住个人信息后公开", en: "Yes, masked" },
        ]}
        {...{ problems, value: fields.open ?? "no" }}
      />
      <Send words={{ zh: "保存", en: "Save" }} />
    </Frame>
  );
}

export function ComplainForm(view: FormView) {
  const { problems, fields } = view;
  return (
    <Frame {...view} name="complain">
      <AreaField
        name="text"
        label={{ zh: "平台哪里不好", en: "What is wrong with this platform" }}
        hint={{
          zh: "例：被要求装软件、打卡、排名，页面打不开，编号查不到。对承办单位不满意，请用“说办没办成”。",
          en: "For example forced installs or broken pages. About the handling body, use the verdict.",
        }}
        rows={6}
        {...{ problems, value: fields.text ?? "" }}
      />
      <Send words={{ zh: "提交投诉", en: "Send" }} />
    </Frame>
  );
}

export function DeletionForm(view: FormView & { closed: boolean }) {
  const { problems, closed } = view;
  return (
    <Frame {...view} name="deletion">
      <p>
        会删除：您的姓名、电话、邮箱、您写的话、照片和这个专用链接。删了找不回来，也不能再用链接说“没解决”。
        <En>
          Your name, number, e-mail, words, photos and this link are deleted for good; you can then no longer
          say “not solved” by it.
        </En>
      </p>
      <p>
        会留下：什么时候提的、哪个单位办、怎么办的，不含个人信息，账本照样能核验。
        <En>What stays: when, which body and which steps, without personal data.</En>
      </p>
      <p>
        {closed ? "这件已办结，会尽快删除。" : "这件还在办，办结以后删除。"}{" "}
        <En>{closed ? "It is closed; they are deleted soon." : "They are deleted once it is closed."}</En>
      </p>
      <div class={problems.length > 0 ? "wrong" : ""}>
        <Tick name="sure" words={{ zh: "我明白，要求删除", en: "I understand; delete them" }} />
      </div>
      <Send words={{ zh: "要求删除", en: "Ask for deletion" }} />
    </Frame>
  );
}
