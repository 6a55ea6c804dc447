// The house keeps its rules: one direction of imports, pure core, short files that say what they are, known names.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "..");
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
})
  .toString()
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(ROOT, path)));
const code = files.filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith(".d.ts"));
const ours = code.filter((path) => !/\.test\.tsx?$/.test(path));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** Anything not listed is forbidden. A box may always import itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "core/domain": [],
  "core/packs": ["core/domain"],
  "core/reading": ["core/domain"],
  "core/ledger": ["core/domain"],
  "core/engine": ["core/domain", "core/packs"],
  "core/detectors": ["core/domain", "core/engine", "core/reading"],
  "core/importers": ["core/domain", "core/reading"],
  "core/render": ["core/domain", "core/engine"],
  cli: ["core"],
  "server/kit": ["core/domain", "core/ledger"],
  web: ["core/domain", "core/engine", "core/ledger"],
  "server/services": ["core/domain", "core/packs", "core/reading", "core/ledger", "server/kit", "web"],
  "server/oversight": ["core", "server/kit", "web"],
  "server/witness": ["core/domain", "core/ledger", "server/kit"],
  "server/main": ["server", "web", "demo", "core/packs", "core/domain", "cli/packs"],
  demo: ["core/domain", "server/services"],
};
const FREE = ["test", "bench", "eval", "scripts"];

function boxOf(path: string): string | undefined {
  if (/^server\/[^/]+\.(ts|mjs)$/.test(path)) return "server/main";
  return Object.keys(MAY_IMPORT).find((box) => path.startsWith(`${box}/`));
}

function importsOf(path: string): string[] {
  const found = [...read(path).matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(
    (match) => match[1]!,
  );
  return found;
}

describe("one direction", () => {
  test.each(ours.filter((path) => !FREE.includes(path.split("/")[0]!) && path.includes("/")))(
    "%s",
    (path) => {
      const box = boxOf(path);
      expect(box, `${path} stands in no box of docs/house.md`).toBeDefined();
      for (const specifier of importsOf(path).filter((each) => each.startsWith("."))) {
        const target = posix.normalize(posix.join(posix.dirname(path), specifier));
        const allowed = [box!, ...MAY_IMPORT[box!]!];
        expect(
          allowed.some((each) => target.startsWith(`${each}/`) || target.startsWith(`${each}.`)),
          `${path} must not import ${target}`,
        ).toBe(true);
      }
    },
  );

  test("no detector imports another", () => {
    for (const path of ours.filter((each) => /^core\/detectors\/[^/]+\//.test(each))) {
      for (const specifier of importsOf(path).filter((each) => each.startsWith("."))) {
        const target = posix.normalize(posix.join(posix.dirname(path), specifier));
        // A file beside the folders is what a family of detectors shares.
        if (/^core\/detectors\/[^/]+\//.test(target))
          expect(dirname(target).startsWith(dirname(path)), path).toBe(true);
      }
    }
  });
});

describe("pure core", () => {
  const IMPURE: readonly [RegExp, string][] = [
    [/\bMath\.random\(/, "chance"],
    [/\bDate\.now\(|\bnew Date\(\)/, "the clock"],
    [
      /["']node:(fs|net|http|https|dns|child_process|worker_threads|os)(\/promises)?["']/,
      "files, network or processes",
    ],
    [/\bprocess\.(env|cwd|argv)\b/, "the surroundings"],
    [/\bfetch\(/, "the network"],
  ];
  test.each(ours.filter((path) => path.startsWith("core/")))("%s", (path) => {
    const text = read(path);
    for (const [pattern, what] of IMPURE) expect(pattern.test(text), `${path} uses ${what}`).toBe(false);
  });

  test("only the kit's clock and the command line ask the time", () => {
    for (const path of ours.filter(
      (each) => /^(server|web)\//.test(each) && each !== "server/kit/clock.ts",
    )) {
      expect(/\bDate\.now\(|\bnew Date\(\)/.test(read(path)), path).toBe(false);
    }
  });
});

describe("short files that say what they are", () => {
  test.each(ours)("%s", (path) => {
    const text = read(path);
    const lines = text.split("\n").length - 1;
    const most = /^core\/detectors\/[^/]+\/detector\.ts$/.test(path) ? 120 : 300;
    expect(lines, `${path} has ${lines} lines`).toBeLessThanOrEqual(most);
    expect(/^(#![^\n]*\n)?(\/\/|\/\*\*?) \S/.test(text), `${path} does not open with what it is`).toBe(true);
    expect(
      /(^|\/)(utils?|helpers?|common|manager)(\/|\.|$)/.test(path),
      `${path}: a name that says nothing`,
    ).toBe(false);
  });
});

describe("detectors and importers are whole", () => {
  const folders = (path: string) =>
    existsSync(join(ROOT, path))
      ? readdirSync(join(ROOT, path), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => entry.name)
      : [];
  const HEADINGS = ["What it looks for", "What it cannot tell", "Fair explanations", "Basis"];

  test.each(folders("core/detectors"))("detector %s", (id) => {
    const headings = [...read(`core/detectors/${id}/README.md`).matchAll(/^## (.+)$/gm)].map(
      (match) => match[1],
    );
    expect(headings).toEqual(HEADINGS);
    const text = read(`core/detectors/${id}/detector.ts`);
    expect(text).toContain(`id: "${id}"`);
    const order = [
      "id:",
      "title:",
      "category:",
      "judges:",
      "needs:",
      "params:",
      "exemptions:",
      "messages:",
      "detect",
    ];
    const places = order.map((word) => text.search(new RegExp(`^  \\*?${word}`, "m")));
    expect(places, `${id}: ${order.join(" ")}`).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
  });

  test.each(folders("core/importers"))("importer %s", (id) => {
    expect(existsSync(join(ROOT, `core/importers/${id}/importer.ts`))).toBe(true);
    expect(existsSync(join(ROOT, `core/importers/${id}/README.md`))).toBe(true);
    expect(
      files.some((path) => path.startsWith(`core/importers/${id}/samples/`)),
      "samples",
    ).toBe(true);
  });
});

test("the glossary's names stand where it says", () => {
  const entries = parse(read("docs/glossary.yaml")) as { zh: string; en: string; in?: string }[];
  for (const entry of entries.filter((each) => each.in !== undefined)) {
    expect(read(entry.in!), `${entry.en} in ${entry.in}`).toMatch(
      new RegExp(`export (interface|type|class|const|function) ${entry.en}\\b`),
    );
  }
});

test("no table can rank, score, check in or track a person", () => {
  const forbidden =
    /^\s*"?(rank|ranking|score|points|check_?in|online_(time|minutes)|track|likes?|followers?)"?\s/im;
  for (const path of files.filter((each) => each.endsWith(".sql")))
    expect(forbidden.test(read(path)), path).toBe(false);
});

test("the text speaks of the product alone", () => {
  const pattern = /\/work\/|\/root\/|registry\.npmjs|deb\.debian\.org|\bhelper-\d|\bsubagent/;
  for (const path of files.filter((each) => /\.(ts|tsx|mjs|cjs|md|ya?ml|json|sh|sql)$/.test(each))) {
    if (path === "test/house.test.ts" || path === "package-lock.json") continue;
    const found = read(path).match(pattern);
    expect(found?.[0], `${path} names a machine, a host or a session`).toBeUndefined();
  }
});
