// The shape of a detector, and what it may say: suspected or cannot tell, with evidence, never more.

import type { z } from "zod";
import type { Calendar } from "../domain/day.ts";
import type { Day, Fact, FactKind, Facts, Instant, RowKind, Source, Words } from "../domain/facts.ts";

export type Category = "accounts" | "requests" | "groups" | "apps" | "services" | "photos" | "returns";

export const CATEGORY_TITLES: Readonly<Record<Category, Words>> = {
  requests: { zh: "诉求办理", en: "Requests" },
  accounts: { zh: "账号与发布", en: "Accounts and posts" },
  groups: { zh: "工作群", en: "Work groups" },
  apps: { zh: "应用程序", en: "Apps" },
  services: { zh: "服务事项", en: "Services" },
  photos: { zh: "照片", en: "Photos" },
  returns: { zh: "报表", en: "Data returns" },
};

/** A stretch of public text, by character offsets in the field. Group text and citizens' words are never quoted. */
export interface Span {
  readonly field: "title" | "reply" | "reason" | "name" | "text";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Evidence extends Source {
  readonly span?: Span;
  /** What this row shows, where the row number alone does not say it. */
  readonly note?: Words;
}

/** A fact as a draft cites it. The engine tells a person its file and row, and tells it apart from others by what it says. */
export interface Cited {
  readonly fact: Fact;
  readonly span?: Span;
  readonly note?: Words;
}

/** An exemption that was looked at for a finding, and what came of it. */
export interface Considered {
  readonly id: string;
  /** `not-met`: looked at and does not apply. `unknown`: could not be looked at. */
  readonly result: "not-met" | "unknown";
  readonly note?: Words;
}

/** A finding as a detector makes it; the engine adds the id, places, the exemptions' titles and the filled message. */
export interface Draft {
  readonly outcome: "suspected" | "cannot-tell";
  /** The office, account, group, form or request concerned; never a person. */
  readonly subject: string;
  /** The public body concerned, where known; findings are grouped by it and nothing is ranked. */
  readonly body?: string;
  /** A key of the detector's messages. */
  readonly message: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /**
   * Which of several like events in one record it speaks of (the verdict, the closing, the test), where no quote tells: with another one
   * it is another finding. Nothing that grows by itself, such as days.
   */
  readonly event?: string | number;
  readonly exemptions?: readonly Considered[];
  readonly unchecked?: readonly Words[];
  /** Facts, or facts with a quote or a note. Never empty. */
  readonly evidence: readonly (Fact | Cited)[];
}

/** The workbench every detector shares: the day, the calendar, and work that several of them need done once. */
export interface Bench {
  readonly on: Day;
  /** The last instant of that day in Beijing: anything later is in the future of this check-up. */
  readonly now: Instant;
  readonly calendar: Calendar;
  /** When the values that are applied now are in force: first instant, and first instant after. */
  readonly stretch: { readonly from: Instant; readonly until: Instant };
  /** All facts of the run before scoping, for context (posts of earlier years, other bodies' texts). */
  readonly all: Facts;
  /** Makes a value once per run and key. */
  once<T>(key: string, make: () => T): T;
}

export interface Detector<Params = unknown> {
  readonly id: string;
  readonly title: Words;
  readonly category: Category;
  /**
   * The kind that is judged. The engine hands over only facts of this kind whose territory and day of act the provision
   * binds; groups are judged by the time of their messages, accounts and apps by the day of the check-up.
   */
  readonly judges: RowKind;
  /** Narrows the judged kind further (a procedure, a purpose); where nothing is left it is not applicable, never clear. */
  readonly only?: (fact: never, params: Params) => boolean;
  /** Kinds without which it is not applicable. */
  readonly needs: readonly FactKind[];
  /** Keys of the bench's `once` under which it looks for slow readings: another thread may have made them ahead. */
  readonly reads?: readonly string[];
  readonly params: z.ZodType<Params>;
  /** Evaluated first; named so that every finding can list them. */
  readonly exemptions: Readonly<Record<string, Words>>;
  /** Sentences with `{name}` slots, for each thing it can say. */
  readonly messages: Readonly<Record<string, Words>>;
  detect(facts: Facts, params: Params, bench: Bench): Iterable<Draft>;
}

/** Keeps a detector's types together; returns it unchanged. */
export function detector<Params>(definition: Detector<Params>): Detector {
  return definition as unknown as Detector;
}
