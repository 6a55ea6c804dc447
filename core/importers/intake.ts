// Runs files through importers: every row is counted once, a file that fails is a problem and the rest goes on.

import type { FactOf, Facts, RowKind, Words } from "../domain/facts.ts";
import { MessageColumns } from "../domain/messages.ts";
import { putInOrder } from "../domain/record.ts";
import {
  FileRefused,
  type Importer,
  type ImportSettings,
  type InputFile,
  type InputSummary,
  type Intake,
  type Problem,
} from "./importer.ts";
import { goBack, type Lengths, lengthsOf, type Mutable, withBeside } from "./kept.ts";
import { REPEATED, RepeatedRequests } from "./repeated.ts";
import { isWorkbook } from "./rows.ts";
import { whyUnread } from "./unread.ts";
import { shownPath } from "./words.ts";
import { furtherSheets } from "./workbook.ts";

/** Problems listed for one file; the rest are counted. */
const LISTED = 1000;

/** Mappings and declarations: read by the importer of the file they stand beside, no input of their own. */
const COMPANION = /^(?:dataset|luodi-mapping)\.ya?ml$|\.luodi\.yaml$/;

export interface Collected {
  readonly facts: Facts;
  readonly inputs: readonly InputSummary[];
}

export interface Progress {
  /** Told at the start of a file and about every 20,000 rows. */
  readonly onFile?: (file: string, index: number) => void;
  readonly onRows?: (file: string, rows: number) => void;
}

/** Collects facts over many files. One collector, one run. */
export class FactCollector {
  private readonly rows: Mutable = {};
  private readonly beside: Mutable = {};
  private readonly messages = new MessageColumns();
  private readonly repeated = new RepeatedRequests();
  private sawMessages = false;
  private readonly inputs: InputSummary[] = [];
  private readonly importers: readonly Importer[];
  private readonly settings: ImportSettings;
  private readonly progress: Progress;

  constructor(importers: readonly Importer[], settings: ImportSettings, progress: Progress = {}) {
    this.importers = importers;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Reads one file with the first importer that knows it; a file that nobody knows is listed as not read, a table with the reason
   * and how to mend it. Each further sheet of a workbook is an input of its own.
   */
  async read(named: InputFile): Promise<InputSummary> {
    const summary = await this.readOne(named);
    const further = summary.refused === undefined || summary.importer === null;
    if (further && (await isWorkbook(named).catch(() => false)))
      for (const sheet of await furtherSheets(named).catch(() => [])) await this.readOne(sheet);
    return summary;
  }

  private async readOne(named: InputFile): Promise<InputSummary> {
    // Whoever opened the file may have left a person's name in its path.
    const path = shownPath(named.path);
    const file = path === named.path ? named : { ...named, path };
    this.progress.onFile?.(file.path, this.inputs.length);
    const kept = {
      rows: this.rows,
      beside: this.beside,
      messages: this.messages,
      repeated: this.repeated,
    };
    this.repeated.startFile();
    const intake = new CountingIntake(file, kept, this.settings, this.progress);
    let summary: InputSummary;
    try {
      if (file.unreadable !== undefined) throw new FileRefused(file.unreadable.reason, file.unreadable.mend);
      if (COMPANION.test(file.name)) return intake.summary(null);
      const importer = await this.importerFor(file);
      if (importer !== undefined) summary = await this.readWith(importer, file, intake);
      else summary = { ...intake.summary(null), ...(await whyUnread(file)) };
    } catch (error) {
      summary = intake.failed(null, error);
    }
    this.inputs.push(summary);
    return summary;
  }

  /** Whether the file would be read as group messages, which can be read and judged apart from everything else. */
  async isTalk(file: InputFile): Promise<boolean> {
    if (file.unreadable !== undefined || COMPANION.test(file.name)) return false;
    const importer = await this.importerFor(file).catch(() => undefined);
    return importer?.gives.includes("messages") ?? false;
  }

  /** How many inputs were read so far: several for a workbook with sheets. */
  get inputCount(): number {
    return this.inputs.length;
  }

  /** Everything read so far. Call once, at the end. */
  finish(): Collected {
    for (const lists of [this.rows, this.beside]) for (const list of Object.values(lists)) putInOrder(list);
    const facts: Record<string, unknown> = { ...this.rows };
    for (const kind of Object.keys(this.beside) as RowKind[]) {
      facts[kind] = withBeside(
        (this.rows[kind] ?? []) as readonly { id?: string }[],
        this.beside[kind] as readonly { id?: string }[],
      );
    }
    if (this.sawMessages) facts.messages = this.messages.seal();
    return { facts: facts as Facts, inputs: this.inputs };
  }

  private async importerFor(file: InputFile): Promise<Importer | undefined> {
    for (const importer of this.importers) if (await importer.matches(file)) return importer;
    return undefined;
  }

  private async readWith(importer: Importer, file: InputFile, intake: CountingIntake): Promise<InputSummary> {
    for (const kind of importer.gives) if (kind !== "messages") intake.touch(kind);
    let summary: InputSummary;
    intake.importer = importer.id;
    try {
      await importer.read(file, intake, this.settings);
      summary = intake.summary(importer);
    } catch (error) {
      summary = intake.failed(importer, error);
    }
    if (summary.refused === undefined && importer.gives.includes("messages")) this.sawMessages = true;
    return summary;
  }
}

/** The facts of a run so far, by how they were stated. */
interface Kept {
  readonly rows: Mutable;
  readonly beside: Mutable;
  readonly messages: MessageColumns;
  readonly repeated: RepeatedRequests;
}

class CountingIntake implements Intake {
  readonly messages: MessageColumns;
  importer = "";
  private readonly file: InputFile;
  private readonly kept: Kept;
  /** How much was kept before this file, to go back to where it is refused. */
  private readonly before: { readonly rows: Lengths; readonly beside: Lengths; readonly messages: number };
  private readonly settings: ImportSettings;
  private readonly progress: Progress;
  private facts = 0;
  private problems = 0;
  private readonly listed: Problem[] = [];
  private readonly drops = new Map<string, { reason: Words; count: number }>();
  private dropped = 0;
  private readonly byKind: Record<string, number> = {};
  private readonly omitted: Record<string, number> = {};

