// Checkpoints (C2SP tlog-checkpoint): origin, size, root and time, signed by the operator, co-signed by witnesses.

import { fromBase64, type Hash, toBase64, utf8 } from "./hash.ts";
import {
  isSignedBy,
  type Note,
  type NoteSignature,
  parseNote,
  type SignerKey,
  signatureOf,
  signBytes,
  signNote,
  type VerifierKey,
  verifyBytes,
} from "./note.ts";

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** The operator's time, in milliseconds, in an extension line; every leaf of the tree is at most as late. */
  readonly time: number;
}

export function checkpointText({ origin, size, root, time }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\ntime ${time}\n`;
}

export function signCheckpoint(checkpoint: Checkpoint, key: SignerKey): Note {
  return signNote(checkpointText(checkpoint), key);
}

/** Undefined where the text is not exactly a checkpoint of ours. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const parts = /^([^\s+]{1,200})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]{44})\ntime (0|[1-9]\d{0,15})\n$/.exec(
    text,
  );
  const root = fromBase64(parts?.[3] ?? "");
  if (parts === null || root?.length !== 32) return undefined;
  const [size, time] = [Number(parts[2]), Number(parts[4])];
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(time)) return undefined;
  return { origin: parts[1]!, size, root, time };
}

export interface OpenedCheckpoint {
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

/** A note as a checkpoint that the operator signed; undefined where it is none. */
export function openCheckpoint(text: string, operator: VerifierKey): OpenedCheckpoint | undefined {
  const note = parseNote(text);
  if (note === undefined || !isSignedBy(note, operator)) return undefined;
  const checkpoint = parseCheckpoint(note.text);
  return checkpoint?.origin === operator.name ? { note, checkpoint } : undefined;
}

function cosigned(text: string, seconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** A witness's cosignature: its own time in whole seconds, then the signature over that time and the text. */
export function cosign(text: string, key: SignerKey, now: number): NoteSignature {
  const seconds = Math.floor(now / 1000);
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  return {
    name: key.name,
    id: key.id,
    bytes: Uint8Array.of(...time, ...signBytes(key, cosigned(text, seconds))),
  };
}

/** The time at which a witness saw a checkpoint, in milliseconds; undefined where its cosignature is missing or wrong. */
export function cosignedAt(note: Note, witness: VerifierKey): number | undefined {
  const signature = signatureOf(note, witness);
  if (witness.type !== 4 || signature?.bytes.length !== 72) return undefined;
  const { bytes } = signature;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  const right = verifyBytes(witness, cosigned(note.text, seconds), bytes.subarray(8));
  return right && Number.isSafeInteger(seconds) ? seconds * 1000 : undefined;
}

/** The operator's note with one more signature; a second one of the same key takes the first one's place. */
export function withSignature(note: Note, signature: NoteSignature): Note {
  const others = note.signatures.filter(
    (each) => each.name !== signature.name || each.id.join() !== signature.id.join(),
  );
  return { text: note.text, signatures: [...others, signature] };
}
