// Measures the search for copies on real texts against the plain truth (every pair), and on headlines that are relayed by law.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CopyText,
  exactJaccard,
  findCopies,
  findCopyGroups,
  shingles,
  stripQuoted,
} from "../../core/reading/copies/index.ts";

const DATA = join(import.meta.dirname, "..", "..", "..", "shared", "data");
if (!existsSync(DATA)) {
  console.log("SKIPPED: the data are not here (../shared/data).");
  process.exit(0);
}

function compare(name: string, texts: readonly CopyText<number>[], threshold: number): void {
  const sets = texts.map((each) => shingles(each.text));
  const truth = new Map<string, number>();
  for (let b = 1; b < texts.length; b++)
    for (let a = 0; a < b; a++) {
      const [few, many] = [Math.min(sets[a]!.size, sets[b]!.size), Math.max(sets[a]!.size, sets[b]!.size)];
      if (few < threshold * many) continue;
      const likeness = exactJaccard(sets[a]!, sets[b]!);
      if (likeness >= threshold && sets[a]!.size > 0) truth.set(`${a} ${b}`, likeness);
    }
  let right = 0;
  let told = 0;
  for (const { a, b, similarity } of findCopies(texts, { threshold })) {
    told++;
    if (truth.get(`${a} ${b}`) === similarity) right++;
  }
  const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(5));
  console.log(
    `${name}, ${texts.length} texts at ${threshold}: ${truth.size} true pairs, recall ${share(right, truth.size)}, precision ${share(right, told)}`,
  );
}

const letters = readFileSync(join(DATA, "letters", "letters.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Record<string, unknown>);
const longest = (row: Record<string, unknown>) =>
  Object.values(row)
    .filter((value) => typeof value === "string")
    .sort((a, b) => b.length - a.length)[0] ?? "";
const every = letters.map((row, id) => ({ id, text: longest(row) }));
const numbered = (texts: readonly string[]) => texts.map((text, id) => ({ id, text }));
const replies = letters.flatMap((row) =>
  Object.entries(row)
    .filter(([key, value]) => /repl|answer|回复|答复/i.test(key) && typeof value === "string")
    .map(([, value]) => value as string),
);
for (const threshold of [0.5, 0.8]) compare("letters, longest field", every, threshold);
for (const threshold of [0.5, 0.8]) compare("letters, replies", numbered(replies), threshold);
compare("letters, replies, own words only", numbered(replies.map((text) => stripQuoted(text).text)), 0.8);

const titles: { id: string; text: string; group: string }[] = [];
for (const file of readdirSync(join(DATA, "account-feeds")).filter((name) => name.endsWith(".xml"))) {
  const xml = readFileSync(join(DATA, "account-feeds", file), "utf8");
  for (const item of xml.split("<item>").slice(1)) {
    const title =
      item.match(/<title>([^<]*)<\/title>/)?.[1]?.replace(/<!\[CDATA\[|\]\]>/g, "") ??
      item.match(/<!\[CDATA\[([^\]]*)\]\]>/)?.[1] ??
      "";
    if (title.trim() !== "") titles.push({ id: `${file}#${titles.length}`, text: title.trim(), group: file });
  }
}
const groups = findCopyGroups(titles, { fold: true }).filter((each) => each.members.length >= 2);
console.log(
  `headlines: ${titles.length}; ${groups.length} groups of 3 or more, the largest ${Math.max(0, ...groups.map((each) => each.members.length + 1))}. ` +
    "This reading states likeness only; whether a relay is ordered is for the detector to ask first.",
);
