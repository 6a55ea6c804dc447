// The figures of a period on one sheet of paper: for the notice board and the meeting.

import { countOf, type Snapshot, type Subject, shareOf } from "../../core/domain/figures/snapshot.ts";
import { type Page, Scroll } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { columnOf, inOrder, type PlaceName, percent, REST_WORDS, rowWords, SUBJECT_WORDS } from "./labels.ts";
import { PROTECTION } from "./methods.ts";
import { periodWords } from "./period-words.ts";
import { SampleSection } from "./sample.tsx";
import { Legend, Shares } from "./shares.tsx";
import { number } from "./tables.tsx";

export function printPage(view: {
  readonly period: string;
  readonly shown: readonly Snapshot[];
  readonly hasDraw: boolean;
  readonly placeName: PlaceName;
  readonly address: string;
}): Page {
  const { period, shown, placeName } = view;
  const words = periodWords(period);
  const of = (subject: Subject) => shown.find((each) => each.subject === subject);
  const headline = of("headline");
  const body = (
    <article class="onepage">
      <h1>
        {words.zh}：办没办成，群众怎么说 <En>{words.en}</En>
      </h1>
      {headline === undefined ? null : <Line snapshot={headline} />}
      {headline === undefined ? null : (
        <SampleSection period={period} snapshot={of("sample")} hasDraw={view.hasDraw} />
      )}
      {(["kinds", "causes", "promises-kinds", "places"] as const).map((subject) => {
        const snapshot = of(subject);
        if (snapshot === undefined || snapshot.figures.table.rows.length === 0) return null;
        return <Sheet key={subject} snapshot={snapshot} placeName={placeName} />;
      })}
      <p class="small">
        只按群众的话算，单位说办结不算办成。{PROTECTION.zh}全文和数据：{view.address}
      </p>
      <p class="noprint">
        用浏览器的“打印”打成一张 A4 纸。<a href={`/figures/${period}`}>回到全文</a>{" "}
        <En>Print it with the browser on one sheet.</En>
      </p>
    </article>
  );
  return { title: `${words.zh}的数字（打印）`, body };
}

function Line({ snapshot: { figures, takenAt } }: { snapshot: Snapshot }) {
  const { table } = figures;
  const cells = table.rows[0]?.cells;
  const share = cells === undefined ? undefined : shareOf(table.columns, cells);
  if (share === undefined || cells === undefined)
    return <p>这个月办结的不到 100 件，太少，不公布，免得认出是谁。</p>;
  const columns = table.columns.map((categories) => columnOf("headline", categories));
  const denied = countOf(table, [2, 3]);
  return (
    <>
      <figure>
        <Shares bars={[{ label: "群众怎么说", cells }]} columns={columns} />
      </figure>
      <Legend columns={columns} />
      <p>
        办结 {number(share.count)} 件：
        {columns.map(({ zh }, place) => `${zh} ${number(cells[place]!)} 件`).join("；")}。
        {denied === undefined ? "" : `没解决或只解决一部分的，共 ${number(denied)} 件。`}
        确认解决的最低 {percent(share.low)}（没回答的全当没解决），最高 {percent(share.high)}（全当解决了）。
        {figures.bounced === undefined ? "" : `退回重办过 ${number(figures.bounced[0])} 件。`}剔除{" "}
        {number(figures.out ?? 0)} 件。{dayWords(takenAt)}公布。
      </p>
    </>
  );
}

function Sheet({ snapshot: { subject, figures }, placeName }: { snapshot: Snapshot; placeName: PlaceName }) {
  const { table } = figures;
  const rest = table.rest === undefined ? [] : [{ key: "", cells: table.rest, zh: REST_WORDS.zh }];
  const rows = inOrder(subject, table.rows).map((row) => ({
    ...row,
    zh: rowWords(subject, row.key, placeName).zh,
  }));
  return (
    <section>
      <h2>
        <Both words={SUBJECT_WORDS[subject]} />
      </h2>
      <Scroll label={SUBJECT_WORDS[subject].zh}>
        <table class="figures">
          <thead>
            <tr>
              <td />
              {table.columns.map((categories) => (
                <th key={categories.join()} scope="col" class="n">
                  {columnOf(subject, categories).zh}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows, ...rest].map(({ key, zh, cells }) => (
              <tr key={key}>
                <th scope="row">{zh}</th>
                {cells.map((cell, place) => (
                  <td key={String(place)} class="n">
                    {number(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
