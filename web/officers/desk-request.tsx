// One request on the desk: the citizen's words, what is due, and every act that the body may take, the next one first.

import type { ComponentChildren } from "preact";
import { showNumber } from "../../core/domain/request/number.ts";
import type { PersonState, RequestState } from "../../core/domain/request/state.ts";
import { WANTS } from "../citizens/filing-words.ts";
import { AreaField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { type ActContext, ActForm, field, Hidden, mendAt, nameOf } from "./act-form.tsx";
import { AwaitPromise, CloseForm, HoldForms, mayClose, PromiseForms } from "./desk-acts.tsx";
import type { DraftAid } from "./desk-aid.tsx";
import { ContactForm, HandOverForm, OfferForms } from "./desk-offers.tsx";
import { Back, type DeskRequest, Done, deskHref } from "./desk-pieces.tsx";
import { ReplyForm } from "./desk-reply.tsx";
import { type Likely, UpkeepForms } from "./desk-upkeep.tsx";
import { CitizenWords, type DeskPhoto, wordsAbove } from "./desk-words.tsx";
import { officerPage, Token, Trouble, type Viewer } from "./frame.tsx";
import { Asks, nameIn, Promises, type RequestView, StateBox, Thread, Verdicts } from "./request-parts.tsx";

export interface OpenedContact {
  readonly person: number;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface RelayView {
  readonly person: number;
  readonly words: string;
  readonly askedAt: number;
  readonly outcome: "passed-on" | "unreached" | "deleted" | null;
}

export interface DeskRequestView {
  readonly viewer: Viewer;
  readonly view: RequestView;
  /** In whose name the officer acts; and whether as cover of another desk. */
  readonly body: string;
  readonly cover: boolean;
  /** Other bodies for which the officer may act on it today. */
  readonly beside: readonly string[];
  readonly context: ActContext;
  readonly trouble?: { readonly zh: string; readonly en: string };
  readonly done?: string;
  /** After an act: the request that comes next in the queue. */
  readonly next?: DeskRequest;
  /** The list one came from, where this request stands in it. */
  readonly back: string;
  readonly aid?: DraftAid;
  /** The reply's form shows a draft that was kept. */
  readonly kept: boolean;
  readonly likely: readonly Likely[];
  readonly photos: readonly DeskPhoto[];
  readonly opened?: OpenedContact;
  readonly relays: readonly RelayView[];
}

/** The asks on which a body may reply: all for the lead, else those it holds. */
export function answerable(state: RequestState, body: string): number[] {
  return state.asks.filter((ask) => state.lead === body || ask.handling === body).map((ask) => ask.number);
}

/** Whoever has accepted, leads or assists may reach the people; a body that was merely named may not yet. */
export function mayReach(state: RequestState, body: string): boolean {
  const taken = state.asks.some((ask) => ask.handling !== undefined);
  return state.asks.some(
    (ask) => ask.handling === body || (taken && (state.lead === body || ask.assisting.includes(body))),
  );
}

export function deskRequestPage(page: DeskRequestView): Page {
  const { viewer, view, body, cover, beside, trouble, done, next, back, aid } = page;
  const { likely, photos, relays } = page;
  const { state, number } = view;
  const taken = state.asks.some((ask) => ask.handling !== undefined);
  const holds =
    !state.closed && state.mergedInto === undefined && taken && answerable(state, body).length > 0;
  const context = holds ? { ...page.context, whole: true as const } : page.context;
  const acts = { context, view, body };
  const assists = state.asks.some((ask) => ask.assisting.includes(body));
  const content = (
    <>
      <h1>
        诉求 {showNumber(number)} <En>Request</En>
      </h1>
      {cover ? (
        <p class="notice demo">
          您正替{nameIn(view.bodies, body)}代班。<En>You cover this desk.</En>
        </p>
      ) : null}
      {beside.map((each) => (
        <p class="notice demo" key={each}>
          {nameIn(view.bodies, each)}也有份，您今天也替它办：{" "}
          <a href={deskHref(number, each)}>
            换成替它办 <En>Act for that body instead</En>
          </a>
        </p>
      ))}
      <Trouble words={trouble} at={mendAt(context)} />
      <Done {...{ back, done, next }} />
      <Whole context={context}>
        {holds ? <AwaitPromise {...acts} /> : null}
        <StateBox view={view} />
        <Verdicts view={view} />
        <CitizenWords {...{ view, photos }} likely={holds ? likely.filter((each) => each.alike).length : 0} />
        <Asks view={view} />
        <OfferForms {...acts} />
        <Promises view={view} />
        {holds || assists ? <PromiseForms {...acts} holds={holds} /> : null}
        {holds ? <CloseForm {...acts} /> : null}
        <People {...{ page, context }} />
        {holds || assists ? <ContactForm {...acts} /> : null}
        {holds ? (
          <ReplyForm
            {...{ context, view, body, kept: page.kept }}
            open={answerable(state, body)}
            closable={mayClose(state, body)}
            {...(aid === undefined ? {} : { aid })}
          />
        ) : null}
        {holds ? (
          <section aria-labelledby="more-title">
            <h2 id="more-title">
              其他可以做的 <En>What else can be done</En>
            </h2>
            <HoldForms {...acts} />
            <HandOverForm {...acts} />
            <UpkeepForms {...acts} likely={likely} />
          </section>
        ) : null}
      </Whole>
      {relays.length === 0 ? null : <Relays relays={relays} />}
      <Thread view={view} above={wordsAbove(view)} />
      <p>
        <Back href={back} />
      </p>
    </>
  );
  return officerPage(viewer, `诉求 ${showNumber(number)}`, content);
}

/**
 * The one form of a request in hand: whatever is pressed brings along what stands in the reply. Its first button is the one that Enter
 * presses: it looks the reply over, and never opens a number or sends anything.
 */
function Whole({
  context,
  children,
}: {
  readonly context: ActContext;
  readonly children: ComponentChildren;
}) {
  if (context.whole === undefined) return <>{children}</>;
  return (
    <form method="post" action={context.action} class="page">
      <Token viewer={context.viewer} />
      <input type="hidden" name="whole" value="on" />
      <input type="hidden" name="key" value={context.key} />
      <input type="hidden" name="seen" value={String(context.seen)} />
      <button type="submit" formaction={`${context.action}#act-reply`} name="do" value="look" hidden>
        先帮我看一遍
      </button>
      {children}
    </form>
  );
}

const wantsWords = (person: PersonState) => WANTS.find((each) => each.value === person.wants) ?? WANTS[0];

/** People on a page of a request that many joined. */
const MOST_PEOPLE = 20;

/** How each person wants to hear of it; name and number only when they are asked for, and then the citizen sees that they were. */
function People({ page, context }: { readonly page: DeskRequestView; readonly context: ActContext }) {
  const { view, opened } = page;
  const people = view.state.people.filter((person) => !person.deleted);
  const rest = people.filter((person) => person.number >= (view.from ?? 0));
  const next = rest[MOST_PEOPLE]?.number;
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">
        怎么联系群众 <En>How to reach them</En>
      </h2>
      {people.length === 0 ? <p>个人信息已删除。</p> : null}
      {rest.slice(0, MOST_PEOPLE).map((person) => (
        <div key={person.number} class="card">
          <p>
            {people.length > 1 ? `第 ${person.number + 1} 位：` : ""}
            <Both words={wantsWords(person)} />
            {person.hideFrom.includes("accused") ? "。不要让被反映的人知道是谁反映的。" : ""}
          </p>
          {opened?.person === person.number ? (
            <p role="status">
              <strong>{`${opened.name ?? "（没留称呼）"} ${opened.phone ?? ""} ${opened.email ?? ""}`}</strong>
            </p>
          ) : person.hideFrom.includes("handling-body") ? (
            <RelayForm context={context} person={person.number} />
          ) : !mayReach(view.state, page.body) ? null : (
            <ShowNumber context={context} person={person.number} />
          )}
        </div>
      ))}
      {next === undefined ? null : (
        <p>
          <a href={`${hrefOf("", { body: view.named, from: String(next) })}#people-title`}>
            {`一共 ${people.length} 位，看后面的`} <En>More people</En>
          </a>
        </p>
      )}
    </section>
  );
}

/** Comes back to this place. */
function ShowNumber({ context, person }: { readonly context: ActContext; readonly person: number }) {
  const words = (
    <>
      查看电话（群众会看到是哪个单位看的）
      <En>Show the number; the citizen sees which office looked</En>
    </>
  );
  const action = `${context.action}#people-title`;
  if (context.whole !== undefined)
    return (
      <button type="submit" formaction={action} name="do" value={`open-contact/${person}`}>
        {words}
      </button>
    );
  return (
    <form method="post" action={action}>
      <Hidden context={{ ...context, key: `${context.key}/${person}` }} act="open-contact" />
      <input type="hidden" name="person" value={String(person)} />
      <button type="submit">{words}</button>
    </form>
  );
}

/** Each person's own form: what was typed for one stands in no other's. */
function RelayForm({ context, person }: { readonly context: ActContext; readonly person: number }) {
  const { tried, ...fresh } = context;
  const own = tried?.fields.person === String(person) ? context : fresh;
  const text = field(own, "relay", "text");
  const of = String(person);
  const name = nameOf(context, `relay/${of}`, "text");
  return (
    <ActForm
      context={{ ...own, key: `${context.key}/${person}` }}
      act="relay"
      of={of}
      id={`act-relay-${person}`}
      title={{
        zh: "这位群众不让办理单位知道是谁：请热线代问",
        en: "Hidden from you: ask through the hotline",
      }}
      go={{ zh: "交给热线代问", en: "Give it to the hotline" }}
    >
      {context.whole === undefined ? <input type="hidden" name="person" value={of} /> : null}
      <AreaField
        {...{ ...text, name, id: own === fresh ? `${text.id}-${person}` : text.id }}
        value={text.value || (context.kept?.[name] ?? "")}
        label={{ zh: "要问什么、要说什么", en: "What to ask or say" }}
        rows={3}
      />
    </ActForm>
  );
}

const OUTCOMES = {
  "passed-on": { zh: "热线已转达，回话在经过里", en: "passed on; the answer stands among the steps" },
  unreached: { zh: "热线三次都没联系上", en: "the hotline reached nobody three times" },
  deleted: { zh: "群众的个人信息已删除", en: "the personal data were deleted" },
} as const;

function Relays({ relays }: Pick<DeskRequestView, "relays">) {
  return (
    <section aria-labelledby="relays-title">
      <h2 id="relays-title">
        请热线代问的 <En>Asked through the hotline</En>
      </h2>
      <ul>
        {relays.map((each) => (
          <li key={`${each.askedAt} ${each.person}`}>
            {momentWords(each.askedAt)} {each.words}{" "}
            <Both
              words={
                each.outcome === null ? { zh: "（还在等热线联系）", en: "waiting" } : OUTCOMES[each.outcome]
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
