// The reference model of a request: the rules again, written plainly from the design and sharing nothing with the platform's code.

import { CHINA, dayOf } from "../../core/domain/day.ts";
import type { Command } from "../../core/domain/request/steps.ts";
import type { Ask, Model, Person } from "./state.ts";

/** Which asks a command speaks of. */
function named(command: Command): readonly number[] {
  if (command.kind === "number-asks") return command.from!.flat();
  if ("parts" in command) return command.parts.map((part) => part.ask);
  if (command.kind === "reply") return command.asks.map((each) => each.ask);
  return "asks" in command ? (command.asks as readonly number[]) : [];
}

const free = (ask: Ask) => ask.holder === undefined && ask.offer === undefined;
const reason = (command: Command) => (command.said?.reason ?? "") !== "";

/** True where the body has the matter in hand: it holds an ask, or leads one that somebody holds. */
function inHand(model: Model, body: string): boolean {
  return model.asks.some((ask) => ask.holder === body || (ask.holder !== undefined && model.lead === body));
}

function touches(model: Model, body: string): boolean {
  return (
    model.handled.has(body) ||
    model.assisting.has(body) ||
    model.lead === body ||
    model.asks.some((ask) => ask.holder === body || ask.offer?.to === body)
  );
}

/** Who has an ask and who was named for it, as one text; asks in like hands may be joined. */
function holding({ holder, offer, fixed }: Ask): string {
  return JSON.stringify([holder, offer?.to, offer?.from, offer?.how, fixed]);
}

/** Whether the command is taken in this state, at this time. */
export function allows(model: Model, command: Command, now: number): boolean {
  if (model.merged || !named(command).every((ask) => model.asks[ask - 1] !== undefined)) return false;
  const body = command.by.body ?? "";
  const at = (numbers: readonly number[]) => numbers.map((number) => model.asks[number - 1]!);
  switch (command.kind) {
    case "number-asks": {
      const from = command.from!;
      const all = from.flat();
      return (
        !model.repliedEver &&
        model.asks.every((_, index) => all.includes(index + 1)) &&
        from.every((origins) => new Set(at(origins).map(holding)).size === 1)
      );
    }
    case "dispatch":
      return (
        !model.closed &&
        model.returns < 2 &&
        command.parts.length > 0 &&
        at(command.parts.map((part) => part.ask)).every(free) &&
        model.asks.filter(free).length === command.parts.length
      );
    case "decide-receiver": {
      const named = command.parts.map((part) => part.ask);
      return (
        !model.closed &&
        model.returns >= 2 &&
        named.length > 0 &&
        model.asks.every((ask, index) => !free(ask) || named.includes(index + 1))
      );
    }
    case "acknowledge":
      return at(command.asks).every((ask) => ask.offer?.to === body && ask.offer.how !== "hand-over");
    case "accept":
      return at(command.asks).every((ask) => ask.offer?.to === body && ask.offer.how === "hand-over");
    case "hand-over":
      return (
        !model.closed &&
        model.returns < 2 &&
        command.to !== body &&
        reason(command) &&
        model.stop === undefined &&
        at(command.asks).every((ask) => ask.holder === body && ask.offer === undefined && !ask.fixed)
      );
    case "return": {
      const asks = at(command.asks);
      if (!asks.every((ask) => ask.offer?.to === body) || asks.some((ask) => ask.fixed) || !reason(command))
        return false;
      const receiver = asks.some((ask) => ask.offer?.how === "dispatch") ? command.to : asks[0]?.offer?.from;
      const late = asks.some((ask) => CHINA.workdaysBetween(ask.offer!.day, dayOf(now))! > 2);
      // On a day off after the second working day the limit is over too.
      const over = asks.some((ask) => dayOf(now) > CHINA.addWorkdays(ask.offer!.day, 2)!);
      return receiver !== undefined && receiver !== "" && receiver !== body && !late && !over;
    }
    case "contact":
      return inHand(model, body) || model.assisting.has(body);
    case "ask-for-missing":
      return (
        !model.closed &&
        inHand(model, body) &&
        model.stop === undefined &&
        (model.missingLists === 0 || reason(command))
      );
    case "add":
      return true;
    case "pause":
      return (
        !model.closed &&
        inHand(model, body) &&
        model.stop === undefined &&
        reason(command) &&
        (command.reason !== "unreachable" || model.failedCalls >= 3)
      );
    case "park":
      return (
        !model.closed &&
        inHand(model, body) &&
        model.stop === undefined &&
        reason(command) &&
        !model.unwilling
      );
    case "resume":
      if (command.by.role === "citizen")
        return (
          !model.closed && model.stop === "parked" && model.people[command.by.person ?? -1] !== undefined
        );
      return !model.closed && inHand(model, body) && model.stop !== undefined;
    case "reply":
      return (
        !model.closed &&
        inHand(model, body) &&
        at(command.asks.map((each) => each.ask)).every((ask) => model.lead === body || ask.holder === body)
      );
    case "close":
      return (
        !model.closed &&
        inHand(model, body) &&
        model.lead === body &&
        model.stop === undefined &&
        model.repliedNow &&
        model.asks.every((ask) => ask.offer === undefined && ask.answered)
      );
    case "join":
      return true;
    case "verdict":
      return command.person < model.people.length && model.repliedEver;
    case "callback":
      return (
        command.person < model.people.length &&
        !touches(model, body) &&
        model.repliedEver &&
        (command.reached || command.value === undefined)
      );
    case "merge":
      return !model.closed;
    default:
      throw new Error(`the model knows no ${command.kind}`);
  }
}

