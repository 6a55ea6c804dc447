// A thread of the evaluation of photographs: starts its TypeScript program with the loader in node_modules.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
