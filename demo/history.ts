// A planted request as what people did on the platform: filed, dispatched, taken up, answered, closed, judged; or not at all its kind.

import { MATTERS } from "../core/domain/request/matters.ts";
import type { Acting, Command, VerdictValue } from "../core/domain/request/steps.ts";
import type { Dated } from "../server/services/exports/history.ts";
import { BODIES, DAY, LAST } from "./places.ts";
import { Chance } from "./random.ts";

type Row = Readonly<Record<string, unknown>>;

const HOUR = 3_600_000;
const DISPATCHER: Acting = { role: "dispatcher", body: "hotline" };
const CALLER: Acting = { role: "neutral-caller", body: "callers" };
const CITIZEN: Acting = { role: "citizen", person: 0 };

/** The county's bodies and their stations under the platform's ids, in the order in which they are first named. */
export class PlatformBodies {
  readonly #ids = new Map<string, string>(BODIES.map((name, index) => [name, `B-${index + 1}`]));

  id(name: string): string {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = `B-${this.#ids.size + 1}`;
    this.#ids.set(name, id);
    return id;
  }

  all(): readonly (readonly [name: string, id: string])[] {
    return [...this.#ids];
  }
}

function matterFor(fact: Row) {
  const said = `${String(fact.matter)} ${String(fact.subject)}`;
  return MATTERS.find((each) => each.signs.some((sign) => said.includes(sign))) ?? MATTERS.at(-1)!;
}

/**
 * The commands that make this request on the platform; undefined where its record holds what cannot be on the platform (a rating that a
 * body entered, a bot's reply, a merged record, a "not" that led to nothing): it is another system's.
 */
export function commandsOf(fact: Row, bodies: PlatformBodies): Dated[] | undefined {
  const filedAt = Date.parse(String(fact.at));
  const { enteredBy } = (fact.rating ?? {}) as { enteredBy?: string };
  if (fact.body === undefined || Number.isNaN(filedAt)) return undefined;
  if (enteredBy !== undefined && enteredBy !== "citizen") return undefined;
  const body = bodies.id(String(fact.body));
  const chance = new Chance(`platform/${String(fact.id)}`);
  const matter = matterFor(fact);
  const given = fact.wants;
  const dated: Dated[] = [
    {
      at: filedAt,
      command: {
        ...{ kind: "file", by: CITIZEN, asks: 1, hideFrom: [], matter: matter.id },
        door: chance.pick(["web", "web", "phone", "phone", "counter", "agent", "sms"] as const),
        procedure: procedureOf(fact.procedure),
        intent: intentOf(fact.intent),
        territory: String(fact.territory),
        harm: fact.intent === "consult" || fact.intent === "suggest" ? "question" : matter.harm,
        wants: given === "call" || given === "visit" || given === "none" ? given : "text",
        open: chance.true(0.1),
        said: { text: `${String(fact.subject)}\n${String(fact.text)}` },
      },
    },
  ];
  const steps = (fact.steps as readonly Row[]).filter((step) => step.kind !== "file");
  const acting: Acting = { role: "officer", body };
  const first = steps.length === 0 ? filedAt + 6 * HOUR : Date.parse(String(steps[0]!.at));
  const dispatchAt = filedAt + Math.min(HOUR, Math.floor((first - filedAt) / 3));
  const parts = [{ ask: 1, handling: body, assisting: [] }];
  dated.push({ at: dispatchAt, command: { kind: "dispatch", by: DISPATCHER, lead: body, parts } });
  if (steps.length > 0) {
    const at = filedAt + Math.min(4 * HOUR, Math.floor((2 * (first - filedAt)) / 3));
    dated.push({ at, command: { kind: "acknowledge", by: acting, asks: [1] } });
  }
  for (const step of steps) {
    const command = commandOf(step, acting, String(fact.body));
    if (command === undefined) return undefined;
    dated.push({ at: Date.parse(String(step.at)), command });
  }
  return judged(fact, dated, acting, chance);
}

/** The citizen's own word, and now and then what it leads to on the platform: back to the body, which answers once more. */
function judged(fact: Row, dated: Dated[], acting: Acting, chance: Chance): Dated[] | undefined {
  const verdict = fact.verdict as { value?: VerdictValue; askedBy?: string; at?: string } | undefined;
  const closedAt = dated.at(-1)!.command.kind === "close" ? dated.at(-1)!.at : undefined;
  if (verdict !== undefined) {
    const at = Date.parse(String(verdict.at));
    const value = verdict.value!;
    // Where a "not" led to nothing another system kept the record: here it sends the matter back.
    if (value === "not") return undefined;
    if (verdict.askedBy === "neutral") {
      const call = { kind: "callback", by: CALLER, person: 0, reached: true, raisedRating: false } as const;
      dated.push({ at, command: { ...call, value } });
    } else if (verdict.askedBy === "citizen") {
      dated.push({ at, command: { kind: "verdict", by: CITIZEN, person: 0, value } });
    } else return undefined;
    // The word may stand between two replies: an answer after it must not seem to come before.
    return dated.sort((one, other) => one.at - other.at);
  }
  if (closedAt === undefined || closedAt + 20 * DAY > LAST || !chance.true(0.12)) return dated;
  const value = chance.pick(["solved", "solved", "solved", "partly", "not", "not"] as const);
  const at = closedAt + chance.whole(1, 8) * DAY + chance.whole(0, 600) * 60_000;
  dated.push({ at, command: { kind: "verdict", by: CITIZEN, person: 0, value } });
  if (value !== "not") return dated;
  const again = at + chance.whole(1, 5) * DAY;
  const text = chance.pick([
    "您说没解决，我们又去看了一遍，是上次的活没做到位，当天返工，和您当面验过了。",
    "接到退回后重新上门，发现还有一处没修，已补上，并留了值班电话给您。",
    "上次答复说得不全，这次把没办的那一项办完了，结果也打电话跟您说了。",
  ]);
  const answer = { ask: 1, as: "answered" } as const;
  dated.push(
    {
      at: again,
      command: { kind: "contact", by: acting, way: "visit", person: 0, reached: true, raisedRating: false },
    },
    {
      at: again + HOUR,
      command: { kind: "reply", by: acting, asks: [answer], commitments: [], said: { text } },
    },
    { at: again + 2 * HOUR, command: { kind: "close", by: acting, claim: "done" } },
  );
  if (chance.true(0.7)) {
    const word = { kind: "verdict", by: CITIZEN, person: 0, value: "solved" } as const;
    dated.push({ at: again + 2 * DAY, command: word });
  }
  return dated;
}

function commandOf(step: Row, by: Acting, name: string): Command | undefined {
  const known = new Set(["kind", "at", "text", "reason", "until", "by", "reached", "body"]);
  if (Object.keys(step).some((key) => !known.has(key))) return undefined;
  if (step.body !== undefined && step.body !== name) return undefined;
  const said = typeof step.text === "string" ? { said: { text: step.text } } : {};
  switch (step.kind) {
    case "reply":
      return { kind: "reply", by, asks: [{ ask: 1, as: "answered" }], commitments: [], ...said };
    case "close":
      return { kind: "close", by, claim: "done" };
    case "contact": {
      const way = step.by === "visit" || step.by === "counter" || step.by === "text" ? step.by : "phone";
      const reached = step.reached !== false;
      return { kind: "contact", by, way, person: 0, reached, raisedRating: false };
    }
    case "extend": {
      const until = Date.parse(String(step.until));
      return { kind: "extend", by, reason: "complex", until, said: { reason: String(step.reason ?? "") } };
    }
    default:
      return undefined;
  }
}

function procedureOf(value: unknown) {
  const known = ["hotline", "board", "petition", "disclosure", "licence", "letters"] as const;
  return known.find((each) => each === value) ?? "hotline";
}

function intentOf(value: unknown) {
  const known = ["consult", "complain", "suggest", "ask-help", "report", "praise"] as const;
  return known.find((each) => each === value) ?? "ask-help";
}
