// How the sequencer reaches a witness: sends a checkpoint with the leaves since the last and gets a checked cosignature back.

import { Readable } from "node:stream";
import { cosignedAt, withSignature } from "../../core/ledger/checkpoint.ts";
import { parseNote, parseSignatureLine, type VerifierKey, writeNote } from "../../core/ledger/note.ts";
import type { WitnessCode } from "../../core/ledger/witness.ts";

export type WitnessAnswer =
  /** The note with the witness's signature added. */
  | { readonly cosigned: string; readonly at: number }
  /** It refuses; `size` is what it remembers, from which to send on where the code is `not-next`. */
  | { readonly refused: WitnessCode; readonly size: number }
  /** It did not answer, or not with a right signature. Nothing is known; ask again later. */
  | { readonly silent: string };

/** The texts of leaves from `older` on, in order; read as they are sent, so that nothing is loaded whole. */
export type LeafTexts = Iterable<string> | AsyncIterable<string>;

export async function askWitness(
  url: string,
  key: VerifierKey,
  note: string,
  older: number,
  leaves: LeafTexts,
  patience = 30_000,
): Promise<WitnessAnswer> {
  const parsed = parseNote(note);
  if (parsed === undefined) throw new RangeError("not a note");
  async function* body(): AsyncGenerator<string> {
    yield `${JSON.stringify({ note, older })}\n`;
    for await (const leaf of leaves) yield `${leaf}\n`;
  }
  try {
    const response = await fetch(new URL("/checkpoints", url), {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: Readable.toWeb(Readable.from(body())) as ReadableStream,
      duplex: "half",
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    } as RequestInit);
    const answer = (await response.json()) as { cosignature?: string; code?: WitnessCode; size?: number };
    if (response.status === 200) {
      const signature = parseSignatureLine((answer.cosignature ?? "").trimEnd());
      const both = signature === undefined ? parsed : withSignature(parsed, signature);
      const at = cosignedAt(both, key);
      return at === undefined ? { silent: "a wrong signature" } : { cosigned: writeNote(both), at };
    }
    if (answer.code !== undefined && answer.size !== undefined)
      return { refused: answer.code, size: answer.size };
    return { silent: `status ${response.status}` };
  } catch (error) {
    return { silent: (error as Error).message };
  }
}
