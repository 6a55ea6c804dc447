// Runs files through importers: every row is counted once, a file that fails is a problem and the rest goes on.

import type { FactOf, Facts, RowKind, Words } from "../domain/facts.ts";
import { MessageColumns } from "../domain/messages.ts";
import {
  FileRefused,
  type Importer,
  type ImportSettings,
  type InputFile,
  type InputSummary,
  type Intake,
  type Problem,
} from "./importer.ts";

/** Problems listed for one file; the rest are counted. */
const LISTED = 1000;

type Mutable = { [K in RowKind]?: FactOf<K>[] };

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
  private readonly messages = new MessageColumns();
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

  /** Reads one file with the first importer that knows it; a file that nobody knows is listed as not read. */
  async read(file: InputFile): Promise<InputSummary> {
    this.progress.onFile?.(file.path, this.inputs.length);
    const intake = new CountingIntake(file, this.rows, this.messages, this.settings, this.progress);
    let summary: InputSummary;
    try {
      const importer = await this.importerFor(file);
      summary = importer === undefined ? intake.summary(null) : await this.readWith(importer, file, intake);
    } catch (error) {
      summary = intake.failed(null, error);
    }
    this.inputs.push(summary);
    return summary;
  }

  /** Everything read so far. Call once, at the end. */
  finish(): Collected {
    const facts = this.sawMessages ? { ...this.rows, messages: this.messages.seal() } : this.rows;
    return { facts: facts as Facts, inputs: this.inputs };
  }

  private async importerFor(file: InputFile): Promise<Importer | undefined> {
    for (const importer of this.importers) if (await importer.matches(file)) return importer;
    return undefined;
  }

  private async readWith(importer: Importer, file: InputFile, intake: CountingIntake): Promise<InputSummary> {
    for (const kind of importer.gives) {
      if (kind === "messages") this.sawMessages = true;
      else (this.rows[kind] as unknown[] | undefined) ??= [];
    }
    try {
      await importer.read(file, intake, this.settings);
      return intake.summary(importer.id);
    } catch (error) {
      return intake.failed(importer.id, error);
    }
  }
}

class CountingIntake implements Intake {
  readonly messages: MessageColumns;
  private readonly file: InputFile;
  private readonly kept: Mutable;
  private readonly settings: ImportSettings;
  private readonly progress: Progress;
  private facts = 0;
  private problems = 0;
  private readonly listed: Problem[] = [];
  private readonly drops = new Map<string, { reason: Words; count: number }>();
  private dropped = 0;
  private readonly byKind: Record<string, number> = {};
  private readonly omitted: Record<string, number> = {};

  constructor(
    file: InputFile,
    kept: Mutable,
    messages: MessageColumns,
    settings: ImportSettings,
    progress: Progress,
  ) {
    this.file = file;
    this.kept = kept;
    this.messages = messages;
    this.settings = settings;
    this.progress = progress;
  }

  fact<K extends RowKind>(kind: K, fact: FactOf<K>): void {
    this.facts += 1;
    this.tick();
    this.also(kind, fact);
  }

  also<K extends RowKind>(kind: K, fact: FactOf<K>): void {
    const territory = this.settings.territory ?? fact.territory;
    const placed = territory === fact.territory ? fact : { ...fact, territory };
    const list = (this.kept[kind] ?? []) as FactOf<K>[];
    (this.kept as Record<RowKind, unknown>)[kind] = list;
    list.push(placed as FactOf<K>);
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
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

  summary(importer: string | null): InputSummary {
    return {
      file: this.file.path,
      importer,
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

  /** The file was refused, or could not be read to its end: what was read before stays. */
  failed(importer: string | null, error: unknown): InputSummary {
    if (error instanceof FileRefused) {
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

  private tick(): void {
    const rows = this.facts + this.problems + this.dropped;
    if (rows % 20_000 === 0) this.progress.onRows?.(this.file.path, rows);
  }
}
