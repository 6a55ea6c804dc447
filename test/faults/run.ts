// `npm run test:faults`: kills, power cuts, a full disk and the model's runs, in pieces that a later call goes on from.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { cutRepeatedly, freshDisk } from "./cuts.ts";
import { haveDisks } from "./disk.ts";
import { fillUnderLoad } from "./full.ts";
import { killRepeatedly } from "./kills.ts";

const HELP = `npm run test:faults -- [--kills 200] [--cuts 20] [--full 2] [--model 10000] [--minutes 60] [--seed TEXT] [--fresh]

Goes on where the last call stopped; --fresh begins anew. No piece is begun after --minutes. State and logs: LUODI_FAULTS, else
${join(tmpdir(), "luodi-faults")}.`;

const Sum = z.object({
  done: z.number(),
  acknowledged: z.number(),
  lost: z.number(),
  twice: z.number(),
  half: z.array(z.string()),
});
const State = z.object({
  seed: z.string(),
  kills: Sum.extend({
    statuses: z.record(z.string(), z.number()),
    wrong: z.array(z.string()),
    unseen: z.array(z.string()),
    targets: z.record(z.string(), z.number()),
    slowest: z.number(),
  }),
  cuts: Sum,
  /** The same cuts of a server that does not wait for the disk. */
  control: Sum,
  full: Sum.extend({ told507: z.number(), told503: z.number(), wrong: z.array(z.string()) }),
  model: z.object({ runs: z.number(), passed: z.boolean() }),
});
type State = z.infer<typeof State>;

const KILLS_A_PIECE = 10;
const CUTS_A_PIECE = 5;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    cuts: { type: "string", default: "20" },
    full: { type: "string", default: "2" },
    model: { type: "string", default: "10000" },
    minutes: { type: "string", default: "60" },
    seed: { type: "string" },
    fresh: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const folder = process.env.LUODI_FAULTS ?? join(tmpdir(), "luodi-faults");
const file = join(folder, "state.json");
const deadline = performance.now() + Number(values.minutes) * 60_000;

function begin(): State {
  mkdirSync(folder, { recursive: true });
  if (!values.fresh && existsSync(file)) return State.parse(JSON.parse(readFileSync(file, "utf8")));
  const none = { done: 0, acknowledged: 0, lost: 0, twice: 0, half: [] };
  return {
    seed: values.seed ?? String(process.hrtime.bigint()),
    kills: { ...none, statuses: {}, wrong: [], unseen: [], targets: {}, slowest: 0 },
    cuts: none,
    control: { ...none, half: [] },
    full: { ...none, told507: 0, told503: 0, wrong: [] },
    model: { runs: 0, passed: false },
  };
}

