// Answers of GeoReport v2 in its two formats: XML, which the specification requires, and JSON beside it.

import type { FastifyReply } from "fastify";

export type Format = "json" | "xml";
export type Value = string | number | boolean | null;
/** A record as GeoReport knows it: plain values, lists of records, or a record. */
export interface Fields {
  readonly [name: string]: Value | Fields | readonly Fields[] | readonly string[] | undefined;
}

/** The name of a list and of each thing in it. */
const ITEMS: Readonly<Record<string, string>> = {
  service_requests: "request",
  services: "service",
  attributes: "attribute",
  values: "value",
  endpoints: "endpoint",
  formats: "format",
  errors: "error",
  service_request_updates: "request_update",
  asks: "ask",
  verdicts: "verdict",
};

function escaped(text: string): string {
  return (
    text
      // What XML 1.0 cannot hold at all.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: just these are taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "")
      .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  );
}

function element(name: string, value: Fields[string]): string {
  if (value === undefined) return "";
  if (value === null || value === "") return `<${name}/>`;
  if (Array.isArray(value)) {
    const item = ITEMS[name] ?? "item";
    return `<${name}>${(value as readonly (Fields | string)[]).map((each) => element(item, each)).join("")}</${name}>`;
  }
  if (typeof value !== "object") return `<${name}>${escaped(String(value))}</${name}>`;
  const fields = Object.entries(value as Fields).map(([key, each]) => element(key, each));
  return `<${name}>${fields.join("")}</${name}>`;
}

export interface Answer {
  /** The root of the XML. */
  readonly root: string;
  readonly body: Fields | readonly Fields[];
}

export interface Answering {
  readonly charset: boolean;
}

/** Sends a record, or a list as JSON knows it: an array; in XML its root holds the items. */
export function answer(
  reply: FastifyReply,
  format: Format,
  { root, body }: Answer,
  { charset }: Answering,
  status = 200,
): FastifyReply {
  const after = charset ? "; charset=utf-8" : "";
  reply.code(status).header("cache-control", "no-store");
  if (format === "json") {
    // A buffer, so that the framework adds no charset of its own.
    return reply.header("content-type", `application/json${after}`).send(Buffer.from(JSON.stringify(body)));
  }
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, body)}`;
  return reply.header("content-type", `text/xml${after}`).send(Buffer.from(xml));
}

/** The errors of the specification: a code and a description, in a list. */
export function answerError(
  reply: FastifyReply,
  format: Format,
  code: number,
  descriptions: readonly string[],
  answering: Answering,
): FastifyReply {
  const body = descriptions.map((description) => ({ code, description }));
  return answer(reply, format, { root: "errors", body }, answering, code);
}
