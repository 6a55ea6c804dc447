// Personal data planted into every text column, user column and file name: none of it may leave any importer.

import { describe, expect, test } from "vitest";
import { collectFolder } from "../../test/memory-files.ts";

/** kind → what is written, and what must not be found again. All invented; the numbers have valid check digits. */
const PLANTED: Record<string, readonly [written: string, gone: string]> = {
  mobile: ["电话13800138000", "13800138000"],
  "spaced mobile": ["电话138 0013 8001", "0013 8001"],
  "full-width mobile": ["电话１３８００１３８００２", "１３８００１３８００２"],
  "mobile in Chinese digits": ["电话一三八零零一三八零零三", "三八零零一三八零零三"],
  landline: ["家里电话0731-85551234", "85551234"],
  "resident id with X": ["身份证11010519491231002X", "11010519491231002"],
  "number plate": ["车牌湘A·12345", "A·12345"],
  "bank card": ["卡号6222021234567890128", "6222021234567890128"],
  "chat id": ["微信号：wxid_abcdef123456", "wxid_abcdef123456"],
  home: ["幸福小区3栋2单元501室", "3栋2单元501"],
  "surname and form of address": ["找赵先生", "赵先生"],
};
const WORDS = Object.values(PLANTED)
  .map(([written]) => written)
  .join("，");
const OF_A_FILE = "赵六身份证";

const cell = (text: string) => `"${text}"`;
const ITEM = `<item><title>${WORDS}</title><description>${WORDS}。</description></item>`;
const request = { id: "1", subject: WORDS, text: WORDS, steps: [{ kind: "file" }], reporter: WORDS };
const FILES: Record<string, string> = {
  "board.csv": `留言编号,留言用户,留言主题,留言时间,留言详情\n1,${cell(WORDS)},${cell(WORDS)},2023/4/24,${cell(WORDS)}\n`,
  "leader.jsonl": JSON.stringify({
    tid: 1,
    forum: "甲县县长",
    status: "已办理",
    date: "2024-01-01",
    title: WORDS,
    content: WORDS,
  }),
  "letters.jsonl": JSON.stringify({
    type: "咨询",
    title: WORDS,
    content: WORDS,
    institution: "甲县公交公司",
    reply: "已办",
  }),
  "feed.xml": `<rss><channel><title>甲县发布</title>${ITEM}</channel></rss>`,
  "weibo.csv": `id,user_id,用户昵称,微博正文,发布时间,艾特用户,发布位置\n1,u1,甲县发布,${cell(WORDS)},2024-01-01 08:00,${cell(WORDS)},${cell(WORDS)}\n`,
  "accounts.csv": `账号名称,平台,主办单位,管理员,手机号\n甲县发布,微信,${cell(WORDS)},${cell(WORDS)},13800138000\n`,
  "ledger.csv": `编号,标题,内容,来电人\n13800138000,${cell(WORDS)},${cell(WORDS)},${cell(WORDS)}\n`,
  "ledger.csv.luodi.yaml": "kind: requests\nfields: { id: 编号, subject: 标题, text: 内容 }\n",
  "facts.jsonl": JSON.stringify({ kind: "requests", ...request }),
};
/** An office's own texts keep the office's landlines: a citizen needs them. */
const OFFICE_TEXTS = new Set(["feed.xml", "weibo.csv", "accounts.csv"]);

describe.each(Object.keys(FILES).filter((name) => !name.endsWith(".yaml")))("%s", (name) => {
  test.each(Object.entries(PLANTED))("%s", async (kind, [, gone]) => {
    const beside = `${name}.luodi.yaml`;
    const mapping = FILES[beside];
    const { facts, inputs } = await collectFolder({
      [name]: FILES[name]!,
      ...(mapping === undefined ? {} : { [beside]: mapping }),
    });
    expect(inputs[0]).toMatchObject({ facts: 1, problems: 0 });
    const kept = JSON.stringify([facts, inputs]);
    if (kind === "landline" && OFFICE_TEXTS.has(name)) expect(kept).toContain(gone);
    else expect(kept).not.toContain(gone);
  });
});

test("a file's name", async () => {
  const { shownPath } = await import("./words.ts");
  const shown = shownPath(`诉求/${OF_A_FILE}.csv`);
  expect(shown).not.toContain("赵六");
  expect(shown.endsWith(".csv")).toBe(true);
  expect(shownPath(shown)).toBe(shown);
  const { facts, inputs } = await collectFolder({ [`${OF_A_FILE}.csv`]: FILES["board.csv"]! });
  expect(JSON.stringify([facts, inputs])).not.toContain("赵六");
});
