// Stacked shares as inline SVG, each with its name above it; the table that always stands beside says the same in numbers.

import type { Column } from "./labels.ts";

export interface ShareBar {
  readonly label: string;
  readonly cells: readonly number[];
}

const WIDTH = 640;
const ROW = 62;

/** Every bar has the full width: shares are compared, amounts stand in the table. Hidden from screen readers, since the table is not. */
export function Shares({ bars, columns }: { bars: readonly ShareBar[]; columns: readonly Column[] }) {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${bars.length * ROW + 4}`} aria-hidden="true" focusable="false">
      {bars.map((bar, row) => {
        const whole = Math.max(
          1,
          bar.cells.reduce((all, cell) => all + cell, 0),
        );
        let x = 0;
        return (
          <g key={bar.label}>
            <text x="0" y={row * ROW + 22} font-size="18" fill="#1b2230">
              {bar.label}
            </text>
            {bar.cells.map((cell, place) => {
              const width = (cell / whole) * WIDTH;
              const from = x;
              x += width;
              return (
                <rect
                  key={columns[place]!.id}
                  x={from.toFixed(1)}
                  y={row * ROW + 30}
                  width={Math.max(0, width - (width > 3 ? 1.5 : 0)).toFixed(1)}
                  height="24"
                  fill={columns[place]!.colour}
                />
              );
            })}
          </g>
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
