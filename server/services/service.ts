// What a part of the citizens' and officers' side is to the rest of it: its routes, and its work in the background.

import type { FastifyInstance } from "fastify";
import type { Kit } from "../kit/module.ts";
import type { Requests } from "./requests/requests.ts";

/** What every part may use. */
export interface Services extends Kit {
  /** The county-level division code whose requests these are. */
  readonly tenant: string;
  readonly requests: Requests;
}

export interface Part {
  readonly name: string;
  register(app: FastifyInstance, services: Services): void | Promise<void>;
  start?(services: Services): Promise<void>;
  stop?(): Promise<void>;
}
