// Compiles the AssemblyScript beside a committed module, so that its test can hold the two together.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const COMPILER = fileURLToPath(
  import.meta.resolve("assemblyscript/asc").replace(/dist\/asc\.js$/, "bin/asc.js"),
);

/**
 * `NAME.as` of a folder as base64, always the same for the same source. With LUODI_GENERATE=1 it is also written to `NAME.wasm.ts`.
 * In a process of its own: the compiler gives the whole of its process another way to sort.
 * @throws Error with the compiler's words where it does not compile.
 */
export function compiled(folder: string, name: string, flags: readonly string[] = []): string {
  const work = mkdtempSync(join(tmpdir(), "luodi-asc-"));
  try {
    copyFileSync(join(folder, `${name}.as`), join(work, `${name}.ts`));
    const options = ["-O3", "--runtime", "stub", "--enable", "simd", "--noAssert"];
    const ended = spawnSync(
      process.execPath,
      [COMPILER, `${name}.ts`, ...options, "--outFile", `${name}.wasm`, ...flags],
      { cwd: work, encoding: "utf8" },
    );
    if (ended.status !== 0) throw new Error(`${name}.as does not compile: ${ended.stderr}`);
    const built = readFileSync(join(work, `${name}.wasm`)).toString("base64");
    if (process.env.LUODI_GENERATE === "1") {
      const text = `// The compiled form of ${name}.as, as base64; written and compared by ${name}.test.ts.\n\nexport const ${name.toUpperCase()}_BASE64 =\n  "${built}";\n`;
      writeFileSync(join(folder, `${name}.wasm.ts`), text);
    }
    return built;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
