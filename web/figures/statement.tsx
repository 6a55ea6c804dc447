// The form with which a body says something beside a figure; everybody reads it there.

import { SUBJECTS } from "../../core/domain/figures/snapshot.ts";
import { officerPage, Token, type Viewer } from "../officers/frame.tsx";
import { AreaField, Errors, type Problem, SelectField, Send } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { En } from "../parts/words.tsx";
import { SUBJECT_WORDS } from "./labels.ts";
import { periodWords } from "./period-words.ts";

export function statementPage(view: {
  readonly viewer: Viewer;
  readonly period: string;
  readonly subject: string;
  readonly words: string;
  readonly problems: readonly Problem[];
}): Page {
  const { viewer, period, problems } = view;
  const body = (
    <>
      <h1>
        {periodWords(period).zh}的数字，本单位的说明 <En>A statement</En>
      </h1>
      <Errors problems={problems} />
      <p>
        写给群众看，公开、不能改、不能删，署单位的名。不写群众的姓名、电话和住址。
        <En>
          Public, not to be changed or deleted, in the body's name; no citizen's name, number or address.
        </En>
      </p>
      <form method="post" action={`/figures/${period}/statement`}>
        <Token viewer={viewer} />
        <SelectField
          name="subject"
          label={{ zh: "说明哪一张表", en: "Beside which table" }}
          value={view.subject}
          problems={problems}
          groups={[
            {
              label: { zh: "表", en: "Tables" },
              options: SUBJECTS.map((value) => ({ value, ...SUBJECT_WORDS[value] })),
            },
          ]}
        />
        <AreaField
          name="words"
          label={{ zh: "说明", en: "Statement" }}
          hint={{ zh: "5 到 500 字", en: "5 to 500 characters" }}
          value={view.words}
          problems={problems}
        />
        <Send words={{ zh: "公开这段说明", en: "Publish it" }}>
          <a href={`/figures/${period}`}>
            不写了 <En>Back</En>
          </a>
        </Send>
      </form>
    </>
  );
  return officerPage(viewer, "单位的说明", body);
}
