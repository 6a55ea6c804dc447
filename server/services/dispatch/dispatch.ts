// The dispatcher's and the coordinator's form as a command: who leads, and who handles and assists which ask.

import type { Words } from "../../../core/domain/facts.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Acting, Command, Part } from "../../../core/domain/request/steps.ts";
import type { Mistake, Sent } from "../desk/acts.ts";

const NO_LEAD: Words = {
  zh: "请选牵头单位。只有一项或都归一个单位时，选牵头单位就够了。",
  en: "Choose the lead body; where one body takes all, that is enough.",
};
const UNKNOWN: Words = {
  zh: "选的单位不在名单里。请重新选。",
  en: "A body is not on the list; choose again.",
};

/** The asks that nobody holds and nobody was named for. */
export function freeAsks(state: RequestState): number[] {
  return state.asks
    .filter((ask) => ask.handling === undefined && ask.offer === undefined)
    .map((ask) => ask.number);
}

/** Every free ask gets the body that was chosen for it, or the lead where none was. */
export function assignmentOf(
  kind: "dispatch" | "decide-receiver",
  sent: Sent,
  state: RequestState,
  by: Acting,
  known: ReadonlySet<string>,
): Command | Mistake {
  const lead = sent.lead ?? "";
  if (lead === "") return { mistake: NO_LEAD, at: ["lead"] };
  const parts = freeAsks(state).map((ask): Part => {
    const handling = sent[`handling${ask}`] || lead;
    const assisting = [sent[`assisting${ask}`], sent[`assisting${ask}b`]].filter(
      (each): each is string => each !== undefined && each !== "" && each !== handling,
    );
    return { ask, handling, assisting: [...new Set(assisting)] };
  });
  const named = [lead, ...parts.flatMap((part) => [part.handling, ...part.assisting])];
  if (named.some((body) => !known.has(body))) return { mistake: UNKNOWN };
  const note = (sent.note ?? "").trim();
  return { kind, by, lead, parts, ...(note === "" ? {} : { said: { text: note } }) };
}