/** Changes the model by a command that was taken. */
export function apply(model: Model, command: Command, now: number): void {
  const body = command.by.body ?? "";
  const at = (numbers: readonly number[]) => numbers.map((number) => model.asks[number - 1]!);
  switch (command.kind) {
    case "number-asks":
      model.asks = command.from!.map((origins) => {
        const [first, ...rest] = at(origins).map((ask) => structuredClone(ask));
        for (const { offer } of rest)
          if (offer !== undefined && offer.day < first!.offer!.day) first!.offer!.day = offer.day;
        return first!;
      });
      break;
    case "dispatch":
    case "decide-receiver": {
      const how = command.kind === "dispatch" ? "dispatch" : "decision";
      model.lead = command.lead;
      if (how === "decision") model.returns = 0;
      for (const part of command.parts) {
        const ask = model.asks[part.ask - 1]!;
        ask.holder = undefined;
        ask.offer = { to: part.handling, day: dayOf(now), how };
        ask.fixed = how === "decision";
      }
      break;
    }
    case "acknowledge":
    case "accept": {
      const from = at(command.asks)[0]?.offer?.from;
      for (const ask of at(command.asks)) {
        ask.holder = ask.offer!.to;
        ask.offer = undefined;
      }
      if (from !== undefined && from === model.lead && !model.asks.some((ask) => ask.holder === from))
        model.lead = body;
      if (model.asks.every((ask) => ask.holder !== undefined && ask.offer === undefined)) model.returns = 0;
      model.handled.add(body);
      break;
    }
    case "hand-over":
      for (const ask of at(command.asks))
        ask.offer = { to: command.to, from: ask.holder, day: dayOf(now), how: "hand-over" };
      break;
    case "return":
      model.returns += 1;
      for (const ask of at(command.asks)) {
        if (ask.offer!.how !== "hand-over") ask.holder = undefined;
        ask.offer = undefined;
      }
      break;
    case "contact":
      if (!command.reached) model.failedCalls += 1;
      if (command.raisedRating) model.people[command.person]!.raised = true;
      break;
    case "ask-for-missing":
      model.stop = "missing";
      model.missingLists += 1;
      break;
    case "add":
      if (model.stop === "missing") model.stop = undefined;
      break;
    case "pause":
      model.stop = "other";
      break;
    case "park":
      model.stop = "parked";
      break;
    case "resume":
      model.stop = undefined;
      if (command.by.role === "citizen") model.unwilling = true;
      break;
    case "reply":
      model.repliedNow = true;
      model.repliedEver = true;
      model.handled.add(body);
      for (const ask of at(command.asks.map((each) => each.ask))) ask.answered = true;
      break;
    case "close":
      model.closed = true;
      model.closings += 1;
      model.handled.add(body);
      break;
    case "join":
      model.people.push({ void: false, raised: false });
      break;
    case "verdict":
      word(model, command.person, command.value, false, false);
      break;
    case "callback":
      if (command.reached) {
        const person = model.people[command.person]!;
        if (command.raisedRating === true) {
          person.raised = true;
          if (good(person.word)) person.void = true;
        }
        if (command.value !== undefined)
          word(model, command.person, command.value, true, command.raisedRating === true);
      }
      break;
    case "merge":
      model.merged = true;
      break;
    default:
      throw new Error(`the model knows no ${command.kind}`);
  }
}

const good = (value: string | undefined) => value === "solved" || value === "cannot-explained";

function word(model: Model, index: number, value: string, neutral: boolean, heard: boolean): void {
  const person = model.people[index]!;
  if (value !== "cannot-say" || person.word !== "not") {
    person.word = value;
    person.void = good(value) && (neutral ? heard : person.raised);
    if (neutral) person.raised = false;
  }
  if (value === "not" && model.closed) {
    model.closed = false;
    model.bounces += 1;
    model.repliedNow = false;
    model.unwilling = false;
    model.failedCalls = 0;
    for (const ask of model.asks) ask.answered = false;
  }
}

/** The word that counts. */
export function counts(person: Person): string | undefined {
  return person.void || person.word === "cannot-say" ? undefined : person.word;
}
