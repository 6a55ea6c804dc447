// What a part of the server is to the rest: its tables, its routes, and its work in the background.

import type { FastifyInstance } from "fastify";
import type { Clock } from "./clock.ts";
import type { Database } from "./database/database.ts";
import type { Settings } from "./settings.ts";

/** What every module may use. */
export interface Kit {
  readonly settings: Settings;
  readonly database: Database;
  readonly clock: Clock;
  /** A line for the person who started the server. */
  readonly say: (line: string) => void;
}

/** Modules do not see each other; `server/main.ts` lists them. */
export interface Module {
  readonly name: string;
  /** Folder of its SQL migrations (`NNNN-words.sql`, unlike any other module's); applied after the kit's own, in the order of modules. */
  readonly migrations?: string;
  /** Adds its routes; called once, before the server listens. */
  register(app: FastifyInstance, kit: Kit): void | Promise<void>;
  /** Begins its work in the background; called once the server listens. */
  start?(kit: Kit): Promise<void>;
  /** Ends that work; called after the last request, while the database still answers. */
  stop?(): Promise<void>;
}
