// Exchange of files with a case system as a part of the server: mapping, in, out; for the dispatcher alone.

import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Words } from "../../../core/domain/facts.ts";
import { type ExchangeView, exchangePage } from "../../../web/officers/exchange.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { sentOf } from "../desk/acts.ts";
import { bodiesOf } from "../desk/view.ts";
import { needRole } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Part, Services } from "../service.ts";
import { countChanged, type Given, type Place, saveGiven, saveSystem, systemsOf } from "./exchange.store.ts";
import { giveOut, takeTable } from "./exchange.ts";
import { type Mapping, readMapping } from "./mapping.ts";
import { MOST_FILE_BYTES, MOST_ROWS, readTable, writeCsv, writeWorkbook } from "./table.ts";

const MOST_OUT = 1_000;
const BEGINNING: Place = { at: 0, number: "" };
const NewSystem = z.object({
  system: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[\p{L}\p{N} _-]+$/u),
  columns: z.string().max(4_000).default(""),
  bodies: z.string().max(8_000).default(""),
});
const PLACE = /^(\d{1,15})_(\d{6,8})$/;

const NO_FILE: Words = {
  zh: "没有选文件，或者文件是空的。请先选好要导入的表格，再点“导入”。",
  en: "No file was chosen, or it is empty; choose the table first, then take it in.",
};
const NO_SYSTEM: Words = {
  zh: "没有这个系统。请先写下它的名称和对照。",
  en: "No such system; add it first.",
};

export function exchangePart(): Part {
  return {
    name: "exchange",
    async register(app, services) {
      mappingRoutes(app, services);
      outRoute(app, services);
      // A scope of its own, since only there forms with files are read.
      await app.register(async (scope) => {
        if (!scope.hasContentTypeParser("multipart/form-data"))
          await scope.register(multipart, {
            attachFieldsToBody: "keyValues",
            limits: { fileSize: MOST_FILE_BYTES, files: 1, fields: 10, parts: 12 },
          });
        inRoute(scope, services);
      });
    },
  };
}

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  more: Pick<Partial<ExchangeView>, "fields" | "trouble" | "problems" | "taken"> = {},
  status = 200,
) {
  const { requests, tenant } = services;
  const systems = await requests.within(async (query) => {
    const found = [];
    for (const { given, ...system } of await systemsOf(query, tenant)) {
      const waiting = await countChanged(query, tenant, given?.to ?? BEGINNING, MOST_OUT + 1);
      found.push({ ...system, waiting, ...(given === undefined ? {} : { given }) });
    }
    return found;
  });
  const page = exchangePage({
    viewer: await viewerOf(services, request),
    ...{ systems, most: MOST_OUT, bodies: await bodiesOf(services), fields: {}, problems: [] },
    ...more,
  });
  return sendHtml(reply, renderPage(page), status);
}

async function mappingFor(
  { requests, tenant }: Services,
  id: string,
): Promise<{ mapping: Mapping; given?: Given } | undefined> {
  const system = (await requests.within((query) => systemsOf(query, tenant))).find((each) => each.id === id);
  const mapping = system === undefined ? undefined : readMapping(system.columns, system.bodies);
  if (system === undefined || mapping === undefined || "wrong" in mapping) return undefined;
  return { mapping, ...(system.given === undefined ? {} : { given: system.given }) };
}

function mappingRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  app.get("/exchange", async (request, reply) => {
    needRole(request, "dispatcher");
    return show(services, request, reply);
  });
  app.post("/exchange", async (request, reply) => {
    needRole(request, "dispatcher");
    const sent = sentOf(request.body);
    const refuse = (field: string, trouble: Words) => {
      const problems = [{ field: `${field}-new`, ...trouble }];
      return show(services, request, reply, { fields: sent, trouble, problems }, 422);
    };
    const system = NewSystem.safeParse(sent);
    if (!system.success) {
      const trouble = {
        zh: "系统名称要有，最长 40 个字，只用文字和数字。",
        en: "A name of at most 40 letters and digits.",
      };
      return refuse("system", trouble);
    }
    const { system: id, columns, bodies } = system.data;
    const mapping = readMapping(columns, bodies);
    if ("wrong" in mapping) {
      const trouble = {
        zh: `这一行看不懂：“${mapping.wrong.slice(0, 60)}”。要写成“左 = 右”，栏目的左边只能是列出的那几个。`,
        en: "A line is not understood; write “left = right”.",
      };
      return refuse(columns.includes(mapping.wrong) ? "columns" : "bodies", trouble);
    }
    const known = new Set((await bodiesOf(services)).map((body) => body.id));
    const strange = [...mapping.bodies.values()].find((each) => !known.has(each));
    if (strange !== undefined) {
      const trouble = {
        zh: `单位对照里的“${strange.slice(0, 60)}”不是本平台的单位代号。代号在本页最下面，照着写。`,
        en: "An identifier in the mapping is not on the list of bodies at the end of this page.",
      };
      return refuse("bodies", trouble);
    }
    await requests.within((query) => saveSystem(query, tenant, { id, columns, bodies }));
    return reply.redirect("/exchange", 303);
  });
}

