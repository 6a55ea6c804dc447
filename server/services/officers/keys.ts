// Security keys (WebAuthn): what a browser is asked, and whether its answer is one; a key that knows its owner is both factors.

import { isIP } from "node:net";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Settings } from "../../kit/settings.ts";
import { digestOf } from "../requests/secrets.ts";
import type { KeyRow } from "./keys.store.ts";
import type { SecretBox } from "./totp.ts";

/** Keys of one account: at the desk, on a ring, in a drawer. */
export const MOST_KEYS = 5;
const WITHIN = 5 * 60_000;
const LONGEST_ANSWER = 20_000;

/** For whom a key is: browsers bind it to this name, and know none for a bare address. */
export interface Party {
  readonly id: string;
  readonly origin: string;
}

/** Undefined where browsers offer no keys: under a bare address. */
export function partyOf(request: FastifyRequest, { origin }: Settings): Party | undefined {
  const own = new URL(origin ?? `http://${request.headers.host ?? "127.0.0.1"}`);
  const id = own.hostname.replace(/^\[|\]$/g, "");
  return isIP(id) === 0 ? { id, origin: own.origin } : undefined;
}

/** Loaded with the first key that is asked for: it takes nearly half a second that a start need not spend. */
const webAuthn = () => import("@simplewebauthn/server");

type Purpose = "sign-in" | `add ${string}`;

/** What a challenge says once it is opened: sealed, it comes back from the browser as it went; nothing is stored for it. */
const Challenge = z.tuple([z.string(), z.number()]);

function newChallenge(box: SecretBox, purpose: Purpose, now: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(box.seal(Buffer.from(JSON.stringify([`webauthn ${purpose}`, now]))));
}

/** When the challenge was made; undefined where it is none of ours, for something else, or too old. */
function madeAt(box: SecretBox, challenge: string, purpose: Purpose, now: number): number | undefined {
  try {
    const text = Buffer.from(box.open(Buffer.from(challenge, "base64url"))).toString();
    const [what, at] = Challenge.parse(JSON.parse(text));
    return what === `webauthn ${purpose}` && at <= now && now - at <= WITHIN ? at : undefined;
  } catch {
    return undefined;
  }
}

/** What the browser is asked at sign-in: any key of this server that knows its owner by PIN, finger or face. */
export async function askForKey(box: SecretBox, party: Party, now: number): Promise<string> {
  const { generateAuthenticationOptions } = await webAuthn();
  const options = await generateAuthenticationOptions({
    ...{ rpID: party.id, userVerification: "required", timeout: WITHIN },
    challenge: newChallenge(box, "sign-in", now),
  });
  return JSON.stringify(options);
}

/** What the browser is asked to make: a key kept in the authenticator, so that no login need be typed. */
export async function askForNewKey(
  box: SecretBox,
  party: Party,
  officer: { readonly id: string; readonly login: string; readonly keys: readonly KeyRow[] },
  now: number,
): Promise<string> {
  const { generateRegistrationOptions } = await webAuthn();
  const options = await generateRegistrationOptions({
    ...{ rpName: "Luodi 落地", rpID: party.id, userName: officer.login, timeout: WITHIN },
    userID: Uint8Array.from(digestOf(`key owner ${officer.id}`)),
    challenge: newChallenge(box, `add ${officer.id}`, now),
    attestationType: "none",
    excludeCredentials: officer.keys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return JSON.stringify(options);
}

const Id = z.string().regex(/^[A-Za-z0-9_-]{16,1400}$/);
const Part = z.string().regex(/^[A-Za-z0-9_-]{1,16000}$/);
const Answer = z.object({ id: Id, rawId: Id, type: z.literal("public-key") });
const Made = Answer.extend({ response: z.object({ clientDataJSON: Part, attestationObject: Part }) });
const Signed = Answer.extend({
  response: z.object({
    ...{ clientDataJSON: Part, authenticatorData: Part, signature: Part },
    userHandle: Part.optional(),
  }),
});

function read<T>(schema: z.ZodType<T>, text: string): T | undefined {
  if (text.length > LONGEST_ANSWER) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The id of the key that answers; undefined where it is no answer. */
export function keyNamed(answer: string): string | undefined {
  return read(Signed, answer)?.id;
}

interface Asked {
  readonly box: SecretBox;
  readonly party: Party;
  readonly now: number;
}

/** Whether a key of ours signed the challenge: its counter and the challenge's time; undefined where not. */
export async function verifyUse(
  { box, party, now }: Asked,
  answer: string,
  key: KeyRow,
): Promise<{ readonly counter: number; readonly challengedAt: number } | undefined> {
  const given = read(Signed, answer);
  if (given === undefined || given.id !== key.id) return undefined;
  let challengedAt: number | undefined;
  const { id, counter, publicKey } = key;
  const { verifyAuthenticationResponse } = await webAuthn();
  const result = await verifyAuthenticationResponse({
    response: { ...given, clientExtensionResults: {} } as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => {
      challengedAt = madeAt(box, challenge, "sign-in", now);
      return challengedAt !== undefined;
    },
    ...{ expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true },
    credential: { id, counter, publicKey: Uint8Array.from(publicKey) },
  }).catch(() => undefined);
  if (result?.verified !== true || challengedAt === undefined) return undefined;
  return { counter: result.authenticationInfo.newCounter, challengedAt };
}

/** The new key; undefined where the answer is none to our question of this officer. */
export async function verifyNewKey(
  { box, party, now }: Asked,
  answer: string,
  officer: string,
): Promise<(Pick<KeyRow, "id" | "publicKey" | "counter"> & { readonly challengedAt: number }) | undefined> {
  const given = read(Made, answer);
  if (given === undefined) return undefined;
  let challengedAt: number | undefined;
  const { verifyRegistrationResponse } = await webAuthn();
  const result = await verifyRegistrationResponse({
    response: { ...given, clientExtensionResults: {} } as RegistrationResponseJSON,
    expectedChallenge: (challenge) => {
      challengedAt = madeAt(box, challenge, `add ${officer}`, now);
      return challengedAt !== undefined;
    },
    ...{ expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true },
  }).catch(() => undefined);
  if (result?.verified !== true || challengedAt === undefined) return undefined;
  const { id, publicKey, counter } = result.registrationInfo.credential;
  return { id, publicKey: Buffer.from(publicKey), counter, challengedAt };
}
