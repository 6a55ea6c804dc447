// What was tried on a request and refused: the words that say so, and the fields of the form that they concern.

import type { Words } from "../../../core/domain/facts.ts";
import type { Refusal, RefusalCode } from "../../../core/domain/request/refusals.ts";
import { type ActContext, fieldId } from "../../../web/officers/act-form.tsx";
import type { Mistake, Sent } from "./acts.ts";

export interface Tried {
  readonly trouble: Words;
  readonly tried: NonNullable<ActContext["tried"]>;
}

/** A refusal with how to mend it, as one sentence after the other. */
export function refusedWords({ zh, en, mend }: Refusal): Words {
  return { zh: `${zh}${mend.zh}`, en: `${en} ${mend.en}` };
}

/** What the form itself has wrong. */
export function mistaken(act: string, fields: Sent, { mistake, at = [] }: Mistake): Tried {
  const problems = at.map((name) => ({ field: fieldId(act, name), ...mistake }));
  return { trouble: mistake, tried: { act, fields, problems } };
}

/** What the request refuses. */
export function refused(act: string, fields: Sent, refusal: Refusal): Tried {
  return mistaken(act, fields, { mistake: refusedWords(refusal), at: concerned(refusal.code, fields) });
}

/** The field that mends a refusal; none where it is not the form that has to change. */
const MENDED_IN: Readonly<Partial<Record<RefusalCode, string>>> = {
  "request/no-ask": "asks",
  "request/past": "until",
  "extend/too-long": "until",
  "hand-over/receiver": "to",
  "missing/once": "reason",
  "harm/not-lower": "to",
  "harm/not-graver": "to",
  "merge/itself": "into",
  "request/none": "into",
  "commitment/none": "number",
};

function concerned(code: RefusalCode, fields: Sent): string[] {
  // Words are wanted in the first box that has none.
  if (code === "request/words")
    return ["reason", "text", "asks"].filter((name) => fields[name]?.trim() === "").slice(0, 1);
  if (code === "request/past" && fields.until === undefined) return earliest(fields);
  const name = MENDED_IN[code];
  // Boxes that nobody ticked are not among the fields.
  return name !== undefined && (name in fields || name === "asks") ? [name] : [];
}

/** Of several promises the one with the earliest day: if any day is past, it is. */
function earliest(fields: Sent): string[] {
  const days = Object.entries(fields).filter(([name, day]) => /^by\d$/.test(name) && day !== "");
  return days
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([name]) => name)
    .slice(0, 1);
}
