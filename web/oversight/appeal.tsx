// What was appealed against a finding and answered, and the form: one touch files it.

import type { Ground } from "../../core/domain/appeals/appeal.ts";
import type { Day, Instant, Words } from "../../core/domain/facts.ts";
import { Token } from "../officers/frame.tsx";
import { AreaField } from "../parts/form.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { AFTERWARDS, dueWords, GROUND_WORDS, STANDING_WORDS, type Standing } from "./appeal-words.ts";

export interface AppealView {
  readonly id: string;
  readonly ground: Ground;
  readonly words: string;
  /** Body and role. */
  readonly by: string;
  readonly filedAt: Instant;
  /** Absent where it is not known. */
  readonly due?: Day;
  /** The answer came late, or is late; absent where the last day is not known. */
  readonly late?: boolean;
  readonly answer?: {
    readonly upheld: boolean;
    readonly reason: string;
    readonly by: string;
    readonly at: Instant;
  };
}

/** What one may do here about a finding. */
export interface AppealForm {
  readonly action: string;
  readonly formToken?: string;
  /** The finding is about no body of the platform, so that whoever sees it files. */
  readonly forNobody?: true;
  /** Given back after a mistake. */
  readonly words?: string;
  readonly problem?: Words;
}

export function StandingTag({ standing }: { standing: Standing | undefined }) {
  if (standing === undefined) return null;
  return (
    <>
      <span class={`tag ${standing === "withdrawn" ? "clear" : "not-applicable"}`}>
        {STANDING_WORDS[standing].zh}
      </span>{" "}
      <En>{STANDING_WORDS[standing].en}</En>
    </>
  );
}

/** One appeal with its answer, or with the day by which one is due. */
export function AppealCard({ appeal }: { appeal: AppealView }) {
  const { answer, late } = appeal;
  return (
    <div class="state">
      <p>
        <strong>
          <Both words={GROUND_WORDS[appeal.ground]} />
        </strong>
        <br />
        {appeal.by}，{dayWords(appeal.filedAt)}提 <En>filed</En>
      </p>
      {appeal.words === "" ? null : <p class="said">{appeal.words}</p>}
      {answer === undefined ? (
        <p>
          <Both words={dueWords(appeal.due)} />
          {late === true ? <Late /> : null}
        </p>
      ) : (
        <>
          <p>
            <StandingTag standing={answer.upheld ? "withdrawn" : "not-upheld"} /> {answer.by}，
            {dayWords(answer.at)}答复 <En>answered</En>
            {late === true ? <Late /> : null}
          </p>
          <p class="said">{answer.reason}</p>
        </>
      )}
    </div>
  );
}

/** The office that is late is ours, and it says so. */
export function Late() {
  return (
    <>
      {" "}
      <strong class="suspected">
        答复超期，是监督单位的责任 <En>late: the supervising office's fault</En>
      </strong>
    </>
  );
}

export function Appeals({
  appeals,
  form,
}: {
  appeals: readonly AppealView[];
  /** Absent where the reader cannot file. */
  form: AppealForm | undefined;
}) {
  return (
    <>
      {appeals.length === 0 ? null : (
        <section id="appeals">
          <h2>
            申诉和答复 <En>Appeals and answers</En>
          </h2>
          {appeals.map((each) => (
            <AppealCard key={each.id} appeal={each} />
          ))}
        </section>
      )}
      {form === undefined ? null : <FileForm form={form} />}
    </>
  );
}

function FileForm({ form }: { form: AppealForm }) {
  const { action, formToken, forNobody, words = "", problem } = form;
  return (
    <section id="appeal">
      <h2>
        觉得不对：按一下就申诉 <En>Wrong? One touch appeals</En>
      </h2>
      {forNobody === undefined ? null : (
        <p>
          资料里的单位名和平台上哪一家都对不上，由看得到的人代提；另一位监督人答复。
          <En>
            The name in the data fits no body of the platform: whoever sees the finding files, and another
            supervisor answers.
          </En>
        </p>
      )}
      <form method="post" action={action}>
        <Token viewer={formToken === undefined ? {} : { formToken }} />
        <AreaField
          name="words"
          rows={2}
          label={{ zh: "可以再写一句话，不写也行", en: "A sentence, if you like" }}
          hint={{
            zh: "比如哪条豁免、哪份记录；200 字以内，不写人名和电话",
            en: "such as which exemption or record; up to 200 characters, no person's name or number",
          }}
          value={words}
          problems={problem === undefined ? [] : [{ field: "words", ...problem }]}
        />
        <p class="row">
          {Object.entries(GROUND_WORDS).map(([ground, label]) => (
            <button key={ground} type="submit" name="ground" value={ground}>
              <Both words={label} />
            </button>
          ))}
        </p>
      </form>
      <p class="small">
        <Both words={AFTERWARDS} />
      </p>
    </section>
  );
}
