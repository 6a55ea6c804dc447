// Filing over the web: each page saved under the draft's secret link as it is posted; sending turns draft into request, once.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isLink, readNumber } from "../../../core/domain/request/number.ts";
import { isRefusal, type Refusal as Refused } from "../../../core/domain/request/refusals.ts";
import { linesOf } from "../../../core/domain/request/words.ts";
import { adviceOn } from "../../../core/reading/advice/index.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { filingPage } from "../../../web/citizens/filing.tsx";
import { checkPage, type SimilarView } from "../../../web/citizens/filing-end.tsx";
import type { QuestionStep } from "../../../web/citizens/filing-words.ts";
import type { Problem } from "../../../web/parts/form.tsx";
import type { Transaction } from "../../kit/database/database.ts";
import { Refusal } from "../../kit/http.ts";
import { addEntry } from "../own-list/own-list.store.ts";
import { listOwner } from "../own-list/own-list.ts";
import { orThrow } from "../requests/refused.ts";
import { personOfLink } from "../requests/requests.store.ts";
import type { Act, Acted } from "../requests/requests.ts";
import { digestOf, newLink } from "../requests/secrets.ts";
import type { Services } from "../service.ts";
import { movePhotos, photosOfDraft } from "../uploads/photos.store.ts";
import {
  allProblems,
  contactOf,
  type Fields,
  filingOf,
  isStep,
  joiningOf,
  nextStep,
  openStep,
  posted,
  problemsOf,
} from "./draft.ts";
import { draftOf, dropDraft, saveDraft } from "./drafts.store.ts";
import { field, noSuchDraft, originOf, seeOther, show, WRITE } from "./pages.ts";
import { isPublic, likelyTheSame, peopleSolved, publicWords } from "./public-words.ts";

/** What a draft's link opens now: the draft, or the request that it became. */
export interface Opened {
  readonly link: string;
  readonly digest: Buffer;
  readonly fields?: Fields;
  readonly sent: boolean;
}

type Draft = Pick<Opened, "link" | "digest"> & { readonly fields: Fields };

/** @throws Refusal where the link cannot be one. */
export async function openDraft({ requests, tenant }: Services, request: FastifyRequest): Promise<Opened> {
  const { link } = request.params as { link: string };
  if (!isLink(link)) throw noSuchDraft();
  const digest = digestOf(link);
  return requests.within(async (query) => {
    const fields = await draftOf(query, tenant, digest);
    if (fields !== undefined) return { link, digest, fields, sent: false };
    return { link, digest, sent: (await personOfLink(query, tenant, digest)) !== undefined };
  });
}

