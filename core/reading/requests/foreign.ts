// The words of a reply that shares next to nothing with its own message.

import type { PublicRequest } from "../../domain/facts.ts";
import { Known } from "../../domain/known.ts";
import { type Role, rolesOf } from "../replies/roles.ts";
import { plain } from "../replies/text.ts";
import { contentWords, namingWords, signPairs } from "../replies/words.ts";
import { sharesNumber } from "./naming.ts";

/** A reply with less of its own substance says too little to be another matter's. */
const LEAST_SUBSTANCE = 20;
/** At most this share, everyday words of the desk among them: such a reply is looked at again without those. */
const MOST_SHARED = 0.2;

export interface Foreign {
  /** The pairs of signs of a reply's content words. */
  readonly pairs: ReadonlySet<string>;
  /** Those of its substance that stand in its own message too. */
  readonly shared: readonly string[];
}

/** Clauses are parted by marks, which no word reaches over: the words of a text are those of its clauses. */
const known = new Known(4_000, (clause): readonly string[] => [...namingWords(clause)]);

/** The pairs of signs of a reply that does not name its subject, where its message shares next to nothing with its substance. */
export function foreignPairs(request: PublicRequest, text: string): Foreign | undefined {
  const asked = `${request.subject} ${request.text}`;
  if (sharesNumber(asked, text)) return undefined;
  const clauses = rolesOf(plain(text));
  const textsOf = (role: Role) => clauses.flatMap((clause) => (clause.role === role ? [clause.text] : []));
  const wordsOf = (texts: readonly string[]) => texts.flatMap((text) => known.of(text));
  const substance = textsOf("substance");
  if (substance.join(" ").length < LEAST_SUBSTANCE) return undefined;
  const saying = new Set(wordsOf(substance));
  const said = signPairs(saying);
  // Pairs inside the message's words are pairs of its text, so that a text with none of them needs no segmenting.
  const near = [...said].filter((pair) => asked.includes(pair));
  const own = near.length === 0 ? undefined : signPairs(contentWords(asked));
  const shared = near.filter((pair) => own?.has(pair));
  if (said.size > 0 && shared.length / said.size > MOST_SHARED) return undefined;
  // 关于东街路灯一事 names the matter, though it is no substance; thanks and sign-offs name nothing.
  const words = [...saying, ...wordsOf(textsOf("about"))];
  // A word of which the message holds a part (执照 of 营业执照) is the message's own, and no sign of another matter.
  const foreign = words.filter((word) => !shared.some((pair) => word.includes(pair)));
  return { pairs: signPairs(new Set(foreign)), shared };
}
