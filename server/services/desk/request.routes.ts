// One request on the desk: shown, and acted upon; each form is one act, done once, refused in plain words with nothing lost.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { dayOf, endOf } from "../../../core/domain/day.ts";
import type { Words } from "../../../core/domain/facts.ts";
import { isRefusal, type Refusal as Refused } from "../../../core/domain/request/refusals.ts";
import type { Acting, Command } from "../../../core/domain/request/steps.ts";
import type { ActContext } from "../../../web/officers/act-form.tsx";
import type { DraftAid } from "../../../web/officers/desk-aid.tsx";
import { deskHref, rowId } from "../../../web/officers/desk-pieces.tsx";
import { deskRequestPage, mayReach, type OpenedContact } from "../../../web/officers/desk-request.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { hrefOf } from "../../../web/parts/listing.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { usualLeads } from "../dispatch/dispatch.store.ts";
import type { Body } from "../officers/bodies.store.ts";
import { openContact } from "../officers/contacts.store.ts";
import type { Officer } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Acted, RequestRecord } from "../requests/requests.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { photosOfRequest } from "../uploads/photos.store.ts";
import { commandOf, isAct, LONG_FORM, type Mistake, replyOf, type Sent, sentOf } from "./acts.ts";
import { hidesFromBody, placesFor, stepsForBody } from "./desk.policy.ts";
import { type Choice, liesWith, nextOf } from "./desk.store.ts";
import { likelyDuplicates } from "./likely.ts";
import { isWritten, pressedIn, replyIn } from "./page-form.ts";
import { askRelay, relaysOf } from "./relay.store.ts";
import { draftOf, dropDraft, keepDraft } from "./reply-drafts.store.ts";
import { awaiting, closingOf, lookedOver } from "./replying.ts";
import { mistaken, refused } from "./tried.ts";
import { asked, bodiesOf, broughtBack, contextOf, pagesAsked, viewOfRequest } from "./view.ts";

/** An officer before a request: in whose name, and whether as cover of another desk. */
export interface AtDesk {
  readonly officer: Officer;
  readonly record: RequestRecord;
  readonly body: string;
  readonly by: Acting;
  readonly cover: boolean;
  /** Other bodies of the officer's that the request concerns as well. */
  readonly beside: readonly string[];
  /** The body as addresses name it; absent where there is but one that it could be. */
  readonly named?: string;
  /** What of the queue the officer goes through. */
  readonly choice?: Choice;
}

/** What a page says beside the request: what went wrong, what was done, what the aid saw, a contact that was opened. */
interface More {
  readonly trouble?: Words;
  readonly tried?: ActContext["tried"];
  readonly aid?: DraftAid;
  readonly opened?: OpenedContact;
  readonly done?: string;
  readonly next?: string;
  /** What stood in the page's form when it was sent. */
  readonly page?: Sent | undefined;
}

