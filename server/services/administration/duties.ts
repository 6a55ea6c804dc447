// The three duties of administrators, apart: operations, security, audit. One person holds one, and no other role beside it.

import type { FastifyRequest } from "fastify";
import { Refusal } from "../../kit/http.ts";
import { needRole, type Officer, type OfficerRole } from "../officers/officer.ts";
import type { Services } from "../service.ts";
import { addLog, dutyOf } from "./administration.store.ts";

export const DUTIES = ["operations", "security", "audit"] as const;
export type Duty = (typeof DUTIES)[number];

export interface Administrator extends Officer {
  readonly duty: Duty;
}

/** The administrator, whose duty is one of these. @throws Refusal 401 or 403; a refusal for the wrong duty is written into the log. */
export async function needDuty(
  { requests, tenant }: Services,
  request: FastifyRequest,
  ...duties: readonly Duty[]
): Promise<Administrator> {
  const officer = needRole(request, "administrator");
  const duty = await requests.within((query) => dutyOf(query, tenant, officer.id));
  if (duty !== undefined && duties.includes(duty)) return { ...officer, duty };
  const about = request.routeOptions.url ?? "";
  await requests.within((query) =>
    addLog(query, tenant, { officer: officer.id, duty: duty ?? null, act: "refused", about }),
  );
  throw new Refusal(
    403,
    "administration/duty",
    "系统管理分三种职责：运维、安全、审计，一人只担一种。这一页不归您的职责。",
    "Administration has three duties, operations, security and audit, and each person holds one; this page belongs to another.",
  );
}

/** What is wrong with these roles and this duty for one person; undefined where nothing is. */
export function rolesWrong(
  roles: readonly OfficerRole[],
  duty: Duty | undefined,
): { readonly zh: string; readonly en: string } | undefined {
  if (roles.length === 0) return { zh: "至少选一个岗位。", en: "Choose at least one role." };
  const administrator = roles.includes("administrator");
  if (administrator && roles.length > 1)
    return {
      zh: "系统管理员不能兼别的岗位，请分给两个人。",
      en: "An administrator holds no other role; give them to two people.",
    };
  if (administrator !== (duty !== undefined))
    return {
      zh: "系统管理员要选一种职责（运维、安全或审计），别的岗位不选。",
      en: "An administrator has exactly one duty; other roles have none.",
    };
  return undefined;
}
