// The page of a mistake or a fault: one plain sentence with what to do, and what was typed, so that nobody writes it twice.

import type { Page } from "./layout.tsx";
import { Both, En } from "./words.tsx";

interface Told {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  /** The same in English. */
  readonly message: string;
}

export function problemPage({ status, code, zh, message }: Told, typed: readonly string[]): Page {
  const title = status === 404 ? { zh: "没有找到", en: "Not found" } : { zh: "没有办成", en: "Not done" };
  const body = (
    <>
      <h1>
        <Both words={title} />
      </h1>
      <p>
        {zh} <En>{message}</En>
      </p>
      {typed.length === 0 ? null : <Typed typed={typed} signIn={code === "sign-in/needed"} />}
      <p>
        <a class="button" href="/">
          返回首页 <En>Back to the first page</En>
        </a>
      </p>
    </>
  );
  return { title: title.zh, body };
}

/** The page is the only place where the words still stand, so whatever leads on opens beside it. */
function Typed({ typed, signIn }: { typed: readonly string[]; signIn: boolean }) {
  return (
    <section aria-labelledby="typed">
      <h2 id="typed">
        您刚才写的在这里，没有丢 <En>What you wrote is here</En>
      </h2>
      <p>
        先别关这一页。重新打开要填的那一页，把这些字复制过去再交。
        <En>Keep this page open; open the form anew and copy the words into it.</En>
      </p>
      {signIn ? (
        <p>
          <a class="button" href="/sign-in" target="_blank" rel="noopener">
            去登录（另开一页） <En>Sign in, on another page</En>
          </a>
        </p>
      ) : null}
      {typed.map((words) => (
        <p class="said" key={words}>
          {words}
        </p>
      ))}
    </section>
  );
}
