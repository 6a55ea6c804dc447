// The thread of a request for one of its people: everything the page shows, read in one transaction.

import { dayOf } from "../../../core/domain/day.ts";
import type { Words } from "../../../core/domain/facts.ts";
import { standing } from "../../../core/domain/request/fold-people.ts";
import { wordOn } from "../../../core/domain/request/promises.ts";
import { lives } from "../../../core/domain/request/retention.ts";
import { openPause, type PersonState, type RequestState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { askWordsOf, promiseWordsOf } from "../../../core/domain/request/words.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import type { ActName } from "../../../web/citizens/acts.tsx";
import { isAskedAnew, notSolvedWords, promiseDayWords } from "../../../web/citizens/next-words.ts";
import { COMMITMENT_WORDS, OUTCOME_WORDS, VERDICT_WORDS } from "../../../web/citizens/step-words.ts";
import type { ThreadView } from "../../../web/citizens/thread.tsx";
import type { AskView, PromiseView } from "../../../web/citizens/thread-parts.tsx";
import type { Transaction } from "../../kit/database/database.ts";
import { type Relay, relaysOf } from "../desk/relay.store.ts";
import { holderAt, type ListOwner } from "../own-list/own-list.ts";
import { ownNumber } from "../requests/people.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import { type PhotoRow, photosOfRequest } from "../uploads/photos.store.ts";
import { MOST_PHOTOS } from "../uploads/reencode.ts";
import { type Bodies, bodiesIn, bodiesNamed, englishNamesOf, namesOf } from "./bodies.ts";
import { standingView } from "./standing-view.ts";
import { stepViews } from "./step-view.ts";

export const STEPS_A_PAGE = 30;

/** A request as one of its people opened it, by the secret link or from the own list. */
export interface OwnRequest extends RequestRecord {
  /** What stands after /r/: the link, or the list's address of it. */
  readonly link: string;
  readonly person: PersonState;
  readonly own: string;
  readonly bodies: Bodies;
  readonly photos: readonly PhotoRow[];
  readonly relays: readonly Relay[];
  /** What the person filed before it was merged into this one. */
  readonly before?: string;
  /** The clocks as they would run, were it sent back now; its own where it is not closed. */
  readonly clocksOnceBack: RequestRecord["clocks"];
}

/** `owner`: who is signed in, where the link is an address of a list. */
export async function openOwn(
  services: Services,
  link: string,
  owner?: ListOwner,
): Promise<OwnRequest | undefined> {
  const { requests, tenant } = services;
  return requests.within(async (query) => {
    const found = await holderAt(query, tenant, link, owner);
    const record = found === undefined ? undefined : await requests.readIn(query, found.number);
    const person = record?.state.people.find((each) => each.number === found?.person);
    if (record === undefined || person === undefined) return undefined;
    const own = await ownNumber(query, tenant, record.number, person.number);
    const photos = await photosOfRequest(query, tenant, record.number);
    const before = own === record.number ? undefined : await wordsBefore(services, query, own);
    // Only a body that does not know the person asks through the hotline.
    const hidden = person.hideFrom.includes("handling-body");
    const relays = hidden ? await relaysOf(query, tenant, record.number) : [];
    return {
      ...{ ...record, link, person, own, clocksOnceBack: clocksOnceBack(services, record) },
      relays: relays.filter((each) => each.person === person.number && each.outcome === null),
      bodies: await bodiesNamed(query, tenant, bodiesIn(record.steps)),
      photos: photos.filter((photo) => photo.person === person.number),
      ...(before === undefined ? {} : { before }),
    };
  });
}

function clocksOnceBack({ requests }: Services, { number, steps, state, clocks }: RequestRecord) {
  if (!state.closed) return clocks;
  const asks = state.asks.map((ask) => ask.number);
  const back: Step = {
    ...{ kind: "reopen", at: requests.now(), by: { role: "citizen" }, bounce: state.bounces + 1, asks },
  };
  return requests.recordOf(number, [...steps, back]).clocks;
}

/** What “not solved” does, for whoever reads the own request. */
export function notSolvedTo({ state, clocksOnceBack, bodies }: OwnRequest): Words {
  return notSolvedWords(state, clocksOnceBack, namesOf(bodies), englishNamesOf(bodies));
}

/** Only a request that was merged away has steps under its own number. */
async function wordsBefore(
  { requests }: Services,
  query: Transaction,
  own: string,
): Promise<string | undefined> {
  const record = await requests.readIn(query, own);
  return record?.number === own ? record.steps[0]?.said?.text : undefined;
}

/** `before`: steps ahead of this place; the latest where it is absent. */
export function threadView(
  request: OwnRequest,
  now: number,
  form: string,
  { before, told, list }: { before?: number; told?: Words; list?: ThreadView["list"] },
): ThreadView {
  const { link, own, number, state, clocks, steps, bodies, person, photos } = request;
  const all = stepViews(steps, state, bodies, person.number).reverse();
  const shown = all.filter((step) => before === undefined || step.place < before).slice(0, STEPS_A_PAGE);
  const last = shown.at(-1)?.place;
  const verdict = verdictOf(state, person);
  const nameOf = namesOf(bodies);
  const missing = missingOf(state, steps);
  const replied = steps.findLastIndex((step) => step.kind === "reply");
  const reply = all.find((step) => step.place === replied);
  return {
    ...{ link, number: own, form, steps: shown, verdict, notSolved: notSolvedTo(request) },
    ...(own === number ? {} : { of: number }),
    standing: standingView(state, clocks, bodies, now, person),
    ...(reply === undefined ? {} : { reply }),
    asks: askViews(state, steps, bodies, person.number),
    promises: promiseViews(state, bodies, now, person.number, promiseWordsOf(steps)),
    ...(last !== undefined && all.some((step) => step.place < last) ? { earlier: last } : {}),
    photos: photos.map(({ place, ...photo }) => ({ ...photo, placed: place !== undefined })),
    ...(person.verdict === undefined ? {} : { verdictWords: VERDICT_WORDS[person.verdict.value] }),
    ...(missing === undefined ? {} : { missing }),
    ...parkedOf(state, steps),
    room: MOST_PHOTOS - photos.length,
    ended: !lives(state, now),
    ...(state.follows === undefined ? {} : { follows: state.follows }),
    ...(told === undefined ? {} : { told }),
    ...(list === undefined ? {} : { list }),
    ...(request.before === undefined ? {} : { before: request.before }),
    relays: request.relays.map(({ body, askedAt, words }) => ({ who: nameOf(body), at: askedAt, words })),
    acts: actsFor(request, now),
  };
}

/** What may be done now; the rest is not offered, and refused with its reason where it is tried. */
export function actsFor({ state, person, steps }: OwnRequest, now: number): ActName[] {
  if (!lives(state, now)) return person.wantsDeletion ? [] : ["deletion"];
  return [
    ...(openPause(state)?.why === "parked" ? (["go-on"] as const) : []),
    "add",
    ...(mayRenumber(state, steps, person.number) ? (["asks"] as const) : []),
    ...(state.firstReplyAt === undefined || person.wantsCall ? [] : (["call"] as const)),
    "choices",
    "complain",
    ...(person.wantsDeletion ? [] : (["deletion"] as const)),
  ];
}

/** Whoever filed, until a body has replied, where the asks stand in words of their own. */
export function mayRenumber(state: RequestState, steps: readonly Step[], person: number): boolean {
  return person === 0 && state.firstReplyAt === undefined && askWordsOf(steps) !== undefined;
}

function verdictOf(state: RequestState, person: PersonState): ThreadView["verdict"] {
  if (state.firstReplyAt === undefined) return "none";
  return state.closed && (standing(person) === undefined || isAskedAnew(state, person)) ? "due" : "open";
}

/** What the body asked for last, while it waits. */
export function missingOf(state: RequestState, steps: readonly Step[]): string | undefined {
  if (openPause(state)?.why !== "missing") return undefined;
  return steps.findLast((step) => step.kind === "ask-for-missing")?.said?.text ?? "";
}

/** Why the body lets it wait, and until when. */
function parkedOf(state: RequestState, steps: readonly Step[]): Pick<ThreadView, "parked"> {
  const pause = openPause(state);
  if (pause?.why !== "parked" || pause.planned === undefined) return {};
  const why = steps.findLast((step) => step.kind === "park")?.said?.reason ?? "";
  return { parked: { until: pause.planned, why: maskText(why, { keepOfficePhones: true }).text } };
}

/** `person`: who reads; undefined or another than the first reads masked words. */
export function askViews(
  state: RequestState,
  steps: readonly Step[],
  bodies: Bodies,
  person: number | undefined,
): AskView[] {
  const first = state.people[0]!;
  const words = person === 0 || first.open ? (askWordsOf(steps) ?? []) : [];
  const nameOf = namesOf(bodies);
  return state.asks.map((ask, index) => {
    const text = words[index] ?? "";
    const holder = ask.offer?.to ?? ask.handling;
    return {
      number: ask.number,
      words: person === 0 ? text : maskText(text).text,
      outcome: OUTCOME_WORDS[ask.outcome],
      holder: holder === undefined || state.asks.length === 1 ? "" : nameOf(holder),
    };
  });
}

export function promiseViews(
  state: RequestState,
  bodies: Bodies,
  now: number,
  person: number | undefined,
  what: ReadonlyMap<number, string> = new Map(),
): PromiseView[] {
  const nameOf = namesOf(bodies);
  const today = dayOf(now);
  return state.commitments.map((each) => {
    const answer = each.answers.find((one) => one.person === person)?.answer;
    return {
      ...{ number: each.number, who: nameOf(each.who), word: COMMITMENT_WORDS[wordOn(each)] },
      ...(what.has(each.number)
        ? { what: maskText(what.get(each.number)!, { keepOfficePhones: true }).text }
        : {}),
      ...(each.ask === undefined || state.asks.length === 1 ? {} : { ask: each.ask }),
      day: promiseDayWords(each.by, each.first, each.moves),
      asked: person !== undefined && each.by <= today,
      ...(answer === undefined ? {} : { answer }),
    };
  });
}
