// The templates of the Notify-compatible endpoint: listed, read and previewed as those clients do.

import type { FastifyInstance, FastifyReply, RouteShorthandOptions } from "fastify";
import { z } from "zod";

/** Templates by id; `((name))` is filled in from the personalisation. Each can be sent as SMS and as mail. */
export const TEMPLATES: Readonly<Record<string, { name: string; subject: string; body: string }>> = {
  "6f1c6c5e-0e0b-4d4e-9a55-3f5d2d1a0001": { name: "words", subject: "((subject))", body: "((words))" },
  "6f1c6c5e-0e0b-4d4e-9a55-3f5d2d1a0002": {
    name: "news",
    subject: "诉求 ((number)) 有新进展",
    body: "诉求((number))：((words))",
  },
};
const MADE = "2026-11-24T00:00:00.000Z";

/** A list becomes lines. */
export const Personalisation = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
  .default({});
type Personalisation = z.infer<typeof Personalisation>;

const PLACE = /\(\(([a-z_]{1,40})\)\)/g;

/** The names without a value. */
export function missingIn(text: string, values: Personalisation): string[] {
  const names = [...text.matchAll(PLACE)].map((match) => match[1]!);
  return [...new Set(names)].filter((name) => !Object.hasOwn(values, name));
}

export function fill(text: string, values: Personalisation): string {
  return text.replace(PLACE, (_, name: string) => {
    const value = values[name];
    return Array.isArray(value) ? value.map((each) => `\n* ${each}`).join("") : String(value);
  });
}

export function shownTemplate(id: string, type: "sms" | "email") {
  const template = Object.hasOwn(TEMPLATES, id) ? TEMPLATES[id] : undefined;
  if (template === undefined) return undefined;
  const { name, subject, body } = template;
  const dates = { created_at: MADE, updated_at: null, created_by: "luodi" };
  return { id, name, type, version: 1, body, ...(type === "email" ? { subject } : {}), ...dates };
}

type Wrong = (reply: FastifyReply, status: number, error: string, message: string) => FastifyReply;

export function templateRoutes(app: FastifyInstance, guarded: RouteShorthandOptions, wrong: Wrong): void {
  const none = (reply: FastifyReply) => wrong(reply, 404, "NoResultFound", "No result found");

  app.get("/v2/templates", guarded, async (request, reply) => {
    const { type } = request.query as { type?: unknown };
    if (type !== undefined && type !== "sms" && type !== "email" && type !== "letter")
      return wrong(reply, 400, "ValidationError", "type is not one of [sms, email, letter]");
    const types = (["sms", "email"] as const).filter((each) => type === undefined || type === each);
    const ids = Object.keys(TEMPLATES);
    return reply.send({ templates: types.flatMap((each) => ids.map((id) => shownTemplate(id, each))) });
  });

  app.get("/v2/template/:id", guarded, async (request, reply) => {
    const found = shownTemplate((request.params as { id: string }).id, "email");
    return found === undefined ? none(reply) : reply.send(found);
  });

  app.get("/v2/template/:id/version/:version", guarded, async (request, reply) => {
    const { id, version } = request.params as { id: string; version: string };
    const found = version === "1" ? shownTemplate(id, "email") : undefined;
    return found === undefined ? none(reply) : reply.send(found);
  });

  app.post("/v2/template/:id/preview", guarded, async (request, reply) => {
    const { id } = request.params as { id: string };
    const found = shownTemplate(id, "email");
    if (found === undefined) return none(reply);
    const parsed = z.object({ personalisation: Personalisation }).safeParse(request.body ?? {});
    if (!parsed.success)
      return wrong(reply, 400, "ValidationError", "personalisation is a record of texts by name");
    const { personalisation } = parsed.data;
    const missing = missingIn(`${found.subject}${found.body}`, personalisation);
    if (missing.length > 0)
      return wrong(reply, 400, "BadRequestError", `Missing personalisation: ${missing.join(", ")}`);
    const [body, subject] = [found.body, found.subject ?? ""].map((text) => fill(text, personalisation));
    return reply.send({ id, type: "email", version: 1, body, subject, html: null, postage: null });
  });
}
