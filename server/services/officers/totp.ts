// One-time codes (RFC 6238): the secret sealed with a key of the data folder, and the time step that a code belongs to.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { keyFile } from "../../kit/key-file.ts";

const PERIOD = 30;
const SETTINGS = { algorithm: "SHA1", digits: 6, period: PERIOD } as const;

export function newTotpSecret(): Uint8Array {
  return new Uint8Array(randomBytes(20));
}

/** What an authenticator reads from a QR code or is typed into it. */
export function totpUri(secret: Uint8Array, login: string): string {
  return new TOTP({ ...SETTINGS, issuer: "Luodi", label: login, secret: secretOf(secret) }).toString();
}

/** The time step of a right code, one step early or late allowed; undefined where it is wrong. */
export function stepOfCode(secret: Uint8Array, code: string, now: number): number | undefined {
  const totp = new TOTP({ ...SETTINGS, secret: secretOf(secret) });
  const away = totp.validate({ token: code.replace(/\s/g, ""), timestamp: now, window: 1 });
  return away === null ? undefined : Math.floor(now / 1000 / PERIOD) + away;
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}

/** Seals and opens the secrets, so that a copy of the database alone makes no codes. */
export class SecretBox {
  readonly #key: Buffer;

  constructor(dataFolder: string) {
    this.#key = keyFile(
      dataFolder,
      "officers.key",
      (path) =>
        `${path} 读不懂，请从备份恢复。The key of the officers' codes is not readable; restore it from a backup.`,
    );
  }

  seal(secret: Uint8Array): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  open(sealed: Buffer): Uint8Array {
    const decipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]));
  }
}
