// Plays the county's year of requests through the platform's own rules, dated in the past, and leaves the rest to another system's file.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { clocksOf } from "../core/domain/request/clocks.ts";
import { numberFrom } from "../core/domain/request/number.ts";
import { isRefusal } from "../core/domain/request/refusals.ts";
import { giveDemonstrationDuties } from "../server/services/administration/demonstration.ts";
import { commitDraw } from "../server/services/callbacks/draws.ts";
import { keepPublicWords } from "../server/services/citizens/public-words.ts";
import { finishHistory, historyState, isLedgerEmpty } from "../server/services/exports/history.store.ts";
import {
  type Dated,
  decideHistory,
  type History,
  writeHistories,
} from "../server/services/exports/history.ts";
import { exportRequests } from "../server/services/exports/luodi-export.ts";
import { addMissingRows, monthOf } from "../server/services/figures/rows.ts";
import { operatorKey } from "../server/services/ledger/key.ts";
import { addBody } from "../server/services/officers/bodies.store.ts";
import { addDemonstrationOfficers } from "../server/services/officers/demonstration.ts";
import { saveContact } from "../server/services/requests/requests.store.ts";
import type { Services } from "../server/services/service.ts";
import { commandsOf, PlatformBodies } from "./history.ts";
import { englishOf } from "./names.ts";
import { LAST } from "./places.ts";
import { requestsOf } from "./requests.ts";

export interface PlayOptions {
  readonly seed: string;
  readonly requests: number;
  readonly faults?: number;
  readonly traps?: number;
  /** Where the two files of requests are written. */
  readonly folder: string;
}

export const PLATFORM_FILE = "platform.luodi-export.jsonl";
export const ELSEWHERE_FILE = "requests.jsonl";

/**
 * Plays once, going on where a start was stopped; afterwards `folder` holds what the platform exports and what stayed elsewhere. False
 * where it cannot be: the ledger already holds later steps, or an outside witness, which refuses earlier days, watches it.
 */
export async function playCounty(services: Services, options: PlayOptions): Promise<boolean> {
  const { requests, tenant, settings, say, clock } = services;
  if (existsSync(options.folder)) return true;
  const [state, empty] = await requests.within(
    async (query) => [await historyState(query, tenant), await isLedgerEmpty(query, tenant)] as const,
  );
  if (settings.witness !== undefined || (state === undefined && !empty)) {
    say(
      "演示诉求没有装进平台：账本已有后来的记录，或有外部见证，不能补记以前的日子。The demonstration's requests were not played: the ledger holds later steps or has a witness, and earlier days cannot be added.",
    );
    return false;
  }
  say("正在把演示县一年的诉求放进平台…… Playing the county's year of requests through the platform…");
  const started = clock.now();
  const draft = `${options.folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const elsewhere = createWriteStream(join(draft, ELSEWHERE_FILE), { highWaterMark: 1 << 20 });
  const bodies = new PlatformBodies();
  const { histories, others } = await decideAll(services, options, bodies, elsewhere);
  await requests.within(async (query) => {
    for (const [index, [zh, id]] of bodies.all().entries()) {
      const phone = `0999-5551${String(index).padStart(4, "0")}`;
      await addBody(query, tenant, { id, zh, en: englishOf(zh), desk: "办件岗", phone });
    }
    await addDemonstrationOfficers(query, tenant);
    await giveDemonstrationDuties(query, tenant, clock.now());
  });
  if (state?.finishedAt == null) {
    let said = started;
    await writeHistories({
      ...{ services, key: operatorKey(settings.dataFolder, tenant), histories },
      atEnd: async (at) => {
        if (DRAWN.includes(monthOf(at))) await commitDraw(services, at);
      },
      onProgress(done, all) {
        if (clock.now() - said < 5_000) return;
        said = clock.now();
        say(`  ${done} / ${all} 步 steps`);
      },
    });
    await keepWords(services, histories);
    await keepPhones(services, histories);
    const unhurried = async () => {};
    await addMissingRows(services, { after: "", count: 0 }, { keep: unhurried, rest: unhurried }, PAGE);
    const counts = { written: histories.length, elsewhere: others, at: clock.now() };
    await requests.within((query) => finishHistory(query, tenant, counts));
  }
  const out = createWriteStream(join(draft, PLATFORM_FILE), { highWaterMark: 1 << 20 });
  for await (const line of exportRequests(services)) if (!out.write(line)) await once(out, "drain");
  out.end();
  await once(out, "finish");
  renameSync(draft, options.folder);
  const seconds = Math.round((clock.now() - started) / 1000);
  say(
    `  平台装入 ${histories.length} 件，另有 ${others} 件是别的系统的记录；用时 ${seconds} 秒。${histories.length} requests played, ${others} left to another system's file, ${seconds} s.`,
  );
  return true;
}

