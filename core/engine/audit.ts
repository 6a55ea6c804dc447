// The whole of the engine: facts, packs, detectors and a day go in; one report comes out. Pure.

import { type Calendar, CHINA, dayOf, endOf } from "../domain/day.ts";
import type { Day, FactKind, Facts, Words } from "../domain/facts.ts";
import { compareText } from "../domain/record.ts";
import { FACT_TITLES } from "../domain/titles.ts";
import { covers, type Pack, type Provision, stretchesOf, whyDisabled } from "../packs/pack.ts";
import type { Bench, Detector, Draft, Evidence } from "./detector.ts";
import { comparePlaces, findingKey, type Unnamed, withIds } from "./identity.ts";
import {
  type AuditReport,
  type Finding,
  NOTICE,
  type Outcome,
  type ReportExemption,
  type ReportInput,
  type Result,
} from "./report.ts";
import { scope } from "./scope.ts";

export interface AuditInput {
  readonly facts: Facts;
  readonly packs: readonly Pack[];
  readonly detectors: readonly Detector[];
  readonly on: Day;
  readonly inputs?: readonly ReportInput[];
  readonly calendar?: Calendar;
  /** What was made before, by the key under which detectors look for it. */
  readonly made?: ReadonlyMap<string, unknown>;
  /** Told before each provision: how many are done, of how many. */
  readonly progress?: (done: number, total: number, detector: string) => void;
}

/**
 * Applies every provision of the packs to the facts. A detector that throws becomes an `errored` result and the run goes on.
 * @throws Error where a pack names a detector that does not exist or values it does not accept: that is a fault of the pack.
 */
export function audit(input: AuditInput): AuditReport {
  return reportOf(input, judgeAll(input), countsOf(input.facts));
}

/**
 * The results alone, in the order of packs and provisions; `undefined` where the detector is not wanted here. Facts that lie apart
 * (group messages are read in a thread of their own) are so judged where they lie.
 */
export function judgeAll(
  input: AuditInput,
  wanted: (detector: Detector) => boolean = () => true,
): (Result | undefined)[] {
  const { facts, packs, on, calendar = CHINA } = input;
  const detectors = new Map(input.detectors.map((each) => [each.id, each]));
  const shared = new Map<string, unknown>(input.made);
  const bench: Bench = {
    on,
    now: endOf(on),
    calendar,
    stretch: { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY },
    all: facts,
    once<T>(key: string, make: () => T): T {
      if (!shared.has(key)) shared.set(key, make());
      return shared.get(key) as T;
    },
  };
  const todo = packs.flatMap((pack) =>
    pack.provisions
      .filter((provision) => whyDisabled(provision) === undefined)
      .map((provision) => ({ pack, provision, detector: known(detectors, provision, pack) })),
  );
  const here = todo.filter((each) => wanted(each.detector)).length;
  let done = 0;
  const results = todo.map((each) => {
    if (!wanted(each.detector)) return undefined;
    input.progress?.(done++, here, each.detector.id);
    return judge(each.pack, each.provision, each.detector, facts, bench);
  });
  input.progress?.(here, here, "");
  return results;
}

/** The report of results that may have been made apart. @throws Error where a result is missing. */
export function reportOf(
  input: Pick<AuditInput, "on" | "inputs" | "packs">,
  results: readonly (Result | undefined)[],
  counts: Partial<Record<FactKind, number>>,
): AuditReport {
  return {
    format: "luodi-audit-report",
    version: 1,
    on: input.on,
    notice: NOTICE,
    inputs: input.inputs ?? [],
    counts,
    packs: input.packs.map(({ id, title, document, territory, official }) => ({
      id,
      title,
      ...(document === undefined ? {} : { document }),
      territory,
      official,
    })),
    results: results.map((result) => {
      if (result === undefined) throw new Error("a provision was not judged");
      return result;
    }),
  };
}

/** 2 where a detector errored, 1 where anything is suspected, else 0. */
export function exitCode(report: AuditReport): 0 | 1 | 2 {
  if (report.results.some((result) => result.outcome === "errored")) return 2;
  return report.results.some((result) => result.outcome === "suspected") ? 1 : 0;
}

function known(detectors: Map<string, Detector>, provision: Provision, pack: Pack): Detector {
  const found = detectors.get(provision.detector);
  if (found === undefined) {
    throw new Error(`pack ${pack.id}, provision ${provision.id}: there is no detector ${provision.detector}`);
  }
  for (const { params } of provision.values) {
    const parsed = found.params.safeParse(params);
    if (!parsed.success) {
      throw new Error(
        `pack ${pack.id}, provision ${provision.id}: ${parsed.error.issues[0]?.message ?? "bad values"}`,
      );
    }
  }
  return found;
}

