// What could not be read: tables with the reason and how to mend it; files that are no data counted, their names folded.

import { apart, NOTHING_READ } from "../../core/engine/inputs.ts";
import type { ReportInput } from "../../core/engine/report.ts";
import { Both, En } from "../parts/words.tsx";

/** Names shown of one list; the rest stand in report.json. */
const NAMED = 200;

export function Unread({ inputs }: { inputs: readonly ReportInput[] }) {
  const { tables, others, otherFiles } = apart(inputs);
  const refused = tables.flatMap(({ file, refused }) =>
    refused === undefined ? [] : [{ file, ...refused }],
  );
  return (
    <>
      {inputs.some((input) => input.facts > 0) ? null : (
        <p class="notice">
          <Both words={NOTHING_READ} />
        </p>
      )}
      {refused.length === 0 ? null : (
        <details open>
          <summary>
            没能读的文件（{refused.length}） <En>Files that could not be read</En>
          </summary>
          <ul>
            {refused.slice(0, NAMED).map(({ file, reason, mend }) => (
              <li key={file}>
                <strong>{file}</strong>：<Both words={reason} />
                <br />
                怎么改 <En>How to mend</En>：<Both words={mend} />
              </li>
            ))}
          </ul>
          <More of={refused.length} />
        </details>
      )}
      {others === undefined ? null : (
        <details>
          <summary>
            <Both words={others} />
          </summary>
          <ul>
            {otherFiles.slice(0, NAMED).map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
          <More of={otherFiles.length} />
        </details>
      )}
    </>
  );
}

function More({ of }: { of: number }) {
  if (of <= NAMED) return null;
  return (
    <p>
      还有 {of - NAMED} 个，见 report.json。<En>{`${of - NAMED} more stand in report.json.`}</En>
    </p>
  );
}
