// The officer behind a web request: who it is, for the sealed table; which body and roles, for what may be done.

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Acting, Role } from "../../../core/domain/request/steps.ts";
import { Refusal, SIGN_IN_NEEDED } from "../../kit/http.ts";
import { sameToken } from "../sign-in/sessions.ts";

export type OfficerRole = Exclude<Role, "citizen" | "system">;

export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly desk: string;
  readonly roles: readonly OfficerRole[];
  /** The password was given out; it is changed before anything else. */
  readonly mustChange?: true;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the session before any route runs; absent where nobody is signed in. */
    officer: Officer | undefined;
    /** What every form of a signed-in officer must bring back; absent where the officer came without a session. */
    formToken: string | undefined;
  }
}

/** Registers the place where a session puts its officer; called once. */
export function declareOfficer(app: FastifyInstance): void {
  app.decorateRequest("officer", undefined);
  app.decorateRequest("formToken", undefined);
}

/** Signed in, whatever the role, by a form of our own where something is sent. @throws Refusal 401 or 403. */
export function needOfficer(request: FastifyRequest): Officer {
  const { officer, formToken } = request;
  if (officer === undefined)
    throw new Refusal(
      401,
      SIGN_IN_NEEDED,
      "请先登录。半小时没有动静会自动退出，这次没有交上。",
      "Sign in first. After half an hour idle the session ends; nothing was sent.",
    );
  if (formToken === undefined || request.method === "GET" || request.method === "HEAD") return officer;
  const { token } = (request.body ?? {}) as { token?: unknown };
  if (sameToken(formToken, token)) return officer;
  throw new Refusal(
    403,
    "sign-in/form",
    "这张表不是您这次登录打开的。请回到原来的页面，刷新后再提交。",
    "This form does not belong to your present sign-in; open the page anew and send it again.",
  );
}

/** The officer, who has at least one of the roles. @throws Refusal 401 where nobody is signed in, 403 where the role is another. */
export function needRole(request: FastifyRequest, ...roles: readonly OfficerRole[]): Officer {
  const officer = needOfficer(request);
  if (officer.mustChange)
    throw new Refusal(
      403,
      "sign-in/change",
      "请先到“我的账号”换掉初始密码。",
      "Change the password that was given to you first, under “My account” (/account).",
    );
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
