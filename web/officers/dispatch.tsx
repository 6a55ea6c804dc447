// Assigning: what nobody holds yet, and the form that names lead, handling and assisting bodies ask by ask; for dispatcher and coordinator.

import type { Instant, Words } from "../../core/domain/facts.ts";
import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { AreaField, TextField } from "../parts/form.tsx";
import { type Page, Scroll } from "../parts/layout.tsx";
import { hrefOf, LATER, noneOf, Pager, SEARCH_REQUESTS, Search } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En, Key } from "../parts/words.tsx";
import { type ActContext, ActForm, BodySelect, field, Hidden, mendAt } from "./act-form.tsx";
import { type Likely, UpkeepForms } from "./desk-upkeep.tsx";
import { officerPage, Trouble, type Viewer } from "./frame.tsx";
import { AllNotes, News, type NewsView } from "./news.tsx";
import { Asks, dueWords, HarmTag, nameIn, type RequestView, StateBox, Thread } from "./request-parts.tsx";

export type Seat = "dispatch" | "coordinate";

const TITLES: Readonly<Record<Seat, Words>> = {
  dispatch: { zh: "派单", en: "Dispatch" },
  coordinate: { zh: "协调：退回两次的", en: "Coordinate: returned twice" },
};

const ORDERS: Readonly<Record<Seat, Words>> = {
  dispatch: {
    zh: "还没有派给单位的诉求，先看对群众的影响，再看期限。",
    en: "Assigned to nobody yet; by harm to the citizen, then by the clock.",
  },
  coordinate: {
    zh: "两次派出去都被退回的诉求，由您定哪个单位办，定了不能再退。",
    en: "Returned twice after being assigned; you decide who handles it, and it cannot be returned again.",
  },
};

export interface WaitingView {
  readonly viewer: Viewer;
  readonly seat: Seat;
  readonly now: Instant;
  readonly done?: string;
  readonly rows: readonly {
    readonly number: string;
    readonly harm: number;
    readonly due: Instant;
    readonly matter: string | null;
    readonly filedAt: Instant;
    readonly bounces: number;
    readonly text: string;
    /** Words of danger in the text: its level is a person's to raise, so they are put before that person's eyes. */
    readonly sign?: string;
  }[];
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly next?: string;
  /** At the coordinator's seat. */
  readonly news?: NewsView;
}

export function waitingPage({ viewer, seat, now, done, typed, first, rows, next, news }: WaitingView): Page {
  const href = (more: Readonly<Record<string, string>>) => hrefOf(`/${seat}`, { words: typed, ...more });
  const { zh, en } = TITLES[seat];
  const content = (
    <>
      <h1>
        {zh} <En>{en}</En>
      </h1>
      <p>
        <Both words={ORDERS[seat]} />
      </p>
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          {showNumber(done)} 已派出。<En>Assigned.</En>
        </p>
      )}
      <News news={news} where={`/${seat}`} />
      {news === undefined ? null : (
        <p>
          <AllNotes />
        </p>
      )}
      <Search
        action={`/${seat}`}
        typed={typed}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={SEARCH_REQUESTS}
      />
      {rows.length === 0 ? (
        <p>
          <Both words={noneOf(typed, { zh: "没有等着的。", en: "Nothing is waiting." })} />
        </p>
      ) : (
        <Scroll label={`${zh} ${en}`}>
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">
                  诉求 <En>Request</En>
                </th>
                <th scope="col">
                  影响 <En>Harm</En>
                </th>
                <th scope="col">
                  答复期限 <En>Reply due</En>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  <td>
                    <a href={`/${seat}/${row.number}`}>{showNumber(row.number)}</a>{" "}
                    {matterOf(row.matter ?? undefined)?.zh ?? ""}
                    <br />
                    <span class="small">{row.text === "" ? "（文字已删除）" : row.text}</span>
                  </td>
                  <td data-label="影响">
                    <HarmTag level={row.harm} />{" "}
                    {row.sign === undefined ? null : <strong class="tag suspected">写到“{row.sign}”</strong>}
                    {row.bounces > 0 ? ` 退回重办 ${row.bounces} 次` : ""}
                  </td>
                  <td data-label="答复期限">
                    {dueWords(row.due, now).zh} <span class="small">{momentWords(row.filedAt)}提出</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Pager
        first={first ? undefined : href({})}
        next={next === undefined ? undefined : { href: href({ after: next }), words: LATER }}
      />
    </>
  );
  return officerPage(viewer, zh, content);
}

export interface AssigningView {
  readonly viewer: Viewer;
  readonly seat: Seat;
  readonly view: RequestView;
  readonly context: ActContext;
  readonly free: readonly number[];
  /** Bodies that mostly led such matters. */
  readonly usual: readonly string[];
  readonly advice: readonly { readonly sign: string; readonly words: Words }[];
  readonly likely: readonly Likely[];
  readonly trouble?: Words;
  readonly done?: string;
}