function judge(pack: Pack, provision: Provision, detector: Detector, facts: Facts, bench: Bench): Result {
  const stretches = stretchesOf(provision);
  const base = {
    pack: pack.id,
    provision: provision.id,
    clause: provision.clause,
    ...(provision.quote === undefined ? {} : { quote: provision.quote }),
    ...(provision.paraphrase === undefined ? {} : { paraphrase: provision.paraphrase }),
    ...(provision.article === undefined ? {} : { article: provision.article }),
    status: provision.status,
    detector: detector.id,
    title: detector.title,
    category: detector.category,
    params: stretches.map((stretch) => ({ from: dayOf(stretch.from), values: stretch.params })),
  };
  const none = (outcome: Outcome, reason: Words): Result => ({
    ...base,
    outcome,
    reason,
    judged: 0,
    findings: [],
  });
  const missing = [...new Set<FactKind>([detector.judges, ...detector.needs])].filter(
    (kind) => facts[kind] === undefined,
  );
  if (missing.length > 0) return none("not-applicable", notImported(missing));
  const territory = provision.territory ?? pack.territory;
  const findings = new Map<string, Unnamed>();
  let judged = 0;
  let undated = 0;
  try {
    for (const [index, stretch] of stretches.entries()) {
      // Own measures bind from no law, so an undated act may still be read by the latest of them.
      const undatedToo = provision.status === "own" && index === stretches.length - 1;
      const params = detector.params.parse(stretch.params);
      const only =
        detector.only === undefined ? undefined : (fact: unknown) => detector.only!(fact as never, params);
      const scopeHere = () => scope(facts, detector.judges, territory, stretch, bench.now, undatedToo, only);
      // Many provisions bind the same facts.
      const key = `scope ${detector.judges} ${territory} ${stretch.from} ${stretch.until} ${undatedToo}`;
      const scoped = only === undefined ? bench.once(key, scopeHere) : scopeHere();
      judged += scoped.judged;
      undated = scoped.undated;
      if (scoped.judged === 0) continue;
      for (const draft of detector.detect(scoped.facts, params, { ...bench, stretch })) {
        const found = finish(draft, pack.id, provision.id, detector);
        // What two stretches say of the same rows is said once.
        findings.set(placesOf(draft, found.finding.evidence), found);
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return none("errored", { zh: `检测器出错：${why}`, en: `the detector failed: ${why}` });
  }
  const rows = facts[detector.judges] as readonly { territory?: string }[];
  if (judged === 0 && rows.length > 0) {
    const here = rows.filter((row) => covers(territory, row.territory));
    if (here.length === 0) return none("not-applicable", otherPlace(territory));
    const params = stretches.at(-1)?.params;
    const narrowed = detector.only !== undefined && !here.some((row) => detector.only!(row as never, params));
    return none("not-applicable", narrowed ? OTHER_KIND : otherTime(undated));
  }
  const ordered = withIds([...findings.values()]).sort(byEvidence);
  const outcome = ordered.some((each) => each.outcome === "suspected")
    ? "suspected"
    : ordered.length > 0
      ? "cannot-tell"
      : "clear";
  return {
    ...base,
    outcome,
    ...(outcome === "cannot-tell" ? { reason: ordered[0]!.message } : {}),
    judged,
    findings: ordered,
  };
}

function finish(draft: Draft, pack: string, provision: string, detector: Detector): Unnamed {
  const words = detector.messages[draft.message];
  if (words === undefined) throw new Error(`no message ${draft.message}`);
  if (draft.evidence.length === 0) throw new Error(`a finding on ${draft.subject} without evidence`);
  const cited = draft.evidence.map((each) => ("fact" in each ? each : { fact: each }));
  const exemptions = (draft.exemptions ?? []).map((each): ReportExemption => {
    const title = detector.exemptions[each.id];
    if (title === undefined) throw new Error(`no exemption ${each.id}`);
    return {
      id: each.id,
      title,
      result: each.result,
      ...(each.note === undefined ? {} : { note: each.note }),
    };
  });
  const finding = {
    outcome: draft.outcome,
    subject: draft.subject,
    ...(draft.body === undefined ? {} : { body: draft.body }),
    message: { zh: fill(words.zh, draft.values), en: fill(words.en, draft.values) },
    exemptions,
    unchecked: draft.unchecked ?? [],
    evidence: cited.map(({ fact, ...rest }): Evidence => ({ ...fact.source, ...rest })),
  };
  return { finding, cited, key: findingKey([pack, provision, detector.id], draft, cited) };
}

function placesOf({ message, subject }: Draft, evidence: readonly Evidence[]): string {
  const places = evidence.map(
    ({ file, row, span }) => `${file}\u0000${row}\u0000${span?.start}-${span?.end}`,
  );
  return [message, subject, ...places].join("\u0000");
}

function fill(text: string, values: Draft["values"] = {}): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot));
}

function byEvidence(a: Finding, b: Finding): number {
  return comparePlaces(a, b) || compareText(a.id, b.id);
}

/** How many facts of each kind were given, in the order of their titles. */
export function countsOf(facts: Facts): Partial<Record<FactKind, number>> {
  const kinds = Object.keys(FACT_TITLES) as FactKind[];
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const found = facts[kind];
      return found === undefined ? [] : [[kind, found.length]];
    }),
  );
}

/** Counts that were made apart, in the order of the titles. */
export function inOrder(counts: Partial<Record<FactKind, number>>): Partial<Record<FactKind, number>> {
  const kinds = Object.keys(FACT_TITLES) as FactKind[];
  return Object.fromEntries(
    kinds.flatMap((kind) => (counts[kind] === undefined ? [] : [[kind, counts[kind]]])),
  );
}

function notImported(kinds: readonly FactKind[]): Words {
  return {
    zh: `没有导入：${kinds.map((kind) => FACT_TITLES[kind].zh).join("、")}`,
    en: `not imported: ${kinds.map((kind) => FACT_TITLES[kind].en).join(", ")}`,
  };
}

function otherPlace(territory: string): Words {
  return {
    zh: `这些资料不在本条款适用的地域（${territory}）内`,
    en: `none of these facts lies in the territory of this clause (${territory})`,
  };
}

const OTHER_KIND: Words = {
  zh: "资料中没有本条款所说的一类（如信访、信息公开）",
  en: "the facts hold none of the kind that this clause speaks of",
};

function otherTime(undated: number): Words {
  return undated > 0
    ? {
        zh: "这些资料没有日期，不能判断本条款是否适用",
        en: "the facts carry no date, so it cannot be told whether this clause binds",
      }
    : {
        zh: "这些行为发生在本条款施行之前或体检日之后",
        en: "the acts happened before the clause came into force or after the day of the check-up",
      };
}
