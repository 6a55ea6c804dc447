// The load of work groups: interruptions a person, hours off, alerts left out, nothing small shown.

import { expect, test } from "vitest";
import { CHINA } from "../../domain/day.ts";
import type { Facts, WorkGroup } from "../../domain/facts.ts";
import { KIND_BIT, MEDIA_CODE, MessageColumns, type MessageKind, NO_LEAD } from "../../domain/messages.ts";
import { loadOf } from "./load.ts";

const at = (text: string) => Date.parse(`${text.replace(" ", "T")}:00+08:00`);
const source = { file: "groups.csv", row: 1 };
const group = (id: string, people: number[], body = "青石县柳林镇"): WorkGroup => ({
  source,
  id,
  name: id,
  platform: "wechat",
  body,
  memberCount: people.length,
  memberIds: Uint32Array.from(people),
});

function factsOf(
  groups: WorkGroup[],
  rows: [string, string, MessageKind, number][],
  notices?: Facts["notices"],
): Facts {
  const columns = new MessageColumns();
  for (const [index, [id, moment, kind, sender]] of rows.entries())
    columns.push({
      group: columns.groupOf(id),
      second: at(moment) / 1000,
      sender,
      media: MEDIA_CODE.text,
      kinds: KIND_BIT[kind],
      ...{
        length: 5,
        lead: NO_LEAD,
        file: columns.fileOf("m.csv"),
        row: index + 1,
      },
    });
  return { groups, messages: columns.seal(), ...(notices === undefined ? {} : { notices }) };
}

const ten = Array.from({ length: 10 }, (_, index) => index + 1);
const rows: [string, string, MessageKind, number][] = [
  ["a", "2026-06-02 10:00", "order", 1],
  ["a", "2026-06-02 21:00", "order", 1],
  ["b", "2026-06-02 11:00", "roll-call", 2],
  ["b", "2026-06-02 11:10", "roll-call", 3],
  ["b", "2026-06-02 15:00", "roll-call", 3],
];

test("who is in two groups of one body is interrupted by both", () => {
  const load = loadOf(factsOf([group("a", ten), group("b", ten)], rows), CHINA);
  expect(load.groups.map((each) => each.perPersonDay.p50)).toEqual([2, 3]);
  expect(load.issuers).toEqual([
    {
      issuer: "青石县柳林镇",
      groups: 2,
      people: 10,
      perPersonDay: { p50: 5, p90: 5, p99: 5 },
      offHoursShare: 0.2,
    },
  ]);
  expect(load.groups[1]!.rollCalls).toEqual({ chains: 2, messages: 3 });
});

test("alert windows are left out of the hours off", () => {
  const notices = [
    { source, kind: "alert" as const, from: at("2026-06-02 20:00"), until: at("2026-06-02 23:00") },
  ];
  const load = loadOf(factsOf([group("a", ten)], rows.slice(0, 2), notices), CHINA);
  expect(load.groups[0]!.offHoursShare).toBe(0);
  expect(load.alertsKnown).toBe(true);
});

test("nine people are counted and not described, and no id of a member leaves", () => {
  const load = loadOf(factsOf([group("a", ten.slice(1)), group("b", ten)], rows), CHINA);
  expect(load.groups.map((each) => each.id)).toEqual(["b"]);
  expect(load.tooSmall).toBe(1);
  expect(JSON.stringify(load)).not.toMatch(/memberIds|people":\[|"sender/);
});
