// Compiles the AssemblyScript beside a committed module, so that its test can hold the two together.

import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import asc from "assemblyscript/asc";

/**
 * `NAME.as` of a folder as base64, always the same for the same source. With LUODI_GENERATE=1 it is also written to `NAME.wasm.ts`.
 * @throws Error with the compiler's words where it does not compile.
 */
export async function compiled(folder: string, name: string, flags: readonly string[] = []): Promise<string> {
  const source = readFileSync(join(folder, `${name}.as`), "utf8");
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      `${name}.ts`,
      ...["-O3", "--runtime", "stub", "--enable", "simd", "--noAssert", "--outFile", `${name}.wasm`],
      ...flags,
    ],
    {
      readFile: (file) => (basename(file) === `${name}.ts` ? source : null),
      writeFile: (file, contents) => {
        if (basename(file) === `${name}.wasm`) binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(`${name}.as does not compile: ${stderr.toString()}`);
  const built = Buffer.from(binary).toString("base64");
  if (process.env.LUODI_GENERATE === "1") {
    const text = `// The compiled form of ${name}.as, as base64; written and compared by ${name}.test.ts.\n\nexport const ${name.toUpperCase()}_BASE64 =\n  "${built}";\n`;
    writeFileSync(join(folder, `${name}.wasm.ts`), text);
  }
  return built;
}
