// Accounts of officers: the list by login, adding one, and one account; a new password and code are shown once.

import type { Words } from "../../core/domain/facts.ts";
import { Field, officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, Listing, NEXT, noneOf, Search } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly bodyName: string;
  readonly desk: string;
  readonly roles: readonly string[];
  readonly duty: string | null;
  readonly disabled: boolean;
}

export interface Secrets {
  readonly login: string;
  readonly password: string;
  readonly uri: string;
}

const ROLES: readonly (Words & { value: string })[] = [
  { value: "operator", zh: "接线员", en: "operator" },
  { value: "dispatcher", zh: "派单员", en: "dispatcher" },
  { value: "coordinator", zh: "协调人", en: "coordinator" },
  { value: "officer", zh: "经办人", en: "officer" },
  { value: "neutral-caller", zh: "中立回访员", en: "neutral caller" },
  { value: "supervisor", zh: "监督人", en: "supervisor" },
  { value: "administrator", zh: "系统管理员", en: "administrator" },
];
export const DUTY_WORDS: Readonly<Record<string, Words>> = {
  operations: { zh: "运维", en: "operations" },
  security: { zh: "安全", en: "security" },
  audit: { zh: "审计", en: "audit" },
};

function roleWords({ roles, duty }: Pick<AccountRow, "roles" | "duty">): Words {
  const named = roles.map((role) => ROLES.find((each) => each.value === role) ?? { zh: role, en: role });
  const more = duty === null ? undefined : DUTY_WORDS[duty];
  return {
    zh: `${named.map((each) => each.zh).join("、")}${more === undefined ? "" : `（${more.zh}）`}`,
    en: `${named.map((each) => each.en).join(", ")}${more === undefined ? "" : ` (${more.en})`}`,
  };
}

