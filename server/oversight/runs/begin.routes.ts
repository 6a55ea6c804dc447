// Beginning a check-up from a page: of the platform's own requests, or by handing in a report that was made where the files are.

import { randomUUID } from "node:crypto";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { dayOf } from "../../../core/domain/day.ts";
import type { Words } from "../../../core/domain/facts.ts";
import { readGivenReport } from "../../../core/engine/given-report.ts";
import { type BeginView, beginPage } from "../../../web/oversight/begin.tsx";
import { isStorable } from "../../kit/storable.ts";
import { pagesFor } from "../appeals/people.ts";
import type { RunsModule } from "./runs.routes.ts";
import { addDataset, addRun, latestRuns, saveReport } from "./runs.store.ts";
import { mayStop } from "./runs.ts";

const MEGABYTE = 1_000_000;
/** Megabytes of a report: three times that of a county-year of 540,000 requests, 16,000 findings. It is held whole while it is read. */
const MOST = 100;
const LONGEST_NAME = 60;

const OWN: Words = { zh: "本平台的诉求", en: "This platform's requests" };

const NO_NAME: Words = {
  zh: `请写一个名字，最多 ${LONGEST_NAME} 个字，让各单位知道查的是哪些资料。`,
  en: `Give it a name of at most ${LONGEST_NAME} characters, so that bodies know which files were read.`,
};
const NO_FILE: Words = {
  zh: "没有选文件，或者文件是空的。请选体检时 --out 的文件夹里的 report.json。",
  en: "No file was chosen, or it is empty; choose report.json in the folder given to --out.",
};

function noReport(wrongAt: string): Words {
  if (wrongAt === "")
    return {
      zh: "这个文件不是体检报告，或已损坏。请选体检时 --out 的文件夹里的 report.json，不是 report.html。",
      en: "This is no report, or it is damaged; choose report.json, not report.html.",
    };
  return {
    zh: `这个文件读到“${wrongAt}”处不对，不是这个版本的体检报告，或被改过。请用同一版本的落地重新体检，再交它的 report.json。`,
    en: `Wrong at “${wrongAt}”: no report of this version, or it was changed; make the check-up again with the same version.`,
  };
}

/** @param folderOf where the files of a dataset of the platform's own requests will stand while they are checked. */
export async function beginRoutes(
  app: FastifyInstance,
  module: RunsModule,
  folderOf: (dataset: string) => string,
): Promise<void> {
  const { database, tenant, runner, clock, people } = module;
  const sendPage = pagesFor(people);
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    more: Partial<Pick<BeginView, "name" | "trouble" | "problems">> = {},
    status = 200,
  ) => {
    const formToken = people.looking(request)?.formToken;
    const viewer = formToken === undefined ? {} : { formToken };
    const page = { viewer, today: dayOf(clock.now()), most: MOST, name: "", problems: [], ...more };
    return sendPage(request, reply, beginPage(page), status);
  };

  app.get("/checkup/new", (request, reply) => show(request, reply));

  app.post("/checkup/own", async (_, reply) => {
    const run = await database.within("luodi_oversight", tenant, async (query) => {
      const under = (await latestRuns(query, tenant)).find(
        ({ state, dataset }) => mayStop(state) && dataset.folder === folderOf(dataset.id),
      );
      // Pressed again while it is under way, it is still one check-up.
      if (under !== undefined) return under.id;
      const [dataset, id] = [randomUUID(), randomUUID()];
      const now = new Date(clock.now());
      const own = { id: dataset, name: OWN, invented: module.demonstration, folder: folderOf(dataset) };
      await addDataset(query, tenant, own, now);
      await addRun(query, tenant, id, dataset, dayOf(clock.now()), now);
      return id;
    });
    runner.wake();
    return reply.redirect(`/runs/${run}`, 303);
  });

  await app.register(multipart, {
    attachFieldsToBody: "keyValues",
    limits: { fileSize: MOST * MEGABYTE, files: 1, fields: 5, parts: 6 },
  });
  app.post("/checkup/report", { bodyLimit: (MOST + 1) * MEGABYTE }, async (request, reply) => {
    const { name: given = "", file } = (request.body ?? {}) as { name?: unknown; file?: unknown };
    const name = String(given).trim();
    const refuse = (field: string, trouble: Words) =>
      show(request, reply, { name, trouble, problems: [{ field, ...trouble }] }, 422);
    if (name === "" || Array.from(name).length > LONGEST_NAME) return refuse("name", NO_NAME);
    const bytes = Buffer.isBuffer(file) ? file : Buffer.from(typeof file === "string" ? file : "");
    if (bytes.length === 0) return refuse("file", NO_FILE);
    const read = readGivenReport(bytes.toString("utf8").replace(/^\ufeff/, ""));
    if ("wrongAt" in read) return refuse("file", noReport(read.wrongAt));
    if (!isStorable(read.report)) return refuse("file", noReport(""));
    const [dataset, run] = [randomUUID(), randomUUID()];
    const now = new Date(clock.now());
    await database.within("luodi_oversight", tenant, async (query) => {
      const made = { id: dataset, name: { zh: name, en: name }, invented: false, folder: "" };
      await addDataset(query, tenant, made, now);
      await addRun(query, tenant, run, dataset, read.report.on, now);
      await saveReport(query, tenant, run, read.report, now);
    });
    return reply.redirect(`/runs/${run}`, 303);
  });
}