const PAGE = 100;

/** The masked words of consented requests, for the public list's search; what a live filing does in its own transaction. */
async function keepWords(
  { requests, tenant, clock }: Services,
  histories: readonly History[],
): Promise<void> {
  const keep = keepPublicWords(tenant);
  const open = histories.filter(({ state }) => state.people[0]!.open);
  for (let from = 0; from < open.length; from += PAGE) {
    await requests.within(async (query) => {
      for (const { number, steps, state } of open.slice(from, from + PAGE)) {
        const rules = requests.rules(state.filedAt);
        const clocks = clocksOf(state, rules.limits, rules.calendar, clock.now());
        // A start that was stopped here begins these anew.
        await query("DELETE FROM services.public_words WHERE tenant_id = $1 AND number = $2", [
          tenant,
          number,
        ]);
        await keep(query, { number, steps, state, clocks, added: steps, before: undefined });
      }
    });
  }
}

/** The last months of the year: committed to while they ran, they are drawn by the server's own job as soon as it starts. */
const DRAWN: readonly string[] = ["2026-05", "2026-06"];
const CALLED = DRAWN.at(-1)!;

/** Numbers of exchange 555, which is given to nobody, of those who filed by telephone and whose requests were first closed in the last month: they can be called. */
async function keepPhones({ requests, tenant }: Services, histories: readonly History[]): Promise<void> {
  const called = histories.filter(({ steps, state }) => {
    const closed = steps.find((step) => step.kind === "close");
    return state.door === "phone" && closed !== undefined && monthOf(closed.at) === CALLED;
  });
  await requests.within(async (query) => {
    for (const [index, { number }] of called.entries()) {
      const phone = `0999-5552${String(index).padStart(4, "0")}`;
      await saveContact(query, tenant, number, 0, { phone });
    }
  });
}

/** Every request of the year that the platform's rules take step by step; the others go into the file of another system. */
async function decideAll(
  services: Services,
  options: PlayOptions,
  bodies: PlatformBodies,
  elsewhere: NodeJS.WritableStream,
) {
  const { seed, requests: total } = options;
  const faults = options.faults ?? Math.max(5, Math.floor(total / 500));
  const taken = new Set<string>();
  const histories: History[] = [];
  let others = 0;
  for (const { fact } of requestsOf(seed, total, faults, options.traps ?? 3)) {
    if (fact === undefined) continue;
    const commands = commandsOf(fact, bodies);
    const history =
      commands === undefined || commands.some((each) => each.at > LAST)
        ? undefined
        : played(services, numberOf(`${seed}/${String(fact.id)}`, taken), commands);
    if (history !== undefined) histories.push(history);
    else {
      others += 1;
      if (!elsewhere.write(`${JSON.stringify(fact)}\n`)) await once(elsewhere, "drain");
    }
  }
  elsewhere.end();
  await once(elsewhere, "finish");
  return { histories, others };
}

function played(services: Services, number: string, commands: readonly Dated[]): History | undefined {
  const history = decideHistory(number, commands, (filedAt) => services.requests.rules(filedAt));
  return isRefusal(history) ? undefined : history;
}

/** The same number for the same request at every start; never one that was given already. */
function numberOf(name: string, taken: Set<string>): string {
  for (let tries = 0; ; tries += 1) {
    const number = numberFrom(createHash("sha512").update(`luodi/demonstration/${name}/${tries}`).digest());
    if (number === undefined || taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}
