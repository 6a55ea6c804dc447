// `npx tsx eval/masking/run.ts`: plants invented personal data of each kind in invented sentences and prints the recall of each.

import { maskFileName, maskText, officeOf } from "../../core/reading/masking/index.ts";
import { Chance } from "../../demo/random.ts";

const FRAMES = [
  "联系电话{x}，请尽快处理。",
  "我的号码是{x}谢谢",
  "（{x}）",
  "反映人{x}多次来访",
  "请回{x}。",
  "{x}",
  "情况属实，{x}，望解决",
];
const WIDE = (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const HAN = (text: string) => text.replace(/[0-9]/g, (digit) => "零一二三四五六七八九"[Number(digit)]!);
const digits = (chance: Chance, count: number) =>
  Array.from({ length: count }, () => chance.whole(0, 9)).join("");
const mobile = (chance: Chance) => `1${chance.pick(["38", "59", "77", "86", "99"])}${digits(chance, 8)}`;

function residentId(chance: Chance): string {
  const body = `43012119${chance.whole(50, 99)}${String(chance.whole(1, 12)).padStart(2, "0")}${String(chance.whole(1, 28)).padStart(2, "0")}${digits(chance, 3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + "10X98765432"[sum % 11];
}

function bankCard(chance: Chance): string {
  const body = `62220202000${digits(chance, 7)}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

const SURNAMES = ["王", "李", "张", "刘", "陈", "杨", "赵", "周", "吴", "徐"];

/** kind → one planted value, none of which may be left. */
const KINDS: Readonly<Record<string, (chance: Chance) => { text: string }>> = {
  "full-width digits": (chance) => same(WIDE(mobile(chance))),
  "Chinese digits": (chance) => same(HAN(mobile(chance))),
  "spaced mobile": (chance) =>
    same(mobile(chance).replace(/^(...)(....)(....)$/, chance.pick(["$1 $2 $3", "$1-$2-$3", "$1 $2-$3"]))),
  landline: (chance) => same(`0731${chance.pick(["-", " ", ""])}8${digits(chance, 7)}`),
  "resident id": (chance) => same(residentId(chance)),
  plate: (chance) =>
    same(
      `湘${chance.pick(["A", "B", "D"])}${chance.pick(["·", "", " "])}${digits(chance, 4)}${chance.pick(["K", "7", "挂"])}`,
    ),
  "bank card": (chance) =>
    same(
      bankCard(chance)
        .replace(/(.{4})/g, chance.pick(["$1 ", "$1"]))
        .trim(),
    ),
  "chat id": (chance) =>
    same(
      chance.pick([
        `wxid_a${digits(chance, 8)}`,
        `微信号：abc${digits(chance, 5)}`,
        `QQ：${chance.whole(1, 9)}${digits(chance, 8)}`,
      ]),
    ),
  home: (chance) =>
    same(
      `${chance.pick(["金桂小区", "阳光花园", "东街"])}${chance.whole(1, 30)}${chance.pick(["栋", "号楼", "幢"])}${chance.whole(1, 4)}单元${chance.whole(101, 3203)}${chance.pick(["室", "", "房"])}`,
    ),
  "surname and address": (chance) =>
    same(`${chance.pick(SURNAMES)}${chance.pick(["女士", "先生", "大爷", "阿姨", "某某", "师傅"])}`),
  "file name": (chance) => ({
    text: `${chance.pick(SURNAMES)}${chance.pick(["小明", "建国", "芳"])}${chance.pick(["身份证", "_申请表", "户口本"])}.jpg`,
    left: "",
  }),
  "leader's name": (chance) => ({
    text: `${chance.pick(["青石县委书记", "河口镇镇长"])}${chance.pick(SURNAMES)}${chance.pick(["建军", "伟"])}`,
    left: "",
  }),
};

function same(text: string): { text: string } {
  return { text };
}

const EACH = 500;
const chance = new Chance("masking");
let worst = 1;
for (const [kind, make] of Object.entries(KINDS)) {
  let gone = 0;
  for (let index = 0; index < EACH; index++) {
    const { text } = make(chance);
    if (kind === "file name") gone += maskFileName(text).startsWith("〔姓名〕") ? 1 : 0;
    else if (kind === "leader's name") gone += /(?:书记|镇长)$/.test(officeOf(text)) ? 1 : 0;
    else {
      const left = maskText(chance.pick(FRAMES).replace("{x}", text)).text;
      // Neither the whole nor a telling piece of a number may be left.
      gone += left.includes(text) || /\d{6}/.test(left.replace(/[ -]/g, "")) ? 0 : 1;
    }
  }
  worst = Math.min(worst, gone / EACH);
  process.stdout.write(`${kind}: recall ${(gone / EACH).toFixed(3)} (${EACH} planted)\n`);
}
process.stdout.write(
  "names in free text without a form of address cannot be guaranteed; citizens' words are therefore never quoted\n",
);
process.stdout.write(`the workbook's author is never opened; lowest recall ${worst.toFixed(3)}\n`);
