// By number alone: state and dates, rate-limited; and a new link by SMS to the telephone that was left.

import type { FastifyInstance } from "fastify";
import { replyClock } from "../../../core/domain/request/clocks.ts";
import { readNumber } from "../../../core/domain/request/number.ts";
import { lives } from "../../../core/domain/request/retention.ts";
import { phaseOf } from "../../../core/domain/request/state.ts";
import { type FoundView, findPage, linkSentPage } from "../../../web/citizens/find.tsx";
import { phaseWords } from "../../../web/citizens/phase-words.ts";
import type { Problem } from "../../../web/parts/form.tsx";
import { addMessage } from "../messages/outbox.store.ts";
import { mineOf } from "../own-list/own-list.ts";
import { holderOf } from "../requests/people.ts";
import { plainPhone } from "../requests/phone.ts";
import { contactsOf, saveLink } from "../requests/requests.store.ts";
import { digestOf, newLink } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { field, LOOK_UP, originOf, show } from "./pages.ts";
import { isPublic } from "./public-words.ts";

const HOUR = 3_600_000;
const SELDOM = { config: { rateLimit: { max: 5, timeWindow: "1 minute" } } };

const WRONG_NUMBER: Problem = {
  field: "number",
  zh: "编号不对：可能有一位写错，或两位写反了。请对着回执卡或短信再写一遍。",
  en: "Not a number of ours: a digit may be wrong or two swapped. Compare it with your card.",
};
const NO_NUMBER: Problem = {
  field: "number",
  zh: "请先写上诉求编号，8 位数字。",
  en: "Write the number first; it has eight digits.",
};
const NO_REQUEST: Problem = {
  field: "number",
  zh: "没有这个编号的诉求。请核对，或打热线找人。",
  en: "There is no request with this number. Check it, or call the hotline.",
};

const notNumber = (typed: string) => (typed.trim() === "" ? NO_NUMBER : WRONG_NUMBER);

export function findRoutes(app: FastifyInstance, services: Services): void {
  const { settings, tenant, requests } = services;

  app.get("/find", LOOK_UP, async (request, reply) => {
    const { number: typed } = request.query as { number?: string };
    const mine = await mineOf(services, request);
    if (typeof typed !== "string") return show(reply, findPage({ typed: "", problems: [], ...mine }));
    const number = readNumber(typed.slice(0, 40));
    if (number === undefined)
      return show(reply, findPage({ typed: typed.slice(0, 40), problems: [notNumber(typed)], ...mine }), 422);
    const found = await foundBy(number);
    if (found === undefined)
      return show(reply, findPage({ typed: number, problems: [NO_REQUEST], ...mine }), 404);
    return show(reply, findPage({ typed: number, problems: [], found, ...mine }));
  });

  async function foundBy(number: string): Promise<FoundView | undefined> {
    const { record, holder } = await requests.within(async (query) => {
      const direct = await requests.readIn(query, number);
      // Mostly it is the number of a request that stands by itself, and one look is enough.
      if (direct?.number === number && direct.state.mergedInto === undefined)
        return { holder: { number, person: 0 }, record: direct };
      const holder = await holderOf(query, tenant, number);
      return { holder, record: await requests.readIn(query, holder.number) };
    });
    if (record === undefined) return undefined;
    const { state, clocks } = record;
    const now = requests.now();
    const clock = replyClock(clocks);
    const closedAt = state.closed ? state.closings.at(-1)?.at : undefined;
    const running = clock?.state === "running" || clock?.state === "late";
    return {
      ...{ number, phase: phaseWords(phaseOf(state)), public: isPublic(state) && holder.number === number },
      filedAt: state.people.find((each) => each.number === holder.person)?.joinedAt ?? state.filedAt,
      lastAt: state.lastAt,
      ...(running && clock?.due !== undefined ? { due: clock.due } : {}),
      ...(closedAt === undefined ? {} : { closedAt }),
      ...(holder.number === number ? {} : { into: holder.number }),
      ended: !lives(state, now),
    };
  }

  app.post("/find/link", SELDOM, async (request, reply) => {
    const typed = field(request.body, "number");
    const number = readNumber(typed.slice(0, 40));
    const phone = plainPhone(field(request.body, "phone").slice(0, 40));
    if (number === undefined)
      return show(
        reply,
        findPage({ typed: typed.slice(0, 40), problems: [{ ...notNumber(typed), field: "lost-number" }] }),
        422,
      );
    if (phone === undefined) {
      const zh = "请填提的时候留的电话。";
      const en = "Give the telephone number that you left.";
      return show(reply, findPage({ typed: number, problems: [{ field: "phone", zh, en }] }), 422);
    }
    await sendLink(number, phone, originOf(request, settings));
    return show(reply, linkSentPage());
  });

  /** Another link beside the old one, to the telephone of the person whose number it is; at most once an hour. */
  async function sendLink(number: string, phone: string, origin: string): Promise<void> {
    const now = requests.now();
    await requests.within(async (query) => {
      const holder = await holderOf(query, tenant, number);
      const contact = (await contactsOf(query, tenant, holder.number)).get(holder.person);
      if (contact?.phone !== phone) return;
      const once = `${holder.number}/${holder.person}/link/${Math.floor(now / HOUR)}`;
      const sent = await query("SELECT FROM services.outbox WHERE tenant_id = $1 AND once = $2", [
        tenant,
        once,
      ]);
      if (sent.length > 0) return;
      const link = newLink();
      await saveLink(query, tenant, digestOf(link), holder.number, holder.person);
      const words = `诉求${number}的链接：${origin}/r/${link} 。不是您要的请不用管。`;
      const message = { once, channel: "sms", recipient: phone, words, ...holder } as const;
      await addMessage(query, tenant, message, now);
    });
  }
}
