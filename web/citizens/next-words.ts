// What happens next with a request and by when, in one or two sentences that page, telephone and operator say alike.

import { dayOf } from "../../core/domain/day.ts";
import type { Instant, Words } from "../../core/domain/facts.ts";
import { type Clock, replyClock } from "../../core/domain/request/clocks.ts";
import { standing } from "../../core/domain/request/fold-people.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { awaitedPromise } from "../../core/domain/request/promises.ts";
import { lives } from "../../core/domain/request/retention.ts";
import { openPause, type PersonState, phaseOf, type RequestState } from "../../core/domain/request/state.ts";
import { calendarWords, dayWords } from "../parts/moments.ts";
import { type BodyNames, CLAIM_WORDS, PAUSE_WORDS, VERDICT_WORDS } from "./step-words.ts";

export interface NextContext extends BodyNames {
  readonly clocks: readonly Clock[];
  readonly now: Instant;
  /** Who is told; absent where the number alone is known. */
  readonly person?: PersonState;
}

export function nextWords(state: RequestState, context: NextContext): Words {
  const { clocks, now, nameOf, englishOf = nameOf } = context;
  if (!lives(state, now))
    return {
      zh: "这件的记录已过保存期。还有问题，可以提一件新的，和它连在一起。",
      en: "The record has ended. If something remains, file a new request linked to it.",
    };
  switch (phaseOf(state)) {
    case "merged":
      return {
        zh: `已和 ${showNumber(state.mergedInto!)} 并在一起办，进度看那一件，您的编号照旧可用。`,
        en: `It goes on together with ${showNumber(state.mergedInto!)}; your number still works.`,
      };
    case "closed":
      return closedWords(context.person, state);
    case "filed":
      return {
        zh: `热线派给承办单位。${replyWords(clocks).zh}`,
        en: `The hotline assigns it to a body. ${replyWords(clocks).en}`,
      };
    case "dispatched":
    case "handed-over": {
      const receive = clocks.find((each) => each.clock === "receive");
      const late = receive?.state === "late";
      const by = receive?.due === undefined ? "" : `${late ? "应在" : ""}${dayWords(receive.due)}前`;
      const to = nameOf(receive?.body);
      return {
        zh: `${to}${by}接下，或写明理由退回${late ? "，已经过了" : ""}，您不用重新提。${replyWords(clocks).zh}`,
        en: `${englishOf(receive?.body)} accepts it or returns it with a reason${late ? ", which is late" : ""}; you need not file again. ${replyWords(clocks).en}`,
      };
    }
    case "with-coordinator": {
      const due = clocks.find((each) => each.clock === "coordinate")?.due;
      return {
        zh: `被退回了两次，协调人${due === undefined ? "" : `${dayWords(due)}前`}定由谁办，定了不能再退。`,
        en: "After two returns a coordinator decides who handles it; that cannot be returned.",
      };
    }
    case "waiting-for-citizen":
      return {
        zh: `等您补充缺的材料，补上就接着办；${heldWords(clocks).zh}。`,
        en: `What is missing is asked of you; ${heldWords(clocks).en}.`,
      };
    case "parked":
      return parkedWords(state, clocks);
    case "paused": {
      const pause = openPause(state)!;
      const until = pause.planned === undefined ? "" : `，预计${dayWords(pause.planned)}恢复`;
      return {
        zh: `停着：${PAUSE_WORDS[pause.why].zh}${until}；${heldWords(clocks).zh}。`,
        en: `It stands still: ${PAUSE_WORDS[pause.why].en}; ${heldWords(clocks).en}.`,
      };
    }
    case "handling":
      return state.asks.some((ask) => ask.outcome === "open")
        ? replyWords(
            clocks,
            state.asks.some((ask) => ask.outcome !== "open"),
          )
        : answeredWords(clocks);
  }
}

