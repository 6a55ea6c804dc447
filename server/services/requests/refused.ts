// A refusal of the domain as a web answer: which status it is, in the words that the domain gives.

import { isRefusal, type Refusal as Refused } from "../../../core/domain/request/refusals.ts";
import { Refusal } from "../../kit/http.ts";

/** Passes on what was done. @throws Refusal with what is wrong and how to mend it. */
export function orThrow<T>(result: T | Refused): T {
  if (!isRefusal(result)) return result;
  throw new Refusal(
    statusOf(result.code),
    result.code,
    `${result.zh}${result.mend.zh}`,
    `${result.en} ${result.mend.en}`,
  );
}

function statusOf(code: string): number {
  if (code === "request/none") return 404;
  if (code === "request/role" || code === "request/not-holder" || code === "verdict/handler") return 403;
  if (code === "request/words" || code === "request/past" || code === "request/no-ask") return 422;
  return 409;
}
