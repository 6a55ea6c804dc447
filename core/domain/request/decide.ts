// Decides what a command does to a request: the steps to write, or a refusal with how to mend it. Pure: the time comes in.

import type { Calendar } from "../day.ts";
import type { Instant } from "../facts.ts";
import type { PackLimit } from "./clocks.ts";
import { ASSIGNING } from "./decide-assigning.ts";
import { FILING } from "./decide-filing.ts";
import { HANDLING } from "./decide-handling.ts";
import { JUDGING } from "./decide-judging.ts";
import { UPKEEP } from "./decide-upkeep.ts";
import { isRefusal, type Refusal, refuse } from "./refusals.ts";
import { lives } from "./retention.ts";
import type { RequestState } from "./state.ts";
import type { Command, CommandKind, CommandOf, Draft, Role, Step } from "./steps.ts";

/** What decisions rest on beside the steps; chosen by the server for the day and the place of the filing. */
export interface Rules {
  readonly calendar: Calendar;
  readonly limits: readonly PackLimit[];
  /** Only where an outside witness is configured: when the ledger was last co-signed. */
  readonly anchor?: { readonly lastAt: Instant | undefined; readonly configuredAt: Instant };
}

/** One decision: what it yields, given that the role may. */
export type Decision<K extends CommandKind> = (
  state: RequestState,
  command: CommandOf<K>,
  now: Instant,
  rules: Rules,
) => readonly Draft[] | Refusal;

/** Who may take a step, whether the ended record still allows it, and what it does. */
export interface Rule<K extends CommandKind> {
  readonly roles: readonly Role[];
  /** Still possible when the record's life is over. */
  readonly afterLife?: true;
  /** Still possible on a request that was merged away. */
  readonly merged?: true;
  readonly decide: Decision<K>;
}

export type RulesFor<K extends CommandKind> = { readonly [Each in K]: Rule<Each> };

const RULES: RulesFor<Exclude<CommandKind, "file">> = {
  ...FILING,
  ...ASSIGNING,
  ...HANDLING,
  ...JUDGING,
  ...UPKEEP,
};

/** The steps of a new request, or why it cannot be filed. */
export function decideFiling(command: CommandOf<"file">, now: Instant): Step[] | Refusal {
  if (!Number.isInteger(command.asks) || command.asks < 1 || command.asks > 20)
    return refuse("request/no-ask");
  return [{ ...command, at: now }];
}

/** The steps that a command adds, or why it adds none. The steps' time never runs back, whatever the clock says. */
export function decide(
  state: RequestState | undefined,
  command: Command,
  now: Instant,
  rules: Rules,
): Step[] | Refusal {
  if (command.kind === "file") {
    return state === undefined ? decideFiling(command, now) : refuse("request/closed");
  }
  if (state === undefined) return refuse("request/none");
  const rule = RULES[command.kind] as Rule<CommandKind>;
  if (!rule.roles.includes(command.by.role)) return refuse("request/role");
  if (state.mergedInto !== undefined && rule.merged !== true) return refuse("request/merged");
  if (!lives(state, now) && rule.afterLife !== true) return refuse("request/ended");
  const drafts = rule.decide(state, command, now, rules);
  if (isRefusal(drafts)) return drafts;
  const at = Math.max(now, state.lastAt);
  return drafts.map((draft) => ({ ...draft, at }) as Step);
}
