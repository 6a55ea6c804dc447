// One request on the desk: the citizen's words, what is due, and every act that the body may take, the next one first.

import { showNumber } from "../../core/domain/request/number.ts";
import type { PersonState, RequestState } from "../../core/domain/request/state.ts";
import { WANTS } from "../citizens/filing-words.ts";
import { AreaField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { type ActContext, ActForm, field, Hidden, mendAt } from "./act-form.tsx";
import { CloseForm, HoldForms, PromiseForms } from "./desk-acts.tsx";
import type { DraftAid } from "./desk-aid.tsx";
import { ContactForm, HandOverForm, OfferForms } from "./desk-offers.tsx";
import { Back, type DeskRequest, Done, deskHref } from "./desk-pieces.tsx";
import { ReplyForm } from "./desk-reply.tsx";
import { type Likely, UpkeepForms } from "./desk-upkeep.tsx";
import { officerPage, Trouble, type Viewer } from "./frame.tsx";
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
  readonly aid?: DraftAid;
  readonly likely: readonly Likely[];
  readonly photos: readonly {
    readonly id: string;
    /** Where it was taken, in degrees of WGS 84; by the citizen's consent alone. */
    readonly place?: { readonly latitude: number; readonly longitude: number };
  }[];
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
  const { viewer, view, body, cover, beside, context, trouble, done, next, aid, likely, photos, relays } =
    page;
  const { state, number } = view;
  const acts = { context, view, body };
  const taken = state.asks.some((ask) => ask.handling !== undefined);
  const holds =
    !state.closed && state.mergedInto === undefined && taken && answerable(state, body).length > 0;
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
      <Done {...{ body, done, next }} />
      <StateBox view={view} />
      <Verdicts view={view} />
      <OfferForms {...acts} />
      <CitizenWords view={view} photos={photos} />
      <Asks view={view} />
      <Promises view={view} />
      <People {...page} />
      {holds ? (
        <ReplyForm
          {...{ context, view, body }}
          open={answerable(state, body)}
          {...(aid === undefined ? {} : { aid })}
        />
      ) : null}
      {holds || assists ? (
        <section aria-labelledby="more-title">
          <h2 id="more-title">
            其他可以做的 <En>What else can be done</En>
          </h2>
          <ContactForm {...acts} />
          {holds ? <CloseForm {...acts} /> : null}
          <PromiseForms {...acts} holds={holds} />
          {holds ? <HoldForms {...acts} /> : null}
          {holds ? <HandOverForm {...acts} /> : null}
          {holds ? <UpkeepForms {...acts} likely={likely} /> : null}
        </section>
      ) : null}
      {relays.length === 0 ? null : <Relays relays={relays} />}
      <Thread view={view} />
      <p>
        <Back body={body} />
      </p>
    </>
  );
  return officerPage(viewer, `诉求 ${showNumber(number)}`, content);
}

function CitizenWords({ view, photos }: Pick<DeskRequestView, "view" | "photos">) {
  const filing = view.steps[0]?.said;
  const text = filing?.text ?? "";
  return (
    <section aria-labelledby="words-title">
      <h2 id="words-title">
        群众的话 <En>The citizen’s words</En>
      </h2>
      <p class="said">{text === "" ? "（文字已删除或没有文字）" : text}</p>
      {filing?.place === undefined ? null : <p>地点：{filing.place}</p>}
      {photos.length === 0 ? null : (
        <ul class="shots">
          {photos.map((photo, index) => (
            <li key={photo.id}>
              <a href={`/desk/${view.number}/photos/${photo.id}/full`}>
                <img
                  src={`/desk/${view.number}/photos/${photo.id}/small`}
                  alt={`群众提供的第 ${index + 1} 张，点开看大的 No. ${index + 1}`}
                  loading="lazy"
                  width={160}
                />
              </a>
              {photo.place === undefined ? null : (
                <p class="small">
                  {`拍照地点：纬度 ${photo.place.latitude}，经度 ${photo.place.longitude}`}{" "}
                  <En>Where it was taken (WGS 84)</En>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {photos.some((photo) => photo.place !== undefined) ? (
        <p class="hint">
          拍照地点是群众同意给办理单位看的，只用来找地方，不要转给别人。坐标是 WGS
          84，放到国内地图上要先换算。
          <En>
            By the citizen’s consent, to find the spot and for nothing else. Domestic maps need a conversion.
          </En>
        </p>
      ) : null}
    </section>
  );
}

const wantsWords = (person: PersonState) => WANTS.find((each) => each.value === person.wants) ?? WANTS[0];

/** People on a page of a request that many joined. */
const MOST_PEOPLE = 20;

/** How each person wants to hear of it; name and number only when they are asked for, and then the citizen sees that they were. */
function People(page: DeskRequestView) {
  const { view, context, opened } = page;
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
            <form method="post" action={context.action}>
              <Hidden context={{ ...context, key: `${context.key}/${person.number}` }} act="open-contact" />
              <input type="hidden" name="person" value={String(person.number)} />
              <button type="submit">
                查看电话（群众会看到是哪个单位看的）
                <En>Show the number; the citizen sees which office looked</En>
              </button>
            </form>
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

/** Each person's own form: what was typed for one stands in no other's. */
function RelayForm({ context, person }: { readonly context: ActContext; readonly person: number }) {
  const { tried, ...fresh } = context;
  const own = tried?.fields.person === String(person) ? context : fresh;
  const text = field(own, "relay", "text");
  return (
    <ActForm
      context={{ ...own, key: `${context.key}/${person}` }}
      act="relay"
      id={`act-relay-${person}`}
      title={{
        zh: "这位群众不让办理单位知道是谁：请热线代问",
        en: "Hidden from you: ask through the hotline",
      }}
      go={{ zh: "交给热线代问", en: "Give it to the hotline" }}
    >
      <input type="hidden" name="person" value={String(person)} />
      <AreaField
        {...{ ...text, id: own === fresh ? `${text.id}-${person}` : text.id }}
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
