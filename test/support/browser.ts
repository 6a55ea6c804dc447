// A real Chromium for page tests; where there is none, a loud skip that names the one command, and a failure under CI.

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
];

export function browserPath(): string | undefined {
  const named = process.env.LUODI_CHROMIUM;
  if (named !== undefined) return existsSync(named) ? named : undefined;
  return PLACES.find(existsSync);
}

/** True where page tests can run; says loudly why they do not, and throws under CI, where a missing browser is a failure. */
export function haveBrowser(): boolean {
  if (browserPath() !== undefined) return true;
  const how =
    "安装浏览器：bash scripts/install-browser.sh（或 LUODI_INSTALL=1 npm test）。Install it with that command.";
  if (process.env.CI === "true") throw new Error(`page tests need Chromium. ${how}`);
  console.warn(
    `SKIPPED: 没有 Chromium，页面测试没有运行。No Chromium, so the page tests did not run. ${how}`,
  );
  return false;
}

export function launch(): Promise<Browser> {
  const root = process.getuid?.() === 0;
  const flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const more = ["--disable-component-update", "--disable-sync"];
  return chromium.launch({
    executablePath: browserPath()!,
    args: [...flags, ...more, ...(root ? ["--no-sandbox"] : [])],
  });
}
