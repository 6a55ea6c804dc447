// Decisions of the body that holds a request: contact, what is missing, time, reply, closing (a claim), promises.

import { addMonths, dayOf, endOf, endOfLimit, startOf } from "../day.ts";
import type { Instant } from "../facts.ts";
import { dueOf } from "./clocks.ts";
import type { Rules, RulesFor } from "./decide.ts";
import { asksNamed } from "./decide-assigning.ts";
import { hasWords, isPerson } from "./decide-filing.ts";
import { type Refusal, refuse } from "./refusals.ts";
import { openPause, type RequestState } from "./state.ts";
import type { Acting, CommandOf } from "./steps.ts";

const HOUR = 3_600_000;
/** An alarm rings long before; after this no closing is taken, for nobody could show when it was made (reliability.md, 5). */
export const CLOSING_NEEDS_ANCHOR_WITHIN = 4 * HOUR;
const UNREACHABLE_AFTER = 3;

function holds(state: RequestState, by: Acting): boolean {
  if (by.body === undefined) return false;
  return state.lead === by.body ? leadHolds(state) : state.asks.some((ask) => ask.handling === by.body);
}

/** A lead body leads once anybody has accepted; before that nothing is in hand. */
function leadHolds(state: RequestState): boolean {
  return state.asks.some((ask) => ask.handling !== undefined);
}

function assists(state: RequestState, by: Acting): boolean {
  return by.body !== undefined && state.asks.some((ask) => ask.assisting.includes(by.body!));
}

function notInHand(state: RequestState, by: Acting): Refusal | undefined {
  if (state.closed) return refuse("request/closed");
  return holds(state, by) ? undefined : refuse("request/not-holder");
}

export const HANDLING: RulesFor<
  | "contact"
  | "ask-for-missing"
  | "extend"
  | "pause"
  | "park"
  | "resume"
  | "reply"
  | "close"
  | "move-commitment"
  | "keep-commitment"
> = {
  contact: {
    roles: ["officer"],
    decide(state, command) {
      if (!holds(state, command.by) && !assists(state, command.by)) return refuse("request/not-holder");
      return isPerson(state, command.person) ? [command] : refuse("request/person");
    },
  },
  "ask-for-missing": {
    roles: ["officer"],
    decide(state, command) {
      const wrong = notInHand(state, command.by);
      if (wrong !== undefined) return wrong;
      const pause = openPause(state);
      if (pause !== undefined) return refuse(pause.why === "missing" ? "missing/once" : "request/held");
      if (command.items < 1 || !hasWords(command.said, "text")) return refuse("request/words");
      // A second list is allowed where what came in raised it, and the reason stands beside it.
      return state.missingRounds > 0 && !hasWords(command.said) ? refuse("missing/once") : [command];
    },
  },
  extend: {
    roles: ["officer"],
    decide(state, command, now, rules) {
      const wrong = notInHand(state, command.by);
      if (wrong !== undefined) return wrong;
      if (!hasWords(command.said)) return refuse("request/words");
      if (command.until <= now) return refuse("request/past");
      return extensionWrong(state, command.until, now, rules) ?? [command];
    },
  },
  pause: {
    roles: ["officer"],
    decide(state, command, now) {
      const wrong = notInHand(state, command.by) ?? cannotHold(state, command, now);
      if (wrong !== undefined) return wrong;
      const enough = command.reason !== "unreachable" || state.failedContacts >= UNREACHABLE_AFTER;
      return enough ? [command] : refuse("contact/attempts");
    },
  },
  park: {
    roles: ["officer"],
    decide(state, command, now) {
      const wrong = notInHand(state, command.by) ?? cannotHold(state, command, now);
      if (wrong !== undefined) return wrong;
      return state.unwilling ? refuse("park/unwilling") : [command];
    },
  },
  resume: {
    roles: ["officer", "coordinator", "system", "citizen", "operator"],
    decide(state, command) {
      if (state.closed) return refuse("request/closed");
      const { by } = command;
      if (by.role === "officer" && !holds(state, by)) return refuse("request/not-holder");
      const pause = openPause(state);
      if (pause === undefined) return refuse("request/not-held");
      if (by.role !== "citizen" && by.role !== "operator") return [command];
      // Parking is the body's own word; what the law lets stand still, nobody's "no" sets going.
      if (!isPerson(state, by.person)) return refuse("request/person");
      return pause.why === "parked" ? [command] : refuse("resume/lawful");
    },
  },
  reply: {
    roles: ["officer"],
    decide(state, command, now) {
      const wrong = notInHand(state, command.by);
      if (wrong !== undefined) return wrong;
      return replyWrong(state, command, now) ?? [{ ...command, commitments: numbered(state, command) }];
    },
  },
  close: {
    roles: ["officer"],
    decide(state, command, now, rules) {
      const wrong = notInHand(state, command.by);
      if (wrong !== undefined) return wrong;
      if (openPause(state) !== undefined) return refuse("request/held");
      if (state.asks.some((ask) => ask.offer !== undefined)) return refuse("hand-over/pending");
      if (state.lead !== command.by.body) return refuse("request/not-holder");
      if (state.repliesThisRound === 0) return refuse("close/no-reply");
      if (state.asks.some((ask) => ask.outcome === "open")) return refuse("close/open-asks");
      return isAnchored(rules, now) ? [command] : refuse("close/no-anchor");
    },
  },
  "move-commitment": {
    roles: ["officer"],
    decide(state, command, now) {
      const found = state.commitments.find((each) => each.number === command.number);
      if (found === undefined || found.keptAt !== undefined) return refuse("commitment/none");
      if (found.who !== command.by.body && !holds(state, command.by)) return refuse("request/not-holder");
      if (!hasWords(command.said)) return refuse("request/words");
      return command.until > found.by && startOf(command.until) > now ? [command] : refuse("request/past");
    },
  },
  "keep-commitment": {
    roles: ["officer"],
    decide(state, command) {
      const found = state.commitments.find((each) => each.number === command.number);
      if (found === undefined || found.keptAt !== undefined) return refuse("commitment/none");
      const own = found.who === command.by.body || holds(state, command.by);
      return own ? [command] : refuse("request/not-holder");
    },
  },
};

