// Mistakes in a mapping are refused with their place; a problem of a row repeats nothing of a person.

import { expect, test } from "vitest";
import { collectFolder } from "../../../test/memory-files.ts";

const TABLE = "编号,标题,时间,状态\n1,路灯,2024/5/1 9:00:00,已办结\n";
const MAPPING = `kind: requests
territory: CN-430121
fields:
  id: 编号
  subject: 标题
  at: 时间
  status: { column: 状态, values: { 已办结: closed } }
`;
const read = async (mapping: string, table = TABLE) =>
  (await collectFolder({ "t.csv": table, "t.csv.luodi.yaml": mapping })).inputs[0]!;

test.each([
  ["a field that does not exist", MAPPING.replace("subject:", "subjct:"), /subjct.*没有这个字段.*subject/],
  ["a column that does not exist", MAPPING.replace("at: 时间", "at: 时见"), /没有映射里写的栏：「时见」/],
  ["a word that the field does not have", MAPPING.replace("closed", "close"), /status.*「close」.*closed/],
  [
    "a step of no kind",
    `${MAPPING}steps:\n  - { when: 时间, kind: replied, fields: { at: 时间 } }\n`,
    /steps\.kind.*「replied」.*reply/,
  ],
  [
    "a step's column",
    `${MAPPING}steps:\n  - { when: 答复, kind: reply, fields: { at: 时间 } }\n`,
    /「答复」/,
  ],
  ["a key that nobody knows", `${MAPPING}stepz: []\n`, /不认识「stepz」/],
  ["a kind in Chinese", MAPPING.replace("requests", "诉求"), /kind: 只能写其中一个.*requests/],
  ["a place in words", MAPPING.replace("CN-430121", "湖南省"), /territory.*CN-430121/],
  ["an empty mapping", "", /没有写/],
])("%s is refused", async (_, mapping, reason) => {
  const input = await read(mapping);
  expect(input).toMatchObject({ rows: 0 });
  expect(input.refused?.reason.zh).toMatch(reason);
});

test("a mapping of a whole folder may name columns that one of its tables lacks; they are told", async () => {
  const { inputs } = await collectFolder({ "t.csv": TABLE, "luodi-mapping.yaml": `${MAPPING}  due: 期限\n` });
  expect(inputs[0]).toMatchObject({ facts: 1 });
  expect(Object.keys(inputs[0]!.omitted).join()).toContain("「期限」");
});

test("one of several names of a column is enough", async () => {
  expect(await read(MAPPING.replace("at: 时间", "at: [登记时间, 时间]"))).toMatchObject({ facts: 1 });
});

test("a short word is repeated with its column, words of a person are not", async () => {
  const input = await read(
    MAPPING,
    `${TABLE}2,水,2024/5/1 9:00:00,待办\n3,气,周翠花13712345678,已办结\n4,电,2024/5/1 9:00:00,我是周翠花身份证430121198803072917一直没人管\n`,
  );
  expect(input).toMatchObject({ facts: 1, problems: 3 });
  const said = JSON.stringify(input);
  expect(said).toContain("「状态」栏，「待办」");
  expect(said).toContain("「时间」栏");
  for (const personal of ["13712345678", "430121198803072917", "周翠花"])
    expect(said).not.toContain(personal);
});
