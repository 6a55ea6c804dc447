// Writes the demonstration county as files that anybody could have: JSON lines, message tables, and the truth beside them.

import { once } from "node:events";
import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accountsOf } from "./accounts.ts";
import { appsOf, itemsOf, noticesOf } from "./apps.ts";
import { groupFact, groupsOf } from "./groups.ts";
import { photosOf } from "./photos.ts";
import { BODIES, DIVISION, divisionsOf, local, TERRITORY } from "./places.ts";
import { requestsOf } from "./requests.ts";
import type { Planted } from "./truth.ts";

export interface CountyOptions {
  readonly seed: string;
  readonly requests: number;
  readonly posts: number;
  readonly messages: number;
  readonly accounts?: number;
  readonly groups?: number;
  readonly apps?: number;
  /** Tasks for which photos were handed in. */
  readonly tasks?: number;
  /** Positives of each fault on requests; of the others one in a hundred, at least two. */
  readonly faults?: number;
  /** The same number of positives for every fault, for measuring detectors. */
  readonly everyFault?: number;
  readonly traps?: number;
  /** Into how many stations the honest requests of a bureau fall; one is the bureau itself. */
  readonly stations?: number;
  /** Only these parts of the county; all of them unless said. Bodies and notices always stand in it. */
  readonly only?: readonly Part[];
}

export type Part = "accounts" | "apps" | "requests" | "groups" | "photos";

const HEAD = "group,time,sender,type,text\n";
const DECLARATION = `# The demonstration county is invented; so are these groups.
basis: 演示，内容虚构
purpose: 说明怎样体检
noticeDate: 2025-06-01
deleteBy: 2099-12-31
`;

/** Writes `data/` and `truth/` under a folder. The same options give the same bytes. */
export async function writeCounty(options: CountyOptions, folder: string): Promise<void> {
  const { seed, requests, posts, messages } = options;
  const [accounts, groups, apps] = [options.accounts ?? 94, options.groups ?? 200, options.apps ?? 40];
  const traps = options.traps ?? 3;
  const share = (of: number) => options.everyFault ?? Math.max(2, Math.floor(of / 100));
  const faults = options.everyFault ?? options.faults ?? Math.max(5, Math.floor(requests / 500));
  mkdirSync(join(folder, "data", "messages"), { recursive: true });
  mkdirSync(join(folder, "truth"), { recursive: true });
  const out = new Files(folder);
  for (const [index, name] of BODIES.entries()) {
    await out.fact({ fact: "bodies", territory: TERRITORY, id: `B-${index + 1}`, name, division: DIVISION });
  }
  for (const division of divisionsOf())
    await out.fact({ fact: "divisions", territory: TERRITORY, ...division });
  for (const planted of noticesOf()) await out.take(planted);
  const has = (part: Part) => options.only?.includes(part) ?? true;
  if (has("accounts"))
    for (const planted of accountsOf({ seed, accounts, posts, faults: share(accounts), traps }))
      await out.take(planted);
  if (has("apps")) for (const planted of appsOf(seed, apps, share(apps), traps)) await out.take(planted);
  if (has("apps")) for (const planted of itemsOf(seed)) await out.take(planted);
  if (has("requests"))
    for (const planted of requestsOf(seed, requests, faults, traps, options.stations))
      await out.take(planted);
  const tasks = options.tasks ?? 80;
  if (has("photos"))
    for (const planted of photosOf({ seed, tasks, faults: share(tasks), traps })) await out.take(planted);
  if (has("groups"))
    await writeMessages({ seed, groups, messages, faults: share(groups), traps }, out, folder);
  await out.close();
}

async function writeMessages(
  options: Parameters<typeof groupsOf>[0],
  out: Files,
  folder: string,
): Promise<void> {
  writeFileSync(join(folder, "data", "messages", "dataset.yaml"), DECLARATION);
  const table = createWriteStream(join(folder, "data", "messages", "messages.csv"), {
    highWaterMark: 1 << 20,
  });
  table.write(HEAD);
  for (const plan of groupsOf(options)) {
    for (const planted of groupFact(plan)) await out.take(planted);
    let text = "";
    for (const message of plan.messages()) {
      text += `${message.group},${local(message.at)},${plan.id}-${message.sender},${message.type},${message.text.replaceAll(",", "，")}\n`;
    }
    if (!table.write(text)) await once(table, "drain");
  }
  table.end();
  await once(table, "finish");
}

/** One file of JSON lines for each kind of fact, and one for the truth. */
class Files {
  private readonly open = new Map<string, WriteStream>();

  constructor(private readonly folder: string) {}

  async take({ fact, truth }: Planted): Promise<void> {
    if (fact !== undefined) await this.fact(fact);
    if (truth !== undefined) await this.line("truth/truth.jsonl", truth);
  }

  fact(fact: Readonly<Record<string, unknown>>): Promise<void> {
    return this.line(`data/${String(fact.fact)}.jsonl`, fact);
  }

  private async line(path: string, value: unknown): Promise<void> {
    let stream = this.open.get(path);
    if (stream === undefined) {
      stream = createWriteStream(join(this.folder, path), { highWaterMark: 1 << 20 });
      this.open.set(path, stream);
    }
    if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, "drain");
  }

  async close(): Promise<void> {
    for (const stream of this.open.values()) {
      stream.end();
      await once(stream, "finish");
    }
  }
}
