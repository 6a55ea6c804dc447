// The web server: headers, limits, one error handler, pages and problems (RFC 9457), forms that another site cannot send.

import compress from "@fastify/compress";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Database } from "./database/database.ts";
import { loggedError } from "./logged-error.ts";
import type { Settings } from "./settings.ts";
import { isStorable } from "./storable.ts";
import { typedIn } from "./typed.ts";

/** A refusal that the user can mend: a code for programs, words for people. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  constructor(status: number, code: string, zh: string, en: string) {
    super(en);
    this.status = status;
    this.code = code;
    this.zh = zh;
  }
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#8a1f1f"/><path d="M8 20h16M16 6v14m-5-5 5 5 5-5M10 25h12" stroke="#fff" stroke-width="3" fill="none"/></svg>`;

/** What the web server shows and does not itself make. */
export interface Face {
  readonly style: string;
  /** What is added for those who asked for large text. */
  readonly largeStyle: string;
  /** A whole page that names a mistake and how to mend it, and gives back what was typed. */
  problem(refusal: Refusal, typed: readonly string[]): string;
}

export async function buildHttp(
  settings: Settings,
  database: Database,
  face: Face,
): Promise<FastifyInstance> {
  const app = Fastify({
    logger:
      settings.logLevel === "silent"
        ? false
        : {
            level: settings.logLevel === "info" ? "warn" : settings.logLevel,
            serializers: { err: loggedError },
          },
    // Addresses hold secret links, which belong in no log at whatever level.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64_000,
    // An address that cannot be decoded never reaches a route: it is answered like any other mistake.
    frameworkErrors: (error, request, reply) => void answerProblem(face, request, reply, refusalOf(error)),
    // A photo of 8 MB takes 250 seconds at 256 kbit/s.
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 100 },
    // Behind an HTTPS proxy on this machine its word for the caller's address counts; nobody else's does.
    trustProxy: settings.origin === undefined ? false : "loopback",
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      // The package's own defaults would allow scripts of ours and fonts of anybody.
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // To our own pages only, so that a change of text size can come back to the page; nothing reaches other sites.
    referrerPolicy: { policy: "same-origin" },
    // Plain HTTP on the loopback: a promise of HTTPS would lock the person out.
    strictTransportSecurity: settings.origin?.startsWith("https:") === true ? { maxAge: 31_536_000 } : false,
  });
  await app.register(rateLimit, { max: 600, timeWindow: "1 minute" });
  await app.register(compress, { threshold: 1024 });
  await app.register(formbody);
  app.addHook("onRequest", async (request) => {
    refuseOtherHosts(request, settings.origin);
    refuseOtherSites(request, settings.origin);
  });
  app.addHook("preHandler", async ({ params, query, body }) => {
    if (!isStorable([params, query, body])) throw NOT_STORABLE;
  });
  app.get("/style.css", (request, reply) =>
    reply
      .type("text/css; charset=utf-8")
      // Asked for anew after a change of size; a few kilobytes, compressed.
      .header("cache-control", "private, no-cache")
      .header("vary", "cookie")
      .send(wantsLarge(request) ? face.style + face.largeStyle : face.style),
  );
  app.get("/size/:size", (request, reply) => {
    const { size } = request.params as { size: string };
    if (size !== "large" && size !== "standard") throw NO_PAGE;
    const kept = size === "large" ? "luodi-size=large; Max-Age=31536000" : "luodi-size=; Max-Age=0";
    return reply
      .header("set-cookie", `${kept}; Path=/; SameSite=Lax; HttpOnly`)
      .header("cache-control", "no-store")
      .redirect(cameFrom(request, settings.origin), 303);
  });
  app.get("/icon.svg", (_, reply) =>
    reply.type("image/svg+xml").header("cache-control", "max-age=86400").send(ICON),
  );
  app.get("/healthz", async (_, reply) => {
    const alive = await database.alive();
    return reply.code(alive ? 200 : 503).send({ database: alive ? "up" : "down" });
  });
  app.setNotFoundHandler((request, reply) => answerProblem(face, request, reply, NO_PAGE));
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.status >= 500) request.log.error(error);
    return answerProblem(face, request, reply, refusal);
  });
  return app;
}

/** The code of the refusal that leads to the sign-in page. */
export const SIGN_IN_NEEDED = "sign-in/needed";

const NO_PAGE = new Refusal(
  404,
  "http/not-found",
  "没有这个页面。请从首页进入。",
  "No such page; start from the first page.",
);

const NOT_STORABLE = new Refusal(
  422,
  "http/text",
  "文字里有不能保存的字符（看不见的空字符或半个字），多半是从别处粘贴来的。请返回，把那一段重新打一遍再提交。",
  "The text holds a character that cannot be kept (NUL or half a character), mostly pasted from elsewhere; go back and type that part again.",
);

