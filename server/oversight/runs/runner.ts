// Runs check-ups one after another in a process of their own: the same command line that a person would use.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditReport } from "../../../core/engine/report.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Database } from "../../kit/database/database.ts";
import { latestRuns, moveRun, runById, saveReport } from "./runs.store.ts";
import type { Dataset, Run } from "./runs.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "..", "cli", "luodi.mjs");
/** As the program's own first line asks for: twice the usual room for young objects. */
const ROOM = "--max-semi-space-size=32";
const SAVE_EVERY = 1_000;

export interface RunnerOptions {
  readonly database: Database;
  readonly tenant: string;
  readonly clock: Clock;
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  /** Writes the files of a dataset that is the platform's own and gives what removes them; undefined for any other dataset. */
  readonly ownFiles?: (dataset: Dataset) => Promise<(() => Promise<void>) | undefined>;
}

/** A queue of one: waiting runs are taken oldest first; a run can be stopped and started again. */
export class Runner {
  private readonly options: RunnerOptions;
  private current: { id: string; child: ChildProcess } | undefined;
  private working: Promise<void> | undefined;
  private closed = false;

  constructor(options: RunnerOptions) {
    this.options = options;
  }

  /** Takes up what a dead server left under way, then works. */
  async resume(): Promise<void> {
    for (const run of await this.runs()) {
      if (run.state === "running") await this.move(run.id, ["running"], "waiting", "");
    }
    this.wake();
  }

  /** Works through the waiting runs; safe to call at any time. */
  wake(): void {
    if (this.working !== undefined || this.closed) return;
    this.working = this.work()
      .catch((error: Error) => this.options.log(`check-up failed: ${error.message}`))
      .finally(() => {
        this.working = undefined;
      });
  }

  async stop(id: string): Promise<boolean> {
    const stopped = await this.move(id, ["waiting", "running"], "stopped", "");
    if (this.current?.id === id) this.current.child.kill("SIGTERM");
    return stopped;
  }

  async start(id: string): Promise<boolean> {
    const started = await this.move(id, ["stopped", "failed"], "waiting", "");
    this.wake();
    return started;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.current?.child.kill("SIGTERM");
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.closed) {
      const next = (await this.runs()).filter((run) => run.state === "waiting").at(-1);
      if (next === undefined) return;
      await this.take(next);
    }
  }

  private async take(run: Run): Promise<void> {
    if (!(await this.move(run.id, ["waiting"], "running", ""))) return;
    let remove: (() => Promise<void>) | undefined;
    try {
      remove = await this.options.ownFiles?.(run.dataset);
      await this.check(run);
    } catch (error) {
      // A full disk, mostly: said on the page, where it can be started again.
      await this.move(run.id, ["running"], "failed", (error as Error).message.slice(0, 300));
    } finally {
      await remove?.();
    }
  }

  private async check(run: Run): Promise<void> {
    if (this.closed) return void (await this.move(run.id, ["running"], "waiting", ""));
    // Somebody may have stopped it while its files were written.
    if (!(await this.move(run.id, ["running"], "running", ""))) return;
    const out = join(this.options.dataFolder, "reports", run.id);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    const { code, words } = await this.audit(run, out);
    const file = join(out, "report.json");
    if (code !== null && existsSync(file)) {
      const report = JSON.parse(readFileSync(file, "utf8")) as AuditReport;
      const { database, tenant, clock } = this.options;
      await database.within("luodi_oversight", tenant, async (query) => {
        // Somebody may have stopped it in the meantime; then the report is not kept.
        if ((await runById(query, tenant, run.id))?.state !== "running") return;
        await saveReport(query, tenant, run.id, report, new Date(clock.now()));
      });
      return;
    }
    if (this.closed) await this.move(run.id, ["running"], "waiting", "");
    else await this.move(run.id, ["running"], "failed", words);
  }

  private audit(run: Run, out: string): Promise<{ code: number | null; words: string }> {
    return new Promise((resolve) => {
      const child = spawn(
        process.execPath,
        [ROOM, PROGRAM, "audit", run.dataset.folder, "--on", run.on, "--out", out],
        {
          stdio: ["ignore", "ignore", "pipe"],
          env: { ...process.env, LUODI_DATA: this.options.dataFolder, LUODI_PROGRESS: "lines" },
        },
      );
      this.current = { id: run.id, child };
      let words = "";
      let saved = 0;
      child.stderr!.on("data", (chunk: Buffer) => {
        words = chunk.toString().trim().split("\n").at(-1)!.slice(0, 300);
        const now = this.options.clock.now();
        if (now - saved < SAVE_EVERY) return;
        saved = now;
        void this.move(run.id, ["running"], "running", words).catch(() => {});
      });
      child.once("exit", (code) => {
        this.current = undefined;
        resolve({ code, words });
      });
    });
  }

  private runs(): Promise<Run[]> {
    const { database, tenant } = this.options;
    return database.within("luodi_oversight", tenant, (query) => latestRuns(query, tenant));
  }

  private move(
    id: string,
    from: readonly Run["state"][],
    to: Run["state"],
    progress: string,
  ): Promise<boolean> {
    const { database, tenant } = this.options;
    return database.within("luodi_oversight", tenant, (query) =>
      moveRun(query, tenant, id, from, to, progress),
    );
  }
}