const say = (line: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

type Counted = {
  acknowledged: number;
  lost: readonly string[];
  twice: readonly string[];
  half: readonly string[];
};

function added<S extends z.infer<typeof Sum>>(sum: S, more: Counted, done: number): S {
  return {
    ...sum,
    done: sum.done + done,
    acknowledged: sum.acknowledged + more.acknowledged,
    lost: sum.lost + more.lost.length,
    twice: sum.twice + more.twice.length,
    half: [...sum.half, ...more.half],
  };
}

function summed(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) {
  const all = { ...one };
  for (const [name, count] of Object.entries(other)) all[name] = (all[name] ?? 0) + count;
  return all;
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  let state = begin();
  const keep = (next: State) => {
    state = next;
    writeFileSync(file, JSON.stringify(state, null, 1));
  };
  const inTime = () => performance.now() < deadline;
  say(`seed ${state.seed}, state and logs in ${folder}`);

  while (state.kills.done < Number(values.kills) && inTime()) {
    const seed = `${state.seed}k${state.kills.done}`;
    const log = join(folder, `kills-${state.kills.done}.jsonl`);
    const kills = Math.min(KILLS_A_PIECE, Number(values.kills) - state.kills.done);
    const piece = await killRepeatedly(kills, seed, { logFile: log });
    const { statuses, wrong, unseen, targets, slowest } = state.kills;
    keep({
      ...state,
      kills: {
        ...added(state.kills, piece, kills),
        statuses: summed(statuses, piece.statuses),
        targets: summed(targets, piece.kills),
        wrong: [...wrong, ...piece.wrong],
        unseen: [...unseen, ...piece.unseen],
        slowest: Math.max(slowest, piece.slowest),
      },
    });
    say(
      `kills ${state.kills.done}/${values.kills}: ${piece.acknowledged} acknowledged, ${piece.lost.length} lost, ${piece.twice.length} twice`,
    );
  }
  if (haveDisks()) {
    const fresh = state.cuts.done < Number(values.cuts) && inTime() ? await freshDisk() : undefined;
    while (fresh !== undefined && state.cuts.done < Number(values.cuts) && inTime()) {
      const seed = `${state.seed}c${state.cuts.done}`;
      const cuts = Math.min(CUTS_A_PIECE, Number(values.cuts) - state.cuts.done);
      for (const safe of [true, false]) {
        const name = safe ? "cuts" : "control";
        for (const each of await cutRepeatedly(fresh, cuts, seed, safe)) {
          state = { ...state, [name]: added(state[name], each, 1) };
        }
        const { done, acknowledged, lost } = state[name];
        say(
          `${safe ? "power cuts" : "control without fsync"} ${done}: ${acknowledged} acknowledged, ${lost} lost`,
        );
      }
      keep(state);
    }
    fresh?.remove();
    while (state.full.done < Number(values.full) && inTime()) {
      const each = await fillUnderLoad(`${state.seed}f${state.full.done}`);
      const { told507, told503, wrong } = state.full;
      keep({
        ...state,
        full: {
          ...added(state.full, { ...each, half: [...each.half, ...each.halfPhotos] }, 1),
          told507: told507 + each.told.full,
          told503: told503 + each.told.unavailable,
          wrong: [
            ...wrong,
            ...each.wrong,
            ...(each.photo.status === 507 ? [] : [`photo ${each.photo.status}`]),
          ],
        },
      });
      say(
        `full disk: 507 ${each.told.full} times, 503 ${each.told.unavailable} times, photo ${each.photo.status}, recovered after ${each.recovered} ms`,
      );
    }
  }
  if (state.model.runs < Number(values.model) && inTime()) {
    const test = ["--no-install", "vitest", "run", "test/model/requests.test.ts"];
    const env = { ...process.env, LUODI_MODEL_RUNS: values.model };
    const { status } = spawnSync("npx", test, { stdio: "inherit", env });
    keep({ ...state, model: { runs: Number(values.model), passed: status === 0 } });
  }
  summarise(state);
}

function summarise({ seed, kills, cuts, control, full, model }: State): void {
  const sum = (name: string, each: z.infer<typeof Sum>) =>
    `${name}: ${each.done}; acknowledged ${each.acknowledged}, lost ${each.lost}, twice ${each.twice}, half saved ${each.half.length}`;
  const lines = [
    `seed ${seed}`,
    sum("kill -9", kills),
    `  of ${JSON.stringify(kills.targets)}; answers ${JSON.stringify(kills.statuses)}; wrong answers ${kills.wrong.length}; not shown by HTTP ${kills.unseen.length}; longest until six more were acknowledged ${kills.slowest} ms`,
    sum("power cuts", cuts),
    sum("control: power cuts without fsync (must lose)", control),
    sum("disk full", full),
    `  507 ${full.told507} times, 503 ${full.told503} times; wrong answers ${full.wrong.length}`,
    `model runs: ${model.runs}, ${model.passed ? "agree" : "DISAGREE or not run"}`,
  ];
  process.stdout.write(`\n${lines.join("\n")}\n`);
  const clean = [kills, cuts, full].every((each) => each.lost + each.twice + each.half.length === 0);
  const honest = kills.wrong.length + kills.unseen.length + full.wrong.length === 0;
  const bites = cuts.done === 0 || control.lost > 0;
  const finished =
    kills.done >= Number(values.kills) &&
    cuts.done >= Number(values.cuts) &&
    full.done >= Number(values.full) &&
    model.runs >= Number(values.model);
  if (!finished) process.stdout.write("not finished: call it again to go on\n");
  const well = clean && honest && bites && (model.passed || model.runs === 0);
  process.stdout.write(well ? "nothing was lost, doubled or half saved\n" : "FAILED: see the counts above\n");
  process.exitCode = well && finished ? 0 : 1;
}

await main();
