// The citizens' and officers' side of the server as one module: requests, and the parts that stand on them.

import { join } from "node:path";
import type { Pack } from "../../core/packs/pack.ts";
import { type JobKind, JobQueue } from "../kit/jobs/queue.ts";
import type { Kit, Module } from "../kit/module.ts";
import { administrationPart } from "./administration/administration.part.ts";
import { apiPart } from "./api/api.part.ts";
import { callbacksPart } from "./callbacks/callbacks.part.ts";
import { citizensPart } from "./citizens/citizens.part.ts";
import { counterPart } from "./counter/counter.part.ts";
import { deskPart } from "./desk/desk.part.ts";
import { dispatchPart } from "./dispatch/dispatch.part.ts";
import { exchangePart } from "./exchange/exchange.part.ts";
import { figuresPart } from "./figures/figures.part.ts";
import { jobsPart } from "./jobs/jobs.part.ts";
import { ledgerPart } from "./ledger/ledger.part.ts";
import { messagesPart } from "./messages/messages.part.ts";
import { officersPart } from "./officers/officers.part.ts";
import { open311Part } from "./open311/open311.part.ts";
import { ownListPart } from "./own-list/own-list.part.ts";
import { Requests } from "./requests/requests.ts";
import { retentionPart } from "./retention/retention.part.ts";
import type { Part, Services, Told } from "./service.ts";
import { voicePart } from "./voice/voice.part.ts";

/** Every part, in the order in which they register and start. */
const PARTS: readonly (() => Part)[] = [
  officersPart,
  citizensPart,
  ownListPart,
  ledgerPart,
  messagesPart,
  open311Part,
  jobsPart,
  retentionPart,
  figuresPart,
  callbacksPart,
  deskPart,
  dispatchPart,
  voicePart,
  counterPart,
  exchangePart,
  apiPart,
];

export interface ServicesOptions {
  readonly tenant: string;
  readonly packs: readonly Pack[];
  /** Runs before any part starts: earlier days can be written into the ledger only while it is empty. */
  readonly first?: (services: Services) => Promise<void>;
  /** Work of other modules that the one queue does as well. */
  readonly more?: (kit: Kit) => readonly JobKind[];
  /** What other modules tell officers. */
  readonly told?: (kit: Kit) => Told;
}

export const SERVICES_MIGRATIONS = join(import.meta.dirname, "migrations");

export function servicesModule({ tenant, packs, first, more, told }: ServicesOptions): Module {
  let services: Services | undefined;
  let queue: JobQueue | undefined;
  let kinds: readonly JobKind[] = [];
  const parts = [...PARTS.map((make) => make()), administrationPart(() => kinds)];
  return {
    name: "services",
    migrations: SERVICES_MIGRATIONS,
    async register(app, kit) {
      const requests = new Requests({ ...kit, tenant, packs });
      services = { ...kit, tenant, requests, ...(told === undefined ? {} : { told: told(kit) }) };
      for (const part of parts) await part.register(app, services);
      kinds = [...parts.flatMap((part) => part.jobs?.(services!) ?? []), ...(more?.(kit) ?? [])];
      queue = new JobQueue({ ...kit, tenant, kinds });
    },
    async start() {
      await first?.(services!);
      for (const part of parts) await part.start?.(services!);
      queue?.start();
    },
    async stop() {
      await queue?.stop();
      for (const part of [...parts].reverse()) await part.stop?.();
    },
  };
}
