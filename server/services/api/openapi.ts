// The OpenAPI 3.1 document of the API, made from the same schemas that check what comes in.

import { z } from "zod";
import { ActForm, Filed, Filing, Problem, Status, Thread, VerdictForm } from "./api.schemas.ts";

const BODIES = { Filing, VerdictForm, ActForm } as const;
const ANSWERS = { Status, Filed, Thread, Problem } as const;

function schemaOf(schema: z.ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io });
  return rest;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string, description: string) => ({
  description,
  content: { "application/json": { schema: ref(name) } },
});
const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: ref("Problem") } },
});
const body = (name: keyof typeof BODIES) => ({
  required: true,
  content: { "application/json": { schema: ref(name) } },
});
const parameter = (
  name: string,
  where: "path" | "query" | "header",
  description: string,
  schema: object,
) => ({
  ...{ name, in: where, required: where === "path", description, schema },
});

const LINK = parameter("link", "path", "The secret link of one person", {
  type: "string",
  pattern: "^[2-9a-z]{27}$",
});
const KEY = parameter(
  ...(["Idempotency-Key", "header"] as const),
  "The same key with the same body is done once, and answered again",
  { type: "string", maxLength: 200 },
);
const FAILS = {
  "400": problem("Not understood"),
  "413": problem("Too large"),
  "415": problem("Not JSON"),
  "422": problem("Something in it does not fit; detail says what"),
  "429": problem("Too many; try again after Retry-After"),
  "503": problem("Not available for the moment"),
};
const GONE = { "404": problem("No such number or link") };
const CLASH = { "409": problem("Not possible as the request stands, or the key was used for another body") };

/** `origin`: the address by which clients reach the platform. */
export function openApi(origin: string): object {
  const act = (operationId: string, summary: string, form: keyof typeof BODIES) => ({
    post: {
      ...{ operationId, summary, parameters: [LINK, KEY], requestBody: body(form) },
      responses: {
        "200": json("Thread", "Done; the thread as it stands now"),
        "403": problem("Not yours"),
        ...GONE,
        ...CLASH,
        ...FAILS,
      },
    },
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Luodi",
      version: "1.0.0",
      license: { name: "AGPL-3.0-only", identifier: "AGPL-3.0-only" },
      description:
        "File a request, follow it by number or secret link, act and judge. A number alone gives status and dates; words need the link. Errors are RFC 9457 problems. Open311 GeoReport v2 stands under /open311/v2, the published figures under /figures/data.json.",
    },
    servers: [{ url: origin }],
    security: [],
    paths: {
      "/api/v1/requests": {
        post: {
          ...{
            operationId: "file",
            summary: "File a request",
            parameters: [KEY],
            requestBody: body("Filing"),
          },
          responses: { "201": json("Filed", "Filed; the link is shown this once"), ...CLASH, ...FAILS },
        },
      },
      "/api/v1/requests/{number}": {
        get: {
          ...{ operationId: "status", summary: "Status and dates by number" },
          parameters: [
            parameter("number", "path", "Six to eight digits with a check digit", { type: "string" }),
          ],
          responses: { "200": json("Status", "Status and dates, no words"), ...GONE, ...FAILS },
        },
      },
      "/api/v1/links/{link}": {
        get: {
          ...{ operationId: "thread", summary: "The thread as one person sees it" },
          parameters: [
            LINK,
            parameter("before", "query", "Steps ahead of this place", { type: "integer", minimum: 0 }),
          ],
          responses: { "200": json("Thread", "The latest steps first"), ...GONE, ...FAILS },
        },
      },
      "/api/v1/links/{link}/verdict": act(
        "verdict",
        "The person's own word; stands until the person says otherwise",
        "VerdictForm",
      ),
      "/api/v1/links/{link}/acts": act(
        "act",
        "Add words, choose, want a call, answer a promise, complain, ask for deletion",
        "ActForm",
      ),
    },
    components: {
      schemas: Object.fromEntries([
        ...Object.entries(BODIES).map(([name, schema]) => [name, schemaOf(schema, "input")]),
        ...Object.entries(ANSWERS).map(([name, schema]) => [name, schemaOf(schema, "output")]),
      ]),
    },
  };
}