/** What the user is told of any error; its own words stay in the log. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { statusCode = 500, code = "" } = error as { statusCode?: number; code?: string };
  if (statusCode === 429) {
    return new Refusal(
      429,
      "http/too-many",
      "请求太多，请过一分钟再试。",
      "Too many requests; try again in a minute.",
    );
  }
  if (statusCode === 413) {
    return new Refusal(
      413,
      "http/too-large",
      "内容太大，请缩短后重试。",
      "Too large; shorten it and try again.",
    );
  }
  if (statusCode < 500) {
    return new Refusal(
      statusCode,
      "http/bad-request",
      "请求有误，请返回重试。",
      "The request is not understood; go back and try again.",
    );
  }
  if (TORN.test((error as Error).message)) {
    return new Refusal(
      400,
      "http/torn",
      "没有传完整，多半是网络断了。请返回再传一次。",
      "It did not arrive whole, mostly for a lost connection; go back and send it again.",
    );
  }
  // Forms with files are read by their routes, so the database is the first to see their text.
  if (NOT_TEXT.has(code)) return NOT_STORABLE;
  if (FULL.has(code)) {
    return new Refusal(
      507,
      "http/full",
      "磁盘已满，这次没有保存。请联系管理员。",
      "The disk is full; this was not saved. Tell the operator.",
    );
  }
  if (UNAVAILABLE.test(code) || UNAVAILABLE_WORDS.test((error as Error).message)) {
    return new Refusal(
      503,
      "http/unavailable",
      "系统暂时不能用，已保存的没有丢。请过一分钟再试。",
      "Not available for the moment; what was saved is not lost. Try again in a minute.",
    );
  }
  return new Refusal(
    500,
    "http/failed",
    "系统出错了，这次没有办成。请告诉管理员。",
    "Something failed on our side; this was not done. Tell the operator.",
  );
}

/** Forms with files: their reader gives these without a code. */
const TORN =
  /^(?:Unexpected end of multipart data|Part terminated early|Multipart: Boundary not found|Malformed part header)/;
/** NUL in a text, and in JSON. */
const NOT_TEXT = new Set(["22021", "22P05"]);
/** The disk of the database or of the files is full. */
const FULL = new Set(["53100", "ENOSPC"]);
/** The database is stopping, starting, out of places, or gone (SQLSTATE classes 08, 53, 57P; network errors). */
const UNAVAILABLE = /^(?:08\d{3}|53\d{3}|57P0\d|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** The driver gives these without a code. */
const UNAVAILABLE_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired)/;

export function sendHtml(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).type("text/html; charset=utf-8").header("cache-control", "no-store").send(html);
}

function answerProblem(
  face: Face,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  if (refusal.status === 503) reply.header("retry-after", "60");
  if ((request.headers.accept ?? "").includes("text/html")) {
    if (refusal.code === SIGN_IN_NEEDED && request.method === "GET")
      return reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
    return sendHtml(reply, face.problem(refusal, typedIn(request.body)), refusal.status);
  }
  return reply
    .code(refusal.status)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send({
      type: `urn:luodi:${refusal.code}`,
      title: refusal.message,
      status: refusal.status,
      detail: refusal.zh,
    });
}

function wantsLarge(request: FastifyRequest): boolean {
  return (request.headers.cookie ?? "").split(/; ?/).includes("luodi-size=large");
}

/** The page of ours that the person was on; the first page where the browser does not say. */
function cameFrom(request: FastifyRequest, origin: string | undefined): string {
  const { referer } = request.headers;
  const own = ownOrigin(request, origin);
  if (referer === undefined || !referer.startsWith(`${own}/`)) return "/";
  const path = referer.slice(own.length);
  // Two slashes would name another host.
  return path.startsWith("//") || path.startsWith("/size/") ? "/" : path;
}

const HOSTS = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/** How the browser names us: the configured origin where the request came to its host, else plain HTTP on this machine. */
function ownOrigin(request: FastifyRequest, origin: string | undefined): string {
  const { host } = request.headers;
  return origin?.endsWith(`://${host}`) ? origin : `http://${host}`;
}

/** A name that resolves to this machine must not open it (DNS rebinding). */
function refuseOtherHosts(request: FastifyRequest, origin: string | undefined): void {
  const host = request.headers.host ?? "";
  if (HOSTS.test(host) || (origin !== undefined && host !== "" && origin.endsWith(`://${host}`))) return;
  throw new Refusal(
    421,
    "http/other-host",
    "只能从本机地址或正式网址打开。",
    "Open it by this machine's own address or the configured one only.",
  );
}

/** Forms are taken from our own pages only: browsers say where a form came from (OWASP ASVS 5.0, 3.5.1). */
function refuseOtherSites(request: FastifyRequest, configured: string | undefined): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers["sec-fetch-site"];
  const { origin } = request.headers;
  const own =
    origin === undefined
      ? site === undefined || site === "same-origin"
      : origin === ownOrigin(request, configured);
  if (own && (site === undefined || site === "same-origin" || site === "none")) return;
  throw new Refusal(
    403,
    "http/other-site",
    "这个操作只能在本系统的页面上进行。",
    "This can only be done from our own pages.",
  );
}
