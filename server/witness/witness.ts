// The witness over HTTP: takes checkpoints with the leaves since the last, co-signs what continues, answers with its reason else.

import { createReadStream, existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createInterface } from "node:readline";
import { cosign, parseCheckpoint, withSignature } from "../../core/ledger/checkpoint.ts";
import {
  parseNote,
  type SignerKey,
  signatureLine,
  type VerifierKey,
  writeKey,
  writeNote,
} from "../../core/ledger/note.ts";
import {
  Following,
  type Seen,
  WITNESS_WORDS,
  type WitnessCode,
  type WitnessRefusal,
} from "../../core/ledger/witness.ts";
import type { Clock } from "../kit/clock.ts";
import type { WitnessMemory } from "./memory.ts";

export interface WitnessOptions {
  readonly memory: WitnessMemory;
  readonly key: SignerKey;
  /** The operators it witnesses for, pinned before it starts. */
  readonly operators: readonly VerifierKey[];
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

const LONGEST_LINE = 4000;
const PATIENCE = 60_000;
/** Not the operator's fault, or not provably: everything else is kept as evidence. */
const HARMLESS: ReadonlySet<WitnessCode> = new Set([
  "not-the-operator",
  "not-next",
  "clock",
  "leaf",
  "leaf-count",
]);
const STATUS: Partial<Record<WitnessCode, number>> = { "not-the-operator": 403, "not-next": 409 };

export function createWitness(options: WitnessOptions): Server {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://witness");
    if (request.method === "POST" && url.pathname === "/checkpoints") {
      answerSubmission(options, request, response).catch((error: unknown) => {
        options.log(`submission failed: ${(error as Error).message}`);
        if (response.headersSent) response.destroy();
        else sendJson(response, 503, { code: "unavailable" });
      });
      return;
    }
    if (request.method === "GET" && answerQuestion(options, url, response)) return;
    sendJson(response, 404, { code: "not-found" });
  });
  server.requestTimeout = PATIENCE;
  server.headersTimeout = 10_000;
  return server;
}

function answerQuestion(options: WitnessOptions, url: URL, response: ServerResponse): boolean {
  switch (url.pathname) {
    case "/key":
      response.setHeader("content-type", "text/plain; charset=utf-8");
      response.end(`${writeKey(options.key)}\n`);
      return true;
    case "/seen":
      sendJson(
        response,
        200,
        options.memory
          .origins()
          .map(([origin, { frontier, time }]) => ({ origin, size: frontier.size, time })),
      );
      return true;
    case "/log":
      response.setHeader("content-type", "application/x-ndjson; charset=utf-8");
      if (existsSync(options.memory.log)) createReadStream(options.memory.log).pipe(response);
      else response.end();
      return true;
    case "/healthz":
      sendJson(response, 200, { witness: "up", now: options.clock.now() });
      return true;
    default:
      return false;
  }
}

/**
 * The body is lines: `{"note", "older"}`, then the text of each leaf since `older`. Nothing is held but the frontier. Several may
 * be read at once, so that a slow sender keeps nobody waiting; the one that ends first wins, and the others must send on from it.
 */
async function answerSubmission(
  options: WitnessOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { memory, key, clock } = options;
  const timer = setTimeout(() => request.destroy(), PATIENCE);
  try {
    let following: Following | undefined;
    let origin = "";
    let note = "";
    let before: Seen | undefined;
    for await (const line of linesOf(request)) {
      if (following !== undefined) {
        following.take(line);
        continue;
      }
      const head = readHead(line);
      const operator = options.operators.find((each) => each.name === head?.origin);
      if (head === undefined || operator === undefined)
        return refuse(response, { refused: true, code: "not-the-operator", size: 0 });
      ({ origin, note } = head);
      before = memory.seen(origin);
      const begun = Following.begin(note, head.older, operator, before, clock.now());
      if (!(begun instanceof Following)) return accuseAndRefuse(options, origin, note, begun, response);
      following = begun;
    }
    if (following === undefined)
      return refuse(response, { refused: true, code: "not-the-operator", size: 0 });
    // No waiting from here to the answer: what was seen cannot change between this look and the writing.
    const latest = memory.seen(origin);
    if (latest !== before)
      return refuse(response, { refused: true, code: "not-next", size: latest?.frontier.size ?? 0 });
    const seen = following.end();
    if ("refused" in seen) return accuseAndRefuse(options, origin, note, seen, response);
    const signature = cosign(following.note.text, key, clock.now());
    memory.remember(origin, seen, writeNote(withSignature(following.note, signature)));
    sendJson(response, 200, { cosignature: signatureLine(signature), size: seen.frontier.size });
  } finally {
    clearTimeout(timer);
  }
}

async function* linesOf(request: IncomingMessage): AsyncGenerator<string> {
  for await (const line of createInterface({ input: request, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.length > LONGEST_LINE) throw new Error("a line is too long");
    yield line;
  }
}

function readHead(line: string): { note: string; older: number; origin: string } | undefined {
  try {
    const { note, older } = JSON.parse(line) as { note?: unknown; older?: unknown };
    if (typeof note !== "string" || typeof older !== "number") return undefined;
    const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "");
    return checkpoint === undefined ? undefined : { note, older, origin: checkpoint.origin };
  } catch {
    return undefined;
  }
}

function accuseAndRefuse(
  { memory, clock, log }: WitnessOptions,
  origin: string,
  note: string,
  refusal: WitnessRefusal,
  response: ServerResponse,
): void {
  if (!HARMLESS.has(refusal.code)) {
    memory.accuse(origin, refusal.code, note, clock.now());
    log(`${origin}: ${WITNESS_WORDS[refusal.code].zh} ${refusal.code}`);
  }
  refuse(response, refusal);
}

function refuse(response: ServerResponse, { code, size }: WitnessRefusal): void {
  sendJson(response, STATUS[code] ?? 422, { code, size, ...WITNESS_WORDS[code] });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(`${JSON.stringify(body)}\n`);
}
