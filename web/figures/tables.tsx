// One published table of the figures: chart, the same in numbers, what was folded together, and how each number is made.

import type { Figures, Snapshot, Subject } from "../../core/domain/figures/snapshot.ts";
import { shareOf } from "../../core/domain/figures/snapshot.ts";
import { Scroll } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { columnOf, inOrder, type PlaceName, percent, REST_WORDS, rowWords, SUBJECT_WORDS } from "./labels.ts";
import { Legend, Shares } from "./shares.tsx";

export const number = (value: number) => value.toLocaleString("zh-CN");

const sum = (cells: readonly number[]) => cells.reduce((all, cell) => all + cell, 0);

function Between({ figures, cells }: { figures: Figures; cells: readonly number[] }) {
  const share = shareOf(figures.table.columns, cells);
  if (share === undefined) return <>不到 100 件，不给比例</>;
  return (
    <>
      {percent(share.low)} 到 {percent(share.high)}
    </>
  );
}

function days(value: number | null | undefined): string {
  if (value === undefined) return "—";
  return value === null ? "一半以上还没有" : `${value} 天`;
}

interface Titled {
  readonly title: string;
  readonly short: string;
  readonly cell: (cells: readonly number[], key: string) => preact.ComponentChildren;
}

/** Columns of the table in numbers. */
function titlesOf(subject: Subject, figures: Figures): Titled[] {
  const { table, medians } = figures;
  const promises = subject.startsWith("promises-");
  const counted = table.columns.map((categories, place): Titled => {
    const { zh } = columnOf(subject, categories);
    return { title: zh, short: zh, cell: (cells) => number(cells[place]!) };
  });
  return [
    { title: promises ? "承诺 Promises" : "办结 Closed", short: "共", cell: (cells) => number(sum(cells)) },
    ...counted,
    ...(promises
      ? []
      : [
          {
            title: "确认解决，最低到最高 Solved, least to most",
            short: "确认解决",
            cell: (cells: readonly number[]) => <Between figures={figures} cells={cells} />,
          },
        ]),
    ...(medians === undefined
      ? []
      : [
          {
            title: "得到答复的天数（中位）Median days",
            short: "答复天数（中位）",
            cell: (_: readonly number[], key: string) => days(medians[key]),
          },
        ]),
  ];
}

export function FiguresTable({
  snapshot: { subject, figures },
  placeName,
}: {
  readonly snapshot: Snapshot;
  readonly placeName: PlaceName;
}) {
  const { table } = figures;
  const columns = table.columns.map((categories) => columnOf(subject, categories));
  const rows = inOrder(subject, table.rows).map((row) => ({
    ...row,
    zh: rowWords(subject, row.key, placeName).zh,
  }));
  const titles = titlesOf(subject, figures);
  const rest =
    table.rest === undefined
      ? []
      : [{ key: "", zh: `${REST_WORDS.zh} ${table.folded.length} 类，合在一起`, cells: table.rest }];
  return (
    <>
      <figure>
        <Shares bars={[...rows, ...rest].map(({ zh, cells }) => ({ label: zh, cells }))} columns={columns} />
      </figure>
      <Legend columns={columns} />
      <Scroll label={SUBJECT_WORDS[subject].zh}>
        <table class="stack figures">
          <caption>
            <Both words={SUBJECT_WORDS[subject]} />
          </caption>
          <thead>
            <tr>
              <td />
              {titles.map(({ title }) => (
                <th key={title} scope="col" class="n">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows, ...rest].map(({ key, zh, cells }) => (
              <tr key={key}>
                <th scope="row">{zh}</th>
                {titles.map(({ title, short, cell }) => (
                  <td key={title} class="n" data-label={short}>
                    {cell(cells, key)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {subject === "headline" || subject === "sample" || table.folded.length === 0 ? null : (
        <Folded names={table.folded.map((key) => rowWords(subject, key, placeName).zh)} />
      )}
    </>
  );
}

/** Why some are not shown alone, in one sentence, and which they are. */
function Folded({ names }: { names: readonly string[] }) {
  return (
    <>
      <p class="small">
        不单列，是因为列出来会有不到 10 件的格子，或能用减法算出这样的格子，容易认出是谁；也可能一件也没有。
        <En>
          Shown alone, some cell would be under ten, by itself or by subtraction, and might point at somebody;
          or there is none.
        </En>
      </p>
      <details>
        <summary>
          没有单列的是哪 {names.length} 类 <En>Which they are</En>
        </summary>
        <p>{names.join("、")}</p>
      </details>
    </>
  );
}

/** One subject with its heading; says so where too little was counted for a table. */
export function FiguresSection({
  snapshot,
  placeName,
}: {
  readonly snapshot: Snapshot;
  readonly placeName: PlaceName;
}) {
  const empty = snapshot.figures.table.rows.length === 0;
  return (
    <section>
      <h2 id={snapshot.subject}>
        <Both words={SUBJECT_WORDS[snapshot.subject]} />
      </h2>
      {empty ? (
        <p>
          分开列，会有不到 10 件的格子，容易认出是谁，所以不列。
          <En>Shown apart, some cell would be under ten and might point at somebody.</En>
        </p>
      ) : (
        <FiguresTable snapshot={snapshot} placeName={placeName} />
      )}
    </section>
  );
}