export function assigningPage(page: AssigningView): Page {
  const { viewer, seat, view, context, free, usual, advice, likely, trouble, done } = page;
  const { zh } = TITLES[seat];
  const act = seat === "dispatch" ? "dispatch" : "decide-receiver";
  const title = `${zh.split("：")[0]} ${showNumber(view.number)}`;
  const content = (
    <>
      <h1>
        {title} <En>{TITLES[seat].en}</En>
      </h1>
      <Trouble words={trouble} at={mendAt(context, act)} />
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          已记下。<En>Done.</En>
        </p>
      )}
      <StateBox view={view} />
      {advice.map((each) => (
        <p class="notice" key={each.words.en}>
          写到“{each.sign}”。{each.words.zh} <En>{each.words.en}</En>
        </p>
      ))}
      <p class="said">{view.steps[0]?.said?.text ?? "（文字已删除）"}</p>
      {view.steps[0]?.said?.place === undefined ? null : <p>地点：{view.steps[0].said.place}</p>}
      <Asks view={view} />
      {seat === "coordinate" ? <Returns view={view} /> : null}
      <form method="post" action={context.action}>
        <Hidden context={context} act={act} />
        <h2 id={`act-${act}`}>
          归谁办 <En>Who handles it</En>
        </h2>
        {usual.length === 0 ? null : (
          <p class="hint">
            以往这类事多由{usual.map((each) => nameIn(view.bodies, each)).join("、")}牵头。
            <En>Bodies that mostly led such matters.</En>
          </p>
        )}
        <BodySelect
          {...field(context, act, "lead")}
          label={{ zh: "牵头单位", en: "The lead" }}
          bodies={view.bodies}
        />
        {free.map((ask) => (
          <AskBodies key={ask} ask={ask} act={act} context={context} view={view} alone={free.length === 1} />
        ))}
        <TextField
          {...field(context, act, "note")}
          label={{ zh: "要交代的话（可以不写，群众看得到）", en: "A note (optional); the citizen sees it" }}
        />
        <p class="row">
          <button class="go" type="submit" accesskey="s">
            {seat === "dispatch" ? "派出" : "定下"} <En>{seat === "dispatch" ? "Assign" : "Decide"}</En>{" "}
            <Key of="s" />
          </button>
        </p>
      </form>
      <section aria-labelledby="more-title">
        <h2 id="more-title">
          其他可以做的 <En>What else can be done</En>
        </h2>
        {seat === "dispatch" && view.state.lead === undefined ? (
          <ActForm
            {...{ context, act: "number-asks" }}
            title={{ zh: "把要解决的分成几项", en: "Number the asks anew" }}
          >
            <AreaField
              {...field(context, "number-asks", "asks", view.askWords.join("\n"))}
              label={{ zh: "一行写一项", en: "One on each line" }}
              rows={4}
            />
          </ActForm>
        ) : null}
        <UpkeepForms context={context} view={view} body="" likely={likely} />
      </section>
      <Thread view={view} />
    </>
  );
  return officerPage(viewer, title, content);
}

function AskBodies({
  ask,
  act,
  context,
  view,
  alone,
}: {
  readonly ask: number;
  readonly act: string;
  readonly context: ActContext;
  readonly view: RequestView;
  readonly alone: boolean;
}) {
  const { bodies } = view;
  const none = { zh: "不用协办", en: "none" };
  return (
    <fieldset class="field">
      <legend>{`第 ${ask} 项：${view.askWords[ask - 1] ?? "见群众的话"}`}</legend>
      {alone ? null : (
        <BodySelect
          {...field(context, act, `handling${ask}`)}
          label={{ zh: "承办单位", en: "Handled by" }}
          bodies={bodies}
          none={{ zh: "同牵头单位", en: "the lead" }}
        />
      )}
      <BodySelect
        {...field(context, act, `assisting${ask}`)}
        label={{ zh: "协办单位（可以不选）", en: "Assisted by (optional)" }}
        bodies={bodies}
        none={none}
      />
      <BodySelect
        {...field(context, act, `assisting${ask}b`)}
        label={{ zh: "还有一个协办单位（可以不选）", en: "And by (optional)" }}
        bodies={bodies}
        none={none}
      />
    </fieldset>
  );
}

/** Who returned it, naming whom and why: what the coordinator decides on. */
function Returns({ view }: { view: RequestView }) {
  const returned = view.steps.flatMap((step) => (step.kind === "return" ? [step] : []));
  return (
    <section aria-labelledby="returns-title">
      <h2 id="returns-title">
        退回的理由 <En>Why it was returned</En>
      </h2>
      <ul>
        {returned.map((step) => (
          <li key={`${step.at} ${step.by.body} ${step.asks.join()}`}>
            {nameIn(view.bodies, step.by.body)}退回第 {step.asks.join("、")} 项，说应由
            {nameIn(view.bodies, step.to)}办：
            <span class="said">{step.said?.reason ?? ""}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
