// Stacked shares as inline SVG, each under its name; the table that always stands beside says the same in numbers.

import type { Column } from "./labels.ts";

export interface ShareBar {
  readonly label: string;
  readonly cells: readonly number[];
}

const WIDTH = 640;
const GAP = 1.5;

/**
 * Every bar has the full width: shares are compared, amounts stand in the table. The names are text of the page, so that they are as large
 * as all other text on a narrow screen. Hidden from screen readers, since the table is not.
 */
export function Shares({ bars, columns }: { bars: readonly ShareBar[]; columns: readonly Column[] }) {
  return (
    <div class="shares" aria-hidden="true">
      {bars.map(({ label, cells }) => (
        <div key={label}>
          {label}
          <Bar cells={cells} columns={columns} />
        </div>
      ))}
    </div>
  );
}

function Bar({ cells, columns }: { cells: readonly number[]; columns: readonly Column[] }) {
  const whole = Math.max(
    1,
    cells.reduce((all, cell) => all + cell, 0),
  );
  let x = 0;
  return (
    <svg viewBox={`0 0 ${WIDTH} 24`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {cells.map((cell, place) => {
        const width = (cell / whole) * WIDTH;
        const from = x;
        x += width;
        return (
          <rect
            key={columns[place]!.id}
            x={from.toFixed(1)}
            y="0"
            width={Math.max(0, width - (width > 2 * GAP ? GAP : 0)).toFixed(1)}
            height="24"
            fill={columns[place]!.colour}
          />
        );
      })}
    </svg>
  );
}

export function Legend({ columns }: { columns: readonly Column[] }) {
  return (
    <ul class="legend">
      {columns.map((column) => (
        <li key={column.id}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <rect width="16" height="16" fill={column.colour} />
          </svg>{" "}
          {column.zh}
        </li>
      ))}
    </ul>
  );
}
