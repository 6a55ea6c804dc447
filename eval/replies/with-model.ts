// Measures the reply reader on the given labels without and with the operator's local model, which Luodi brings none of.
// npx tsx eval/replies/with-model.ts --model http://127.0.0.1:11434/v1 --model-name NAME [--model-seconds 60] [--cases 100] [--aside]

import { parseArgs } from "node:util";
import { joined } from "../../cli/local-model/join.ts";
import { openModel } from "../../cli/local-model/model.ts";
import { readReply, type Weights } from "../../core/reading/replies/index.ts";
import { type Case, givenCases, readings, strangerCases } from "./cases.ts";
import { fitAll, splitOf } from "./fit.ts";
import { type Pair, report } from "./measure.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    "model-name": { type: "string" },
    "model-seconds": { type: "string", default: "60" },
    /** So many cases alone, evenly out of all: a call may take many seconds. */
    cases: { type: "string" },
    /** The set-aside part, as most of three readers read it, instead of the given labels. */
    aside: { type: "boolean", default: false },
  },
});
const fail = (words: string): never => {
  process.stderr.write(`${words}\n`);
  process.exit(2);
};
if (values.model === undefined) fail("--model ADDRESS --model-name NAME");
const given = givenCases();
const labels = await readings();
if (given === null || labels === null)
  fail("NOTHING MEASURED: the data folder with the labelled replies does not stand beside the repository.");
const model = await openModel({
  url: values.model!,
  name: values["model-name"],
  seconds: Number(values["model-seconds"]),
}).catch((error: Error) => fail(error.message));

const { training, asideByMost } = splitOf(given!, labels!, strangerCases());
const all = values.aside ? asideByMost : given!;
const wanted = Math.min(all.length, Number(values.cases ?? all.length));
if (!(wanted >= 1)) fail("--cases takes a number from 1.");
const cases = Array.from(
  { length: Math.floor(wanted) },
  (_, i) => all[Math.floor((i * all.length) / wanted)]!,
);

// The package's own weights were trained on the given labels: those are read by weights that did not see their part (some minutes).
const without: ((item: Case) => Weights) | undefined = values.aside ? undefined : fitAll(training).without;
const ours = cases.map((gold) =>
  readReply(gold, [{ text: gold.reply, at: gold.repliedAt }], without?.(gold)),
);

const reasons = new Map<string, number>();
const took = new Map<string, number>();
const count = (counts: Map<string, number>, name: string): void =>
  void counts.set(name, (counts.get(name) ?? 0) + 1);
const both: Pair[] = [];
const alone: Pair[] = [];
let next = 0;
const worker = async (): Promise<void> => {
  while (next < cases.length) {
    const at = next;
    next += 1;
    const gold = cases[at]!;
    const read = ours[at]!;
    const asked = await model.ask(gold);
    if (!("answer" in asked)) count(reasons, "failed" in asked ? asked.failed : "not asked any more");
    const answer = "answer" in asked ? asked.answer : undefined;
    const made = joined(read, model.name, answer);
    count(took, made.model?.took ?? "not used");
    both[at] = { gold, read: { ...made, confidence: made.confidence ?? 0 } };
    if (answer !== undefined)
      alone.push({ gold, read: { ...read, kind: answer.kind, asks: answer.asks, abstained: false } });
    if (at % 20 === 19) process.stderr.write(`${at + 1} / ${cases.length}\n`);
  }
};
await Promise.all(Array.from({ length: model.atOnce }, worker));

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const told = (counts: Map<string, number>): string =>
  [...counts].map(([name, times]) => `${name} ${times}`).join(", ");
const part = `${values.aside ? "set-aside part" : "given labels, 4-fold"}, ${cases.length} cases`;
const plain = report(
  `Without the model: ${part}`,
  cases.map((gold, at) => ({ gold, read: ours[at]! })),
  print,
  false,
);
const joint = report(`Both readings joined: ${part}`, both, print, false);
print(`\nused of the model: ${told(took)}`);
if (reasons.size > 0) print(`WITHOUT AN ANSWER: ${told(reasons)}`);
for (const name of ["kind macro-F1", "all asks dealt with, accuracy", "abstained"])
  print(`${name}: ${plain[name]!.toFixed(3)} without, ${joint[name]!.toFixed(3)} with ${model.name}`);
if (alone.length > 0) {
  const of = report("", alone, () => {}, false);
  const [kind, asks] = [of["kind macro-F1"]!, of["all asks dealt with, accuracy"]!];
  print(
    `the model alone, on the ${alone.length} it answered: kind ${kind.toFixed(3)}, asks ${asks.toFixed(3)}`,
  );
}
