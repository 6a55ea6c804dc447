// Sign-in of officers: password and code, the provider where one is configured, and the demonstration's officers openly.

import type { Words } from "../../core/domain/facts.ts";
import type { Page } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";
import { Field, officerPage, Token, Trouble, type Viewer } from "./frame.tsx";
import { KeySignIn, Keys, type KeysView } from "./keys.tsx";

export interface DemonstrationOfficer {
  readonly login: string;
  readonly role: Words;
  readonly body: string;
}

export interface SignInView {
  /** The page to go on to. */
  readonly to: string;
  readonly login: string;
  readonly trouble?: Words;
  readonly provider: boolean;
  readonly demonstration: readonly DemonstrationOfficer[];
  /** What a browser asks a security key; absent where browsers give none. */
  readonly question?: string;
}

export function signInPage({ to, login, trouble, provider, demonstration, question }: SignInView): Page {
  const body = (
    <>
      <h1>
        工作人员登录 <En>Staff sign-in</En>
      </h1>
      <p>
        群众提诉求、查进度、评价都不用登录。
        <En>Citizens never need to sign in.</En>
      </p>
      <Trouble words={trouble} />
      {demonstration.length === 0 ? null : <Demonstration to={to} officers={demonstration} />}
      {provider ? (
        <p>
          <a class="button" href={`/sign-in/oidc?to=${encodeURIComponent(to)}`}>
            用统一身份认证登录 <En>Sign in by the identity provider</En>
          </a>
        </p>
      ) : null}
      <h2>
        用本机账号 <En>By a local account</En>
      </h2>
      {question === undefined ? null : <KeySignIn question={question} to={to} />}
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value={to} />
        <Field id="login" name="login" label={{ zh: "账号", en: "Login" }}>
          <input
            type="text"
            id="login"
            name="login"
            value={login}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
          />
        </Field>
        <Field id="password" name="password" label={{ zh: "密码", en: "Password" }}>
          <input type="password" id="password" name="password" autocomplete="current-password" required />
        </Field>
        <Field
          id="code"
          name="code"
          label={{ zh: "验证码", en: "Code" }}
          hint={{
            zh: "身份验证器上的 6 位数字，每个只能用一次",
            en: "six digits of your authenticator, each used once",
          }}
        >
          <input
            type="text"
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            aria-describedby="code-hint"
            required
          />
        </Field>
        <button class="go" type="submit">
          登录 <En>Sign in</En>
        </button>
      </form>
    </>
  );
  return { title: "工作人员登录", body };
}

function Demonstration({ to, officers }: { to: string; officers: readonly DemonstrationOfficer[] }) {
  return (
    <section class="notice demo" aria-labelledby="demonstration">
      <h2 id="demonstration">
        演示岗位 <En>Demonstration posts</En>
      </h2>
      <p>
        以下单位和人员都是编造的演示数据，只在这台机器上能用。
        <En>These bodies and people are invented demonstration data, on this machine only.</En>
      </p>
      <form method="post" action="/sign-in/demonstration">
        <input type="hidden" name="to" value={to} />
        <ul class="ways">
          {officers.map((each) => (
            <li key={each.login}>
              <button type="submit" name="login" value={each.login}>
                {each.role.zh}（{each.body}） <En>{each.role.en}</En>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </section>
  );
}

/** After the provider sent the person back: a link of our own, since the cookie is not sent on a journey that began elsewhere. */
export function arrivedPage(to: string): Page {
  const body = (
    <>
      <h1>
        已登录 <En>Signed in</En>
      </h1>
      <p>
        <a class="button go" href={to}>
          继续 <En>Go on</En>
        </a>
      </p>
    </>
  );
  return { title: "已登录", body };
}

export interface AccountView {
  readonly viewer: Viewer;
  readonly local: boolean;
  /** Of a local account whose first password was changed. */
  readonly keys?: Omit<KeysView, "viewer">;
  readonly mustChange: boolean;
  readonly done: boolean;
  readonly trouble?: Words;
}

export function accountPage({ viewer, local, keys, mustChange, done, trouble }: AccountView): Page {
  const body = (
    <>
      <h1>
        我的账号 <En>My account</En>
      </h1>
      <Trouble words={trouble} />
      {mustChange ? (
        <p class="notice">
          请先换掉发给您的初始密码。
          <En>Change the password that was given to you first.</En>
        </p>
      ) : null}
      {done ? (
        <p class="notice demo" role="status">
          密码已换，其他地方的登录都已退出。
          <En>The password is changed; every other session has ended.</En>
        </p>
      ) : null}
      {local ? (
        <form method="post" action="/account">
          <Token viewer={viewer} />
          <Field id="old" name="old" label={{ zh: "现在的密码", en: "Present password" }}>
            <input type="password" id="old" name="old" autocomplete="current-password" required />
          </Field>
          <Field
            id="new"
            name="new"
            label={{ zh: "新密码", en: "New password" }}
            hint={{ zh: "至少 12 个字，可以是一句话", en: "at least 12 characters; a sentence will do" }}
          >
            <input
              type="password"
              id="new"
              name="new"
              autocomplete="new-password"
              aria-describedby="new-hint"
              required
            />
          </Field>
          <button class="go" type="submit">
            换密码 <En>Change the password</En>
          </button>
        </form>
      ) : (
        <p>
          这个账号没有本机密码。<En>This account has no local password.</En>
        </p>
      )}
      {keys === undefined ? null : <Keys viewer={viewer} {...keys} />}
      <form method="post" action="/sign-out">
        <Token viewer={viewer} />
        <button type="submit">
          退出登录 <En>Sign out</En>
        </button>
      </form>
    </>
  );
  return officerPage(viewer, "我的账号", body);
}
