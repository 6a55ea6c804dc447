// The forms of a citizen on the own request: each done once however often it is pressed, each mistake beside its field.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isRefusal, type Refusal as Refused } from "../../../core/domain/request/refusals.ts";
import { lives } from "../../../core/domain/request/retention.ts";
import { askWordsOf, linesOf } from "../../../core/domain/request/words.ts";
import {
  ACTS,
  type ActName,
  AddForm,
  AsksForm,
  actPage,
  CallForm,
  ChoicesForm,
  ComplainForm,
  DeletionForm,
  GoOnForm,
} from "../../../web/citizens/acts.tsx";
import { VerdictForm } from "../../../web/citizens/verdict.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import { orThrow } from "../requests/refused.ts";
import { type Contact, contactsOf, saveContact } from "../requests/requests.store.ts";
import type { Act } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import { addPhotos } from "../uploads/photos.store.ts";
import { MOST_PHOTOS } from "../uploads/reencode.ts";
import { photoStore } from "../uploads/store.ts";
import { type Asked, COMMANDS, isProblems, promiseCommand } from "./act-commands.ts";
import { ASK_FIELDS } from "./asks-form.ts";
import type { Fields } from "./draft.ts";
import { field, fieldsNamed, keyOf, newFormKey, seeOther, show, UPLOAD, WRITE } from "./pages.ts";
import { readPhotoForm, takeFiles } from "./photo-form.ts";
import { OPEN, ownRequest } from "./thread.routes.ts";
import { askViews, missingOf, notSolvedTo, type OwnRequest } from "./thread-view.ts";

/** The field to which a refusal of the whole form leads. */
const FIRST_FIELD: Readonly<Record<ActName, string>> = {
  ...{
    verdict: "value",
    "go-on": "text",
    add: "text",
    asks: "ask1",
    call: "phone",
    choices: "wants",
    complain: "text",
    deletion: "sure",
  },
};

interface Sent {
  readonly fields: Fields;
  readonly chosen: readonly string[];
  readonly problems: readonly Problem[];
  readonly form: string;
}