/** What the clock of the reply does while the request stands still: what was late before stays late. */
function heldWords(clocks: readonly Clock[]): Words {
  const clock = replyClock(clocks);
  if (clock?.due === undefined || clock.state !== "late")
    return { zh: "这段时间答复的期限不走", en: "the time limit stands still meanwhile" };
  return {
    zh: `答复的期限${dayWords(clock.due)}已经过了，照旧算过期`,
    en: `it stays late since ${dayOf(clock.due)}`,
  };
}

/** The body's own wait, which a citizen need not accept. */
function parkedWords(state: RequestState, clocks: readonly Clock[]): Words {
  const { planned } = openPause(state)!;
  const promised = awaitedPromise(state) === undefined ? ["", ""] : ["承诺的", "promised "];
  const [zh, en] =
    planned === undefined
      ? ["单位把它挂账了", "The body has parked it"]
      : [
          `单位要等到${promised[0]}${dayWords(planned)}再办`,
          `The body waits until the ${promised[1]}day, ${dayOf(planned)}`,
        ];
  const held = heldWords(clocks);
  return {
    zh: `${zh}；${held.zh}。不同意等，随时可以说，说了就接着办。`,
    en: `${en}; ${held.en}. Whoever does not accept waiting says so at any time, and it goes on.`,
  };
}

/** Every ask is answered; the clock runs on until the body closes the request. */
function answeredWords(clocks: readonly Clock[]): Words {
  const clock = replyClock(clocks);
  const [zh, en] =
    clock?.due === undefined
      ? ["", ""]
      : clock.state === "late"
        ? [`，期限${dayWords(clock.due)}已经过了`, `, which was due by ${dayOf(clock.due)}`]
        : [`，最晚${dayWords(clock.due)}`, `, which is due by ${dayOf(clock.due)}`];
  return {
    zh: `单位答复过了，还没有报告办结${zh}。报告办结以后，请您说办没办成。`,
    en: `The body has answered and not yet closed it${en}. Once it is closed, you say whether it is solved.`,
  };
}

/** The citizen's clock as a sentence. */
function replyWords(clocks: readonly Clock[], some = false): Words {
  const clock = replyClock(clocks);
  if (clock === undefined) return { zh: "", en: "" };
  if (clock.due === undefined || clock.state === "unknown")
    return {
      zh: "期限里有放假安排还没公布的年份，最后一天现在算不出来。",
      en: "The last day cannot be told yet: the holidays of that year are not published.",
    };
  const [day, date] = [dayWords(clock.due), dayOf(clock.due)];
  if (clock.state === "late")
    // A neutral call is offered once a body has replied (`actsFor`): before, there is no answer to ask about.
    return some
      ? {
          zh: `答复的期限是${day}，已经过了，还没有全部答复。可以打承办单位的电话催，也可以要中立回访员打电话来。`,
          en: `A reply was due by ${date} and is late. You may call the desk or ask for a neutral call.`,
        }
      : {
          zh: `答复的期限是${day}，已经过了，还没有答复。可以打承办单位的电话催，也可以打热线，报编号。`,
          en: `A reply was due by ${date} and is late. You may call the desk, or the hotline with your number.`,
        };
  return { zh: `最晚${day}答复您。`, en: `A reply is due by ${date}.` };
}

