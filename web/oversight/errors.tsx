// How often each detector was wrong, as far as appeals tell: counts and their method, by detector and never by body.

import type { Appealed } from "../../core/domain/appeals/errors.ts";
import type { Words } from "../../core/domain/facts.ts";
import { type Page, Scroll } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { RETIRED, RETIRING } from "./appeal-words.ts";

export interface ErrorsRow extends Appealed {
  /** Suspicions in the latest check-up. */
  readonly findings: number;
  readonly retired: boolean;
}

const COLUMNS: readonly (Words & { readonly of: (row: ErrorsRow) => number })[] = [
  { zh: "疑点", en: "Findings", of: (row) => row.findings },
  { zh: "申诉", en: "Appealed", of: appealedOf },
  { zh: "检测错了", en: "Wrong", of: (row) => row.upheld },
  { zh: "已改好", en: "Mended", of: (row) => row.mended },
  { zh: "不成立", en: "Not upheld", of: (row) => row.notUpheld },
  { zh: "等答复", en: "Open", of: (row) => row.open },
];

function appealedOf({ upheld, mended, notUpheld, open }: Appealed): number {
  return upheld + mended + notUpheld + open;
}

export function errorsPage(rows: readonly ErrorsRow[]): Page {
  const appealed = rows.filter((row) => appealedOf(row) > 0);
  const others = rows.filter((row) => appealedOf(row) === 0);
  const body = (
    <>
      <h1>
        检测自己错了多少 <En>The detectors' own errors</En>
      </h1>
      {appealed.length === 0 ? (
        <p>
          还没有人申诉过。<En>Nobody has appealed yet.</En>
        </p>
      ) : (
        <Table rows={appealed} />
      )}
      {others.length === 0 ? null : (
        <details>
          <summary>
            没有人申诉过的检测（{others.length} 项） <En>Detectors that nobody appealed against</En>
          </summary>
          <ul>
            {others.map((row) => (
              <li key={row.detector}>
                <Both words={row.title} />
                ：疑点 {row.findings.toLocaleString("zh-CN")} <En>findings</En>
              </li>
            ))}
          </ul>
        </details>
      )}
      <h2>
        怎么数的 <En>Method</En>
      </h2>
      <ul>
        <li>
          疑点数的是最近一次体检的疑似，包括后来撤回的；申诉数的是保存着的全部，一条疑点提几次也只算一条。
          <En>
            Findings: suspicions of the latest check-up, those withdrawn later included. Appeals: all that are
            kept; a finding counts once however often it was appealed.
          </En>
        </li>
        <li>
          “已经改好”成立的，疑点当时是对的，不算检测的错，也不算进成立的比例。
          <En>
            A finding that was right and has been mended since is no error, and stands outside the share.
          </En>
        </li>
        <li>
          <Both words={RETIRING} />
        </li>
        <li>
          没有申诉的疑点不等于对的。所以这里只数数，不算准确率；按检测列，不按单位列，不排名次。
          <En>
            A finding that nobody appealed is not thereby right, so these are counts and no precision; by
            detector, never by body, in no order of merit.
          </En>
        </li>
      </ul>
    </>
  );
  return { title: "检测自己错了多少", body };
}

function Table({ rows }: { rows: readonly ErrorsRow[] }) {
  return (
    <Scroll label="各项检测 Detectors">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">
              检测 <En>Detector</En>
            </th>
            {COLUMNS.map((column) => (
              <th key={column.en} scope="col" class="n">
                <Both words={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.detector}>
              <th scope="row">
                <Both words={row.title} />
                {row.retired ? (
                  <div class="small">
                    <strong>
                      <Both words={RETIRED} />
                    </strong>
                  </div>
                ) : null}
              </th>
              {COLUMNS.map((column) => (
                <td key={column.en} class="n" data-label={column.zh}>
                  {column.of(row).toLocaleString("zh-CN")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
