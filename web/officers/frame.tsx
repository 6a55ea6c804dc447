// What officers' pages share: the ways around by role, the form's own token, fields and their mistakes.

import type { ComponentChildren, VNode } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import type { Role } from "../../core/domain/request/steps.ts";
import type { Page, Way } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";

/** Who looks at the page, and what its forms bring back. */
export interface Viewer {
  readonly name: string;
  readonly body: string;
  readonly roles: readonly Role[];
  readonly formToken?: string;
}

const WAYS: readonly { href: string; zh: string; en: string; roles: readonly Role[] }[] = [
  { href: "/desk", zh: "办件台", en: "Desk", roles: ["officer"] },
  { href: "/dispatch", zh: "派单", en: "Dispatch", roles: ["dispatcher", "coordinator"] },
  { href: "/exchange", zh: "互通", en: "Exchange", roles: ["dispatcher"] },
  { href: "/coordinate", zh: "协调", en: "Coordinate", roles: ["coordinator"] },
  { href: "/counter", zh: "代办台", en: "Counter", roles: ["operator"] },
  { href: "/calls", zh: "回访", en: "Calls", roles: ["neutral-caller"] },
  { href: "/supervision", zh: "监督", en: "Supervision", roles: ["supervisor"] },
  { href: "/figures", zh: "公开的数字", en: "Figures", roles: ["supervisor", "officer"] },
  { href: "/findings", zh: "疑点", en: "Findings", roles: ["officer", "dispatcher", "coordinator"] },
  { href: "/appeals", zh: "申诉", en: "Appeals", roles: ["supervisor"] },
  { href: "/checkup", zh: "体检", en: "Check-up", roles: ["supervisor", "administrator"] },
  { href: "/admin", zh: "系统管理", en: "Administration", roles: ["administrator"] },
  { href: "/account", zh: "我的账号", en: "My account", roles: [] },
];

/** The ways around that some roles open. */
export function waysOf(roles: readonly Role[]): Way[] {
  const open = WAYS.filter((way) => way.roles.length === 0 || way.roles.some((role) => roles.includes(role)));
  return open.map(({ href, zh, en }) => ({ href, zh, en }));
}

/** A page of the officers' side, with the ways that this officer's roles open. */
export function officerPage(viewer: Viewer, title: string, body: VNode): Page {
  const whole = (
    <>
      <p class="small noprint who">
        {viewer.body} · {viewer.name} <En>signed in</En>
      </p>
      {body}
    </>
  );
  return { title, body: whole, ways: waysOf(viewer.roles) };
}

/** Shown in every form of a signed-in officer. */
export function Token({ viewer }: { viewer: Pick<Viewer, "formToken"> }) {
  return viewer.formToken === undefined ? null : (
    <input type="hidden" name="token" value={viewer.formToken} />
  );
}

/** What modules beside the platform tell; each leads to its own page. */
export function Told({ told }: { told: readonly Way[] }) {
  if (told.length === 0) return null;
  return (
    <div class="notice">
      <ul class="ways">
        {told.map((each) => (
          <li key={each.href}>
            <a href={each.href}>
              <Both words={each} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is wrong and how to mend it, before the form; on a page of many forms, `at` is the id of the one to be mended. */
export function Trouble({ words, at }: { words: Words | undefined; at?: string | undefined }) {
  if (words === undefined) return null;
  return (
    <div class="errors" role="alert">
      <h2>
        没有办成 <En>Not done</En>
      </h2>
      <p>
        <Both words={words} />
      </p>
      {at === undefined ? null : (
        <p>
          <a href={`#${at}`}>
            去改，您填的都还在 <En>Mend it; what you wrote is kept</En>
          </a>
        </p>
      )}
    </div>
  );
}

export interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly children: ComponentChildren;
}

export function Field({ id, label, hint, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>
        <Both words={label} />
      </label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          <Both words={hint} />
        </p>
      )}
      {children}
    </div>
  );
}
