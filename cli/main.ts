// Finds the command and runs it; turns mistakes into one plain sentence and an exit code.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cannotWrite } from "./output.ts";
import { HELP, helpOf, UsageError } from "./usage.ts";

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
  if (name === "--version" || name === "-V") {
    process.stdout.write(`${versionOf()}\n`);
    return 0;
  }
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load !== undefined && asksForHelp(args)) {
    process.stdout.write(helpOf(name));
    return 0;
  }
  try {
    if (load === undefined) throw new UsageError(`没有命令「${name}」。No command "${name}".\n\n${HELP}`);
    const command = await load();
    return await command(args);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
    } else if (isOfOptions(error)) {
      process.stderr.write(
        `${optionMistake(error as Error & { code: string })}\n用法 Usage: luodi ${name} --help\n\n${helpOf(name)}`,
      );
    } else {
      process.stderr.write(`运行失败：${(error as Error).message}\nThe run failed.\n`);
      if (process.env.LUODI_DEBUG === "1") process.stderr.write(`${(error as Error).stack}\n`);
    }
    return 2;
  }
}

/** Mistakes that node:util parseArgs names. */
function isOfOptions(error: unknown): boolean {
  return ((error as { code?: string }).code ?? "").startsWith("ERR_PARSE_ARGS");
}

/** The parser's own English names the option in quotes; its advice about `--` is for programmers. */
function optionMistake({ code, message }: Error & { code: string }): string {
  const named = /'([^']{1,60})'/.exec(message)?.[1];
  if (named === undefined) return `选项不对：${message}`;
  switch (code) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      return `没有选项「${named}」。There is no option ${named}.`;
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
      return `多写了「${named}」，这个命令后面不写它。"${named}" is not expected here.`;
    default:
      return `选项「${named.replace(" <value>", "")}」的写法不对，看看后面的值有没有写。The option ${named.replace(" <value>", "")} is not written as it should be; is its value there?`;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What reads our output went away (`| head`), as other tools end then; or the output is full. */
export function stopped(error: Error & { code?: string }): never {
  if (error.code !== "EPIPE")
    process.stderr.write(`${(cannotWrite("标准输出 standard output", error) as Error).message}\n`);
  process.exit(error.code === "EPIPE" ? 128 + 13 : 2);
}
