// One short message to every person of a request who wants text; what they wrote is never in it, since telephones are shared.

import { showNumber } from "../../../core/domain/request/number.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { addMessage, messagesWritten } from "../messages/outbox.store.ts";
import { type Contact, reachable } from "../requests/requests.store.ts";
import type { Services } from "../service.ts";

/** Written once for its cause and person; how many people were told that were not before. */
export async function tellCitizens(
  { tenant, clock }: Services,
  query: Transaction,
  state: RequestState,
  contacts: ReadonlyMap<number, Contact>,
  { number, words, once }: { readonly number: string; readonly words: string; readonly once: string },
): Promise<number> {
  let told = 0;
  for (const person of state.people) {
    const { phone, email } = contacts.get(person.number) ?? {};
    if (person.deleted || person.wants !== "text" || (phone === undefined && email === undefined)) continue;
    const [known] = await query("SELECT 1 FROM services.outbox WHERE tenant_id = $1 AND once = $2", [
      ...[tenant, `${once}/${person.number}`],
    ]);
    if (known !== undefined) continue;
    const message = { number, person: person.number, words, once: `${once}/${person.number}` };
    if (phone !== undefined)
      await addMessage(query, tenant, { ...message, channel: "sms", recipient: phone }, clock.now());
    else {
      const subject = `诉求 ${showNumber(number)} 有新情况`;
      await addMessage(
        query,
        tenant,
        { ...message, channel: "mail", recipient: email!, subject },
        clock.now(),
      );
    }
    told += 1;
  }
  return told;
}

/** Those of these causes of which somebody who wants text was not told yet; two look-ups for all of them. */
export async function untold(
  { tenant }: Services,
  query: Transaction,
  causes: readonly { readonly state: RequestState; readonly number: string; readonly once: string }[],
): Promise<ReadonlySet<string>> {
  const wanted = causes.flatMap(({ state, number, once }) =>
    state.people
      .filter((person) => !person.deleted && person.wants === "text")
      .map((person) => ({ number, person: person.number, once, message: `${once}/${person.number}` })),
  );
  if (wanted.length === 0) return new Set();
  const there = await reachable(
    query,
    tenant,
    wanted.map((each) => each.number),
  );
  const known = await messagesWritten(
    query,
    tenant,
    wanted.map((each) => each.message),
  );
  return new Set(
    wanted
      .filter((each) => there.has(`${each.number}/${each.person}`) && !known.has(each.message))
      .map((each) => each.once),
  );
}
