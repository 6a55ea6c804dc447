// So many filings and steps a second for minutes, sent when they are due and not when the last answer came; times from the moment each was due.

import { readFileSync } from "node:fs";
import { Agent, request as send } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Chance } from "../../demo/random.ts";

export interface SustainedOptions {
  readonly url: string;
  readonly apiKey: string;
  /** Process number of the server, for its memory. */
  readonly pid: number;
  /** Open requests, to which steps are added. */
  readonly open: readonly string[];
  readonly filings: number;
  readonly steps: number;
  readonly seconds: number;
}

export interface Sustained {
  readonly sent: number;
  readonly errors: readonly string[];
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** p99 of each tenth of the time, so that a stall is seen. */
  readonly p99s: readonly number[];
  /** Resident megabytes: median of the second quarter and of the last. */
  readonly memory: { readonly early: number; readonly late: number };
}

export async function sustain(options: SustainedOptions): Promise<Sustained> {
  const { seconds, pid } = options;
  const chance = new Chance("sustained");
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const tenths: number[][] = Array.from({ length: 10 }, () => []);
  const errors: string[] = [];
  const memory: number[] = [];
  const under: Promise<void>[] = [];
  const total = Math.round((options.filings + options.steps) * seconds);
  const share = options.filings / (options.filings + options.steps);
  const started = performance.now();
  for (let count = 0; count < total; count += 1) {
    const due = started + (count * 1000 * seconds) / total;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    const file = chance.true(share);
    const work = one(options, agent, file, count, chance).then(
      (status) => {
        times.push(performance.now() - due);
        tenths[Math.min(9, Math.floor((count * 10) / total))]!.push(performance.now() - due);
        if (status !== 201) errors.push(`${file ? "file" : "step"} ${status}`);
      },
      (error: Error) => void errors.push(`${file ? "file" : "step"} ${error.message}`),
    );
    under.push(work);
    if (count % Math.max(1, Math.round(total / 200)) === 0) memory.push(megabytes(pid));
    // What is done need not be remembered.
    if (under.length > 2_000) await Promise.all(under.splice(0, 1_000));
  }
  await Promise.all(under);
  agent.destroy();
  for (const all of [times, ...tenths]) all.sort((a, b) => a - b);
  const at = (part: number, of: readonly number[] = times) =>
    Math.round(of[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0);
  const quarter = Math.floor(memory.length / 4);
  return {
    ...{ sent: total, errors, p50: at(0.5), p99: at(0.99), worst: at(1) },
    p99s: tenths.map((each) => at(0.99, each)),
    memory: { early: median(memory.slice(quarter, 2 * quarter)), late: median(memory.slice(-quarter)) },
  };
}

function one(
  { url, apiKey, open }: SustainedOptions,
  agent: Agent,
  file: boolean,
  count: number,
  chance: Chance,
): Promise<number> {
  const fields = file
    ? { service_code: "road", description: `路面有坑，请尽快修好（${count}）`, address_string: "测试路" }
    : { service_request_id: chance.pick(open), description: `还没有人来看，请催一催（${count}）` };
  const body = new URLSearchParams({ api_key: apiKey, ...fields }).toString();
  return new Promise((resolve, reject) => {
    const sending = send(
      `${url}/open311/v2/${file ? "requests" : "servicerequestupdates"}.json`,
      {
        ...{ method: "POST", agent, timeout: 30_000 },
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(body),
          "idempotency-key": `bench-${count}`,
          "x-forwarded-for": anAddress(chance),
        },
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode!));
        response.once("error", reject);
      },
    );
    sending.once("error", reject);
    sending.once("timeout", () => sending.destroy(new Error("no answer within 30 s")));
    sending.end(body);
  });
}

/** Many people: the limits of one address are not what is measured. */
export function anAddress(chance: Chance): string {
  return `10.${chance.whole(0, 255)}.${chance.whole(0, 255)}.${chance.whole(1, 254)}`;
}

function megabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
