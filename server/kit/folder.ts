// A folder made with those above it, step by step: in /proc the recursive call of Node goes round for ever.

import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** True where it was not there. @throws the system's error where it cannot be made, or a file has its name. */
export function makeFolder(path: string, mode = 0o777): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return false;
  if (!existsSync(dirname(path))) makeFolder(dirname(path), mode);
  mkdirSync(path, { mode });
  return true;
}
