// A user's mistake on the command line: named, with how to mend it; never a stack trace.

export class UsageError extends Error {}

export const HELP = `luodi — 体检与落地 check-up and platform

  luodi audit PATH… [--on YYYY-MM-DD] [--out FOLDER] [--pack ID…] [--territory CN-…]
      体检：读文件，写 report.html、report.json、report.xlsx；终端给摘要
      Read files and write the report. Exit code 0: nothing suspected; 1: something suspected; 2: the run failed.
  luodi explain FINDING --report FOLDER --source PATH
      看一条疑点的原始行（只在本机）Show the original rows of a finding, on this machine only
  luodi import --dry-run PATH…
      只看能读到什么、哪些行有问题 What would be read, every problem with file and row
  luodi packs | luodi detectors
      规则包与条款；检测器 The packs with their clauses; the detectors
  luodi read --in cases.jsonl --out read.jsonl
      读答复：诉求点、承诺、是否空话 Read replies
  luodi copies --in texts.jsonl --out pairs.jsonl [--threshold 0.8] [--index FOLDER]
      找重复文字；--index 留下索引，明天只比新的 Find copied text; an index is kept and grows, only pairs with a new text are written
  luodi photos --in FOLDER --out matches.jsonl
      找同一张照片 Find the same photograph
  luodi groups --in EXPORT --out load.json
      群消息负担，只出计数：每人每天被打扰几次（中位、九成、百分之一最高，按群、按单位）、下班后占比（预警期间不算）、
      扎堆叫好、接龙、各类消息条数；不足 10 人的不列。名录、预警放在同一文件夹里一起读
      Load of work groups, counts only: interruptions a person a day (percentiles by group and issuer), share outside working
      hours without alert windows, bursts of praise, roll calls, messages by kind; fewer than 10 people are not listed
  luodi verify RECEIPT.json… --keys keys.json
      核验回执或整本账，不联网 Verify receipts or a whole ledger, offline
`;
