// The counter: one page on which an operator finds a caller or files for one, by keyboard alone; then the number to read aloud.

import type { Words } from "../../core/domain/facts.ts";
import { HARM_LEVELS, HARM_WORDS } from "../../core/domain/request/harm.ts";
import { MATTERS } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { type AdviceView, INTENTS, WANTS } from "../citizens/filing-words.ts";
import { AreaField, Errors, type Problem, SelectField, TextField, Tick } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En, Key } from "../parts/words.tsx";
import type { Likely } from "./desk-upkeep.tsx";
import { officerPage, Token, Trouble, type Viewer } from "./frame.tsx";

export interface CounterView {
  readonly viewer: Viewer;
  readonly form: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  readonly advice: readonly AdviceView[];
  /** Open requests that read like what was written so far. */
  readonly likely: readonly Likely[];
  /** The operator asked for advice and duplicates; that there are none is said too. */
  readonly looked: boolean;
  /** Messages of bodies that wait to be passed on; counted no further than a screen can say. */
  readonly relays: number;
  readonly trouble?: Words;
}

const GROUPS = [...new Map(MATTERS.map((each) => [each.group.zh, each.group])).values()].map((group) => ({
  label: group,
  options: MATTERS.filter((each) => each.group.zh === group.zh).map(({ id, zh, en }) => ({
    value: id,
    zh,
    en,
  })),
}));
const one = (label: Words, options: readonly { value: string; zh: string; en: string }[]) => [
  { label, options },
];

export function counterPage(view: CounterView): Page {
  const { viewer, relays, problems, trouble } = view;
  const content = (
    <>
      <h1>
        代办台 <En>Counter</En>
      </h1>
      <Trouble words={trouble} />
      <FindForm viewer={viewer} value={view.fields.find ?? ""} />
      <nav class="pager row" aria-label="还有 Also">
        <a href="/counter/relays">
          {`替单位问群众 ${relays === 0 ? "" : relays > 99 ? "99+" : relays}`} <En>pass on messages</En>
        </a>
        <a href="/counter/cards">
          录入回执卡 <En>paper cards</En>
        </a>
      </nav>
      <Errors problems={problems} />
      <Advice advice={view.advice} />
      <LikelyTheSame likely={view.likely} />
      {view.looked && view.advice.length + view.likely.length === 0 ? (
        <p class="notice demo" role="status">
          看过了：没有要提醒的，也没有找到同一件，可以登记。
          <En>Looked: nothing to advise and nothing alike; go on.</En>
        </p>
      ) : null}
      <FileForm {...view} />
    </>
  );
  return officerPage(viewer, "代办台", content);
}

/** Advice to be read to the caller: urgent first. */
export function Advice({ advice }: { advice: readonly AdviceView[] }) {
  if (advice.length === 0) return null;
  return (
    <section class="notice" aria-label="请先告诉来电人 Tell the caller first" role="status">
      {advice.map((each) => (
        <p key={each.words.en}>
          {each.urgent ? <strong>请马上告诉来电人：</strong> : null}写到“{each.sign}”。
          <Both words={each.words} />
        </p>
      ))}
    </section>
  );
}

