// `luodi groups`: the load of work groups from chat exports, as counts only; no text, no name, no member.

import { CHINA, dayOf } from "../core/domain/day.ts";
import { LEAST_MEMBERS, loadOf } from "../core/reading/groups/load.ts";
import { collect } from "./collect.ts";
import { withOutput } from "./output.ts";

/**
 * Writes {groups, issuers, tooSmall, alertsKnown, problems} (see core/reading/groups/load.ts); groups and issuers of fewer than
 * ten people are counted and not described. A register of groups or of alerts in the same folder is read with it.
 * Returns the exit code: 1 where something could not be read.
 */
export async function runGroups(
  options: { readonly in: string; readonly out: string },
  io: { say(line: string): void },
): Promise<number> {
  const { load, inputs, problems } = await withOutput(options.out, async (write) => {
    const { facts, inputs } = await collect({ paths: [options.in], on: dayOf(Date.now()) });
    const load = loadOf(facts, CHINA);
    const problems = inputs.reduce(
      (sum, input) => sum + input.problems + (input.refused === undefined ? 0 : 1),
      0,
    );
    await write(`${JSON.stringify({ ...load, problems }, null, 1)}\n`);
    return { load, inputs, problems };
  });
  for (const input of inputs) {
    if (input.refused !== undefined)
      io.say(`${input.file}：${input.refused.reason.zh} ${input.refused.mend.zh}`);
  }
  io.say(
    `${load.groups.length} 个群，${load.issuers.length} 个单位，另有 ${load.tooSmall} 个群不足 ${LEAST_MEMBERS} 人不列。groups, issuers; smaller ones are not listed.`,
  );
  if (load.groups.length === 0 && load.tooSmall === 0) {
    io.say(
      `「${options.in}」里没有读到群消息：看看是不是群聊的导出，旁边有没有 dataset.yaml。No group messages were found in “${options.in}”: is it a chat export, with a dataset.yaml beside it?`,
    );
  } else if (!load.alertsKnown)
    io.say(
      "没有预警记录，下班后占比包括预警期间。No alerts were read: the off-hours share includes alert windows.",
    );
  return problems > 0 ? 1 : 0;
}
