// Invented requests for tests, by the thousand: every step as the domain decides it, written with the stores' own functions, many in one transaction.

import { CHINA, dayOf, startOf } from "../../core/domain/day.ts";
import { OWN_LIMITS } from "../../core/domain/request/clocks.ts";
import { decide } from "../../core/domain/request/decide.ts";
import { after } from "../../core/domain/request/fold.ts";
import { MATTERS } from "../../core/domain/request/matters.ts";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { RequestState } from "../../core/domain/request/state.ts";
import type { Command, Door, Step, VerdictValue } from "../../core/domain/request/steps.ts";
import { Chance } from "../../demo/random.ts";
import { dutiesAfter } from "../../server/services/callbacks/duties.store.ts";
import { rowsOf } from "../../server/services/figures/rows.ts";
import { viewOf } from "../../server/services/requests/request-view.ts";
import { addSteps, insertRequest, saveContact } from "../../server/services/requests/requests.store.ts";
import type { Reaction } from "../../server/services/requests/requests.ts";
import { newNumber, sealed } from "../../server/services/requests/secrets.ts";
import { saveView } from "../../server/services/requests/views.store.ts";
import type { Services } from "../../server/services/service.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BATCH = 250;
const BODIES = ["roads", "water", "housing", "labour"] as const;
const DOORS: readonly Door[] = ["web", "phone", "counter", "sms", "voice"];
const TOWNS = ["999901101", "999901102", "999901103", "999901104"] as const;
/** Few kinds, so that some rows are large, some small and some tiny. */
const KINDS = MATTERS.slice(0, 9).map((each) => each.id);

export interface Invented {
  readonly number: string;
  readonly state: RequestState;
}

/** Adds `count` requests of a month, filed, answered, closed and partly judged in it; the same for the same seed. */
export async function addInvented(
  services: Services,
  month: string,
  count: number,
  seed = month,
): Promise<Invented[]> {
  const chance = new Chance(seed);
  const { requests, tenant } = services;
  const reactions: Reaction[] = [rowsOf(services), dutiesAfter(services)];
  const invented: Invented[] = [];
  for (let made = 0; made < count; made += BATCH) {
    await requests.within(async (query) => {
      for (let place = made; place < Math.min(count, made + BATCH); place += 1) {
        const { steps, state } = story(chance, startOf(`${month}-01`) + chance.whole(0, 20) * DAY);
        const number = newNumber();
        if (!(await insertRequest(query, tenant, number))) continue;
        await addSteps(
          ...([query, tenant, number, 0] as const),
          steps.map((step, index) => sealed(tenant, number, index, step)),
          undefined,
        );
        await saveView(query, tenant, number, viewOf(state, []));
        if (chance.true(0.9))
          await saveContact(query, tenant, number, 0, {
            name: "测试某",
            phone: `1390000${String(place % 10_000).padStart(4, "0")}`,
          });
        for (const reaction of reactions)
          await reaction(query, { number, before: undefined, state, steps, added: steps, clocks: [] });
        invented.push({ number, state });
      }
    });
  }
  return invented;
}

function story(chance: Chance, filedAt: number): { steps: Step[]; state: RequestState } {
  const steps: Step[] = [];
  let state: RequestState | undefined;
  let now = filedAt + chance.whole(8, 18) * HOUR;
  const play = (command: Command, hours: number) => {
    now += hours * HOUR;
    const result = decide(state, command, now, { calendar: CHINA, limits: OWN_LIMITS });
    if (isRefusal(result)) return;
    for (const step of result) state = after(state, step);
    steps.push(...result);
  };
  const body = chance.pick(BODIES);
  const officer = { role: "officer", body } as const;
  const kind = KINDS[Math.floor(chance.next() ** 2 * KINDS.length)]!;
  play(
    {
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: chance.pick(DOORS), procedure: "hotline" },
      ...{ intent: "ask-help", matter: kind, territory: TOWNS[Math.floor(chance.next() ** 2 * 4)]!, asks: 1 },
      ...{ harm: "trouble", wants: "text", hideFrom: [], open: false },
      said: { text: `村口这件事拖了好久，我的电话是13900001234，盼回复（${kind}）。` },
    } as Command,
    0,
  );
  const parts = [{ ask: 1, handling: body, assisting: [] }];
  play({ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: body, parts }, 1);
  if (chance.true(0.15)) {
    play({ kind: "return", by: officer, asks: [1], to: "", said: { reason: "不归本单位管" } }, 2);
    play({ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: body, parts }, 1);
  }
  play({ kind: "acknowledge", by: officer, asks: [1] }, 2);
  if (chance.true(0.02)) {
    play({ kind: "exclude", by: officer, reason: "not-a-request", said: { reason: "只是问候" } }, 1);
    if (chance.true(0.5)) return { steps, state: state! };
  }
  if (chance.true(0.03)) {
    play({ kind: "merge", by: officer, into: "12345678" }, 1);
    return { steps, state: state! };
  }
  const month = dayOf(filedAt).slice(0, 7);
  // Promised for the month's end, where that still lies ahead.
  const commitments =
    chance.true(0.4) && dayOf(now) < `${month}-20` ? [{ who: body, by: `${month}-28` }] : [];
  play(
    {
      ...{ kind: "reply", by: officer, commitments, asks: [{ ask: 1, as: "answered" as const }] },
      said: { text: "已派人处理，有事请打 0999-5550100。" },
    },
    chance.whole(2, 120),
  );
  play({ kind: "close", by: officer, claim: "done" }, 2);
  if (commitments.length > 0 && chance.true(0.2))
    play(
      { kind: "move-commitment", by: officer, number: 1, until: `${month}-30`, said: { reason: "下雨停工" } },
      1,
    );
  if (commitments.length > 0 && chance.true(0.6)) {
    const answer = chance.pick(["done", "done", "not-done", "dont-know"] as const);
    play({ kind: "answer-commitment", by: { role: "citizen", person: 0 }, number: 1, person: 0, answer }, 1);
  }
  const word = chance.next();
  const value: VerdictValue | undefined =
    word < 0.35
      ? "solved"
      : word < 0.45
        ? "partly"
        : word < 0.6
          ? "not"
          : word < 0.64
            ? "cannot-explained"
            : undefined;
  if (value !== undefined)
    play({ kind: "verdict", by: { role: "citizen", person: 0 }, person: 0, value }, chance.whole(1, 48));
  return { steps, state: state! };
}
