// Finds the command and runs it; turns mistakes into one plain sentence and an exit code.

import { HELP, UsageError } from "./usage.ts";

type Command = (args: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  audit: async () => (await import("./audit.ts")).auditCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
  import: async () => (await import("./import.ts")).importCommand,
  packs: async () => (await import("./lists.ts")).packsCommand,
  detectors: async () => (await import("./lists.ts")).detectorsCommand,
  read: async () => (await import("./readers.ts")).readCommand,
  copies: async () => (await import("./readers.ts")).copiesCommand,
  photos: async () => (await import("./readers.ts")).photosCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  groups: async () => (await import("./readers.ts")).groupsCommand,
};

/** Runs one command line. Returns the exit code: 0, 1 (something suspected) or 2 (the run failed). */
export async function main(argv: string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const load = COMMANDS[name];
  try {
    if (load === undefined) throw new UsageError(`没有命令「${name}」。No command "${name}".\n\n${HELP}`);
    const command = await load();
    return await command(args);
  } catch (error) {
    if (isUsage(error)) {
      process.stderr.write(`${(error as Error).message}\n`);
    } else {
      process.stderr.write(`运行失败：${(error as Error).message}\nThe run failed.\n`);
      if (process.env.LUODI_DEBUG === "1") process.stderr.write(`${(error as Error).stack}\n`);
    }
    return 2;
  }
}

/** Our own usage errors and those of node:util parseArgs. */
function isUsage(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  return error instanceof UsageError || code.startsWith("ERR_PARSE_ARGS");
}
