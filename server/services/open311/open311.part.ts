// Open311 GeoReport v2 under /open311/v2: discovery, services, requests and tokens, with the updates extension and ours for verdicts.

import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { matterOf } from "../../../core/domain/request/matters.ts";
import { isLink, readNumber } from "../../../core/domain/request/number.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { refusalOf } from "../../kit/http.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Part, Services } from "../service.ts";
import { type Answer, type Answering, answer, answerError, type Format } from "./answers.ts";
import { definition, discovery, services as serviceList } from "./descriptions.ts";
import { listOf, readFiling, readWanted, type Sent, tooLong } from "./filing.ts";
import { wantedRequests } from "./open311.store.ts";
import { shownRequest, shownUpdates, shownVerdicts } from "./shown.ts";

/** A matter that is known without a key in the demonstration. */
const DEMO_KEY = "luodi-demo";

/** Requests whose updates are on one page: each is read whole. */
const UPDATED = 200;

class Open311Error extends Error {
  readonly code: number;
  readonly descriptions: readonly string[];
  constructor(code: number, ...descriptions: string[]) {
    super(descriptions.join("; "));
    this.code = code;
    this.descriptions = descriptions;
  }
}

export function open311Part(): Part {
  return {
    name: "open311",
    register(app, services) {
      open311Routes(app, services);
    },
  };
}

