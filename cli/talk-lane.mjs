// The thread in which group messages are read and judged: starts its TypeScript program with the loader in node_modules.
import { register } from "tsx/esm/api";

register();
await import("./talk-thread.ts");
