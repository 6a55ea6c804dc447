#!/usr/bin/env node
// The `luodi` command: starts the TypeScript program with the loader that stands in node_modules.
import { register } from "tsx/esm/api";

register();
const { main, stopped } = await import("./main.ts");
process.stdout.on("error", stopped);
process.exitCode = await main(process.argv.slice(2));