function open311Routes(app: FastifyInstance, services: Services): void {
  const { settings, tenant, requests } = services;
  const answering: Answering = { charset: settings.open311?.charset ?? true };
  const key = settings.open311?.key ?? (settings.demo ? DEMO_KEY : undefined);
  const keyWords =
    key === undefined
      ? "没有配置 api_key，暂不接受提交。No api_key is configured, so nothing can be filed here."
      : key === DEMO_KEY
        ? `演示用的 api_key 是 ${DEMO_KEY}。The demonstration's api_key is ${DEMO_KEY}.`
        : "请向平台管理员申请 api_key。Ask the administrator for an api_key.";
  const origin = settings.origin ?? `http://127.0.0.1:${settings.port}`;

  /** One call in either format; whatever goes wrong is answered in that format, in the specification's words. */
  const call = (
    method: "GET" | "POST",
    path: string,
    work: (request: FastifyRequest, id: string, fields: Sent) => Promise<Answer & { status?: number }>,
  ) => {
    app.route({
      method,
      url: `/open311/v2/${path}`,
      async handler(request, reply) {
        const { name, format } = fileOf(request);
        if (format === undefined) throw new Open311Error(404, "the format is .json or .xml");
        const fields = fieldsOf(request);
        const { jurisdiction_id } = fields;
        if (jurisdiction_id !== undefined && jurisdiction_id !== "" && jurisdiction_id !== tenant)
          throw new Open311Error(404, "jurisdiction_id provided was not found");
        const done = await work(request, name, fields);
        return answer(reply, format, done, answering, done.status);
      },
      // Also what goes wrong before the handler: a body that cannot be read, too many calls.
      errorHandler(error, request, reply) {
        const format = fileOf(request).format ?? "xml";
        if (error instanceof Open311Error)
          return answerError(reply, format, error.code, error.descriptions, answering);
        const { status, zh, message } = refusalOf(error);
        if (status >= 500) request.log.error(error);
        return answerError(reply, format, status, [`${zh} ${message}`], answering);
      },
    });
  };
  const named = (name: string, wanted: string) => {
    if (name !== wanted) throw new Open311Error(404, "no such resource");
  };
  const needKey = (fields: Sent) => {
    if (key === undefined || !isSame(fields.api_key ?? "", key))
      throw new Open311Error(403, fields.api_key === undefined ? "missing api_key" : "api_key is not valid");
  };
  const wantedOf = (fields: Sent, largest?: number) => {
    const wanted = readWanted(fields, services.clock.now(), largest);
    if ("wrong" in wanted) throw new Open311Error(400, ...wanted.wrong);
    return wanted;
  };
  const listed = async (fields: Sent, numbers?: readonly string[]) =>
    requests.within((query) =>
      wantedRequests(query, tenant, {
        ...wantedOf(fields),
        by: "filed_at",
        ...(numbers === undefined ? {} : { numbers }),
      }),
    );
  const theOne = async (id: string) => {
    const number = readNumber(id);
    const [row] = number === undefined ? [] : await listed({}, [number]);
    if (row === undefined) throw new Open311Error(404, "service_request_id was not found");
    return row;
  };

  // `discovery.json`, `services.xml`, `requests.json`, `servicerequestupdates.json`
  call("GET", ":file", async (_, name, fields) => {
    if (name === "discovery") return { root: "discovery", body: discovery(origin, keyWords) };
    if (name === "services") return { root: "services", body: serviceList() };
    if (name === "requests") {
      const ids = listOf(fields.service_request_id)?.map((each) => readNumber(each) ?? "");
      const rows = await listed(fields, ids);
      return { root: "service_requests", body: rows.map((row) => shownRequest(row)) };
    }
    named(name, "servicerequestupdates");
    // Every update of so many requests is on a page, so that page by page none is passed over.
    const span = wantedOf(fields, UPDATED);
    const rows = await requests.within((query) => wantedRequests(query, tenant, { ...span, by: "last_at" }));
    const updates = await Promise.all(rows.map((row) => shownUpdates(services, row, span)));
    return { root: "service_request_updates", body: updates.flat() };
  });

  call("GET", "services/:file", async (_, name) => {
    const matter = matterOf(name);
    if (matter === undefined) throw new Open311Error(404, "service_code provided was not found");
    return { root: "service_definition", body: definition(matter) };
  });

  call("GET", "requests/:file", async (_, name) => ({
    root: "service_requests",
    body: [shownRequest(await theOne(name))],
  }));

  // The token of a request is its secret link: whoever filed it can learn the number again.
  call("GET", "tokens/:file", async (_, name) => {
    const found = isLink(name) ? await requests.readByLink(name) : undefined;
    if (found === undefined) throw new Open311Error(404, "token was not found");
    return { root: "service_requests", body: [{ service_request_id: found.number, token: name }] };
  });

  call("POST", ":file", async (request, name, fields) => {
    if (name === "servicerequestupdates") return addUpdate(request, fields);
    named(name, "requests");
    needKey(fields);
    const filing = readFiling(fields);
    if ("wrong" in filing) throw new Open311Error(400, ...filing.wrong);
    const filed = await requests.file(filing.command, {
      contact: filing.contact,
      ...keyOf(request, "file"),
    });
    if (isRefusal(filed)) throw new Open311Error(400, `${filed.zh} ${filed.en}`);
    const notice =
      filed.link === undefined
        ? "这件已经收到过。It was received before."
        : `凭编号 ${filed.number} 或链接查进度、评结果 ${origin}/r/${filed.link}`;
    return {
      status: 201,
      root: "service_requests",
      body: [{ service_request_id: filed.number, service_notice: notice, account_id: null }],
    };
  });

  const addUpdate = async (request: FastifyRequest, fields: Sent) => {
    needKey(fields);
    const number = readNumber(fields.service_request_id ?? "");
    const text = (fields.description ?? "").trim();
    if (number === undefined) throw new Open311Error(404, "service_request_id was not found");
    if (text === "") throw new Open311Error(400, "description was not provided");
    const by = { role: "operator", body: "open311", person: 0 } as const;
    const long = tooLong(fields);
    if (long.length > 0) throw new Open311Error(400, ...long);
    const said = { text };
    const acted = await requests.act(number, { kind: "add", by, photos: 0, said }, keyOf(request, "update"));
    if (isRefusal(acted))
      throw new Open311Error(acted.code === "request/none" ? 404 : 400, `${acted.zh} ${acted.en}`);
    const place = acted.steps.length - acted.added.length;
    return { status: 201, root: "service_request_updates", body: [{ update_id: `${number}-${place}` }] };
  };

  // Ours: the asks and the citizens' words of a consented request.
  call("GET", "verdicts/:file", async (_, name) => {
    const row = await theOne(name);
    if (!row.public) throw new Open311Error(403, "the citizen did not consent to publication");
    return { root: "service_request_verdicts", body: await shownVerdicts(services, row.number) };
  });

  call("POST", "verdicts/:file", async (request, name, fields) => {
    const found = isLink(fields.token ?? "") ? await requests.readByLink(fields.token!) : undefined;
    if (found === undefined || found.number !== readNumber(name))
      throw new Open311Error(403, "token is not valid");
    const values = ["solved", "partly", "not", "cannot-explained", "cannot-say"] as const;
    const value = values.find((each) => each === fields.verdict);
    if (value === undefined) throw new Open311Error(400, `verdict is one of ${values.join(", ")}`);
    const by = { role: "citizen", person: found.person } as const;
    const command = { kind: "verdict", by, person: found.person, value } as const;
    const acted = await requests.act(found.number, command, keyOf(request, "verdict"));
    if (isRefusal(acted)) throw new Open311Error(400, `${acted.zh} ${acted.en}`);
    return {
      status: 201,
      root: "service_request_verdicts",
      body: await shownVerdicts(services, found.number),
    };
  });
}

/** `requests.json`: the name of what is asked for, and the format of the answer; undefined where it is none of ours. */
function fileOf(request: FastifyRequest): { name: string; format?: Format } {
  const [, name = "", suffix] = /^(.*?)(?:\.(json|xml))?$/s.exec(
    (request.params as { file?: string }).file ?? "",
  )!;
  return suffix === undefined ? { name } : { name, format: suffix as Format };
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string, key: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(key));
}

/** Query and form as single values; a field that is sent twice counts as its last, a list of values is joined by commas. */
function fieldsOf(request: FastifyRequest): Sent {
  const all = { ...(request.query as object), ...((request.body as object | undefined) ?? {}) };
  return Object.fromEntries(
    Object.entries(all as Record<string, unknown>).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String).join(",") : value === undefined ? undefined : String(value),
    ]),
  );
}

/** An idempotency key, where the client sends one (the HTTP header of that name). */
function keyOf(request: FastifyRequest, what: string): { key?: string } {
  const header = request.headers["idempotency-key"];
  return typeof header === "string" && header.length <= 200 ? { key: `open311/${what}/${header}` } : {};
}
