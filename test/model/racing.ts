// Two actors who race on one request: each decides on what it last saw and writes only if nothing came between.

import fc from "fast-check";
import { CHINA, startOf } from "../../core/domain/day.ts";
import { OWN_LIMITS } from "../../core/domain/request/clocks.ts";
import { decide, type Rules } from "../../core/domain/request/decide.ts";
import { fold } from "../../core/domain/request/fold.ts";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Command, Step } from "../../core/domain/request/steps.ts";
import { command, merge, USUAL } from "./commands.ts";
import { allows, apply } from "./reference.ts";
import { fresh, type Model } from "./state.ts";

const START = startOf("2026-03-02") + 9 * 3_600_000;
export const RULES: Rules = { calendar: CHINA, limits: OWN_LIMITS };
const ASKS = 2;

/** The platform as two actors meet it: steps, what each saw of them, and the check of the count on writing. */
export class Platform {
  readonly steps: Step[];
  readonly views: [number, number] = [1, 1];
  /** How many steps each write added, so that what was written together can be told. */
  readonly writes: number[] = [1];
  /** False: the control, in which nobody checks the count. */
  readonly checksCount: boolean;

  constructor(checksCount: boolean) {
    this.checksCount = checksCount;
    const filing = decide(undefined, FILING, START, RULES);
    if (isRefusal(filing)) throw new Error(filing.code);
    this.steps = filing;
  }

  look(actor: 0 | 1): void {
    this.views[actor] = this.steps.length;
  }

  act(actor: 0 | 1, command: Command, now: number): "taken" | "refused" | "stale" {
    const seen = this.views[actor];
    const result = decide(fold(this.steps.slice(0, seen)), command, now, RULES);
    if (isRefusal(result)) return "refused";
    if (this.checksCount && seen !== this.steps.length) return "stale";
    this.steps.push(...result);
    this.writes.push(result.length);
    this.look(actor);
    return "taken";
  }
}

/** What should be: the model as it was at each count of steps that somebody may still be looking at. */
export interface Expected {
  now: number;
  current: Model;
  /** The model each actor last saw, and whether something came since. */
  views: [Model, Model];
  fresh: [boolean, boolean];
}

export function expected(): Expected {
  const current = fresh(ASKS);
  return {
    now: START,
    current,
    views: [structuredClone(current), structuredClone(current)],
    fresh: [true, true],
  };
}

export class Look implements fc.Command<Expected, Platform> {
  readonly actor: 0 | 1;
  constructor(actor: 0 | 1) {
    this.actor = actor;
  }
  check = () => true;
  run(model: Expected, platform: Platform): void {
    platform.look(this.actor);
    model.views[this.actor] = structuredClone(model.current);
    model.fresh[this.actor] = true;
  }
  toString = () => `look ${this.actor}`;
}

export class Wait implements fc.Command<Expected, Platform> {
  readonly hours: number;
  constructor(hours: number) {
    this.hours = hours;
  }
  check = () => true;
  run(model: Expected): void {
    model.now += this.hours * 3_600_000;
  }
  toString = () => `wait ${this.hours} h`;
}

export class Act implements fc.Command<Expected, Platform> {
  readonly actor: 0 | 1;
  readonly command: Command;
  /** Most people act on the page they have just opened; the others make the races. */
  readonly looks: boolean;
  constructor(actor: 0 | 1, command: Command, looks: boolean) {
    this.actor = actor;
    this.command = command;
    this.looks = looks;
  }
  check = () => true;
  run(model: Expected, platform: Platform): void {
    model.now += 60_000;
    const { actor, command } = this;
    if (this.looks) new Look(actor).run(model, platform);
    const may = allows(model.views[actor], command, model.now);
    const should = !may ? "refused" : model.fresh[actor] || !platform.checksCount ? "taken" : "stale";
    const did = platform.act(actor, command, model.now);
    if (did !== should) throw new Error(`${command.kind}: the platform says ${did}, the model ${should}`);
    if (did !== "taken") return;
    apply(model.current, command, model.now);
    model.views[actor] = structuredClone(model.current);
    model.fresh = actor === 0 ? [true, false] : [false, true];
  }
  toString = () => `${this.actor}${this.looks ? " looks and" : ""} acts ${JSON.stringify(this.command)}`;
}

const FILING: Command = {
  kind: "file",
  by: { role: "citizen", person: 0 },
  door: "web",
  procedure: "hotline",
  intent: "ask-help",
  asks: ASKS,
  harm: "trouble",
  wants: "text",
  hideFrom: [],
  open: true,
};

const actor = fc.constantFrom<0 | 1>(0, 1);
const looks = fc.integer({ min: 0, max: 9 }).map((each) => each < 7);
const acts = (what: fc.Arbitrary<Command>) =>
  fc.tuple(actor, what, looks).map(([who, which, first]) => new Act(who, which, first));

/** Sequences of looks, waits and acts of two actors. */
const races = fc.commands(
  [
    actor.map((who) => new Look(who)),
    fc.integer({ min: 1, max: 60 }).map((hours) => new Wait(hours)),
    ...Array.from({ length: 4 }, () => acts(command)),
    ...Array.from({ length: 4 }, () => acts(fc.constantFrom(...USUAL))),
    acts(fc.oneof({ weight: 9, arbitrary: command }, { weight: 1, arbitrary: merge })),
  ],
  { maxCommands: 60, size: "max" },
);

/** A run: how far the usual way was gone before the race, and the race. */
export const runs = fc.tuple(fc.integer({ min: 0, max: USUAL.length }), races);

/** The same without the model, for the control. */
export const plainRuns = fc.tuple(
  fc.integer({ min: 0, max: USUAL.length }),
  fc.array(acts(fc.oneof(command, fc.constantFrom(...USUAL))), { maxLength: 60, size: "max" }),
);

export function prologue(length: number): Act[] {
  return USUAL.slice(0, length).map((each) => new Act(0, each, true));
}
