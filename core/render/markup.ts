// Words as HTML: escaped, Chinese first, English beside.

import type { Words } from "../domain/facts.ts";

/** Rows listed in one place of the page; the rest stand in report.xlsx and report.json, and the page says so. */
export const SHOWN = 200;

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Chinese first, English beside. */
export function both(words: Words, tag = "span"): string {
  const english = words.en === "" ? "" : ` <span class="en" lang="en">${escapeHtml(words.en)}</span>`;
  return `<${tag}>${escapeHtml(words.zh)}${english}</${tag}>`;
}

export function moreWords(count: number): string {
  return `<p>还有 ${count} 条，见 report.xlsx 或 report.json。<span class="en" lang="en">${count} more stand in report.xlsx and report.json.</span></p>`;
}
