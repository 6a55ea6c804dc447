// Before the first check-up: what it is, who can start it, and one next step for whoever is signed in.

import type { Page } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";

export interface EmptyView {
  /** The demonstration's first check-up is being prepared. */
  readonly coming: boolean;
}

export function emptyPage({ coming }: EmptyView): Page {
  const body = (
    <>
      <h1>
        体检 <En>Check-up</En>
      </h1>
      <p>
        体检读县里已经有的资料：留言板、公众账号、工作群导出、应用和事项名册，指出哪里的服务可能变成了表演。每条疑点都写明原句、条款、哪个文件第几行。没有总分，不排名次，不点人名；缺资料不算问题。
        <En>
          It reads what the county already has and shows where service may have become show, down to the
          sentence, the clause, the file and the row. Nothing is ranked, no person is named, and missing data
          is no fault.
        </En>
      </p>
      {coming ? <Coming /> : <Begin />}
    </>
  );
  return { title: "体检", body, ...(coming ? { refresh: 10 } : {}) };
}

function Coming() {
  return (
    <p class="notice demo" role="status">
      演示县的资料正在准备，约几分钟。好了会自动显示在这里。
      <En>The demonstration county is being prepared; its results will show here by themselves.</En>
    </p>
  );
}

function Begin() {
  return (
    <>
      <p>
        <strong>还没有做过体检。</strong>
        <En>None was made yet.</En>
      </p>
      <p>
        <a class="button go" href="/checkup/new">
          做体检 <En>Make one</En>
        </a>
      </p>
    </>
  );
}
