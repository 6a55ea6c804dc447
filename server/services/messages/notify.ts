// An endpoint that existing clients of the Notify API can send through: /v2/notifications, as its public documentation says.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import { refusalOf } from "../../kit/http.ts";
import type { Services } from "../service.ts";
import { NOTIFY, notified, notifiedById } from "./notify.store.ts";
import {
  fill,
  missingIn,
  Personalisation,
  shownTemplate,
  TEMPLATES,
  templateRoutes,
} from "./notify-templates.ts";
import { addMessage, type StoredMessage } from "./outbox.store.ts";

const Send = z.object({
  template_id: z.uuid("is not a valid UUID"),
  phone_number: z.string().max(40).optional(),
  email_address: z.email("Not a valid email address").max(320).optional(),
  personalisation: Personalisation,
  reference: z.string().max(200).nullish(),
});

const STATUS = {
  waiting: "sending",
  sent: "delivered",
  shown: "delivered",
  failed: "permanent-failure",
} as const;

/** Our states behind each status that those clients may ask for; some never occur here. */
const STATES: Readonly<Record<string, readonly (keyof typeof STATUS)[]>> = {
  ...{
    created: [],
    sending: ["waiting"],
    delivered: ["sent", "shown"],
    sent: ["sent", "shown"],
    pending: [],
  },
  ...{
    failed: ["failed"],
    "permanent-failure": ["failed"],
    "temporary-failure": [],
    "technical-failure": [],
  },
};
const CHANNELS: Readonly<Record<string, "sms" | "mail" | "letter">> = {
  ...{ sms: "sms", email: "mail", letter: "letter" },
};
/** As many as those clients are used to. */
const PAGE = 250;

