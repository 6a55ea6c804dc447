// What a planted group is before its messages are written: its name, its habit, and what is true of it.

import type { Habit } from "./group-habits.ts";
import { BODIES } from "./places.ts";
import type { Chance } from "./random.ts";
import type { Truth } from "./truth.ts";

export interface GroupOptions {
  readonly seed: string;
  readonly groups: number;
  readonly messages: number;
  readonly faults: number;
  readonly traps: number;
}

const THEMES =
  "防返贫 人居环境 信访维稳 综治 环保 安全生产 森林防火 党建 创文 民政 双拥 水利 医保征缴 数字乡村 网格 路长 包村 物业 校园安全 秸秆".split(
    " ",
  );
const ENDS = "工作群 推进群 联络群 交流群 专班 调度群 信息群 小分队 办公群 通知群".split(" ");

/** A name as groups have them; the number keeps it apart from the others. */
export function groupName(chance: Chance, number: number): string {
  return `${chance.pick(BODIES).slice(3)}${chance.pick(THEMES)}${chance.pick(ENDS)}${number + 1}`;
}

/** A group with something planted in it. */
export interface Special {
  readonly id: string;
  readonly name: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly truth?: readonly Truth[];
  /** Ordinary messages are written up to here. */
  readonly until?: number;
  /** None but its own messages. */
  readonly quiet?: true;
  readonly special?: Habit;
}
