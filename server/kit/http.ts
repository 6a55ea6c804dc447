// The web server: headers, limits, one error handler, pages and problems (RFC 9457), forms that another site cannot send.

import compress from "@fastify/compress";
import formbody from "@fastify/formbody";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Database } from "./database/database.ts";
import type { Settings } from "./settings.ts";

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
  /** A whole page that names a mistake and how to mend it. */
  problem(zh: string, en: string): string;
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
        : { level: settings.logLevel === "info" ? "warn" : settings.logLevel },
    bodyLimit: 64_000,
    routerOptions: { maxParamLength: 100 },
    trustProxy: false,
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    // Plain HTTP on the loopback: a promise of HTTPS would lock the person out.
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { max: 600, timeWindow: "1 minute" });
  await app.register(compress, { threshold: 1024 });
  await app.register(formbody);
  app.addHook("onRequest", async (request) => {
    refuseOtherHosts(request);
    refuseOtherSites(request);
  });
  app.get("/style.css", (_, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "max-age=3600").send(face.style),
  );
  app.get("/icon.svg", (_, reply) =>
    reply.type("image/svg+xml").header("cache-control", "max-age=86400").send(ICON),
  );
  app.get("/healthz", async (_, reply) => {
    const alive = await database.alive();
    return reply.code(alive ? 200 : 503).send({ database: alive ? "up" : "down" });
  });
  app.setNotFoundHandler((request, reply) =>
    answerProblem(
      face,
      request,
      reply,
      new Refusal(
        404,
        "http/not-found",
        "没有这个页面。请从首页进入。",
        "No such page; start from the first page.",
      ),
    ),
  );
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal) return answerProblem(face, request, reply, error);
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) {
      return answerProblem(
        face,
        request,
        reply,
        new Refusal(status, "http/bad-request", "请求有误，请返回重试。", (error as Error).message),
      );
    }
    request.log.error(error);
    return answerProblem(
      face,
      request,
      reply,
      new Refusal(
        503,
        "http/unavailable",
        "系统暂时不能用，数据没有丢。请过一分钟再试。",
        "Not available for the moment; nothing is lost. Try again in a minute.",
      ),
    );
  });
  return app;
}

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
    return sendHtml(reply, face.problem(refusal.zh, refusal.message), refusal.status);
  }
  return reply
    .code(refusal.status)
    .type("application/problem+json")
    .send({
      type: `urn:luodi:${refusal.code}`,
      title: refusal.message,
      status: refusal.status,
      detail: refusal.zh,
    });
}

const HOSTS = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/** A name that resolves to this machine must not open it (DNS rebinding). */
function refuseOtherHosts(request: FastifyRequest): void {
  if (HOSTS.test(request.headers.host ?? "")) return;
  throw new Refusal(
    421,
    "http/other-host",
    "只能从本机地址打开。",
    "Open it by this machine's own address only.",
  );
}

/** Forms are taken from our own pages only: browsers say where a form came from (OWASP ASVS 5.0, 3.5.1). */
function refuseOtherSites(request: FastifyRequest): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers["sec-fetch-site"];
  const { origin, host } = request.headers;
  const own =
    origin === undefined ? site === undefined || site === "same-origin" : origin === `http://${host}`;
  if (own && (site === undefined || site === "same-origin" || site === "none")) return;
  throw new Refusal(
    403,
    "http/other-site",
    "这个操作只能在本系统的页面上进行。",
    "This can only be done from our own pages.",
  );
}