export async function actRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { settings, tenant, requests } = services;
  const files = photoStore(settings, tenant);
  await takeFiles(app);

  const contactOf = async ({ number, person }: OwnRequest): Promise<Contact> => {
    const all = await requests.within((query) => contactsOf(query, tenant, number));
    return all.get(person.number) ?? {};
  };

  const page = async (own: OwnRequest, name: ActName, { fields, chosen, problems, form }: Sent) => {
    const { link, state, steps, bodies, person, photos } = own;
    const view = { link, form, problems, fields };
    const shownPhone = (contact: Contact) =>
      contact.phone === undefined ? {} : { phone: covered(contact.phone) };
    const body = await (async () => {
      switch (name) {
        case "verdict":
          return VerdictForm({
            ...{ ...view, chosen, asks: askViews(state, steps, bodies, person.number) },
            notSolved: notSolvedTo(own),
          });
        case "go-on":
          return GoOnForm(view);
        case "add": {
          const missing = missingOf(state, steps);
          const room = MOST_PHOTOS - photos.length;
          return AddForm({ ...view, room, ...(missing === undefined ? {} : { missing }) });
        }
        case "asks": {
          const words = askWordsOf(steps) ?? [];
          // What was typed for other asks than these would stand in the wrong boxes.
          const fits = linesOf(fields.was ?? "").join("\n") === words.join("\n");
          return AsksForm({ ...view, words, fields: fits ? fields : {} });
        }
        case "call": {
          const { phone } = shownPhone(await contactOf(own));
          return CallForm({ ...view, ...(phone === undefined ? {} : { shown: phone }) });
        }
        case "choices": {
          const contact = await contactOf(own);
          const email = contact.email === undefined ? {} : { email: covered(contact.email) };
          return ChoicesForm({ ...view, ...shownPhone(contact), ...email });
        }
        case "complain":
          return ComplainForm(view);
        case "deletion":
          return DeletionForm({ ...view, closed: state.closed });
      }
    })();
    return actPage({ link, number: own.own, name, problems, body });
  };

  const refused = (name: ActName, { zh, en, mend }: Refused): Problem[] => [
    { field: FIRST_FIELD[name], zh: `${zh}${mend.zh}`, en: `${en} ${mend.en}` },
  ];

  /** Does what a form asks, and goes back to the thread; or shows the form again with what is wrong. */
  async function send(
    reply: FastifyReply,
    own: OwnRequest,
    name: ActName,
    sent: Omit<Sent, "problems">,
    photos: { readonly count: number; readonly content?: unknown; readonly also?: Act["also"] } = {
      count: 0,
    },
  ) {
    const contact = name === "call" || name === "choices" ? await contactOf(own) : {};
    const asks = sent.chosen.map(Number).filter((each) => Number.isInteger(each));
    const asked = COMMANDS[name](own, { fields: sent.fields, asks, photos: photos.count, contact });
    if (isProblems(asked)) return show(reply, await page(own, name, { ...sent, problems: asked }), 422);
    const { command, contact: kept } = asked as Asked;
    const acted = await requests.act(own.number, command, {
      // Which earlier asks are meant holds only for the numbers that were read.
      ...(name === "asks" ? { expected: own.state.count } : {}),
      key: keyOf(sent.form, [own.number, own.person.number, command, kept, photos.content]),
      also: async (query, done) => {
        if (kept !== undefined) await saveContact(query, tenant, own.number, own.person.number, kept);
        await photos.also?.(query, done);
      },
    });
    if (isRefusal(acted))
      return show(reply, await page(own, name, { ...sent, problems: refused(name, acted) }), 409);
    return seeOther(reply, `/r/${own.link}?told=${name}`);
  }

  for (const name of ACTS) {
    app.get(`/r/:link/${name}`, OPEN, async (request, reply) => {
      const own = await ownRequest(services, request);
      const fields = name === "choices" ? chosenNow(own) : {};
      const sent = { fields, chosen: [], problems: [], form: newFormKey() };
      return show(reply, await page(own, name, sent));
    });
    if (name === "add") continue;
    app.post(`/r/:link/${name}`, WRITE, async (request, reply) => {
      const own = await ownRequest(services, request);
      const names = [
        "value",
        "text",
        "raised",
        "phone",
        "email",
        "wants",
        "hideAccused",
        "hideBody",
        "open",
        "sure",
        ...ASK_FIELDS,
      ];
      const fields = Object.fromEntries(names.map((each) => [each, field(request.body, each)]));
      const sent = { fields, chosen: fieldsNamed(request.body, "asks"), form: field(request.body, "form") };
      return send(reply, own, name, sent);
    });
  }

  app.post("/r/:link/add", UPLOAD, async (request, reply) => {
    const own = await ownRequest(services, request);
    // Nothing is decoded for a request that takes nothing more.
    const room = lives(own.state, requests.now()) ? MOST_PHOTOS - own.photos.length : 0;
    const { fields, pictures, problems } = await readPhotoForm(request, room, new Set(), settings);
    const sent = { fields, chosen: [], form: fields.form ?? "" };
    if (problems.length > 0) return show(reply, await page(own, "add", { ...sent, problems }), 422);
    const kept: Parameters<typeof addPhotos>[3][number][] = [];
    let added = false;
    try {
      for (const { picture } of pictures) {
        const { full, small, width, height, place } = picture;
        kept.push({
          ...{ id: await files.keep(picture), bytes: full.length + small.length, width, height },
          ...(place === undefined ? {} : { place }),
        });
      }
      const owner = { number: own.number, person: own.person.number };
      return await send(reply, own, "add", sent, {
        count: kept.length,
        content: pictures.map(({ given }) => given.toString("hex")),
        also: async (query) => {
          await addPhotos(query, tenant, owner, kept, requests.now());
          added = true;
        },
      });
    } finally {
      // Refused, or sent before with the same key: nothing names these files.
      if (!added) await files.drop(kept.map((each) => each.id));
    }
  });

  app.post("/r/:link/promises/:number", WRITE, async (request: FastifyRequest, reply) => {
    const own = await ownRequest(services, request);
    const { number } = request.params as { number: string };
    const command = promiseCommand(own, Number(number), field(request.body, "answer"), requests.now());
    if (command === undefined) return seeOther(reply, `/r/${own.link}#promises`);
    const key = keyOf(field(request.body, "form"), [own.number, own.person.number, command]);
    orThrow(await requests.act(own.number, command, { key }));
    return seeOther(reply, `/r/${own.link}?told=promise#promises`);
  });
}

function chosenNow({ person: { wants, hideFrom, open } }: OwnRequest): Fields {
  return {
    ...{ wants, open: open ? "yes" : "no" },
    ...(hideFrom.includes("accused") ? { hideAccused: "on" } : {}),
    ...(hideFrom.includes("handling-body") ? { hideBody: "on" } : {}),
  };
}

/** Enough to know one's own number or address by, on a screen that others may see. */
function covered(text: string): string {
  if (text.includes("@")) return `${text[0]}…${text.slice(text.indexOf("@"))}`;
  return text.length <= 7 ? `…${text.slice(-2)}` : `${text.slice(0, 3)}****${text.slice(-4)}`;
}