export function requestRoutes(
  app: FastifyInstance,
  services: Services,
  at: (request: FastifyRequest, number: string) => Promise<AtDesk>,
): void {
  const { requests, tenant } = services;

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    desk: AtDesk,
    more: More = {},
    status = 200,
  ) => {
    const { record, body, cover, beside, named, choice } = desk;
    const { number, state } = record;
    const [viewer, bodies] = await Promise.all([viewerOf(services, request), bodiesOf(services)]);
    const steps = stepsForBody(state, record.steps);
    const { photos, relays, likely, usual, next, draft } = await requests.within(async (query) => ({
      draft: more.page === undefined ? await draftOf(query, keyOf(desk)) : undefined,
      usual: await usualLeads(query, tenant, state.matter),
      next:
        more.next !== undefined && (await liesWith(query, tenant, body, more.next)) ? more.next : undefined,
      photos: await photosOfRequest(query, tenant, number),
      relays: await relaysOf(query, tenant, number, body),
      likely: await likelyDuplicates(query, tenant, {
        ...{ number, body, matter: state.matter ?? null },
        ...{ text: steps[0]?.said?.text ?? "", place: steps[0]?.said?.place ?? "" },
      }),
    }));
    const page = deskRequestPage({
      ...{ viewer, body, cover, beside, likely, relays, photos: placesFor(record.state, body, photos) },
      view: {
        ...{ ...viewOfRequest(services, record, usualFirst(bodies, usual), steps), ...pagesAsked(request) },
        ...(named === undefined ? {} : { named }),
      },
      context: {
        ...contextOf(viewer, deskHref(number, named, choice), record, more.tried),
        ...(more.page === undefined && draft === undefined ? {} : { kept: { ...draft, ...more.page } }),
      },
      kept: draft !== undefined,
      back: `${hrefOf("/desk", { body, part: choice })}#${rowId(number)}`,
      ...(more.trouble === undefined ? {} : { trouble: more.trouble }),
      ...(more.aid === undefined ? {} : { aid: more.aid }),
      ...(more.opened === undefined ? {} : { opened: more.opened }),
      ...(more.done === undefined ? {} : { done: more.done }),
      ...(next === undefined ? {} : { next: { number: next, href: deskHref(next, named, choice) } }),
    });
    return sendHtml(reply, renderPage(page), status);
  };

  app.get("/desk/:number", async (request, reply) => {
    const { number } = request.params as { number: string };
    const [done, next] = [asked(request, "done"), asked(request, "next")];
    return show(request, reply, await at(request, number), {
      ...(done === undefined ? {} : { done }),
      ...(next === undefined ? {} : { next }),
    });
  });

  app.post("/desk/:number", LONG_FORM, async (request, reply) => {
    const { number } = request.params as { number: string };
    const desk = await at(request, number);
    const { act, fields: sent, page } = pressedIn(sentOf(request.body));
    // Whatever is pressed, what was written of a reply is kept until it is sent.
    if (page !== undefined && act !== "reply") await keepReply(desk, act === "discard" ? {} : replyIn(page));
    if (act === "discard") return reply.redirect(deskHref(number, desk.named, desk.choice), 303);
    if (act === "open-contact") return show(request, reply, desk, { ...(await opened(desk, sent)), page });
    if (act === "look") {
      const { aid, fields } = await lookedOver(services, desk, sent);
      return show(request, reply, desk, { aid, page, tried: { act: "reply", fields, problems: [] } });
    }
    // Before the act, which may take the request out of the list: what comes next is told by where it stands.
    const next = await requests.within((query) =>
      nextOf(query, tenant, desk.body, number, desk.choice ?? partOf(act), endOf(dayOf(requests.now()))),
    );
    const result = act === "relay" ? await relay(desk, sent) : await done(desk, act, sent);
    const failed = "mistake" in result || isRefusal(result);
    if (act === "reply") await keepReply(desk, failed ? replyIn(sent) : {});
    if ("mistake" in result) return show(request, reply, desk, { ...mistaken(act, sent, result), page }, 422);
    if (isRefusal(result)) {
      // Read anew: a refusal as stale means that something happened meanwhile.
      const now = (await requests.read(number)) ?? desk.record;
      return show(request, reply, { ...desk, record: now }, { ...refused(act, sent, result), page }, 409);
    }
    // What was returned or handed on may lie with the body no more: then there is no page of it to go back to.
    const still = await at(request, number).then(
      (now) => now.body === desk.body,
      (error: unknown) => {
        if (error instanceof Refusal && error.status === 404) return false;
        throw error;
      },
    );
    const closed = act === "reply" && "state" in result && result.state.closed;
    const list = { part: desk.choice, next };
    const where = still
      ? hrefOf(`/desk/${number}`, { body: desk.named, done: closed ? "close" : act, ...list })
      : hrefOf("/desk", { body: desk.named, done: number, ...list });
    return reply.redirect(where, 303);
  });

  const keyOf = ({ officer, record }: AtDesk) => ({ tenant, number: record.number, officer: officer.id });

  /** Keeps the reply under way for whoever writes it; nothing is kept where nothing is written. */
  const keepReply = (desk: AtDesk, written: Sent) =>
    requests.within((query) =>
      isWritten(written)
        ? keepDraft(query, keyOf(desk), written, dayOf(requests.now()))
        : dropDraft(query, keyOf(desk)),
    );

  type Outcome = Acted | Refused | Mistake | { readonly relayed: true };

  const done = async ({ officer, record, by }: AtDesk, act: string, sent: Sent): Promise<Outcome> => {
    const { number, state } = record;
    const { key, expected } = broughtBack(sent);
    const how = { key, officer: officer.id, ...(expected === undefined ? {} : { expected }) };
    const command =
      act === "reply"
        ? replyOf(sent, state, by)
        : act === "await"
          ? awaiting(record, by, requests.now())
          : isAct(act)
            ? commandOf(act, sent, by)
            : UNKNOWN;
    if ("mistake" in command) return command;
    if (!(await namesKnownBodies(command))) return NO_BODY;
    const closing = command.kind === "reply" ? closingOf(sent, state, command) : undefined;
    if (closing !== undefined && "mistake" in closing) return closing;
    let acted = await requests.act(number, command, how);
    if (isRefusal(acted) || act !== "reply") return acted;
    if (sent.sign === "on") {
      const place = acted.added[0] === undefined ? -1 : acted.steps.indexOf(acted.added[0]);
      const signing = { kind: "sign", by, step: place, said: { name: officer.name } } as const;
      const signed = await requests.act(number, signing, { key: `${key}/sign`, officer: officer.id });
      if (isRefusal(signed)) return signed;
      acted = signed;
    }
    if (closing === undefined) return acted;
    const closed = await requests.act(number, closing, { key: `${key}/close`, officer: officer.id });
    // The reply is sent all the same; its page says that it was not closed, and how to.
    return isRefusal(closed) ? acted : closed;
  };

  /** Whoever is named in a command is on the list of bodies; an empty name is refused with better words later. */
  const namesKnownBodies = async (command: Command): Promise<boolean> => {
    const named =
      command.kind === "hand-over" || command.kind === "return"
        ? [command.to]
        : command.kind === "reply"
          ? command.commitments.map((each) => each.who)
          : [];
    if (named.every((each) => each === "")) return true;
    const known = new Set((await bodiesOf(services)).map((body) => body.id));
    return named.every((each) => each === "" || known.has(each));
  };

  const relay = async ({ record, body }: AtDesk, sent: Sent): Promise<Outcome> => {
    const { key } = broughtBack(sent);
    const person = record.state.people.find((each) => each.number === Number(sent.person) && !each.deleted);
    const words = (sent.text ?? "").trim();
    if (person === undefined || words === "")
      return {
        ...{
          at: ["text"],
          mistake: { zh: "请写明要问什么、要说什么。", en: "Say what is to be asked or said." },
        },
      };
    const id = uuidOf(`${record.number} ${key}`);
    const relayed = {
      id,
      number: record.number,
      person: person.number,
      body,
      words,
      askedAt: requests.now(),
    };
    await requests.within((query) => askRelay(query, tenant, relayed));
    return { relayed: true };
  };

  const opened = async ({ officer, record, body, by }: AtDesk, sent: Sent): Promise<More> => {
    const person = record.state.people.find((each) => each.number === Number(sent.person) && !each.deleted);
    if (person === undefined || hidesFromBody(person))
      return {
        trouble: {
          zh: "这位群众不让办理单位知道是谁。请用“请热线代问”。",
          en: "This person hides from the handling body; ask through the hotline.",
        },
      };
    if (!mayReach(record.state, body))
      return {
        trouble: { zh: "接下以后才能查看电话。", en: "Accept it first; then the number can be shown." },
      };
    const opener = { officer, role: by.role, body, desk: by.desk ?? "" };
    const contact = await requests.within((query) =>
      openContact(query, tenant, record.number, person.number, opener, "办理需要联系", requests.now()),
    );
    if (contact === undefined)
      return {
        trouble: {
          zh: "这位群众没有留联系方式。可以把话写在答复里，群众凭编号看得到。",
          en: "No contact was left; write it into the reply.",
        },
      };
    return { opened: { person: person.number, ...contact } };
  };
}

/** Acts on what waits to be accepted; whoever has done one goes on with the next of these. */
const OF_AN_OFFER: ReadonlySet<string> = new Set(["acknowledge", "accept", "return"]);
const partOf = (act: string): Choice => (OF_AN_OFFER.has(act) ? "offer" : "holds");
const NO_BODY = {
  mistake: { zh: "选的单位不在名单里。请重新选。", en: "A body is not on the list; choose again." },
} as const;
const UNKNOWN = {
  mistake: { zh: "不认识这个操作。请回到上一页刷新再试。", en: "This act is not known; open the page anew." },
} as const;

/** Whoever gives a matter on looks for few of many bodies: those that mostly led such matters stand first. */
function usualFirst(bodies: readonly Body[], usual: readonly string[]): Body[] {
  const first = usual.flatMap((id) => bodies.filter((each) => each.id === id));
  return [...first, ...bodies.filter((each) => !usual.includes(each.id))];
}

/** A name made from a key, so that what is sent twice has one name. */
function uuidOf(key: string): string {
  const hex = digestOf(`relay ${key}`).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
