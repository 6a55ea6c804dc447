// What the drafting aid says to the drafter alone: plain hints, no mark and no score; every one may be left aside.

import type { Day } from "../../core/domain/facts.ts";
import { calendarWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";

export interface DraftAid {
  /** Asks that this reply is not marked to deal with and no earlier one did. */
  readonly unmarked: readonly number[];
  /** Asks that are marked, while no words of the reply seem to deal with them. */
  readonly unclear: readonly number[];
  /** Words that promise something and name no day. */
  readonly undated: readonly string[];
  readonly dated: readonly { readonly words: string; readonly by: Day }[];
  /** Promises in the words beyond those that were written down. */
  readonly unwritten: number;
  /** Promises that were read and filled into the form, where none stood in it. */
  readonly filled?: number;
  readonly hollow: boolean;
  readonly withoutReceiver: boolean;
  readonly cold: readonly string[];
  readonly phones: readonly string[];
  readonly places: readonly string[];
  /** Earlier requests on other matters that got the same text. */
  readonly repeated: number;
}

type Hint = readonly [id: string, zh: string, en: string];

function hintsOf(aid: DraftAid): Hint[] {
  const list = (numbers: readonly number[]) => numbers.map((each) => `第 ${each} 项`).join("、");
  const hints: (Hint | false)[] = [
    aid.hollow && [
      "hollow",
      "这段话里没看到办了什么、查到什么。可以写三件：查到的情况、谁在哪天前做什么、办不了的理由。",
      "No result is seen in it: what was found, who does what by when, or why not.",
    ],
    aid.unmarked.length > 0 && [
      "unmarked",
      `${list(aid.unmarked)}还没有答复。这次不答也行，请在办结前逐项答到。`,
      `Not answered yet: ${aid.unmarked.join(", ")}.`,
    ],
    aid.unclear.length > 0 && [
      "unclear",
      `${list(aid.unclear)}选了已答复，但在这段话里没看到说它的地方。`,
      `Marked as dealt with, and no words on it were found: ${aid.unclear.join(", ")}.`,
    ],
    ...aid.undated.map(
      (words): Hint => ["undated", `“${words}”像是承诺，没有说哪天。`, "A promise without a day."],
    ),
    aid.unwritten > 0 && [
      "unwritten",
      `读到 ${aid.dated.length + aid.undated.length} 处像承诺的话，还有 ${aid.unwritten} 处没有登记到下面的承诺里。不是承诺就不用登记。`,
      `${aid.unwritten} of them are not written down below.`,
    ],
    aid.withoutReceiver && [
      "receiver",
      "说了转交或请群众去找别处，没有写明是哪个单位。不归本单位的，请用“转给别的单位”，群众不用重新提。",
      "It sends the citizen elsewhere and names no receiver; use “hand over”.",
    ],
    ...aid.cold.map((words): Hint => ["cold", `“${words}”听起来可能有些生硬。`, "This may sound cold."]),
    ...aid.phones.map(
      (words): Hint => ["phone", `电话“${words}”不像能打通的号码。`, "Nobody could dial this."],
    ),
    ...aid.places.map(
      (words): Hint => ["place", `“${words}”不像能找到的地址。`, "Nobody could find this place."],
    ),
    aid.repeated > 0 && [
      "repeated",
      `同样的话，本单位在另外 ${aid.repeated} 件不同的事上也用过。`,
      `The same text stood in ${aid.repeated} replies on other matters.`,
    ],
  ];
  return hints.filter((each) => each !== false);
}

export function DraftAidBox({ aid }: { aid: DraftAid }) {
  const hints = hintsOf(aid);
  return (
    <section class="notice demo" aria-labelledby="aid" role="status">
      <h3 id="aid">
        帮您看了一遍 <En>Looked over</En>
      </h3>
      <p class="small">
        只有您看得到，不保存，可能看错；照样可以发出。
        <En>Seen by you alone, kept nowhere, and it may be mistaken; you may send it as it is.</En>
      </p>
      {hints.length === 0 ? (
        <p>
          没看到缺什么。<En>Nothing seems to be missing.</En>
        </p>
      ) : (
        <ul>
          {hints.map(([id, zh, en]) => (
            <li key={`${id} ${zh}`} data-hint={id}>
              {zh} <En>{en}</En>
            </li>
          ))}
        </ul>
      )}
      {aid.dated.length === 0 ? null : (
        <p>
          读到的日子：
          {aid.dated.map((each) => `“${each.words}”——${calendarWords(each.by)}`).join("；")}。
          {aid.filled === undefined ? "" : "已填进下面的“登记承诺”，请核对；不是承诺就清掉。"}
          <En>
            {aid.filled === undefined
              ? "Days read from the words; check them."
              : "Read and filled in below; check them, or clear what is no promise."}
          </En>
        </p>
      )}
    </section>
  );
}