/** The operator asks whether it is the same; filed all the same, a dispatcher merges it and the caller keeps an own number. */
function LikelyTheSame({ likely }: { likely: readonly Likely[] }) {
  if (likely.length === 0) return null;
  return (
    <section class="notice" aria-label="可能是同一件 Likely the same" role="status">
      <p>
        可能和这些是同一件，请问一问。不是同一位来电人的，照样登记，派单员会并到一起。
        <En>Perhaps the same: ask. Another person’s is filed all the same and merged later.</En>
      </p>
      <ul>
        {likely.map((each) => (
          <li key={each.number}>
            <a href={`/counter/${each.number}`}>{showNumber(each.number)}</a> {momentWords(each.filedAt)}{" "}
            {each.text}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FindForm({ viewer, value }: { viewer: Viewer; value: string }) {
  return (
    <form method="post" action="/counter/find">
      <Token viewer={viewer} />
      <div class="field">
        <label for="find">
          查来电人：电话或诉求编号 <En>Find by telephone or number</En> <Key of="q" />
        </label>
        <p class="row">
          <input
            type="text"
            id="find"
            name="find"
            value={value}
            inputmode="numeric"
            autocomplete="off"
            accesskey="q"
          />
          <button type="submit">
            查 <En>Find</En>
          </button>
        </p>
      </div>
    </form>
  );
}

function FileForm({ viewer, form, fields, problems }: CounterView) {
  const value = (name: string, otherwise = "") => fields[name] ?? otherwise;
  return (
    <form method="post" action="/counter" aria-labelledby="file-title">
      <Token viewer={viewer} />
      <input type="hidden" name="key" value={form} />
      <h2 id="file-title">
        替来电人登记 <En>File for a caller</En>
      </h2>
      <p class="hint">
        全程可以只用键盘：按旁边写的键跳过去，Tab 往下走（有的浏览器要加 Shift：Alt+Shift）。
        <En>
          By keyboard alone: the keys stand beside what they press; Tab goes on; some browsers want Alt+Shift.
        </En>
      </p>
      <TextField
        name="phone"
        label={{ zh: "电话", en: "Telephone" }}
        type="tel"
        inputmode="tel"
        accesskey="t"
        {...{ problems, value: value("phone") }}
      />
      <AreaField
        name="text"
        label={{ zh: "什么事，照来电人的话写", en: "What the caller says" }}
        rows={5}
        {...{ problems, value: value("text") }}
      />
      <AreaField
        name="asks"
        label={{
          zh: "要解决哪几件，一行一件（只有一件可以不填）",
          en: "What should be solved, one on each line; may stay empty for one",
        }}
        rows={2}
        {...{ problems, value: value("asks") }}
      />
      <TextField
        name="place"
        label={{ zh: "在哪里", en: "Where" }}
        {...{ problems, value: value("place") }}
      />
      <Tick
        name="consent"
        words={{ zh: "来电人口头同意代为登记", en: "The caller agrees to be filed for" }}
        checked={fields.consent === "on"}
        problems={problems}
      />
      <p class="row">
        <button class="go" type="submit" accesskey="s">
          登记 <En>File</En> <Key of="s" />
        </button>
        <button type="submit" name="look" value="on">
          先看看该不该往别处说、有没有同一件 <En>Advice and duplicates first</En>
        </button>
      </p>
      <details open={problems.some((each) => MORE.has(each.field))}>
        <summary>
          还可以填：称呼、类别、紧急程度、联系方式、不让谁知道 <En>More</En>
        </summary>
        <TextField
          name="name"
          label={{ zh: "怎么称呼", en: "Name" }}
          {...{ problems, value: value("name") }}
        />
        <SelectField
          name="wants"
          label={{ zh: "结果怎么告诉", en: "How to tell the result" }}
          groups={one({ zh: "方式", en: "Way" }, WANTS)}
          value={value("wants", "call")}
        />
        <SelectField
          name="matter"
          label={{ zh: "类别（不选就按写的内容定）", en: "Kind; read from the words where none is chosen" }}
          groups={[
            ...one({ zh: "自动", en: "Automatic" }, [{ value: "", zh: "按内容定", en: "from the words" }]),
            ...GROUPS,
          ]}
          value={value("matter")}
        />
        <SelectField
          name="intent"
          label={{ zh: "想要", en: "Wants" }}
          groups={one({ zh: "意图", en: "Intent" }, INTENTS)}
          value={value("intent", "ask-help")}
        />
        <SelectField
          name="ticked"
          label={{ zh: "听下来有多急（只会提高，不会降低）", en: "How urgent it sounds; it only raises" }}
          groups={one({ zh: "级别", en: "Level" }, [
            { value: "", zh: "按类别定", en: "by its kind" },
            ...HARM_LEVELS.map((level) => ({ value: level, ...HARM_WORDS[level] })),
          ])}
          value={value("ticked")}
        />
        <SelectField
          name="door"
          label={{ zh: "从哪里来的", en: "Door" }}
          groups={one({ zh: "来源", en: "Door" }, [
            { value: "phone", zh: "电话", en: "telephone" },
            { value: "counter", zh: "窗口", en: "counter" },
            { value: "agent", zh: "村（社区）代办", en: "village agent" },
          ])}
          value={value("door", "phone")}
        />
        <TextField
          name="follows"
          label={{ zh: "接着哪一件旧诉求（有才填）", en: "Follows an earlier number, if any" }}
          inputmode="numeric"
          value={value("follows")}
        />
        <Tick
          name="hideAccused"
          words={{ zh: "不让被反映的人知道是谁", en: "Hide from whoever it is about" }}
          checked={fields.hideAccused === "on"}
        />
        <Tick
          name="hideBody"
          words={{ zh: "不让办理单位知道是谁", en: "Hide from the handling body" }}
          checked={fields.hideBody === "on"}
        />
        <Tick
          name="open"
          words={{ zh: "来电人同意遮住个人信息后公开", en: "Agrees to publication, masked" }}
          checked={fields.open === "on"}
        />
      </details>
    </form>
  );
}

const MORE: ReadonlySet<string> = new Set(["phone", "name", "wants", "follows"]);
