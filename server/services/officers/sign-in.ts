// Local sign-in: password and code together, the same words and work for every failure, and a growing wait after several.

import { digestOf } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import {
  addAttempt,
  attemptsOf,
  forgetAttempts,
  type OfficerRow,
  officerByLogin,
  takeTotpStep,
} from "./officers.store.ts";
import { isPassword } from "./passwords.ts";
import { type SecretBox, stepOfCode } from "./totp.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Tries that cost nothing but the try. */
const FREE_TRIES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * MINUTE;

/** After five failed tries 30 seconds, then twice as long each time, at most a quarter of an hour. */
export function waitAfter(failed: number): number {
  if (failed < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failed - FREE_TRIES));
}

export interface Tried {
  readonly login: string;
  readonly password: string;
  readonly code: string;
}

export type SignIn =
  | { readonly officer: OfficerRow }
  | { readonly failed: true }
  | { readonly waitUntil: number };

/** Every try is counted before it is judged, so that many at once are counted too; a right one clears the count. */
export async function signIn(services: Services, box: SecretBox, tried: Tried): Promise<SignIn> {
  const { requests, tenant } = services;
  const login = tried.login.trim().normalize("NFKC").toLowerCase();
  const digest = digestOf(`login ${login}`);
  const now = requests.now();
  const waitUntil = await requests.within(async (query) => {
    const failed = await attemptsOf(query, tenant, digest, now - DAY);
    const until = (failed.at(-1) ?? 0) + waitAfter(failed.length);
    if (failed.length > 0 && until > now) return until;
    await addAttempt(query, tenant, digest, now, now - DAY);
    return undefined;
  });
  if (waitUntil !== undefined) return { waitUntil };
  const found = await requests.within((query) => officerByLogin(query, tenant, login));
  const stored = found?.passwordHash ?? undefined;
  // Both are looked at, whatever the first says.
  const right = await isPassword(stored, tried.password);
  const step =
    found?.totpSecret == null ? undefined : stepOfCode(box.open(found.totpSecret), tried.code, now);
  if (found === undefined || found.disabled || !right || step === undefined) return { failed: true };
  return requests.within(async (query): Promise<SignIn> => {
    if (!(await takeTotpStep(query, tenant, found.id, step))) return { failed: true };
    await forgetAttempts(query, tenant, digest);
    return { officer: found };
  });
}
