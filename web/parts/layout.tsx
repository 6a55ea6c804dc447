// The frame of every page: skip link, name, ways around, footer. Rendered on the server; no script.

import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { En } from "./words.tsx";

export interface Page {
  readonly title: string;
  readonly body: VNode;
  /** Whose words the frame speaks: the platform's, or the check-up's. */
  readonly section?: "platform" | "checkup";
  /** Other ways around than the section's own: those of a signed-in officer. */
  readonly ways?: readonly Way[];
  /** Seconds after which the page is read again, while a long job is under way. */
  readonly refresh?: number;
}

/** A whole HTML document. */
export function renderPage(page: Page): string {
  const { section = "platform", ways } = page;
  // What is the same on every page is rendered once; the ways of a signed-in officer are each's own.
  let frame = ways === undefined ? frames.get(section) : undefined;
  if (frame === undefined) {
    frame = renderFrame(section, ways ?? FRAMES[section].ways, ways !== undefined);
    if (ways === undefined) frames.set(section, frame);
  }
  const refresh = page.refresh === undefined ? "" : `<meta http-equiv="refresh" content="${page.refresh}"/>`;
  const title = renderToString(<title>{`${page.title} — 落地`}</title>);
  return `${frame.before}${refresh}${title}${frame.between}${renderToString(page.body)}${frame.after}`;
}

interface RenderedFrame {
  /** As far as the title, from there to the body, and what follows it. */
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

const frames = new Map<Section, RenderedFrame>();
/** Stands where the page's own parts go; no text of ours holds it. */
const GAP = "\u0001";

/** `signedIn`: an officer, who works on a narrow screen with many ways around. */
function renderFrame(section: Section, ways: readonly Way[], signedIn: boolean): RenderedFrame {
  const document = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        {GAP}
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body {...(signedIn ? { class: "officer" } : {})}>
        <a class="skip" href="#main">
          跳到正文 Skip to content
        </a>
        <Top section={section} ways={ways} />
        <main id="main" class="wrap" tabIndex={-1}>
          {GAP}
        </main>
        <Foot section={section} />
      </body>
    </html>
  );
  const [before, between, after] = renderToString(document).split(GAP) as [string, string, string];
  return { before: `<!doctype html>\n${before}`, between, after };
}

type Section = NonNullable<Page["section"]>;
export interface Way {
  readonly href: string;
  readonly zh: string;
  readonly en: string;
}
interface Frame {
  readonly brand: Way;
  readonly ways: readonly Way[];
  readonly foot: { readonly zh: string; readonly en: string };
}

const FRAMES: Readonly<Record<Section, Frame>> = {
  platform: {
    brand: { href: "/", zh: "落地", en: "Luodi" },
    ways: [
      { href: "/file", zh: "提诉求", en: "File" },
      { href: "/find", zh: "查进度", en: "Follow" },
      { href: "/public", zh: "公开的诉求", en: "Public" },
    ],
    foot: {
      zh: "办没办成，您说了算。不用注册，不用装软件。有危险先打 110、119、120。",
      en: "It is done when you say so. No account, nothing to install. In danger call 110, 119 or 120 first.",
    },
  },
  checkup: {
    brand: { href: "/checkup", zh: "落地 · 体检", en: "Check-up" },
    ways: [
      { href: "/checkup", zh: "体检结果", en: "Results" },
      { href: "/runs", zh: "历次体检", en: "Runs" },
      { href: "/", zh: "首页", en: "Home" },
    ],
    foot: {
      zh: "疑点只是线索，须经人工核实；不得用于考核、处分或公开发布。",
      en: "Findings are leads for a person to verify; not for appraisal, discipline or publication.",
    },
  },
};

function Top({ section, ways }: { section: Section; ways: readonly Way[] }) {
  const { brand } = FRAMES[section];
  return (
    <header class="top">
      <div class="wrap">
        <a class="brand" href={brand.href}>
          {brand.zh} <En>{brand.en}</En>
        </a>
        {/* The style shows only the size that one can change to. */}
        <nav class="size" aria-label="字号 Text size">
          <a href="/size/large">
            大字版 <En>Large text</En>
          </a>
          <a href="/size/standard">
            标准版 <En>Standard</En>
          </a>
        </nav>
        <nav class="main" aria-label="主要页面 Main pages">
          {ways.map((way) => (
            <a key={way.href} href={way.href}>
              {way.zh} <En>{way.en}</En>
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

function Foot({ section }: { section: Section }) {
  const { foot } = FRAMES[section];
  return (
    <footer>
      <div class="wrap">
        {foot.zh} <En>{foot.en}</En>{" "}
        {section === "platform" ? (
          <a href="/#hotline">
            也可以打热线电话 <En>Or call the hotline</En>
          </a>
        ) : null}
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
