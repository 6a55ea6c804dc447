// The one form of a request's page as the form of the act that was pressed, and the reply that came along as a draft.

import type { Sent } from "./acts.ts";

export interface Pressed {
  readonly act: string;
  /** The act's own fields by their own names, with the key of this act alone. */
  readonly fields: Sent;
  /** All that the page's one form sent; absent where the act had a form of its own. */
  readonly page?: Sent;
}

/** What `reply` and `merge/12345678` mean: the act, and of what. */
const OF: Readonly<Record<string, string>> = { merge: "into", relay: "person", "open-contact": "person" };
/** Brought along by every form, and no part of what was written. */
const FRAME: ReadonlySet<string> = new Set(["token", "whole", "key", "seen", "do"]);

export function pressedIn(sent: Sent): Pressed {
  const pressed = sent.do ?? "";
  if (sent.whole === undefined) return { act: pressed, fields: sent };
  const [act = "", of] = pressed.split("/");
  const { token = "", key = "", seen = "" } = sent;
  const about = OF[act];
  const own = act === "reply" || act === "look" ? replyIn(sent) : fieldsOf(pressed, sent);
  return {
    ...{ act, page: sent },
    fields: {
      ...own,
      ...(about === undefined || of === undefined ? {} : { [about]: of }),
      ...{ token, seen, do: act, key: `${key}/${pressed}` },
    },
  };
}

function fieldsOf(act: string, sent: Sent): Sent {
  const named = Object.entries(sent).filter(([name]) => name.startsWith(`${act}.`));
  return Object.fromEntries(named.map(([name, value]) => [name.slice(act.length + 1), value]));
}

/** What stands in the reply: the fields that bear no other act's name. */
export function replyIn(sent: Sent): Sent {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !name.includes(".") && !FRAME.has(name)));
}

const WRITTEN = /^(?:text|reason|(?:what|by)\d)$/;

/** Whether anything was written that somebody would miss; what is chosen from a list is not. */
export function isWritten(reply: Sent): boolean {
  return Object.entries(reply).some(([name, value]) => WRITTEN.test(name) && value.trim() !== "");
}
