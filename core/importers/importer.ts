// The shape of an importer: a foreign file or stream goes in; facts, problems and counted drops come out.

import type { Readable } from "node:stream";
import type { FactKind, FactOf, Instant, RowKind, Words } from "../domain/facts.ts";
import type { MessageColumns } from "../domain/messages.ts";

/** A file the user named, or a folder of pictures taken as one input. The caller opens it; core touches no disk. */
export interface InputFile {
  /** Relative to the folder the user named, with `/`. Shown in evidence, so personal names in it are masked (`shownPath`). */
  readonly path: string;
  /** The file's own name, unmasked, for finding what belongs to it; never shown. */
  readonly name: string;
  readonly size: number;
  /** Of a workbook with several filled sheets: the one that is read, by its place in the archive. Absent: the first. */
  readonly sheet?: string;
  /** Why the caller could not open it; it is listed as refused and not read. */
  readonly unreadable?: { readonly reason: Words; readonly mend: Words };
  open(): Readable;
  /** The first bytes, at most `length`. */
  head(length: number): Promise<Uint8Array>;
  /** A file beside this one, by name. */
  sibling(name: string): Promise<InputFile | undefined>;
  /** For a folder taken as one input: its files in order of path. */
  members?(): AsyncIterable<InputFile>;
}

/** One row an importer could not read: what is wrong, where, and how to mend it. */
export interface Problem {
  readonly row: number;
  readonly reason: Words;
  readonly mend: Words;
}

/** Where an importer puts what it read. Each source row ends in exactly one of `fact`, `problem` or `drop`. */
export interface Intake {
  /** This kind is looked for in the file: it becomes `[]` where no row holds one. For importers whose `gives` depends on the file. */
  touch(kind: RowKind): void;
  /** A row became a fact of this kind. */
  fact<K extends RowKind>(kind: K, fact: FactOf<K>): void;
  /**
   * A fact that a row gave beside its main one (an account beside its posts); does not count as a row, and gives way where
   * another file states the same id as its main fact.
   */
  also<K extends RowKind>(kind: K, fact: FactOf<K>): void;
  problem(problem: Problem): void;
  /** A row that is left out on purpose (a header repeated, a message recalled), with the reason. */
  drop(reason: Words): void;
  /** Columns or values that are not kept (likes, followers, names), counted by name. */
  omit(what: string, count?: number): void;
  /** Group messages; each pushed message counts as a row that became a fact through `messageRow`. */
  readonly messages: MessageColumns;
  messageRow(): void;
  /** The whole file is refused (bomb, secret, no dataset.yaml): nothing of it is kept. */
  refuse(reason: Words, mend: Words): never;
}

/** Thrown by `Intake.refuse`; the run goes on with the next file. */
export class FileRefused extends Error {
  readonly reason: Words;
  readonly mend: Words;
  constructor(reason: Words, mend: Words) {
    super(reason.en);
    this.reason = reason;
    this.mend = mend;
  }
}

export interface ImportSettings {
  /** Secret of this installation; ids of people are hashed with it and never printed. */
  readonly salt: string;
  /** The day of the check-up as an instant, for delete-by dates. */
  readonly on: Instant;
  /** `CN…` where the user says where the data come from; else the importer's own default. */
  readonly territory?: string;
}

export interface Importer {
  readonly id: string;
  readonly title: Words;
  /** The kinds it can give: they count as imported (`[]`) even where the file held none. */
  readonly gives: readonly FactKind[];
  /** True where this importer knows the file. The first of the list that says so reads it. */
  matches(file: InputFile): Promise<boolean>;
  read(file: InputFile, intake: Intake, settings: ImportSettings): Promise<void>;
}

/** What came of one input, as the report shows it: rows = facts + problems + dropped. */
export interface InputSummary {
  readonly file: string;
  readonly importer: string | null;
  readonly importerTitle?: Words;
  readonly rows: number;
  readonly facts: number;
  readonly problems: number;
  readonly dropped: number;
  readonly factsByKind: Readonly<Record<string, number>>;
  readonly problemList: readonly Problem[];
  readonly droppedReasons: readonly { readonly reason: Words; readonly count: number }[];
  /** Columns or values not kept, by name. */
  readonly omitted: Readonly<Record<string, number>>;
  readonly refused?: { readonly reason: Words; readonly mend: Words };
}