  constructor(file: InputFile, kept: Kept, settings: ImportSettings, progress: Progress) {
    this.file = file;
    this.kept = kept;
    this.messages = kept.messages;
    this.before = {
      rows: lengthsOf(kept.rows),
      beside: lengthsOf(kept.beside),
      messages: kept.messages.length,
    };
    this.settings = settings;
    this.progress = progress;
  }

  touch(kind: RowKind): void {
    (this.kept.rows[kind] as unknown[] | undefined) ??= [];
    this.byKind[kind] ??= 0;
  }

  fact<K extends RowKind>(kind: K, fact: FactOf<K>): void {
    if (kind === "requests" && this.isRepeated(fact as FactOf<"requests">)) {
      this.drop(REPEATED);
      return;
    }
    this.facts += 1;
    this.tick();
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
    this.put(this.kept.rows, kind, fact);
  }

  also<K extends RowKind>(kind: K, fact: FactOf<K>): void {
    this.put(this.kept.beside, kind, fact);
  }

  private isRepeated(request: FactOf<"requests">): boolean {
    this.kept.rows.requests ??= [];
    return this.kept.repeated.merge(this.importer, this.kept.rows.requests, request);
  }

  private put<K extends RowKind>(lists: Mutable, kind: K, fact: FactOf<K>): void {
    const territory = placeOf(fact.territory, this.settings.territory);
    const placed = territory === fact.territory ? fact : { ...fact, territory };
    const list = lists[kind] as FactOf<K>[] | undefined;
    if (list !== undefined) list.push(placed);
    else (lists as Record<RowKind, unknown>)[kind] = [placed];
  }

  problem(problem: Problem): void {
    this.problems += 1;
    this.tick();
    if (this.listed.length < LISTED) this.listed.push(problem);
  }

  drop(reason: Words): void {
    this.dropped += 1;
    this.tick();
    const known = this.drops.get(reason.zh);
    if (known === undefined) this.drops.set(reason.zh, { reason, count: 1 });
    else known.count += 1;
  }

  omit(what: string, count = 1): void {
    this.omitted[what] = (this.omitted[what] ?? 0) + count;
  }

  messageRow(): void {
    this.facts += 1;
    this.byKind.messages = (this.byKind.messages ?? 0) + 1;
    this.tick();
  }

  refuse(reason: Words, mend: Words): never {
    throw new FileRefused(reason, mend);
  }

  summary(importer: Importer | null): InputSummary {
    return {
      file: this.file.path,
      importer: importer?.id ?? null,
      ...(importer === null ? {} : { importerTitle: importer.title }),
      rows: this.facts + this.problems + this.dropped,
      facts: this.facts,
      problems: this.problems,
      dropped: this.dropped,
      factsByKind: this.byKind,
      problemList: this.listed,
      droppedReasons: [...this.drops.values()],
      omitted: this.omitted,
    };
  }

  /** Of a refused file nothing is kept; of one that could not be read to its end, what was read before stays. */
  failed(importer: Importer | null, error: unknown): InputSummary {
    if (error instanceof FileRefused) {
      this.letGo();
      return { ...this.summary(importer), refused: { reason: error.reason, mend: error.mend } };
    }
    const why = error instanceof Error ? error.message : String(error);
    this.problem({
      row: this.facts + this.problems + this.dropped + 1,
      reason: { zh: `文件从这里起读不下去：${why}`, en: `the file cannot be read from here on: ${why}` },
      mend: {
        zh: "重新导出该文件，或用 luodi import --dry-run 单独查看；前面读到的已保留。",
        en: "export the file again, or look at it alone with luodi import --dry-run; what was read before is kept.",
      },
    });
    return this.summary(importer);
  }

  private letGo(): void {
    this.kept.repeated.undo(this.kept.rows.requests);
    goBack(this.kept.rows, this.before.rows);
    goBack(this.kept.beside, this.before.beside);
    this.messages.rewind(this.before.messages);
    this.facts = 0;
    this.problems = 0;
    this.dropped = 0;
    this.listed.length = 0;
    this.drops.clear();
    for (const counted of [this.byKind, this.omitted]) for (const name in counted) delete counted[name];
  }

  private tick(): void {
    const rows = this.facts + this.problems + this.dropped;
    if (rows % 20_000 === 0) this.progress.onRows?.(this.file.path, rows);
  }
}

/** What the user states wins, except that a narrower place inside it, or another country that the format itself tells, stays. */
function placeOf(own: string | undefined, stated: string | undefined): string | undefined {
  if (stated === undefined || own === undefined) return stated ?? own;
  const foreign = own.slice(0, 2) !== stated.slice(0, 2);
  return foreign || own.startsWith(stated) ? own : stated;
}
