// An endpoint that existing clients of the Notify API can send through: /v2/notifications, as its public documentation says.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { z } from "zod";
import type { Services } from "../service.ts";
import { addMessage, messageById, type StoredMessage } from "./outbox.store.ts";

/** Templates by id; `((name))` is filled in from the personalisation. */
const TEMPLATES: Readonly<Record<string, { name: string; subject: string; body: string }>> = {
  "6f1c6c5e-0e0b-4d4e-9a55-3f5d2d1a0001": { name: "words", subject: "((subject))", body: "((words))" },
  "6f1c6c5e-0e0b-4d4e-9a55-3f5d2d1a0002": {
    name: "news",
    subject: "诉求 ((number)) 有新进展",
    body: "诉求((number))：((words))",
  },
};

const Send = z.object({
  template_id: z.string(),
  phone_number: z.string().max(40).optional(),
  email_address: z.email().max(320).optional(),
  personalisation: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  reference: z.string().max(200).nullish(),
});

const STATUS = {
  waiting: "sending",
  sent: "delivered",
  shown: "delivered",
  failed: "permanent-failure",
} as const;

/** `key` is `name-<service uuid>-<secret uuid>`, as those clients are given it. */
export function notifyRoutes(app: FastifyInstance, services: Services, key: string): void {
  const { tenant, clock, requests } = services;
  const secret = new TextEncoder().encode(key.slice(-36));
  const service = key.slice(-73, -37);

  const allowed = async (request: FastifyRequest): Promise<boolean> => {
    const token = /^Bearer (\S{20,2000})$/.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) return false;
    try {
      if (decodeProtectedHeader(token).alg !== "HS256") return false;
      const at = new Date(clock.now());
      const options = {
        algorithms: ["HS256"],
        issuer: service,
        maxTokenAge: "30s",
        clockTolerance: 30,
        currentDate: at,
      };
      await jwtVerify(token, secret, options);
      return true;
    } catch {
      return false;
    }
  };
  const guard = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!(await allowed(request)))
      return wrong(reply, 403, "AuthError", "Invalid token: not signed with this service's key, or too old");
  };

  for (const way of ["sms", "email"] as const) {
    app.post(`/v2/notifications/${way}`, { preHandler: guard }, async (request, reply) => {
      const parsed = Send.safeParse(request.body);
      if (!parsed.success) {
        const issue = parsed.error.issues[0]!;
        return wrong(reply, 400, "ValidationError", `${issue.path.join(".")} ${issue.message}`);
      }
      const { template_id, personalisation, phone_number, email_address, reference } = parsed.data;
      const template = TEMPLATES[template_id];
      if (template === undefined) return wrong(reply, 400, "BadRequestError", "Template not found");
      const recipient = way === "sms" ? phone_number : email_address;
      if (recipient === undefined)
        return wrong(
          reply,
          400,
          "ValidationError",
          `${way === "sms" ? "phone_number" : "email_address"} is a required property`,
        );
      if (way === "sms" && !/^\+?[\d\s()-]{5,30}$/.test(recipient))
        return wrong(reply, 400, "ValidationError", "phone_number Not a valid phone number");
      const missing = missingIn(
        way === "sms" ? template.body : template.body + template.subject,
        personalisation,
      );
      if (missing.length > 0)
        return wrong(reply, 400, "BadRequestError", `Missing personalisation: ${missing.join(", ")}`);
      const words = fill(template.body, personalisation);
      const subject = way === "email" ? fill(template.subject, personalisation) : "";
      const id = await requests.within((query) =>
        addMessage(
          query,
          tenant,
          {
            once: `notify/${request.id}/${clock.now()}/${crypto.randomUUID()}`,
            channel: way === "sms" ? "sms" : "mail",
            ...{ recipient, words, subject },
            ...(reference == null ? {} : { reference }),
          },
          clock.now(),
        ),
      );
      return reply.code(201).send({
        id,
        reference: reference ?? null,
        content:
          way === "sms" ? { body: words, from_number: "Luodi" } : { body: words, subject, from_email: "" },
        uri: `${base(request)}/v2/notifications/${id}`,
        template: { id: template_id, version: 1, uri: `${base(request)}/v2/template/${template_id}` },
        scheduled_for: null,
      });
    });
  }

  app.get("/v2/notifications/:id", { preHandler: guard }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const found = z.uuid().safeParse(id).success
      ? await requests.within((query) => messageById(query, tenant, id))
      : undefined;
    if (found === undefined) return wrong(reply, 404, "NoResultFound", "No result found");
    return reply.send(shown(found, base(request)));
  });

  app.get("/v2/template/:id", { preHandler: guard }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const template = TEMPLATES[id];
    if (template === undefined) return wrong(reply, 404, "NoResultFound", "No result found");
    return reply.send({ id, type: "sms", version: 1, created_by: "luodi", ...template });
  });
}

function shown(message: StoredMessage, at: string): Record<string, unknown> {
  const sms = message.channel === "sms";
  return {
    id: message.id,
    reference: message.reference,
    type: sms ? "sms" : "email",
    status: STATUS[message.state],
    phone_number: sms ? message.recipient : null,
    email_address: sms ? null : message.recipient,
    subject: sms ? null : message.subject,
    body: message.words,
    template: { id: null, version: 1, uri: `${at}/v2/template` },
    created_at: new Date(message.createdAt).toISOString(),
    sent_at: message.settledAt === null ? null : new Date(message.settledAt).toISOString(),
    completed_at: message.settledAt === null ? null : new Date(message.settledAt).toISOString(),
  };
}

function base(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host}`;
}

function wrong(reply: FastifyReply, status: number, error: string, message: string): FastifyReply {
  return reply.code(status).send({ status_code: status, errors: [{ error, message }] });
}

const PLACE = /\(\(([a-z_]{1,40})\)\)/g;

function missingIn(text: string, values: Readonly<Record<string, string | number>>): string[] {
  return [...text.matchAll(PLACE)].map((match) => match[1]!).filter((name) => values[name] === undefined);
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(PLACE, (_, name: string) => String(values[name]));
}
