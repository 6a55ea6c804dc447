// The citizens' side as a part of the server: the first page, filing, following, what is public.

import { platformHome } from "../../../web/citizens/home.tsx";
import { isDemonstration } from "../officers/sessions.ts";
import { mineOf } from "../own-list/own-list.ts";
import type { Part } from "../service.ts";
import { actRoutes } from "./acts.routes.ts";
import { hotlineOf } from "./bodies.ts";
import { draftPhotoRoutes } from "./draft-photos.routes.ts";
import { filingRoutes } from "./filing.routes.ts";
import { findRoutes } from "./find.routes.ts";
import { indexPublicWords } from "./index-words.ts";
import { show } from "./pages.ts";
import { publicRoutes } from "./public.routes.ts";
import { keepPublicWords } from "./public-words.ts";
import { threadRoutes } from "./thread.routes.ts";

export function citizensPart(): Part {
  return {
    name: "citizens",
    async register(app, services) {
      services.requests.react(keepPublicWords(services.tenant));
      const simulator = isDemonstration(services.settings);
      app.get("/", async (request, reply) =>
        show(
          reply,
          platformHome({ simulator, ...(await hotlineOf(services)), ...(await mineOf(services, request)) }),
        ),
      );
      filingRoutes(app, services);
      threadRoutes(app, services);
      findRoutes(app, services);
      publicRoutes(app, services);
      // A scope of its own, since only there forms with files are read.
      await app.register(async (scope) => {
        await draftPhotoRoutes(scope, services);
        await actRoutes(scope, services);
      });
    },
    jobs: (services) => [indexPublicWords(services)],
  };
}
