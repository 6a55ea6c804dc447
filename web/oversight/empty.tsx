// Before the first check-up: what it is, who can start it, and one next step for whoever is signed in.

import type { Page } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";

export interface EmptyView {
  /** The demonstration's first check-up is being prepared. */
  readonly coming: boolean;
  /** Whoever looks keeps the installation and has its command line. */
  readonly administrator: boolean;
  readonly today: string;
}

export function emptyPage({ coming, administrator, today }: EmptyView): Page {
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
      {coming ? <Coming /> : administrator ? <HowTo today={today} /> : <Ask />}
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

function Ask() {
  return (
    <>
      <p>
        <strong>还没有做过体检。</strong>
        由系统管理员（运维）在存资料的电脑上做，资料不用上传。做完得到一个文件
        report.html，手机、电脑都能打开，也能打印。
        <En>
          None was made yet. The operations administrator makes it on the computer that holds the files;
          nothing is uploaded. The result is one file that opens on any device.
        </En>
      </p>
      <h2>
        下一步：把这段话发给系统管理员 <En>Next: send this to the administrator</En>
      </h2>
      <div class="said">
        请把留言板、公众账号、应用和事项名册等资料放进一个文件夹，做一次体检。怎么做，您登录后点“体检”就有。做完请把
        report.html 交给我。
      </div>
    </>
  );
}

function HowTo({ today }: { today: string }) {
  return (
    <>
      <p>
        <strong>还没有做过体检。</strong>由您在存资料的电脑上做，资料不用上传，结果也不在这一页，是一个文件。
        <En>
          None was made yet. You make it on the computer that holds the files; nothing is uploaded, and the
          result is a file, not this page.
        </En>
      </p>
      <h2>
        怎么做 <En>How</En>
      </h2>
      <ol>
        <li>
          把资料放进一个文件夹，例如“资料”。 <En>Put the files into one folder.</En>
        </li>
        <li>
          在落地的文件夹里先看能读到什么： <En>In Luodi's folder, see what can be read:</En>
          <br />
          <code>npx --no-install luodi import --dry-run 资料</code>
        </li>
        <li>
          体检： <En>Make the check-up:</En>
          <br />
          <code>{`npx --no-install luodi audit 资料 --on ${today} --out report`}</code>
        </li>
        <li>
          把 report 文件夹里的 report.html 交给监督人。 <En>Hand report.html to the supervisor.</En>
        </li>
      </ol>
    </>
  );
}