export function filingRoutes(app: FastifyInstance, services: Services): void {
  const { settings, tenant, requests } = services;

  const question = (
    request: FastifyRequest,
    { link, fields }: Pick<Opened, "link" | "fields">,
    step: QuestionStep,
    problems: readonly Problem[],
    back: boolean,
  ) =>
    filingPage({
      ...{ link, step, problems, back, origin: originOf(request, settings) },
      fresh: fields === undefined,
      fields: fields ?? {},
      // What was read of the first page stands on the next, before anything else is asked.
      advice: step === "asks" ? adviceOn(fields?.text ?? "") : [],
      ...(step === "public" ? { preview: previewOf(fields ?? {}) } : {}),
    });

  app.get("/file", async (request, reply) => {
    const { join = "", follows = "" } = request.query as { join?: string; follows?: string };
    const start: Fields = {};
    const [joined, followed] = [readNumber(join), readNumber(follows)];
    if (joined !== undefined) start.join = joined;
    if (followed !== undefined) start.follows = followed;
    const page = filingPage({
      ...{ link: newLink(), step: "words", fields: start, problems: [], fresh: true },
      origin: originOf(request, settings),
    });
    return show(reply, page);
  });

  app.get("/file/:link", async (request, reply) => {
    const { link, fields, sent } = await openDraft(services, request);
    if (sent) return seeOther(reply, `/r/${link}`);
    if (fields === undefined) throw noSuchDraft();
    return seeOther(reply, `/file/${link}/${openStep(fields)}`);
  });

  app.get("/file/:link/:step", async (request, reply) => {
    const step = stepOf(request);
    const opened = await openDraft(services, request);
    if (opened.sent) return seeOther(reply, `/r/${opened.link}`);
    if (opened.fields === undefined) throw noSuchDraft();
    if (step === "check") {
      const lists = (await listOwner(services, request)) !== undefined;
      return show(reply, await check({ ...opened, fields: opened.fields, lists }));
    }
    const back = (request.query as { from?: string }).from === "check";
    return show(reply, question(request, opened, step, [], back));
  });

  app.post("/file/:link/:step", WRITE, async (request, reply) => {
    const step = stepOf(request);
    const opened = await openDraft(services, request);
    if (opened.sent) return seeOther(reply, `/r/${opened.link}/card`);
    if (step === "check") return seeOther(reply, `/file/${opened.link}/check`);
    const fields = await requests.within((query) =>
      saveDraft(query, tenant, opened.digest, posted(step, request.body), requests.now()),
    );
    const problems = problemsOf(step, fields);
    const back = field(request.body, "from") === "check";
    if (problems.length > 0)
      return show(reply, question(request, { ...opened, fields }, step, problems, back), 422);
    return seeOther(reply, `/file/${opened.link}/${back ? "check" : nextStep(step)}`);
  });

  app.post("/file/:link/send", WRITE, (request, reply) =>
    finish(request, reply, (fields, act) => requests.file(filingOf(fields), act)),
  );

  app.post("/file/:link/join", WRITE, (request, reply) =>
    finish(request, reply, async (fields, act) => {
      const number = readNumber(field(request.body, "number"));
      const record = number === undefined ? undefined : await requests.read(number);
      if (record === undefined || !isPublic(record.state)) throw notJoinable();
      return requests.act(record.number, joiningOf(fields), act);
    }),
  );

  /** Sends the draft whole; a second press, or a press after a lost answer, leads to the same request. */
  async function finish(
    request: FastifyRequest,
    reply: FastifyReply,
    send: (fields: Fields, act: Act) => Promise<Acted | Refused>,
  ) {
    const { link, digest, fields, sent } = await openDraft(services, request);
    if (sent) return seeOther(reply, `/r/${link}/card`);
    if (fields === undefined) throw noSuchDraft();
    if (allProblems(fields).length > 0) return seeOther(reply, `/file/${link}/check`);
    // It goes into the list and nowhere else: no step, no contact and no office learns that somebody is signed in.
    const list = field(request.body, "unlisted") === "on" ? undefined : await listOwner(services, request);
    const also = async (query: Transaction, acted: Acted) => {
      const person = acted.state.people.length - 1;
      const holder = { number: acted.number, person };
      if (list !== undefined) await addEntry(query, tenant, list.owner, holder, requests.now());
      await movePhotos(query, tenant, digest, acted.number, person);
      await dropDraft(query, tenant, digest);
    };
    const key = `draft/${digest.toString("hex")}`;
    const acted = await send(fields, { key, link, contact: contactOf(fields), also });
    // Two tabs: the other one was sent, with what it knew.
    if (isRefusal(acted) && acted.code === "request/key-reused") return seeOther(reply, `/r/${link}/card`);
    orThrow(acted);
    return seeOther(reply, `/r/${link}/card`);
  }

  async function check({ link, digest, fields, lists }: Draft & { lists: boolean }) {
    const { photos, similar } = await requests.within(async (query) => ({
      photos: (await photosOfDraft(query, tenant, digest)).length,
      similar: await similarTo(query, fields),
    }));
    return checkPage({
      ...{ link, fields, photos, similar, lists },
      asks: linesOf(fields.asks ?? ""),
      problems: allProblems(fields),
      advice: adviceOn(`${fields.text ?? ""}\n${fields.asks ?? ""}`),
    });
  }

  async function similarTo(query: Transaction, fields: Fields): Promise<SimilarView[]> {
    const words = `${fields.asks ?? ""}\n${fields.text ?? ""}`;
    const draft = { words, place: fields.place ?? "", matter: fields.matter ?? null };
    const likely = await likelyTheSame(query, tenant, draft, requests.now());
    const named = fields.join === undefined ? [] : [fields.join];
    const views: SimilarView[] = [];
    for (const number of new Set([...named, ...likely])) {
      const record = await requests.readIn(query, number);
      if (record === undefined || !isPublic(record.state)) continue;
      const { text, asks, place } = publicWords(record.steps);
      views.push({
        ...{ number: record.number, place, filedAt: record.state.filedAt, ...peopleSolved(record.state) },
        text: asks.length > 0 ? asks.join("\n") : text.slice(0, 120),
      });
    }
    return views;
  }
}

function stepOf(request: FastifyRequest): Exclude<ReturnType<typeof nextStep>, "photos"> {
  const { step } = request.params as { step: string };
  if (!isStep(step) || step === "photos") throw noSuchDraft();
  return step;
}

function previewOf(fields: Fields): string {
  const { text = "", asks = "", place = "" } = fields;
  return maskText([text, ...linesOf(asks).map((each, index) => `${index + 1}. ${each}`), place].join("\n"))
    .text;
}

function notJoinable(): Refusal {
  return new Refusal(
    409,
    "join/not-public",
    "这一件现在不能一起反映（没有公开，或已并入另一件）。您写的还在，请返回单独提交。",
    "That request cannot be joined now (not public, or merged). Your draft is kept; go back and send it by itself.",
  );
}
