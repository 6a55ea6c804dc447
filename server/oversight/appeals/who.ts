// Who may file an appeal and who may answer it.

import type { ActedAs, Appeal } from "../../../core/domain/appeals/appeal.ts";
import type { Role } from "../../../core/domain/request/steps.ts";
import type { BodyName } from "./owners.ts";

/** Whose people may look at their own body's findings and appeal; administrators and neutral callers speak for no body. */
export const FOR_A_BODY = ["officer", "dispatcher", "coordinator", "supervisor"] as const;
/** Who sees every finding of a check-up. */
export const SEE_ALL = ["supervisor", "administrator"] as const;

/** Who files against a finding: the body that it is about; where that is none of the platform's, whoever may see the finding. */
export function fileAs(
  { body, roles }: { readonly body: string; readonly roles: readonly Role[] },
  owner: BodyName | undefined,
): ActedAs | undefined {
  if (owner !== undefined && owner.id !== body) return undefined;
  const open: readonly Role[] = owner === undefined ? SEE_ALL : FOR_A_BODY;
  const role = open.find((each) => roles.includes(each));
  return role === undefined ? undefined : { body, role };
}

/** Nobody answers for the body that is accused. That whoever filed does not answer is seen to by the sealed table. */
export function mayAnswer({ accused }: Pick<Appeal, "accused">, body: string): boolean {
  return accused !== body;
}
