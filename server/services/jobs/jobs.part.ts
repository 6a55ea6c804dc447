// The platform's clocks as a part of the server: alarms, promises, waking; and the page on which a body reads its notes.

import { z } from "zod";
import { notesPage } from "../../../web/officers/notes.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import { excerpt } from "../desk/excerpt.ts";
import { needRole } from "../officers/officer.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Part } from "../service.ts";
import { clockAlarms } from "./clock-alarms.ts";
import { notesOf } from "./notes.store.ts";
import { promiseDays } from "./promises.ts";
import { tellUnwilling, wakeParked } from "./wake.ts";

const PAGE = 50;
const Before = z.object({ at: z.coerce.number().int().min(0), id: z.uuid() });

export function jobsPart(): Part {
  return {
    name: "jobs",
    register(app, services) {
      const { requests, tenant } = services;
      requests.react(tellUnwilling(services));
      app.get("/notes", async (request, reply) => {
        const officer = needRole(request, "officer", "coordinator");
        const before = Before.safeParse(request.query);
        // A coordinator reads what waits for a coordinator; an officer what waits for the own body.
        const body = officer.roles.includes("officer") ? officer.body : undefined;
        const rows = await requests.within((query) =>
          notesOf(query, tenant, body, { before: before.data, most: PAGE + 1 }),
        );
        const told = before.success ? [] : ((await services.told?.toBody(officer.body)) ?? []);
        const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
        const viewer = await viewerOf(services, request);
        const shown = rows.slice(0, PAGE).map((row) => ({ ...row, text: excerpt(row.text) }));
        return sendHtml(reply, renderPage(notesPage(viewer, shown, last, told)));
      });
    },
    jobs: (services) => [...clockAlarms(services), promiseDays(services), wakeParked(services)],
  };
}
