// The citizens' side as a part of the server: the first page, filing, following, what is public.

import { platformHome } from "../../../web/citizens/home.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { sendHtml } from "../../kit/http.ts";
import type { Part } from "../service.ts";

export function citizensPart(): Part {
  return {
    name: "citizens",
    register(app) {
      app.get("/", (_, reply) => sendHtml(reply, renderPage(platformHome())));
    },
  };
}
