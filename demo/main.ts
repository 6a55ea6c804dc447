// `npx tsx demo/main.ts --out DIR`: writes a demonstration county of any size.

import { parseArgs } from "node:util";
import { writeCounty } from "./write.ts";

const { values } = parseArgs({
  options: {
    ...{ seed: { type: "string", default: "青石县 2026" }, out: { type: "string" } },
    ...{ requests: { type: "string", default: "20000" }, posts: { type: "string", default: "3000" } },
    ...{
      messages: { type: "string", default: "200000" },
      accounts: { type: "string" },
      groups: { type: "string" },
    },
    ...{
      apps: { type: "string" },
      tasks: { type: "string" },
      faults: { type: "string" },
      traps: { type: "string" },
    },
    "every-fault": { type: "string" },
  },
});
if (values.out === undefined) {
  process.stderr.write("请写明 --out 文件夹。Name the folder with --out.\n");
  process.exit(2);
}
const optional = (key: string, value: string | undefined) =>
  value === undefined ? {} : { [key]: Number(value) };
await writeCounty(
  {
    seed: values.seed,
    requests: Number(values.requests),
    posts: Number(values.posts),
    messages: Number(values.messages),
    ...optional("accounts", values.accounts),
    ...optional("groups", values.groups),
    ...optional("apps", values.apps),
    ...optional("tasks", values.tasks),
    ...optional("faults", values.faults),
    ...optional("traps", values.traps),
    ...optional("everyFault", values["every-fault"]),
  },
  values.out,
);
