// Looks at a page as the bars demand: axe, nothing beside the screen, bytes on the wire, and in large text sizes and targets.

import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Kilobytes of everything but photos that a page may transfer. */
export const MOST_BYTES = 60_000;

/** Bytes of all answers of a tab since the last asking, photos left out. */
export function countBytes(tab: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  tab.on("requestfinished", (request) => {
    if (/\/photos\//.test(request.url())) return;
    const size = request.sizes().then(
      (each) => each.responseBodySize + each.responseHeadersSize,
      () => 0,
    );
    sizes.push(size);
  });
  return async () => {
    await tab.waitForLoadState("load");
    const counted = await Promise.all(sizes.splice(0));
    return counted.reduce((sum, each) => sum + each, 0);
  };
}

/** Everything that axe calls serious or critical, and whatever stands beside the screen. */
export async function look(tab: Page, name: string, axe = true): Promise<void> {
  const folder = process.env.LUODI_SHOTS;
  if (folder !== undefined) {
    const { width } = tab.viewportSize()!;
    await tab.screenshot({ path: `${folder}/${name.replaceAll("/", "_")}-${width}.png`, fullPage: true });
  }
  expect(await beside(tab), `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  if (!axe) return;
  // There is no frame on our pages, so the check needs no second tab for its end.
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode(true).analyze();
  const serious = violations.filter((each) => each.impact === "serious" || each.impact === "critical");
  expect(serious.map((each) => `${name}: ${each.id} ${each.nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

/** Presses what leads to another page, and waits until that page stands: a click alone ends while the old page is still there. */
export async function follow(tab: Page, target: Locator): Promise<void> {
  await Promise.all([tab.waitForEvent("load"), target.click()]);
}

export function beside(tab: Page): Promise<number> {
  return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** What is smaller than 18 pt, or lower than 60 px and to be pressed; for pages in large text. */
export async function tooSmall(tab: Page): Promise<readonly string[]> {
  return tab.evaluate(`(() => {
    const seen = (each) => each.getClientRects().length > 0 && !each.closest(".skip");
    const all = [...document.querySelectorAll("body :not(svg *):not(svg):not(option):not(optgroup)")].filter(seen);
    const words = all
      .filter((each) => each.matches("input,textarea,select") || [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""))
      .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 24);
    const pressed = [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .choice")]
      .filter(seen).filter((each) => each.getBoundingClientRect().height < 59.5);
    return [...words.map((each) => "small: " + each.outerHTML.slice(0, 90)), ...pressed.map((each) => "low: " + each.outerHTML.slice(0, 90))];
  })()`);
}
