// The officer behind a web request: who it is, for the sealed table; which body and roles, for what may be done.

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Acting, Role } from "../../../core/domain/request/steps.ts";
import { Refusal } from "../../kit/http.ts";

export type OfficerRole = Exclude<Role, "citizen" | "system">;

export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly desk: string;
  readonly roles: readonly OfficerRole[];
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the session before any route runs; absent where nobody is signed in. */
    officer: Officer | undefined;
  }
}

/** Registers the place where a session puts its officer; called once. */
export function declareOfficer(app: FastifyInstance): void {
  app.decorateRequest("officer", undefined);
}

/** The officer, who has at least one of the roles. @throws Refusal 401 where nobody is signed in, 403 where the role is another. */
export function needRole(request: FastifyRequest, ...roles: readonly OfficerRole[]): Officer {
  const { officer } = request;
  if (officer === undefined) throw new Refusal(401, "sign-in/needed", "请先登录。", "Sign in first.");
  if (!officer.roles.some((role) => roles.includes(role)))
    throw new Refusal(
      403,
      "sign-in/role",
      "您的岗位不能打开这一页。请交给对应的岗位，或请管理员调整。",
      "Your role does not open this page; leave it to the role concerned.",
    );
  return officer;
}

/** Who acts, as a step says it: role and office, never the person. */
export function actingAs({ body, desk }: Officer, role: OfficerRole): Acting {
  return { role, body, ...(desk === "" ? {} : { desk }) };
}
