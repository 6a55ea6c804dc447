// Reads the packs that ship with the program, and packs of the user's own by path.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Pack, parsePack } from "../core/packs/pack.ts";
import { UsageError } from "./usage.ts";

const FOLDER = join(import.meta.dirname, "..", "packs");

/** Every pack that ships, in order of id. Throws with the file and the place where one is malformed. */
export function shippedPacks(): Pack[] {
  return readdirSync(FOLDER)
    .sort()
    .filter((name) => existsSync(join(FOLDER, name, "pack.yaml")))
    .map((name) => readPack(join(FOLDER, name, "pack.yaml")));
}

/**
 * The packs of a run: all that are not opt-in, and those named by id or path to a YAML file.
 * @throws UsageError where a name is neither.
 */
export function packsFor(named: readonly string[]): Pack[] {
  const shipped = shippedPacks();
  const chosen = new Set(shipped.filter((pack) => !pack.optIn));
  for (const name of named) {
    const known = shipped.find((pack) => pack.id === name);
    if (known !== undefined) chosen.add(known);
    else if (existsSync(name))
      chosen.add(readPack(statSync(name).isDirectory() ? join(name, "pack.yaml") : name));
    else {
      throw new UsageError(
        `没有规则包「${name}」；可用的见 luodi packs。No pack "${name}"; see luodi packs.`,
      );
    }
  }
  return [...chosen].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readPack(path: string): Pack {
  return parsePack(parse(readFileSync(path, "utf8")), path);
}