function inRoute(app: FastifyInstance, services: Services): void {
  app.post("/exchange/in", { bodyLimit: MOST_FILE_BYTES + 100_000 }, async (request, reply) => {
    const officer = needRole(request, "dispatcher");
    const { system = "", file } = (request.body ?? {}) as { system?: string; file?: unknown };
    const known = await mappingFor(services, String(system));
    if (known === undefined) return show(services, request, reply, { trouble: NO_SYSTEM }, 422);
    const refuse = (trouble: Words) => {
      const problems = [{ field: `file-${system}`, ...trouble }];
      return show(services, request, reply, { trouble, problems }, 422);
    };
    const bytes = Buffer.isBuffer(file) ? file : Buffer.from(typeof file === "string" ? file : "");
    if (bytes.length === 0) return refuse(NO_FILE);
    const table = await readTable(bytes);
    if (table === undefined || table.length < 2) {
      const trouble = {
        zh: "这个文件读不出表格。请另存为 CSV 或 XLSX（没有密码、第一行是栏名）再导入。",
        en: "No table can be read from it; save it as CSV or XLSX with column names in its first row.",
      };
      return refuse(trouble);
    }
    if (table.length > MOST_ROWS + 1) {
      const trouble = {
        zh: `超过 ${MOST_ROWS} 行。请分成几个文件导入。`,
        en: "Too many rows; split the file.",
      };
      return refuse(trouble);
    }
    const taken = await takeTable(services, officer, system, known.mapping, table);
    return show(services, request, reply, { taken: { system, ...taken } });
  });
}

function outRoute(app: FastifyInstance, services: Services): void {
  app.post("/exchange/out", async (request, reply) => {
    const officer = needRole(request, "dispatcher");
    const { system = "", from: begin = "", after = "", form = "csv" } = sentOf(request.body);
    const known = await mappingFor(services, system);
    if (known === undefined) throw new Refusal(422, "exchange/system", NO_SYSTEM.zh, NO_SYSTEM.en);
    const place = PLACE.exec(after.trim());
    if (after.trim() !== "" && place === null)
      throw new Refusal(
        422,
        "exchange/place",
        "“从哪里接着导”不对：请抄上次文件名末尾的一串，像 1780000000000_12345678。",
        "The place is the end of the last file’s name, like 1780000000000_12345678.",
      );
    const kept = begin === "last" ? known.given?.to : begin === "again" ? known.given?.from : undefined;
    const from = place === null ? (kept ?? BEGINNING) : { at: Number(place[1]), number: place[2]! };
    const { table, next, more } = await giveOut(services, officer, system, known.mapping, from, MOST_OUT);
    const given = { from, to: next, at: services.requests.now(), rows: table.length - 1 };
    // A file with nothing in it leaves the last one to be given again.
    if (given.rows > 0)
      await services.requests.within((query) => saveGiven(query, services.tenant, system, given));
    const name = `luodi-${next.at}_${next.number}`;
    reply
      .header("cache-control", "no-store")
      .header("x-luodi-next", `${next.at}_${next.number}`)
      .header("x-luodi-more", more ? "yes" : "no");
    if (form === "xlsx")
      return reply
        .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .header("content-disposition", `attachment; filename="${name}.xlsx"`)
        .send(await writeWorkbook(table));
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="${name}.csv"`)
      .send(writeCsv(table));
  });
}
