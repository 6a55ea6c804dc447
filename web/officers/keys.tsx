// Security keys on the pages of sign-in and account: forms that a script unhides, since without one a browser gives no key.

import { dayWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { Field, Token, type Viewer } from "./frame.tsx";

function Trouble() {
  return (
    <p class="notice" role="alert" data-trouble hidden>
      密钥没有回应，或者被取消了。请再试一次，或改用密码和验证码。
      <En>The key did not answer or was cancelled; try again, or use password and code.</En>
    </p>
  );
}

const Script = () => <script src="/key.js" defer />;

/** `question`: what the browser asks the key, as JSON. */
export function KeySignIn({ question, to }: { question: string; to: string }) {
  return (
    <>
      <form method="post" action="/sign-in/key" data-key={question} hidden>
        <input type="hidden" name="to" value={to} />
        <input type="hidden" name="answer" value="" />
        <button type="submit">
          用安全密钥登录，不用密码 <En>Sign in by a security key</En>
        </button>
        <Trouble />
      </form>
      <Script />
    </>
  );
}

export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly addedAt: number;
  readonly usedAt: number | null;
}

export interface KeysView {
  readonly viewer: Viewer;
  readonly keys: readonly KeyView[];
  /** What the browser is asked to make; absent where there are enough keys, or browsers give none here. */
  readonly question?: string;
}

export function Keys({ viewer, keys, question }: KeysView) {
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">
        安全密钥 <En>Security keys</En>
      </h2>
      <p>
        登记了安全密钥（U
        盾一样的小钥匙，或手机、电脑里的通行密钥），登录时按一下就行，不用密码和验证码。密码和验证码照样能用。
        <En>
          A key or passkey signs you in by itself; password and code go on working. Lost all? The
          administrator resets the account.
        </En>
      </p>
      {keys.length === 0 ? (
        <p>
          还没有登记。<En>None yet.</En>
        </p>
      ) : (
        <ul class="list">
          {keys.map((key) => (
            <li key={key.id}>
              {key.name}，{dayWords(key.addedAt)}登记，
              {key.usedAt === null ? "还没用过" : `最近用于${dayWords(key.usedAt)}`}
              <form method="post" action="/account/keys/drop">
                <Token viewer={viewer} />
                <input type="hidden" name="id" value={key.id} />
                <button type="submit">
                  丢了或不用了：删掉“{key.name}” <En>Delete it</En>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {question === undefined ? null : (
        <>
          <p class="notice" data-scriptless>
            登记密钥要打开浏览器的脚本；不打开也能用密码和验证码登录。
            <En>Adding a key needs scripts; password and code work without.</En>
          </p>
          <form method="post" action="/account/keys" data-key={question} data-makes="on" hidden>
            <Token viewer={viewer} />
            <input type="hidden" name="answer" value="" />
            <Field id="key-name" name="name" label={{ zh: "给密钥起个名", en: "Name of the key" }}>
              <input type="text" id="key-name" name="name" maxLength={40} autocomplete="off" required />
            </Field>
            <Field id="key-password" name="password" label={{ zh: "您的密码", en: "Your password" }}>
              <input
                type="password"
                id="key-password"
                name="password"
                autocomplete="current-password"
                required
              />
            </Field>
            <button type="submit">
              登记一把密钥 <En>Add a key</En>
            </button>
            <Trouble />
          </form>
          <Script />
        </>
      )}
    </section>
  );
}
