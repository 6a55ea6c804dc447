// Stacked bars as inline SVG; the table that always stands beside them says the same in numbers.

export interface Bar {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly colour: string }[];
}

const WIDTH = 640;
const ROW = 34;
const LEFT = 130;

/** Bars on one common scale. The figure is hidden from screen readers, since the table beside it is not. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.parts.reduce((sum, part) => sum + part.value, 0)));
  const scale = (WIDTH - LEFT - 8) / most;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${bars.length * ROW + 4}`} aria-hidden="true" focusable="false">
      {bars.map((bar, row) => {
        let x = LEFT;
        return (
          <g key={bar.label}>
            <text x={LEFT - 10} y={row * ROW + 22} text-anchor="end" font-size="17" fill="#1b2230">
              {bar.label}
            </text>
            {bar.parts.map((part) => {
              const width = part.value * scale;
              const from = x;
              x += width;
              return (
                <rect
                  key={part.colour}
                  x={from}
                  y={row * ROW + 4}
                  width={width}
                  height={ROW - 10}
                  fill={part.colour}
                />
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
