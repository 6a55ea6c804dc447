// Requests read twice are merged, however many there are; a refused file leaves nothing behind.

import { expect, test } from "vitest";
import type { PublicRequest } from "../domain/facts.ts";
import { RepeatedRequests } from "./repeated.ts";

const request = (id: string, subject: string, replies = 0): PublicRequest =>
  ({
    ...{ id, subject, text: "请看看", at: 1, body: "某镇", source: { file: "a", row: 1 } },
    steps: Array.from({ length: 1 + replies }, () => ({ kind: "reply" })),
  }) as unknown as PublicRequest;

/** As the intake does: what is not merged is put at the end. */
function read(known: RepeatedRequests, list: PublicRequest[], requests: readonly PublicRequest[]): number {
  let merged = 0;
  for (const each of requests) {
    if (known.merge("board", list, each)) merged += 1;
    else list.push(each);
  }
  return merged;
}

test("thousands of ids are found again, and the row with more steps counts", () => {
  const known = new RepeatedRequests();
  const list: PublicRequest[] = [];
  const all = Array.from({ length: 20_000 }, (_, at) => request(`R-${at}`, `第${at}件`));
  expect(read(known, list, all)).toBe(0);
  known.startFile();
  const again = all.map(({ id, subject }) => request(id, subject, 2));
  expect(read(known, list, again)).toBe(20_000);
  expect(list).toHaveLength(20_000);
  expect(list.every((each, at) => each.id === `R-${at}` && each.steps.length === 3)).toBe(true);
});

test("the same number with other words is another request, and another importer has numbers of its own", () => {
  const known = new RepeatedRequests();
  const list = [request("1", "路灯")];
  known.merge("board", [], list[0]!);
  expect(known.merge("board", list, request("1", "公厕"))).toBe(false);
  expect(known.merge("letters", list, request("1", "路灯"))).toBe(false);
  expect(known.merge("board", list, request("1", "路灯"))).toBe(true);
});

test("what a refused file brought and changed is gone, and its ids may come again", () => {
  const known = new RepeatedRequests();
  const list: PublicRequest[] = [];
  read(known, list, [request("a", "路灯"), request("b", "公厕")]);
  known.startFile();
  const before = [...list];
  read(known, list, [request("a", "路灯", 3), request("c", "桥"), request("d", "渠")]);
  expect(list[0]!.steps).toHaveLength(4);
  known.undo(list);
  list.length = 2;
  expect(list).toEqual(before);
  // Other requests now stand where those of the refused file stood.
  expect(read(known, list, [request("e", "井"), request("c", "桥"), request("d", "渠")])).toBe(0);
  expect(read(known, list, [request("c", "桥", 1), request("a", "路灯", 1), request("e", "井")])).toBe(3);
  expect(list.map(({ id }) => id)).toEqual(["a", "b", "e", "c", "d"]);
});