function numbered(state: RequestState, command: CommandOf<"reply">) {
  return command.commitments.map((each, index) => ({
    ...each,
    number: state.commitments.length + index + 1,
  }));
}

function replyWrong(state: RequestState, command: CommandOf<"reply">, now: Instant): Refusal | undefined {
  if (!hasWords(command.said, "text")) return refuse("request/words");
  const numbers = command.asks.map((each) => each.ask);
  if (numbers.length === 0 || new Set(numbers).size !== numbers.length) return refuse("request/no-ask");
  const asks = asksNamed(state, numbers);
  if (asks === undefined) return refuse("request/no-ask");
  // The lead may answer for all, the others for what they hold.
  if (state.lead !== command.by.body && asks.some((ask) => ask.handling !== command.by.body))
    return refuse("request/not-holder");
  if (command.asks.some((each) => each.as === "refused") && !hasWords(command.said))
    return refuse("request/words");
  const promised = command.asks.filter((each) => each.as === "promised").map((each) => each.ask);
  if (promised.some((ask) => !command.commitments.some((each) => each.ask === ask)))
    return refuse("request/words");
  if (command.commitments.some((each) => endOf(each.by) < now)) return refuse("request/past");
  return undefined;
}

function cannotHold(
  state: RequestState,
  command: CommandOf<"pause"> | CommandOf<"park">,
  now: Instant,
): Refusal | undefined {
  if (openPause(state) !== undefined) return refuse("request/held");
  if (!hasWords(command.said)) return refuse("request/words");
  return command.until > now ? undefined : refuse("request/past");
}

/** Asked in time, and no longer than the pack allows; where no limit is known any later day will do. */
function extensionWrong(
  state: RequestState,
  until: Instant,
  now: Instant,
  rules: Rules,
): Refusal | undefined {
  const rule = rules.limits.find(
    (each) => each.clock === "reply" && each.procedures.includes(state.procedure),
  );
  if (rule === undefined) return undefined;
  const round = state.reopenings.at(-1)?.at ?? state.filedAt;
  const plain = dueOf({ ...state, extensions: [] }, rule, round, rules.calendar, now);
  const due = dueOf(state, rule, round, rules.calendar, now);
  if (due === undefined || plain === undefined) return undefined;
  if (now > due) return refuse("extend/late");
  if (until <= due) return refuse("request/past");
  if (rule.extension === undefined) return undefined;
  const most =
    rule.extension.unit === "month"
      ? endOf(addMonths(dayOf(plain), rule.extension.count))
      : endOfLimit(plain, rule.extension, rules.calendar);
  return most !== undefined && until > most ? refuse("extend/too-long") : undefined;
}

function isAnchored(rules: Rules, now: Instant): boolean {
  if (rules.anchor === undefined) return true;
  const last = rules.anchor.lastAt ?? rules.anchor.configuredAt;
  return now - last <= CLOSING_NEEDS_ANCHOR_WITHIN;
}
