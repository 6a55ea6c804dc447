// The figures as a part of the server: what is kept of each request, what is published of each period, and the pages.

import type { JobKind } from "../../kit/jobs/queue.ts";
import type { Part, Services } from "../service.ts";
import { figuresRoutes } from "./figures.routes.ts";
import { publishing } from "./publish.ts";
import { addMissingRows, rowsOf } from "./rows.ts";
import { supervisionRoutes } from "./supervision.routes.ts";

export function figuresPart(): Part {
  return {
    name: "figures",
    register(app, services) {
      services.requests.react(rowsOf(services));
      figuresRoutes(app, services);
      supervisionRoutes(app, services);
    },
    jobs: (services) => [missingRows(services), publishing(services)],
  };
}

function missingRows(services: Services): JobKind {
  return {
    kind: "figure-rows",
    title: { zh: "补齐以前诉求的数字", en: "Rows of earlier requests" },
    schedule: { dailyAt: "04:30" },
    async run({ place, ...job }) {
      const from = { after: String(place.after ?? ""), count: Number(place.count ?? 0) };
      const count = await addMissingRows(services, from, job);
      return `补了 ${count} 件 ${count} added`;
    },
  };
}
