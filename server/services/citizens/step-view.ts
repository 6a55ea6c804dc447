// What one person of a request sees of its steps: own words whole, the bodies' words, nothing private of another person; pure.

import type { PersonState, RequestState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { linesOf } from "../../../core/domain/request/words.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { stepWords } from "../../../web/citizens/step-words.ts";
import type { StepView } from "../../../web/citizens/thread-parts.tsx";
import { type Bodies, englishNamesOf, namesOf } from "./bodies.ts";

/** Which person of the request a step is of, where it is one person's. */
function personOf(step: Step): number | undefined {
  if ("person" in step && typeof step.person === "number") return step.person;
  if (step.by.role === "citizen" || step.by.role === "operator") return step.by.person ?? 0;
  return undefined;
}

/** Steps that are one person's own business, whoever writes them down. */
const PRIVATE: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>([
  ...(["contact", "callback", "choose", "want-call", "complain", "ask-deletion"] as const),
]);
/** What says more of the machinery than of the matter; the signature stands at the step that was signed. */
const SILENT: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>(["sign"]);

/** What of a step is a person's of the request to see: nothing, that it was, or its words as they were written as well. */
export function opensTo(step: Step, { people }: RequestState, person: number): "nothing" | "step" | "words" {
  const of = personOf(step);
  const others = of !== undefined && of !== person;
  if (SILENT.has(step.kind) || (others && PRIVATE.has(step.kind))) return "nothing";
  return seesWords(people, of, person) === "whole" ? "words" : "step";
}

/** `person`: who reads; undefined: the public, which reads masked words of a consented request only. */
export function stepViews(
  steps: readonly Step[],
  state: RequestState,
  bodies: Bodies,
  person: number | undefined,
): StepView[] {
  const signatures = new Map(
    steps.flatMap((step) => (step.kind === "sign" ? [[step.step, step.said?.name ?? ""] as const] : [])),
  );
  const context = {
    ...{ nameOf: namesOf(bodies), englishOf: englishNamesOf(bodies) },
    ...(person === undefined ? {} : { person }),
  };
  return steps.flatMap((step, place): StepView[] => {
    const of = personOf(step);
    const others = of !== undefined && of !== person;
    if (SILENT.has(step.kind) || (others && PRIVATE.has(step.kind))) return [];
    const body = step.by.body === undefined ? undefined : bodies.get(step.by.body);
    const signed = signatures.get(place);
    return [
      {
        ...{ place, at: step.at, words: stepWords(step, context) },
        said: saidOf(step, seesWords(state.people, of, person), person),
        ...(body === undefined || step.by.role === "operator" ? {} : { desk: deskOf(body) }),
        ...(signed === undefined || signed === "" ? {} : { signed }),
      },
    ];
  });
}

function seesWords(
  people: readonly PersonState[],
  of: number | undefined,
  person: number | undefined,
): "whole" | "masked" | "none" {
  // A body's words may repeat what the first person wrote of himself.
  if (of === undefined) return person === 0 ? "whole" : "masked";
  if (of === person) return "whole";
  return people.find((each) => each.number === of)?.open === true ? "masked" : "none";
}

const LABELS: readonly (readonly [string, string])[] = [
  ["text", ""],
  ["place", "地点"],
  ["reason", "理由"],
  ["asks", "要解决的"],
];

/** The asks as they were numbered by then, so that what was changed can be read. */
function askLines(step: Step): string {
  return linesOf(step.said?.asks ?? "")
    .map((line, index) => `${index + 1}. ${line}`)
    .join("\n");
}

function saidOf(
  step: Step,
  seen: "whole" | "masked" | "none",
  person: number | undefined,
): { label: string; text: string }[] {
  if (seen === "none" || step.said === undefined) return [];
  // Why a person is judged or complained of is told to the people of the request, not to everybody.
  if (person === undefined && step.kind === "verdict") return [];
  return LABELS.flatMap(([name, label]) => {
    const text = name === "asks" ? askLines(step) : (step.said?.[name] ?? "");
    if (text.trim() === "") return [];
    const official = step.by.role !== "citizen";
    return [{ label, text: seen === "whole" ? text : maskText(text, { keepOfficePhones: official }).text }];
  });
}

function deskOf({ desk, phone }: { desk: string; phone: string }): string {
  return [desk, phone === "" ? "" : `电话 ${phone}`].filter(Boolean).join("，");
}
