// Signed notes (C2SP signed-note): a text and Ed25519 signatures below it, each with the name and the id of its key.

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { HALF } from "./canonical.ts";
import { fromBase64, same, sha256, toBase64, toHex, utf8 } from "./hash.ts";

/** 1: a plain Ed25519 signature; 4: a witness's cosignature with its time (C2SP tlog-cosignature). */
export type KeyType = 1 | 4;

export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 4 bytes. */
  readonly id: Uint8Array;
}

export interface SignerKey extends VerifierKey {
  readonly secret: KeyObject;
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface Note {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const NAME = /^[^\s+]{1,200}$/;

function keyId(name: string, type: KeyType, key: Uint8Array): Uint8Array {
  return sha256(utf8(name), Uint8Array.of(0x0a, type), key).slice(0, 4);
}

export function verifierKey(name: string, type: KeyType, key: Uint8Array): VerifierKey {
  if (!NAME.test(name)) throw new RangeError(`not a name of a key: ${name}`);
  if (key.length !== 32) throw new RangeError("an Ed25519 key has 32 bytes");
  return { name, type, key, id: keyId(name, type, key) };
}

/** A signing key from its 32 secret bytes. */
export function signerKey(name: string, type: KeyType, seed: Uint8Array): SignerKey {
  if (seed.length !== 32) throw new RangeError("a secret key has 32 bytes");
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  return { ...verifierKey(name, type, new Uint8Array(spki.subarray(-32))), secret };
}

/** As it stands in keys.json: name+id+base64(type, key). */
export function writeKey(key: VerifierKey): string {
  return `${key.name}+${toHex(key.id)}+${toBase64(Uint8Array.of(key.type, ...key.key))}`;
}

/** Undefined where the text is no key of a kind known here. */
export function readKey(text: string): VerifierKey | undefined {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  const bytes = fromBase64(parts?.[3] ?? "");
  if (parts === null || bytes?.length !== 33 || (bytes[0] !== 1 && bytes[0] !== 4)) return undefined;
  const key = verifierKey(parts[1]!, bytes[0], bytes.slice(1));
  return toHex(key.id) === parts[2] ? key : undefined;
}

export function signBytes(key: SignerKey, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, key.secret));
}

export function verifyBytes(key: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key.key]);
  try {
    return verify(null, message, createPublicKey({ key: spki, format: "der", type: "spki" }), signature);
  } catch {
    return false;
  }
}

/** A signature line as it stands in a note. */
export function signatureLine(signature: NoteSignature): string {
  return `— ${signature.name} ${toBase64(Uint8Array.of(...signature.id, ...signature.bytes))}\n`;
}

export function writeNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(signatureLine).join("")}`;
}

export function parseSignatureLine(line: string): NoteSignature | undefined {
  const parts = /^— (\S{1,200}) ([A-Za-z0-9+/=]{1,300})$/.exec(line);
  const bytes = fromBase64(parts?.[2] ?? "");
  if (parts === null || bytes === undefined || bytes.length < 5) return undefined;
  return { name: parts[1]!, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

const MOST = 100_000;

/** The specification allows no control character but the line break. */
function hasControls(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}

/** Undefined where it is not a note. */
export function parseNote(text: string): Note | undefined {
  if (text.length > MOST || HALF.test(text) || hasControls(text)) return undefined;
  const place = text.lastIndexOf("\n\n");
  if (place < 0 || !text.endsWith("\n")) return undefined;
  const lines = text.slice(place + 2, -1).split("\n");
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: text.slice(0, place + 1), signatures };
}

/** The signature of a key below a note, whether or not it is right. */
export function signatureOf(note: Note, key: VerifierKey): NoteSignature | undefined {
  return note.signatures.find((each) => each.name === key.name && same(each.id, key.id));
}

/** Signs the text itself, as the operator does. */
export function signNote(text: string, key: SignerKey): Note {
  if (!text.endsWith("\n")) throw new RangeError("a note ends with a line break");
  return { text, signatures: [{ name: key.name, id: key.id, bytes: signBytes(key, utf8(text)) }] };
}

export function isSignedBy(note: Note, key: VerifierKey): boolean {
  const signature = signatureOf(note, key);
  return key.type === 1 && signature !== undefined && verifyBytes(key, utf8(note.text), signature.bytes);
}
