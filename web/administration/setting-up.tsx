// What a new county still lacks before requests can be handled, in the order in which it is done; nothing once all is there.

import type { Words } from "../../core/domain/facts.ts";
import type { Role } from "../../core/domain/request/steps.ts";
import { Both, En } from "../parts/words.tsx";
import { DUTY_WORDS } from "./accounts.tsx";

export interface Staffing {
  /** Duties and roles that somebody holds whose account is in use. */
  readonly duties: readonly string[];
  readonly roles: readonly string[];
  /** Whether there is any body that could handle a request. */
  readonly bodies: boolean;
}

/** Who must be there for a request to go from the call to the citizen's word. */
const NEEDED: readonly (Words & { readonly role: Role })[] = [
  {
    role: "operator",
    zh: "接线员：替打电话、到窗口的群众登记",
    en: "operator: files for callers and visitors",
  },
  { role: "dispatcher", zh: "派单员：把诉求派给单位", en: "dispatcher: assigns requests" },
  { role: "officer", zh: "经办人：接下、答复、办结", en: "officer: accepts, replies, closes" },
  { role: "coordinator", zh: "协调人：定退回两次的", en: "coordinator: decides what was returned twice" },
  {
    ...{ role: "neutral-caller", zh: "中立回访员：问群众办没办成" },
    en: "neutral caller: asks whether it is solved",
  },
  { role: "supervisor", zh: "监督人：看数字和疑点", en: "supervisor: reads figures and findings" },
];

export function SettingUp({ staffing, duty }: { readonly staffing: Staffing; readonly duty: string }) {
  const duties = ["operations", "audit"].filter((each) => !staffing.duties.includes(each));
  const roles = NEEDED.filter(({ role }) => !staffing.roles.includes(role));
  if (duties.length === 0 && roles.length === 0 && staffing.bodies) return null;
  const [accounts, bodies] = [duty === "security", duty === "operations"];
  return (
    <section class="notice demo" aria-labelledby="setting-up">
      <h2 id="setting-up">
        还差这些，才能办事 <En>Still missing before the county can work</En>
      </h2>
      <ol>
        {duties.map((each) => (
          <li key={each}>
            <Doing href="/admin/officers#add" own={accounts} who={DUTY_WORDS.security!}>
              {`开一个系统管理员账号，职责选“${DUTY_WORDS[each]!.zh}”`}{" "}
              <En>{`an administrator’s account with the duty ${DUTY_WORDS[each]!.en}`}</En>
            </Doing>
          </li>
        ))}
        {staffing.bodies ? null : (
          <li>
            <Doing href="/admin/bodies#add" own={bodies} who={DUTY_WORDS.operations!}>
              加承办单位：局、乡镇、热线 <En>the bodies: bureaus, townships, the hotline</En>
            </Doing>
          </li>
        )}
        {roles.map((each) => (
          <li key={each.role}>
            <Doing href="/admin/officers#add" own={accounts} who={DUTY_WORDS.security!}>
              开账号，
              <Both words={each} />
            </Doing>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One thing to do: a link for whose duty it is, else who does it. */
function Doing({
  href,
  own,
  who,
  children,
}: {
  readonly href: string;
  readonly own: boolean;
  readonly who: Words;
  readonly children: preact.ComponentChildren;
}) {
  return own ? (
    <a href={href}>{children}</a>
  ) : (
    <>
      {children}{" "}
      <span class="small">
        由{who.zh}管理员做 <En>{`by ${who.en}`}</En>
      </span>
    </>
  );
}
