// The first figures of a month: what the citizens say of all that was closed, with both bounds, and what was taken out.

import { countOf, type Snapshot, shareOf } from "../../core/domain/figures/snapshot.ts";
import { dayWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { type PlaceName, percent } from "./labels.ts";
import { FiguresSection, number } from "./tables.tsx";

export function Headline({ snapshot, placeName }: { snapshot: Snapshot; placeName: PlaceName }) {
  const { figures, takenAt } = snapshot;
  const { table } = figures;
  const cells = table.rows[0]?.cells;
  const share = cells === undefined ? undefined : shareOf(table.columns, cells);
  if (share === undefined)
    return (
      <section>
        <p class="notice">
          这个月办结的不到 100 件，太少，不公布，免得认出是谁。
          <En>Fewer than 100 were closed: too few to publish.</En>
        </p>
      </section>
    );
  const explained = countOf(table, [1]);
  const denied = countOf(table, [2, 3]);
  const unanswered = countOf(table, [4]);
  return (
    <>
      <div class="state">
        <p>
          办结 <strong>{number(share.count)}</strong> 件。群众说解决了 <strong>{number(share.solved)}</strong>{" "}
          件{explained === undefined ? "" : `，说办不了但说清了 ${number(explained)} 件`}
          {denied === undefined ? "" : `，说没解决或只解决一部分 ${number(denied)} 件`}
          {unanswered === undefined ? "" : `，没有回答 ${number(unanswered)} 件`}。
        </p>
        <p>
          确认解决的：最低 <strong>{percent(share.low)}</strong>（没回答的全当没解决），最高{" "}
          <strong>{percent(share.high)}</strong>（全当解决了）。
          <En>{`Solved: from ${percent(share.low)} with all unanswered taken as no to ${percent(share.high)} as yes.`}</En>
        </p>
      </div>
      <FiguresSection snapshot={snapshot} placeName={placeName} />
      <Beside snapshot={snapshot} share={share} />
      <p class="small">
        {dayWords(takenAt)} 公布；改了再公布新的一版，旧的留着。<En>A later version stands beside it.</En>
      </p>
    </>
  );
}

/** What stands beside the headline: how often it came back, how it was opened, what was taken out. */
function Beside({
  snapshot: { figures },
  share,
}: {
  snapshot: Snapshot;
  share: { solved: number; open: number; count: number };
}) {
  const { bounced, voice, out = 0 } = figures;
  const whole = share.count + out;
  return (
    <dl class="facts">
      {bounced === undefined ? null : (
        <>
          <dt>
            群众说没解决、退回重办过的 <En>Came back at least once</En>
          </dt>
          <dd>{number(bounced[0])} 件</dd>
        </>
      )}
      {voice === undefined ? null : (
        <>
          <dt>
            打电话、到窗口、由人代办的 <En>Opened by voice or visit</En>
          </dt>
          <dd>
            {number(voice[0])} 件（{percent(voice[0] / (voice[0] + voice[1]))}）
          </dd>
        </>
      )}
      <dt>
        从统计里剔除的 <En>Taken out</En>
      </dt>
      <dd>
        {number(out)} 件
        {out === 0 ? null : (
          <>
            。全放回来算：最低 {percent(share.solved / whole)}，最高{" "}
            {percent((share.solved + share.open + out) / whole)}。<a href="/figures/exclusions">逐条看</a>
          </>
        )}
      </dd>
    </dl>
  );
}
