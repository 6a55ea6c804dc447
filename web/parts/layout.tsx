// The frame of every page: skip link, name, ways around, footer. Rendered on the server; no script.

import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { En } from "./words.tsx";

export interface Page {
  readonly title: string;
  readonly body: VNode;
  /** Seconds after which the page is read again, while a long job is under way. */
  readonly refresh?: number;
}

/** A whole HTML document. */
export function renderPage({ title, body, refresh }: Page): string {
  const document = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        {refresh === undefined ? null : <meta http-equiv="refresh" content={String(refresh)} />}
        <title>{`${title} — 落地`}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#main">
          跳到正文 Skip to content
        </a>
        <Top />
        <main id="main" class="wrap" tabIndex={-1}>
          {body}
        </main>
        <Foot />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(document)}`;
}

function Top() {
  return (
    <header class="top">
      <div class="wrap">
        <a class="brand" href="/">
          落地 · 体检 <En>Luodi check-up</En>
        </a>
        <nav aria-label="主要页面 Main pages">
          <a href="/">
            体检结果 <En>Results</En>
          </a>
          <a href="/runs">
            历次体检 <En>Runs</En>
          </a>
        </nav>
        <nav class="size" aria-label="字号 Text size">
          <a href="/size/large">
            大字版 <En>Large text</En>
          </a>
          <a href="/size/standard">
            标准版 <En>Standard</En>
          </a>
        </nav>
      </div>
    </header>
  );
}

function Foot() {
  return (
    <footer>
      <div class="wrap">
        疑点只是线索，须经人工核实；不得用于考核、处分或公开发布。
        <En>Findings are leads for a person to verify; not for appraisal, discipline or publication.</En>
      </div>
    </footer>
  );
}

/** A table that scrolls by itself on a narrow screen and can be reached by keyboard. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
