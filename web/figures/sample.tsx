// The neutral sample: the only figures with an interval, since nobody chose who was asked.

import { LEAST_FOR_RATE, sampleInterval } from "../../core/domain/figures/interval.ts";
import { countOf, type Snapshot, shareOf } from "../../core/domain/figures/snapshot.ts";
import { Both, En } from "../parts/words.tsx";
import { percent, SUBJECT_WORDS } from "./labels.ts";
import { number } from "./tables.tsx";

export function SampleSection({
  period,
  snapshot,
  hasDraw,
}: {
  readonly period: string;
  readonly snapshot: Snapshot | undefined;
  readonly hasDraw: boolean;
}) {
  return (
    <section>
      <h2 id="sample">
        <Both words={SUBJECT_WORDS.sample} />
      </h2>
      {snapshot === undefined ? (
        <p>
          {hasDraw
            ? "抽样回访还没有做完，或者抽到的几乎就是全部、单独列出来会认出人。"
            : "这个月没有抽样：月内没有封存密数，事后不能补抽。"}
          <En>
            {hasDraw
              ? "The calls are not over, or the sample is nearly everybody."
              : "No draw: the secret was not committed to while the month ran."}
          </En>
        </p>
      ) : (
        <Interval snapshot={snapshot} />
      )}
      {hasDraw ? (
        <p class="noprint">
          <a href={`/figures/draws/${period}`}>
            这次抽样怎么抽的，自己核验 <En>How it was drawn; check it yourself</En>
          </a>
        </p>
      ) : null}
    </section>
  );
}

function Interval({ snapshot }: { snapshot: Snapshot }) {
  const { table } = snapshot.figures;
  const share = table.rows[0] === undefined ? undefined : shareOf(table.columns, table.rows[0].cells);
  if (share === undefined)
    return (
      <p>
        抽到的不到 {LEAST_FOR_RATE} 件，太少，不给比例。<En>Too few were drawn for a rate.</En>
      </p>
    );
  const { solved, open, count } = share;
  const { whole, answered } = sampleInterval(solved, count - open, count);
  const apart = countOf(table, [4]) !== undefined;
  return (
    <>
      <p>
        随机抽了 {number(count)} 件，由没有经办过的人打电话问：说解决了的 {number(solved)} 件
        {apart ? `，没联系上或没回答的 ${number(open)} 件` : ""}。
      </p>
      <p>
        全县当月办结的，确认解决的比例在{" "}
        <strong>
          {percent(whole!.low)} 到 {percent(whole!.high)}
        </strong>{" "}
        之间（没问到的两头都算；95% 威尔逊区间）。
        <En>{`Of all closed in the month, solved: ${percent(whole!.low)} to ${percent(whole!.high)}, with everybody not reached taken both ways (Wilson, 95 %).`}</En>
      </p>
      {!apart || answered === undefined ? null : (
        <p class="small">
          只算问到的：{percent(answered.low)} 到 {percent(answered.high)}（95%
          威尔逊区间）。没问到的人可能不一样。
          <En>Among those who answered; those not reached may differ.</En>
        </p>
      )}
    </>
  );
}
