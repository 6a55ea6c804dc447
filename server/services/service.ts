// What a part of the citizens' and officers' side is to the rest of it: its routes, and its work in the background.

import type { FastifyInstance } from "fastify";
import type { Way } from "../../web/parts/layout.tsx";
import type { JobKind } from "../kit/jobs/queue.ts";
import type { Kit } from "../kit/module.ts";
import type { Requests } from "./requests/requests.ts";

/** What modules beside the platform have to tell officers, each leading to a page of theirs; what they are is not known here. */
export interface Told {
  /** Among a body's notes. */
  toBody(body: string): Promise<readonly Way[]>;
  /** Where a supervisor's day begins. */
  toSupervisors(): Promise<readonly Way[]>;
}

/** What every part may use. */
export interface Services extends Kit {
  /** The county-level division code whose requests these are. */
  readonly tenant: string;
  readonly requests: Requests;
  /** Absent where no module stands beside. */
  readonly told?: Told;
}

export interface Part {
  readonly name: string;
  register(app: FastifyInstance, services: Services): void | Promise<void>;
  /** Its work at set times or on request, run by the queue; asked for once, after every part has registered. */
  jobs?(services: Services): readonly JobKind[];
  start?(services: Services): Promise<void>;
  stop?(): Promise<void>;
}