/** `key` is `name-<service uuid>-<secret uuid>`, as those clients are given it. */
export function notifyRoutes(app: FastifyInstance, services: Services, key: string): void {
  const { tenant, clock, requests } = services;
  const secret = new TextEncoder().encode(key.slice(-36));
  const service = key.slice(-73, -37);

  /** What is wrong with the token, in the words that those clients know; undefined: nothing. */
  const refused = async (request: FastifyRequest): Promise<string | undefined> => {
    const token = /^Bearer (\S{20,2000})$/.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) return "Unauthorized: authentication bearer scheme must be used";
    try {
      if (decodeProtectedHeader(token).alg !== "HS256") return BAD_TOKEN;
      const at = new Date(clock.now());
      const options = {
        algorithms: ["HS256"],
        issuer: service,
        maxTokenAge: "30s",
        clockTolerance: 30,
        currentDate: at,
      };
      await jwtVerify(token, secret, options);
      return undefined;
    } catch (error) {
      const late = error instanceof errors.JWTExpired || (error as { claim?: string }).claim === "iat";
      return late ? "Error: Your system clock must be accurate to within 30 seconds" : BAD_TOKEN;
    }
  };
  const guarded = {
    async preHandler(request: FastifyRequest, reply: FastifyReply) {
      const why = await refused(request);
      if (why !== undefined)
        return wrong(reply, request.headers.authorization === undefined ? 401 : 403, "AuthError", why);
    },
    // Also a body that is no JSON: those clients look for `errors`.
    errorHandler(error: unknown, request: FastifyRequest, reply: FastifyReply) {
      const { status, message } = refusalOf(error);
      if (status >= 500) request.log.error(error);
      const name = status === 429 ? "RateLimitError" : status < 500 ? "BadRequestError" : "Exception";
      return wrong(reply, status, name, message);
    },
  };

  for (const way of ["sms", "email"] as const) {
    app.post(`/v2/notifications/${way}`, guarded, async (request, reply) => {
      const parsed = Send.safeParse(request.body);
      if (!parsed.success) {
        return wrong(reply, 400, "ValidationError", ...parsed.error.issues.map(words));
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
      const body = fill(template.body, personalisation);
      const subject = way === "email" ? fill(template.subject, personalisation) : "";
      const id = await requests.within((query) =>
        addMessage(
          query,
          tenant,
          {
            once: `${NOTIFY}${template_id}/${crypto.randomUUID()}`,
            channel: way === "sms" ? "sms" : "mail",
            ...{ recipient, words: body, subject },
            ...(reference == null ? {} : { reference }),
          },
          clock.now(),
        ),
      );
      return reply.code(201).send({
        id,
        reference: reference ?? null,
        content: way === "sms" ? { body, from_number: "Luodi" } : { body, subject, from_email: "" },
        uri: `${base(request)}/v2/notifications/${id}`,
        template: { id: template_id, version: 1, uri: `${base(request)}/v2/template/${template_id}` },
        scheduled_for: null,
      });
    });
  }

  app.get("/v2/notifications", guarded, async (request, reply) => {
    const asked = List.safeParse(request.query);
    if (!asked.success) return wrong(reply, 400, "ValidationError", ...asked.error.issues.map(words));
    const { template_type, status, reference, older_than } = asked.data;
    const found = await requests.within((query) =>
      notified(query, tenant, {
        ...(template_type === undefined ? {} : { channel: CHANNELS[template_type]! }),
        ...(status === undefined ? {} : { states: status.flatMap((each) => [...STATES[each]!]) }),
        ...(reference === undefined ? {} : { reference }),
        ...(older_than === undefined ? {} : { olderThan: older_than }),
        most: PAGE,
      }),
    );
    const at = base(request);
    const last = found.length < PAGE ? undefined : found.at(-1)!.id;
    const rest = Object.entries({ template_type, reference, older_than: last }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const next = new URLSearchParams([...rest, ...(status ?? []).map((each) => ["status", each])]);
    return reply.send({
      notifications: found.map((each) => shown(each, at)),
      links: {
        current: `${at}${request.url}`,
        ...(last === undefined ? {} : { next: `${at}/v2/notifications?${next}` }),
      },
    });
  });

  app.get("/v2/notifications/:id", guarded, async (request, reply) => {
    const id = z.uuid().safeParse((request.params as { id: string }).id);
    if (!id.success) return wrong(reply, 400, "ValidationError", "notification_id is not a valid UUID");
    const found = await requests.within((query) => notifiedById(query, tenant, id.data));
    if (found === undefined) return wrong(reply, 404, "NoResultFound", "No result found");
    return reply.send(shown(found, base(request)));
  });

  templateRoutes(app, guarded, wrong);
}

const BAD_TOKEN = "Invalid token: signature, api token not found";

const uuid = z.uuid("is not a valid UUID");
const oneOf = (values: readonly string[]) => `is not one of [${values.join(", ")}]`;
const List = z.object({
  template_type: z
    .string()
    .refine((type) => Object.hasOwn(CHANNELS, type), oneOf(Object.keys(CHANNELS)))
    .optional(),
  status: z
    .union([z.string().transform((each) => [each]), z.array(z.string())])
    .refine((all) => all.every((each) => Object.hasOwn(STATES, each)), oneOf(Object.keys(STATES)))
    .optional(),
  reference: z.string().max(200).optional(),
  older_than: uuid.optional(),
});

function words({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")} ${message}`.trim();
}

function shown(message: StoredMessage & { template: string }, at: string): Record<string, unknown> {
  const sms = message.channel === "sms";
  const { name } = shownTemplate(message.template, sms ? "sms" : "email") ?? { name: "" };
  return {
    id: message.id,
    reference: message.reference,
    type: sms ? "sms" : "email",
    status: STATUS[message.state],
    phone_number: sms ? message.recipient : null,
    email_address: sms ? null : message.recipient,
    subject: sms ? null : message.subject,
    body: message.words,
    template: { id: message.template, name, version: 1, uri: `${at}/v2/template/${message.template}` },
    created_at: new Date(message.createdAt).toISOString(),
    created_by_name: null,
    scheduled_for: null,
    sent_at: message.settledAt === null ? null : new Date(message.settledAt).toISOString(),
    completed_at: message.settledAt === null ? null : new Date(message.settledAt).toISOString(),
  };
}

function base(request: FastifyRequest): string {
  return `${request.protocol}://${request.headers.host}`;
}

function wrong(reply: FastifyReply, status: number, error: string, ...messages: string[]): FastifyReply {
  const said = messages.map((message) => ({ error, message }));
  return reply.code(status).header("cache-control", "no-store").send({ status_code: status, errors: said });
}
