// A user's mistake on the command line: named, with how to mend it; never a stack trace.

export class UsageError extends Error {}

/** What each command does, in the order of the help. */
const COMMANDS: Readonly<Record<string, string>> = {
  audit: `  luodi audit PATH… [--on YYYY-MM-DD] [--out FOLDER] [--pack ID…] [--territory CN-…]
      体检：读文件，写 report.html、report.json、report.xlsx；终端给摘要
      Read files and write the report. Exit code 0: nothing suspected; 1: something suspected; 2: the run failed.`,
  explain: `  luodi explain FINDING --report FOLDER --source PATH
      看一条疑点的原始行（只在本机）Show the original rows of a finding, on this machine only`,
  import: `  luodi import --dry-run PATH… [--on YYYY-MM-DD]
      只看能读到什么、哪些行有问题 What would be read, every problem with file and row`,
  packs: `  luodi packs
      规则包与条款 The packs with their clauses`,
  detectors: `  luodi detectors
      检测器 The detectors`,
  read: `  luodi read --in cases.jsonl --out read.jsonl [--model http://127.0.0.1:11434/v1 --model-name NAME [--model-seconds 60]]
      读答复：诉求点、承诺、是否空话；--model 让本机的语言模型也读一遍，只连本机，不写就不连
      Read replies; with --model a language model on this machine (OpenAI-compatible, loopback alone) reads them too`,
  copies: `  luodi copies --in texts.jsonl --out pairs.jsonl [--threshold 0.8] [--index FOLDER]
      找重复文字：按给出的字逐字比（不统一全半角、空格），每 5 个字一段，不足 5 个字的整段算一段，空的不比；
      --index 留下索引，明天只比新的
      Find copied text: exact Jaccard on shingles of 5 characters as given (width and blanks are not folded; a text of fewer
      than 5 is one shingle, an empty one none); an index is kept and grows, only pairs with a new text are written`,
  photos: `  luodi photos --in FOLDER --out matches.jsonl
      找同一张照片 Find the same photograph`,
  groups: `  luodi groups --in EXPORT --out load.json
      群消息负担，只出计数：每人每天被打扰几次（中位、九成、百分之一最高，按群、按单位）、下班后占比（预警期间不算）、
      扎堆叫好、接龙、各类消息条数；不足 10 人的不列。名录、预警放在同一文件夹里一起读
      Load of work groups, counts only: interruptions a person a day (percentiles by group and issuer), share outside working
      hours without alert windows, bursts of praise, roll calls, messages by kind; fewer than 10 people are not listed`,
  verify: `  luodi verify RECEIPT.json… --keys keys.json
      核验回执或整本账，不联网 Verify receipts or a whole ledger, offline`,
};

const READINGS = new Set(["read", "copies", "photos", "groups"]);
const OF_READINGS = `
  read、copies 的文件写 - 是标准输入、标准输出；UTF-8、UTF-16、GBK 都能读。输出写完才出现，中途停下不动原来的文件
  read and copies take - for standard input and output; UTF-8, UTF-16 and GBK are read. An output appears when it is whole
  退出码 exit code 0：都读了 all was read；1：有的读不了，已跳过，或没有用上模型 something was skipped, or read without the model；2：运行失败 the run failed
`;

export const HELP = `luodi — 体检与落地 check-up and platform

${Object.values(COMMANDS).join("\n")}
${OF_READINGS}
  luodi COMMAND --help · luodi --version
`;

/** The help of one command. */
export function helpOf(name: string): string {
  return `${COMMANDS[name]}\n${READINGS.has(name) ? OF_READINGS : ""}`;
}