/** What happens once the person says “not solved” (`clocks`: as they run from then on): whoever looks at it, and by when. */
export function notSolvedWords(
  state: RequestState,
  clocks: readonly Clock[],
  nameOf: BodyNames["nameOf"],
  englishOf: BodyNames["nameOf"] = nameOf,
): Words {
  const clock = replyClock(clocks);
  const [who, whom] = [nameOf(state.lead), englishOf(state.lead)];
  if (state.closed) {
    const [zh, en] =
      clock?.due === undefined
        ? ["期限重新算", "a new time limit begins"]
        : [
            `今天说的，${dayWords(clock.due)}前要再答复您`,
            `said today, a new reply is due by ${dayOf(clock.due)}`,
          ];
    return {
      zh: `说“没解决”，马上退回${who}重办：${zh}。退回的这一步删不掉。`,
      en: `“Not solved” sends it back to ${whom} at once: ${en}. That step cannot be removed.`,
    };
  }
  const [zh, en] =
    clock?.due === undefined
      ? ["答复的期限照旧", "the time limit stays as it is"]
      : clock.state === "late"
        ? [`期限${dayWords(clock.due)}已经过了`, `the limit of ${dayOf(clock.due)} has passed`]
        : clock.state === "stopped"
          ? ["现在停着，期限不走", "the time limit stands still for now"]
          : [`期限照旧，最晚${dayWords(clock.due)}`, `the limit stays ${dayOf(clock.due)}`];
  return {
    zh: `单位还没有报告办结。现在说“没解决”，${who}马上看得到，要接着办，${zh}；报告办结以后再请您说一次，那时还没解决，就退回重办。`,
    en: `It is not closed yet. “Not solved” said now is seen by ${whom}, which goes on; ${en}. Once it is closed you are asked again; if it is still not solved, it goes back.`,
  };
}

/** Which rule sets the limit; a measure of our own is called one. */
export function clauseWords(clocks: readonly Clock[]): Words | undefined {
  const clock = replyClock(clocks);
  if (clock === undefined) return undefined;
  return { zh: `期限的依据：${clock.clause.zh}`, en: clock.clause.en };
}

/** Closed since the person said that it is not solved: the word stands, and was not said of what was done since. */
export function isAskedAnew(state: RequestState, { verdict }: PersonState): boolean {
  const closing = state.closings.at(-1);
  if (!state.closed || closing === undefined || verdict === undefined) return false;
  return (verdict.value === "not" || verdict.value === "partly") && verdict.at < closing.at;
}

function closedWords(person: PersonState | undefined, state: RequestState): Words {
  const claim = CLAIM_WORDS[state.closings.at(-1)?.claim ?? "done"];
  if (person === undefined)
    return {
      zh: `承办单位的说法是“${claim.zh}”，办没办成由提的人说。`,
      en: `The body claims: ${claim.en}. Whether it is solved, the person who filed it says.`,
    };
  const word = standing(person);
  if (person.verdict?.void === true)
    return {
      zh: "有人跟您提过评价，所以您说的暂时不算数，中立回访员会再问您。",
      en: "Somebody raised the rating with you, so it does not count yet; a neutral caller asks again.",
    };
  if (word === undefined)
    return {
      zh: `承办单位的说法是“${claim.zh}”，等您说办没办成。您不说，就算没有回答，不会当成满意。`,
      en: `The body claims: ${claim.en}. Your word counts; silence is counted as no answer, never as content.`,
    };
  if (isAskedAnew(state, person))
    return {
      zh: `您上次说的是：${VERDICT_WORDS[word].zh}。承办单位后来报告办结，说法是“${claim.zh}”，请您再说一次办没办成；还没解决就退回重办。您不说，照旧算${VERDICT_WORDS[word].zh}。`,
      en: `You last said: ${VERDICT_WORDS[word].en}. The body has closed it since, claiming: ${claim.en}. Say again whether it is solved; if not, it goes back. Until you do, your last word stands.`,
    };
  return {
    zh: `您说的是：${VERDICT_WORDS[word].zh}。以后发现没解决，随时可以改，改了就退回重办。`,
    en: `You said: ${VERDICT_WORDS[word].en}. You may say “not solved” at any later time; it then goes back.`,
  };
}

/** A promise's day, with how often it was moved. */
export function promiseDayWords(by: string, first: string, moves: number): Words {
  if (moves === 0) return { zh: `${calendarWords(by)}前`, en: `by ${by}` };
  return {
    zh: `${calendarWords(by)}前（改过 ${moves} 次，最早说${calendarWords(first)}）`,
    en: `by ${by} (moved ${moves} time(s); first ${first})`,
  };
}
