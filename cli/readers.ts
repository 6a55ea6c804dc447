// `luodi read`, `copies`, `photos` and `groups`: the readings by themselves, from a file or folder to a file.

import { parseArgs } from "node:util";
import { runCopies } from "./copies.ts";
import { runGroups } from "./groups.ts";
import { sizeOf } from "./lines.ts";
import { runPhotos } from "./photos.ts";
import { progressLine } from "./progress.ts";
import { runRead } from "./read.ts";
import { UsageError } from "./usage.ts";

const say = { say: (line: string) => void process.stderr.write(`${line}\n`) };

export async function readCommand(args: string[]): Promise<number> {
  const paths = inAndOut("read", args, {
    model: { type: "string" },
    "model-name": { type: "string" },
    "model-seconds": { type: "string" },
  });
  const { model: url, "model-name": name, "model-seconds": seconds } = paths;
  if (url === undefined && (name ?? seconds) !== undefined)
    throw new UsageError(
      "--model-name、--model-seconds 要和 --model 一起写。--model-name and --model-seconds go with --model.",
    );
  sizeOf(paths.in);
  const model =
    url === undefined
      ? undefined
      : await opened(url, name, seconds === undefined ? undefined : Number(seconds));
  const progress = progressLine();
  const onProgress = (read: number): void => progress.say(`已读 read ${read}`);
  try {
    const { problems } = await runRead(
      { in: paths.in, out: paths.out, model },
      { stderr: process.stderr, onProgress },
    );
    return problems > 0 ? 1 : 0;
  } finally {
    progress.done();
    model?.close();
  }
}

/** What speaks to the network is not even loaded where no model is named. */
async function opened(url: string, name: string | undefined, seconds: number | undefined) {
  const { openModel } = await import("./local-model/model.ts");
  return openModel({ url, name, seconds });
}

export function copiesCommand(args: string[]): Promise<number> {
  const { threshold, ...paths } = inAndOut("copies", args, {
    threshold: { type: "string" },
    index: { type: "string" },
  });
  return runCopies({ ...paths, ...(threshold === undefined ? {} : { threshold: Number(threshold) }) }, say);
}

export function photosCommand(args: string[]): Promise<number> {
  const line = progressLine();
  const output = {
    say(text: string) {
      line.done();
      say.say(text);
    },
    progress: (text: string) => line.say(text),
  };
  return runPhotos(inAndOut("photos", args), output).finally(() => line.done());
}

export function groupsCommand(args: string[]): Promise<number> {
  return runGroups(inAndOut("groups", args), say);
}

interface InAndOut {
  readonly in: string;
  readonly out: string;
  readonly threshold?: string;
  readonly index?: string;
  readonly model?: string;
  readonly "model-name"?: string;
  readonly "model-seconds"?: string;
}

function inAndOut(name: string, args: string[], more: Record<string, { type: "string" }> = {}): InAndOut {
  const { values } = parseArgs({
    args,
    options: { in: { type: "string" }, out: { type: "string" }, ...more },
  }) as { values: Partial<InAndOut> };
  if (values.in === undefined || values.out === undefined) {
    throw new UsageError(
      `用法：luodi ${name} --in 输入 --out 输出  Usage: luodi ${name} --in INPUT --out OUTPUT`,
    );
  }
  return { ...values, in: values.in, out: values.out };
}
