// The figures as a part of the server.

import type { Part } from "../service.ts";
import { addMissingRows, rowsOf } from "./rows.ts";

export function figuresPart(): Part {
  let stopped = false;
  let work: Promise<unknown> = Promise.resolve();
  return {
    name: "figures",
    register(_, services) {
      services.requests.react(rowsOf(services));
    },
    async start(services) {
      work = addMissingRows(services, () => stopped).catch((error: Error) =>
        services.say(`数字这一轮没有完成 the figures will try again: ${error.message}`),
      );
    },
    async stop() {
      stopped = true;
      await work;
    },
  };
}