function RoleFields({ roles, duty }: { roles: readonly string[]; duty: string | null }) {
  return (
    <>
      <fieldset class="field">
        <legend>
          岗位 <En>Roles</En>
        </legend>
        {ROLES.map((each) => (
          <div class="choice" key={each.value}>
            <input
              type="checkbox"
              id={`role-${each.value}`}
              name="roles"
              value={each.value}
              checked={roles.includes(each.value)}
            />
            <label for={`role-${each.value}`}>
              <Both words={each} />
            </label>
          </div>
        ))}
      </fieldset>
      <Field
        id="duty"
        name="duty"
        label={{ zh: "管理职责（只有系统管理员选）", en: "Duty, of administrators only" }}
        hint={{ zh: "一人一种，不能兼别的岗位", en: "one a person, beside no other role" }}
      >
        <select id="duty" name="duty" aria-describedby="duty-hint">
          <option value="">—</option>
          {Object.entries(DUTY_WORDS).map(([value, words]) => (
            <option key={value} value={value} selected={duty === value}>
              {words.zh} {words.en}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}

/** A new account that was refused: why, and what was typed. */
export interface RefusedAccount {
  readonly trouble: Words;
  readonly typed: Readonly<Partial<Record<"login" | "name" | "body" | "desk" | "duty", string>>>;
  readonly roles: readonly string[];
}

const ACCOUNTS = "/admin/officers";

export interface AccountsView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly AccountRow[];
  /** The last login of this page, where more follow. */
  readonly next?: string;
  readonly bodies: readonly { readonly id: string; readonly zh: string }[];
  readonly refused?: RefusedAccount;
}

export function accountsPage({
  viewer,
  typed: words,
  first,
  rows,
  next,
  bodies,
  refused,
}: AccountsView): Page {
  const typed = refused?.typed ?? {};
  const body = (
    <>
      <h1>
        账号 <En>Accounts</En>
      </h1>
      <Trouble words={refused?.trouble} at="login" />
      <p>
        <a href="#add">
          开一个账号 <En>Add an account</En>
        </a>
      </p>
      <Search
        action={ACCOUNTS}
        typed={words}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={{ zh: "账号、姓名、单位或股室里的字", en: "part of a login, name, body or desk" }}
      />
      <Listing
        label={{ zh: "账号", en: "Accounts" }}
        none={noneOf(words, { zh: "还没有账号。", en: "None yet." })}
        columns={[
          { zh: "账号", en: "Login" },
          { zh: "姓名", en: "Name" },
          { zh: "单位", en: "Body" },
          { zh: "岗位", en: "Roles" },
          { zh: "状态", en: "State" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            <a href={`/admin/officers/${row.id}`}>{row.login}</a>,
            row.name,
            `${row.bodyName} ${row.desk}`,
            <Both words={roleWords(row)} />,
            <Both words={row.disabled ? { zh: "已停用", en: "disabled" } : { zh: "在用", en: "in use" }} />,
          ],
        }))}
        first={first ? undefined : hrefOf(ACCOUNTS, { words })}
        next={
          next === undefined ? undefined : { href: hrefOf(ACCOUNTS, { words, after: next }), words: NEXT }
        }
      />
      <h2 id="add">
        开一个账号 <En>Add an account</En>
      </h2>
      <form method="post" action="/admin/officers">
        <Token viewer={viewer} />
        <Field
          id="login"
          name="login"
          label={{ zh: "账号", en: "Login" }}
          hint={{ zh: "小写字母、数字、点、横线", en: "a-z, 0-9, . _ -" }}
        >
          <input
            type="text"
            id="login"
            name="login"
            value={typed.login ?? ""}
            autocomplete="off"
            autocapitalize="none"
            aria-describedby="login-hint"
            required
          />
        </Field>
        <Field id="name" name="name" label={{ zh: "姓名", en: "Name" }}>
          <input type="text" id="name" name="name" value={typed.name ?? ""} autocomplete="off" required />
        </Field>
        <Field id="body" name="body" label={{ zh: "单位", en: "Body" }}>
          <select id="body" name="body" required>
            {bodies.map((each) => (
              <option key={each.id} value={each.id} selected={each.id === typed.body}>
                {each.zh}
              </option>
            ))}
          </select>
        </Field>
        <Field id="desk" name="desk" label={{ zh: "股室（可不填）", en: "Desk, optional" }}>
          <input type="text" id="desk" name="desk" value={typed.desk ?? ""} autocomplete="off" />
        </Field>
        <RoleFields roles={refused?.roles ?? ["officer"]} duty={typed.duty ?? null} />
        <button class="go" type="submit">
          开账号 <En>Add</En>
        </button>
      </form>
    </>
  );
  return officerPage(viewer, "账号", body);
}

export function accountPage(
  viewer: Viewer,
  account: AccountRow,
  own: boolean,
  { secrets, trouble }: { readonly secrets?: Secrets; readonly trouble?: Words },
): Page {
  const at = `/admin/officers/${account.id}`;
  const body = (
    <>
      <h1>
        账号 {account.login} <En>Account</En>
      </h1>
      <Trouble words={trouble} />
      {secrets === undefined ? null : (
        <section class="notice" aria-labelledby="secrets">
          <h2 id="secrets">
            只显示这一次 <En>Shown this once</En>
          </h2>
          <p>
            请当面交给本人。首次登录后要换密码。
            <En>Hand it over in person; the password must be changed at the first sign-in.</En>
          </p>
          <dl>
            <dt>
              初始密码 <En>Password</En>
            </dt>
            <dd>
              <code>{secrets.password}</code>
            </dd>
            <dt>
              验证器密钥 <En>Key for the authenticator</En>
            </dt>
            <dd>
              <code>{new URL(secrets.uri).searchParams.get("secret")}</code>
            </dd>
          </dl>
        </section>
      )}
      <p>
        {account.name} · {account.bodyName} {account.desk} · <Both words={roleWords(account)} />{" "}
        {account.disabled ? <Both words={{ zh: "· 已停用", en: "· disabled" }} /> : null}
      </p>
      {own ? (
        <p class="notice">
          这是您自己的账号，只能由另一位安全管理员来改。
          <En>Your own account is changed by another security administrator.</En>
        </p>
      ) : (
        <>
          <form method="post" action={`${at}/${account.disabled ? "enable" : "disable"}`}>
            <Token viewer={viewer} />
            <button type="submit">
              {account.disabled ? "恢复使用" : "停用，并退出所有登录"}{" "}
              <En>{account.disabled ? "Enable" : "Disable and end every session"}</En>
            </button>
          </form>
          <form method="post" action={`${at}/reset`}>
            <Token viewer={viewer} />
            <button type="submit">
              重发密码和验证器密钥，登记过的安全密钥作废 <En>New password and code; security keys end</En>
            </button>
          </form>
          <h2>
            改岗位 <En>Change roles</En>
          </h2>
          <form method="post" action={`${at}/roles`}>
            <Token viewer={viewer} />
            <RoleFields roles={account.roles} duty={account.duty} />
            <button class="go" type="submit">
              改 <En>Change</En>
            </button>
          </form>
        </>
      )}
      <p>
        <a href="/admin/officers">
          回账号列表 <En>All accounts</En>
        </a>
      </p>
    </>
  );
  return officerPage(viewer, `账号 ${account.login}`, body);
}
