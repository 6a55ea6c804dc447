// Beginning a check-up: of the platform's own requests at one touch, or by handing in the report of one made where the files are.

import type { Words } from "../../core/domain/facts.ts";
import { Token, Trouble, type Viewer } from "../officers/frame.tsx";
import { FileField, type Problem, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";

export interface BeginView {
  readonly viewer: Pick<Viewer, "formToken">;
  readonly today: string;
  /** Megabytes that a report may have. */
  readonly most: number;
  /** What was typed as its name. */
  readonly name: string;
  readonly trouble?: Words;
  readonly problems: readonly Problem[];
}

export function beginPage({ viewer, today, most, name, trouble, problems }: BeginView): Page {
  const body = (
    <>
      <h1>
        做体检 <En>A new check-up</En>
      </h1>
      <Trouble words={trouble} at={problems[0]?.field} />
      <h2>
        本平台上的诉求 <En>The requests on this platform</En>
      </h2>
      <p>
        现在就能做，不用准备资料。个人信息先遮盖，做完就删掉用到的文件，只留结果。
        <En>
          At once, nothing to prepare. Personal data are masked first; the file that is read is deleted
          afterwards, and only the results stay.
        </En>
      </p>
      <form method="post" action="/checkup/own">
        <Token viewer={viewer} />
        <button class="go" type="submit">
          体检本平台的诉求 <En>Check this platform's requests</En>
        </button>
      </form>
      <h2>
        别的资料：留言板、公众账号、工作群、应用、事项{" "}
        <En>Other files: boards, accounts, groups, apps, services</En>
      </h2>
      <p>
        在存资料的电脑上做，资料不用上传。
        <En>On the computer that holds them; the files are not uploaded.</En>
      </p>
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
          打开 report 文件夹里的 report.html 看结果；再把 report.json
          交到这里，各单位就能看到自己的疑点、一按就申诉。
          里面只有疑点、公开答复的原句、文件名和行号，没有群众写的话，也没有群聊原文。
          <En>
            Read report.html; then hand in report.json here, so that every body sees its own findings and can
            appeal. It holds findings, sentences of public replies, names of files and rows: nothing that a
            citizen wrote, no talk of groups.
          </En>
        </li>
      </ol>
      <form method="post" action="/checkup/report" enctype="multipart/form-data">
        <Token viewer={viewer} />
        <TextField
          name="name"
          label={{ zh: "叫什么（例如“青石县 2026 年上半年”）", en: "What it is called" }}
          value={name}
          problems={problems}
        />
        <FileField
          name="file"
          label={{ zh: `report.json（最大 ${most} 兆）`, en: `report.json, at most ${most} MB` }}
          accept=".json"
          problems={problems}
        />
        <p class="row">
          <button class="go" type="submit">
            交来 <En>Hand in</En>
          </button>
        </p>
      </form>
    </>
  );
  return { title: "做体检", body };
}
