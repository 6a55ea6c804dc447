// What the acts of the desk share: the pieces they are given, reasons and days.

import { AreaField, type Option, TextField } from "../parts/form.tsx";
import { type ActContext, typed } from "./act-form.tsx";
import type { RequestView } from "./request-parts.tsx";

export interface Acts {
  readonly context: ActContext;
  readonly view: RequestView;
  readonly body: string;
}

export function optionsOf<T extends string>(
  words: Readonly<Record<T, { zh: string; en: string }>>,
  ids: readonly T[],
): Option[] {
  return ids.map((value) => ({ value, ...words[value] }));
}

export function Reason({
  context,
  act,
  zh = "理由（群众看得到）",
  en = "The reason; the citizen sees it",
}: {
  context: ActContext;
  act: string;
  zh?: string;
  en?: string;
}) {
  return (
    <AreaField
      name="reason"
      id={`${act}-reason`}
      label={{ zh, en }}
      rows={3}
      value={typed(context, act, "reason")}
    />
  );
}

export function Until({
  context,
  act,
  zh,
  en,
}: {
  context: ActContext;
  act: string;
  zh: string;
  en: string;
}) {
  return (
    <TextField
      name="until"
      id={`${act}-until`}
      type="date"
      label={{ zh, en }}
      value={typed(context, act, "until")}
    />
  );
}
