// The supervisor's pages: down from a figure to masked requests, inside the platform and behind sign-in.

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { CAUSES, causeOf, isMonth, OUTCOMES, outcomeOf } from "../../../core/domain/figures/outcome.ts";
import { MATTERS, matterOf } from "../../../core/domain/request/matters.ts";
import { isNumber, readNumber } from "../../../core/domain/request/number.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { stepWords } from "../../../web/citizens/step-words.ts";
import { supervisedPage, supervisionPage } from "../../../web/figures/supervision.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { bodiesOfTenant } from "../officers/bodies.store.ts";
import { needRole } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Services } from "../service.ts";
import { drillRows, monthsWithRows, outOutcomes } from "./drill.store.ts";
import { monthOf } from "./rows.ts";

const PAGE = 30;
const MONTHS = 36;
const SHORT = 60;

const Query = z.object({
  month: z.string().refine(isMonth).optional().catch(undefined),
  matter: z
    .enum(MATTERS.map((each) => each.id))
    .optional()
    .catch(undefined),
  cause: z.enum(CAUSES).optional().catch(undefined),
  outcome: z.enum(OUTCOMES).optional().catch(undefined),
  out: z.literal("any").optional().catch(undefined),
  number: z.string().trim().min(1).max(20).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d-\d{6,8}$/)
    .transform((text) => ({ harm: Number(text[0]), number: text.slice(2) }))
    .optional()
    .catch(undefined),
});

export function supervisionRoutes(app: FastifyInstance, services: Services): void {
  const { requests, tenant } = services;
  const namesOf = async () => {
    const bodies = await requests.within((query) => bodiesOfTenant(query, tenant));
    const names = new Map(bodies.map((body) => [body.id, body.zh]));
    return (body: string | null | undefined) => (body == null ? "" : (names.get(body) ?? body));
  };

  app.get("/supervision", async (request, reply) => {
    needRole(request, "supervisor");
    const { after, out, number, ...asked } = Query.parse(request.query ?? {});
    const known = number === undefined ? undefined : readNumber(number);
    if (known !== undefined) return reply.redirect(`/supervision/requests/${known}`, 303);
    const months = await requests.within((query) => monthsWithRows(query, tenant, MONTHS));
    const month = asked.month ?? months[0] ?? monthOf(requests.now());
    const drill = { month, out: out === "any", ...present(asked) };
    const [rows, outcomes] = await requests.within(
      async (query) =>
        [
          await drillRows(query, tenant, drill, after, PAGE + 1),
          await outOutcomes(query, tenant, month),
        ] as const,
    );
    const nameOf = await namesOf();
    const last = rows.length > PAGE ? rows[PAGE - 1]! : undefined;
    const filter = {
      ...{ month, matter: asked.matter ?? "", cause: asked.cause ?? "" },
      ...{ outcome: asked.outcome ?? "", out: out ?? "" },
    };
    const page = supervisionPage({
      ...{
        viewer: await viewerOf(services, request),
        months: months.includes(month) ? months : [month, ...months],
      },
      ...{ filter, out: outcomes },
      told: after === undefined ? ((await services.told?.toSupervisors()) ?? []) : [],
      ...(number === undefined ? {} : { sought: number }),
      rows: rows.slice(0, PAGE).map((row) => ({
        ...row,
        body: nameOf(row.lead),
        outBody: row.outBody === null ? null : nameOf(row.outBody),
        words: shortened(maskText(row.words?.text ?? "（原话已删除）").text),
      })),
      ...(last === undefined
        ? {}
        : {
            next: `/supervision?${new URLSearchParams({ ...filter, after: `${last.harm}-${last.number}` })}`,
          }),
    });
    return sendHtml(reply, renderPage(page));
  });

  app.get("/supervision/requests/:number", async (request, reply) => {
    needRole(request, "supervisor");
    const { number } = request.params as { number: string };
    const record = isNumber(number) ? await requests.read(number) : undefined;
    if (record === undefined)
      throw new Refusal(
        404,
        "request/none",
        "没有这件诉求。请核对编号。",
        "There is no such request; check the number.",
      );
    const nameOf = await namesOf();
    const page = supervisedPage({
      ...{ viewer: await viewerOf(services, request), number },
      matter: matterOf(record.state.matter) ?? { zh: "其他", en: "Something else" },
      outcome: outcomeOf(record.state),
      cause: causeOf(record.state),
      steps: record.steps.map((step) => ({
        at: step.at,
        words: stepWords(step, { nameOf }),
        // An officer's name is shown to the citizen who asked for it, and to nobody who counts.
        said: saidIn(step),
      })),
    });
    return sendHtml(reply, renderPage(page));
  });
}

/** Words that speak of the matter, masked; where somebody lives and who signed is left out. */
function saidIn({ kind, said = {} }: Step): string {
  if (kind === "sign") return "";
  return ["text", "asks", "reason"]
    .flatMap((name) => (said[name] === undefined ? [] : [maskText(said[name]).text]))
    .join("\n");
}

function shortened(words: string): string {
  const all = [...words];
  return all.length <= SHORT ? words : `${all.slice(0, SHORT).join("")}…`;
}

function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
