#!/usr/bin/env -S node --max-semi-space-size=32
// The `luodi` command: starts the TypeScript program with the loader that stands in node_modules. Young objects get twice the usual room:
// a check-up makes sixteen gigabytes of them, and each time the room is full those still in use are copied.
import { register } from "tsx/esm/api";

register();
const { main, stopped } = await import("./main.ts");
process.stdout.on("error", stopped);
process.exitCode = await main(process.argv.slice(2));
