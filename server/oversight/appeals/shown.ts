// Appeals as pages show them: bodies by name and role, the day by which a person answers, and what stands of a finding.

import { type ActedAs, type Appeal, dueOf, isLate } from "../../../core/domain/appeals/appeal.ts";
import type { Instant } from "../../../core/domain/facts.ts";
import { isNumber } from "../../../core/domain/request/number.ts";
import type { Finding } from "../../../core/engine/report.ts";
import { ROLE_WORDS } from "../../../web/figures/method.tsx";
import type { AppealForm, AppealView } from "../../../web/oversight/appeal.tsx";
import type { Standing } from "../../../web/oversight/appeal-words.ts";
import type { FindingView } from "../../../web/oversight/clause.tsx";
import { type BodyName, ownerOf } from "./owners.ts";
import type { Actor } from "./people.ts";
import { fileAs } from "./who.ts";

export function appealView(appeal: Appeal, bodies: readonly BodyName[], now: Instant): AppealView {
  const { id, ground, words, by, filedAt, answer } = appeal;
  const nameOf = ({ body, role }: ActedAs) =>
    `${bodies.find((each) => each.id === body)?.name ?? body} ${ROLE_WORDS[role]}`;
  const [due, late] = [dueOf(appeal), isLate(appeal, now)];
  return {
    ...{ id, ground, words, filedAt, by: nameOf(by) },
    ...(due === undefined ? {} : { due }),
    ...(late === undefined ? {} : { late }),
    ...(answer === undefined ? {} : { answer: { ...answer, by: nameOf(answer.by) } }),
  };
}

/** What stands of a finding after the appeals against it. */
export function standingOf(appeals: readonly Appeal[]): Standing | undefined {
  if (appeals.some(({ answer }) => answer?.upheld === true)) return "withdrawn";
  if (appeals.some(({ answer }) => answer === undefined)) return "under-appeal";
  return appeals.length > 0 ? "not-upheld" : undefined;
}

/** A finding as it stands; a retired detector's suspicion cannot be told. */
export function findingView<F extends Finding>(
  finding: F,
  appeals: readonly Appeal[],
  retired: boolean,
): F & FindingView {
  const standing = standingOf(appeals.filter((each) => each.finding === finding.id));
  return {
    ...finding,
    ...(retired ? { outcome: "cannot-tell" as const } : {}),
    ...(standing === undefined ? {} : { standing }),
  };
}

/** The form for whoever may file; none where nothing is suspected, or an appeal is under way or was upheld. */
export function formFor(
  finding: FindingView,
  actor: Actor,
  bodies: readonly BodyName[],
): AppealForm | undefined {
  const { id, body, outcome, standing } = finding;
  if (outcome !== "suspected" || standing === "withdrawn" || standing === "under-appeal") return undefined;
  const owner = ownerOf(body, bodies);
  if (fileAs(actor, owner) === undefined) return undefined;
  const { formToken } = actor;
  return {
    action: `/findings/${id}/appeal`,
    ...(formToken === undefined ? {} : { formToken }),
    ...(owner === undefined ? { forNobody: true as const } : {}),
  };
}

/** What the platform itself exports, which a check-up then reads. */
const OWN_EXPORT = /(?:^|\/)[^/]*luodi-export\.jsonl$/;

/** Where under a path of ours the request is seen that a finding is about; undefined where it is none of the platform's. */
export function onPlatformAt(path: string, { subject, evidence }: Finding): string | undefined {
  const ours = isNumber(subject) && OWN_EXPORT.test(evidence[0]?.file ?? "");
  return ours ? `${path}/${subject}` : undefined;
}
