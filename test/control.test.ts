// The control of the demonstration county: for each trap the naive rule accuses its innocent cases and does badly, else the county is too easy.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf, hourOf } from "../core/domain/day.ts";
import type { Facts, PublicRequest } from "../core/domain/facts.ts";
import { OTHERS } from "../demo/places.ts";
import type { Truth } from "../demo/truth.ts";
import { writeCounty } from "../demo/write.ts";
import { checkCounty, readTruth } from "../eval/county/measure.ts";

const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "luodi-control-"));
const NOW = Date.parse("2026-06-30T15:59:59Z");
let facts: Facts;
let truth: Truth[];
let said: Map<string, { at: number; text: string }[]>;

beforeAll(async () => {
  await writeCounty(
    { seed: "control", requests: 5000, posts: 3000, messages: 40_000, groups: 200, faults: 12, traps: 8 },
    folder,
  );
  ({ facts } = await checkCounty(folder));
  truth = readTruth(folder);
  // The naive rules read what the check-up itself lets go of: the words.
  said = new Map();
  for (const line of readFileSync(join(folder, "data", "messages", "messages.csv"), "utf8")
    .split("\n")
    .slice(1)) {
    const [group, time, , , text] = line.split(",");
    if (text === undefined) continue;
    const list = said.get(group!) ?? [];
    said.set(group!, list);
    list.push({ at: Date.parse(`${time!.replace(" ", "T")}+08:00`), text });
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const requests = (accuse: (request: PublicRequest) => boolean) =>
  new Set(facts.requests!.filter(accuse).map((each) => each.id));
const replies = (request: PublicRequest) =>
  request.steps.filter((step) => step.kind === "reply").map((step) => step.text ?? "");
const groups = (accuse: (messages: { at: number; text: string }[], id: string) => boolean) =>
  new Set(
    facts.groups!.filter((group) => accuse(said.get(group.id) ?? [], group.id)).map((group) => group.id),
  );
const shared = <T>(list: readonly T[], key: (each: T) => string, id: (each: T) => string, least: number) => {
  const by = new Map<string, string[]>();
  for (const each of list) by.set(key(each), [...(by.get(key(each)) ?? []), id(each)]);
  return new Set([...by.values()].filter((ids) => ids.length >= least).flat());
};
const silent = (days: number) => {
  const last = new Map<string, number>();
  for (const post of facts.posts!) last.set(post.account, Math.max(last.get(post.account) ?? 0, post.at!));
  return new Set(
    facts.accounts!.filter((each) => (last.get(each.id) ?? 0) < NOW - days * DAY).map((each) => each.id),
  );
};
/** Accounts with more than so many days between two posts of the last half year. */
const gaps = (days: number) => {
  const times = new Map<string, number[]>();
  for (const post of facts.posts!)
    if (post.at! > NOW - 180 * DAY)
      times.set(post.account, [...(times.get(post.account) ?? [NOW]), post.at!]);
  const far = (list: number[]) =>
    list.sort((a, b) => a - b).some((at, place) => place > 0 && at - list[place - 1]! > days * DAY);
  return new Set([...times].filter(([, list]) => far(list)).map(([account]) => account));
};
const closedWithin = (minutes: number) =>
  requests((each) =>
    each.steps.some((step) => step.kind === "close" && step.at! - each.at! <= minutes * 60_000),
  );
const WORDS = /打卡|签到|积分|排名|时长|登录|下载|注册|点赞|转发|关注|投票|照片|截图|视频|拍|接龙|位置/;
const displeased = () => requests((each) => each.verdict !== undefined && each.verdict.value !== "solved");
const PROMISED = /(前|最迟|不晚于|推到).*月|月.*(前|推到)/;
const promises = (request: PublicRequest) => replies(request).filter((text) => PROMISED.test(text)).length;
/** A reply that has hardly a pair of characters in common with its request. */
const unlike = (request: PublicRequest) => {
  const asked = request.subject + request.text;
  return replies(request).some((text) => {
    let common = 0;
    for (let at = 0; at + 2 <= text.length; at++) if (asked.includes(text.slice(at, at + 2))) common += 1;
    return common < 4;
  });
};
/** Many posts that greet. */
const greeting = () =>
  shared(
    facts.posts!.filter((post) => !/电话|0999|号/.test(post.text ?? "")).map((post) => ({ post })),
    ({ post }) => post.account,
    ({ post }) => post.account,
    5,
  );
/** Any other place's name, or a town's that others have too. */
const elsewhere = () =>
  new Set(
    facts
      .posts!.filter((post) =>
        [["柳林镇"], ...OTHERS.flat()].flat().some((name) => `${post.title}${post.text}`.includes(name)),
      )
      .map((post) => post.account),
  );
const wordsOf = (print: string) =>
  Uint32Array.from({ length: 8 }, (_, at) => Number.parseInt(print.slice(8 * at, 8 * at + 8), 16));
/** Bits in which two fingerprints differ, counted until there are too many. */
function turned(one: Uint32Array, other: Uint32Array): number {
  let bits = 0;
  for (let at = 0; at < 8 && bits <= 31; at++)
    for (let left = one[at]! ^ other[at]!; left !== 0; left &= left - 1) bits += 1;
  return bits;
}
const FLOWERS = /辛苦|👍|强|🌹|致敬|鼓掌|玫瑰|一路走好|蜡烛|恭喜|好样|英雄|谢谢|节哀|合十|保重|悼念|没事就好/;
const HOURS = /点|:\d\d|下班|分钟|小时|期限|截止|前/;
const IDLE = /元|块|早安|红包|养生|共勉|自愿|广场|病逝|蜡烛|一路走好|节哀|折|出租|转让|愉快|好运/;
const lateFor = (days: number) =>
  requests((each) => {
    const first = each.steps.find((step) => step.kind === "reply");
    return each.procedure === "petition" && ((first?.at ?? NOW) - each.at!) / DAY > days;
  });

/** Trap and detector → the naive rule of the list of traps, as the set of ids it accuses. */
const NAIVE: Record<string, () => ReadonlySet<string>> = {
  // T1: a night message, @all or a storm of messages is harassment.
  T1: () =>
    groups((messages) =>
      messages.some(({ at, text }) => hourOf(at) < 6 || hourOf(at) >= 21 || WORDS.test(text)),
    ),
  "T1 overloaded-group": () =>
    groups(
      (messages) => messages.some(({ at }) => hourOf(at) < 6 || hourOf(at) >= 21) || busiest(messages) >= 100,
    ),
  "T1 leader-centred-account": () =>
    new Set(
      facts.posts!.filter((post) => /书记|县长|镇长|局长/.test(post.title)).map((post) => post.account),
    ),
  // T2: the same text on many accounts is copying; news of leaders is vanity.
  "T2 copied-posts": () =>
    shared(
      facts.posts!,
      (post) => post.text ?? "",
      (post) => post.account,
      2,
    ),
  // T26: words in common are plagiarism.
  "T26 copied-posts": () =>
    shared(
      facts.posts!,
      (post) => (post.text ?? "").slice(0, 40),
      (post) => post.account,
      2,
    ),
  "T2 leader-centred-account": () =>
    new Set(
      facts
        .posts!.filter((post) => /主席|国务院|中央|书记|县长|镇长|局长/.test(post.title))
        .map((post) => post.account),
    ),
  "T2 filler-freshness": greeting,
  "T9 filler-freshness": greeting,
  "T2 place-name-residue": elsewhere,
  "T26 place-name-residue": elsewhere,
  // T3: a receipt is hollow, a forward is buck-passing.
  "T3 hollow-reply": () =>
    requests((each) => replies(each).some((text) => /收悉|收到|知晓|知悉|等待/.test(text))),
  "T3 forwarded-without-receiver": () =>
    requests((each) => replies(each).some((text) => /转|移送|流转|派发|交|反馈|部门|单位|属地/.test(text))),
  // T4: a short reply is perfunctory; the same reply twice is pasted.
  "T4 hollow-reply": () => requests((each) => replies(each).some((text) => text.length < 80)),
  "T4 pasted-reply": () =>
    shared(
      facts.requests!.filter((each) => replies(each).length > 0),
      (each) => replies(each).at(-1)!.slice(-40),
      (each) => each.id,
      2,
    ),
  "T4 batch-replies": () =>
    shared(
      facts.requests!.filter((each) => replies(each).length > 0),
      (each) => `${each.body}${replies(each).at(-1)!.slice(-40)}`,
      (each) => each.id,
      2,
    ),
  // T5: no written reply is no reply.
  "T5 unanswered-request": () => requests((each) => replies(each).length === 0),
  "T5 overdue-reply": () => lateFor(60),
  "T5 implausible-closure": () => closedWithin(15),
  "T5 forwarded-without-receiver": () =>
    requests((each) => replies(each).some((text) => /转|移送|流转|派发|交|反馈|部门|单位|属地/.test(text))),
  // T6: past the limit is delay.
  "T6 unanswered-request": () => requests((each) => replies(each).length === 0),
  "T6 overdue-reply": () => lateFor(60),
  // T7: "not ours" is buck-passing.
  "T7 forwarded-without-receiver": () => requests((each) => replies(each).some((text) => /转/.test(text))),
  "T7 unanswered-request": () => requests((each) => replies(each).length === 0),
  // T8: nothing written is nothing done.
  "T8 implausible-closure": () => closedWithin(15),
  "T8 disputed-closure": () =>
    requests((each) => each.verdict !== undefined && each.verdict.value !== "solved"),
  // T9: silence is death, a second account a duplicate, a failed test a shell.
  "T9 dormant-account": () => silent(14),
  "T9 duplicate-account": () =>
    shared(
      facts.accounts!,
      (each) => `${each.owner}/${each.platform}`,
      (each) => each.id,
      2,
    ),
  "T9 shell-account": () =>
    new Set(facts.accounts!.filter((each) => each.interaction !== "works").map((each) => each.id)),
  "T9 irregular-account": () => gaps(30),
  // T11: a photo seen twice is fraud; T12: one without the camera's time is a fake.
  "T11 reused-photo": () => {
    const seen: Uint32Array[] = [];
    return new Set(
      facts.photos!.flatMap(({ task, print }) => {
        const own = wordsOf(print!);
        const twice = seen.some((other) => turned(own, other) <= 31);
        seen.push(own);
        return twice ? [task!] : [];
      }),
    );
  },
  "T12 reused-photo": () =>
    new Set(facts.photos!.flatMap(({ task, takenAt }) => (takenAt === undefined ? [task!] : []))),
  // T15: a flower, a thumb, a word of thanks is flattery.
  "T15 praise-burst": () =>
    groups((messages) => messages.filter(({ text }) => FLOWERS.test(text)).length >= 3),
  // T1, T18: an hour named is pressure.
  "T1 late-order": () =>
    groups((messages) =>
      messages.some(({ at, text }) => hourOf(at) < 6 || hourOf(at) >= 21 || HOURS.test(text)),
    ),
  "T18 late-order": () => groups((messages) => messages.some(({ text }) => HOURS.test(text))),
  // T17, T23: any chat, any price, any motto is misuse.
  "T17 mixed-purpose-group": () => groups((messages) => messages.some(({ text }) => IDLE.test(text))),
  "T23 mixed-purpose-group": () => groups((messages) => messages.some(({ text }) => IDLE.test(text))),
  "T1 mixed-purpose-group": () =>
    groups((messages) => messages.some(({ at }) => hourOf(at) < 6 || hourOf(at) >= 21)),
  "T17 off-topic-messages": () =>
    groups((messages) => messages.filter(({ text }) => IDLE.test(text)).length >= 3),
  // T18: any photo, check-in or track is formalism.
  T18: () => groups((messages) => messages.some(({ text }) => WORDS.test(text))),
  "T18 duplicate-app": () =>
    shared(
      facts.apps!.flatMap((each) =>
        (each.functions ?? []).map((name) => ({ id: each.id, key: `${each.owner}/${name}` })),
      ),
      (each) => each.key,
      (each) => each.id,
      2,
    ),
  // T21, T22: few stars or any doubt is bad work; all stars are fraud.
  "T21 disputed-closure": () =>
    requests(
      (each) =>
        (each.verdict !== undefined && each.verdict.value !== "solved") || (each.rating?.overall ?? 5) <= 3,
    ),
  "T22 disputed-closure": () =>
    requests((each) => each.verdict !== undefined && each.verdict.value !== "solved"),
  "T22 saturated-ratings": () => requests((each) => each.rating?.overall === 5),
  // T23: an old group is dead, a second group a duplicate.
  "T23 dormant-group": () =>
    new Set(
      facts
        .groups!.filter((each) => each.endsAt !== undefined || (said.get(each.id)?.length ?? 0) < 20)
        .map((each) => each.id),
    ),
  "T23 duplicate-group": () =>
    shared(
      facts.groups!,
      (each) => each.task ?? each.body ?? each.id,
      (each) => each.id,
      2,
    ),
  // T25: a rude or empty text is the officer's.
  "T25 hollow-reply": () => requests((each) => replies(each).some((text) => /感谢|谢谢|重视/.test(text))),
  // T8, T5: a day past is a promise broken, a second day is a promise moved.
  "T8 overdue-commitment": () => requests((each) => promises(each) > 0),
  "T5 overdue-commitment": () => requests((each) => promises(each) > 0),
  "T21 overdue-commitment": displeased,
  "T22 overdue-commitment": displeased,
  "T8 moved-commitment": () => requests((each) => promises(each) > 1),
  "T6 moved-commitment": () => requests((each) => promises(each) > 1),
  "T21 moved-commitment": () => requests((each) => promises(each) > 1),
  // T3, T4, T5, T7: what the first or a short reply does not say is never said.
  "T3 uncovered-asks": displeased,
  "T4 uncovered-asks": () => requests((each) => replies(each).some((text) => text.length < 80)),
  "T5 uncovered-asks": displeased,
  "T7 uncovered-asks": () => requests((each) => replies(each).some((text) => /转|移交|属/.test(text))),
  "T21 uncovered-asks": displeased,
  "T22 uncovered-asks": displeased,
  // T3, T4, T5, T26, T28: other words are another matter; the same words twice are a wrong paste.
  "T3 off-topic-reply": () => requests(unlike),
  "T4 off-topic-reply": () => requests((each) => replies(each).some((text) => text.length < 80)),
  "T5 off-topic-reply": () => requests(unlike),
  "T26 off-topic-reply": () => requests((each) => replies(each).some((text) => text.includes("《"))),
  "T28 off-topic-reply": () =>
    shared(
      facts.requests!.flatMap((each) => replies(each).map((text) => ({ id: each.id, text }))),
      (each) => each.text,
      (each) => each.id,
      2,
    ),
  "T5 hollow-reply": () =>
    requests((each) => replies(each).some((text) => /感谢|谢谢|重视|悉|收到|了解|看到/.test(text))),
  // T28: the same matter again and closed at once is a trick.
  "T28 implausible-closure": () => closedWithin(15),
};

function busiest(messages: readonly { at: number }[]): number {
  const perDay = new Map<string, number>();
  for (const { at } of messages) perDay.set(dayOf(at), (perDay.get(dayOf(at)) ?? 0) + 1);
  return Math.max(0, ...perDay.values());
}

test("each planted trap has its naive rule, which accuses at least four in five of its innocents and has F1 below 0.6", () => {
  const pairs = new Set(
    truth
      .filter((each) => each.label === "trap" && /^T\d/.test(each.trap ?? ""))
      .map((each) => `${each.trap} ${each.detector}`),
  );
  expect(pairs.size).toBeGreaterThan(40);
  const tooEasy: string[] = [];
  for (const pair of [...pairs].sort()) {
    const [trap, detector] = pair.split(" ") as [string, string];
    const rule = NAIVE[pair] ?? NAIVE[trap];
    expect(rule, `no naive rule for ${pair}`).toBeDefined();
    const accused = rule!();
    const hit = (each: Truth) => each.ids.some((id) => accused.has(id));
    const innocents = truth.filter((each) => each.detector === detector && each.trap === trap);
    const share = innocents.filter(hit).length / innocents.length;
    const faults = truth.filter((each) => each.detector === detector && each.label === "fault");
    const guilty = new Set(faults.flatMap((each) => each.ids));
    const found = faults.filter(hit).length;
    // One accusation of a planted group of facts counts once, as a fault does.
    const wrong = [...accused].filter((id) => !guilty.has(id)).length;
    const [precision, recall] = [found / Math.max(1, found + wrong), found / faults.length];
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    if (share < 0.8 || f1 >= 0.6)
      tooEasy.push(`${pair}: accuses ${share.toFixed(2)} of its traps, F1 ${f1.toFixed(2)}`);
  }
  expect(tooEasy).toEqual([]);
});
