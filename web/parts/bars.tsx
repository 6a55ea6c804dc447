// Stacked bars as inline SVG, each under its name; the table that always stands beside them says the same in numbers.

export interface Bar {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly colour: string }[];
}

const WIDTH = 640;
const HEIGHT = 24;

/**
 * Bars on one common scale. The names are text of the page, so that they are as large as all other text on a narrow screen. Hidden from
 * screen readers, since the table beside is not.
 */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.parts.reduce((sum, part) => sum + part.value, 0)));
  return (
    <div class="shares" aria-hidden="true">
      {bars.map((bar) => (
        <div key={bar.label}>
          {bar.label}
          <Row bar={bar} scale={WIDTH / most} />
        </div>
      ))}
    </div>
  );
}

function Row({ bar, scale }: { bar: Bar; scale: number }) {
  let x = 0;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {bar.parts.map((part) => {
        const width = part.value * scale;
        const from = x;
        x += width;
        return (
          <rect
            key={part.colour}
            x={from.toFixed(1)}
            y="0"
            width={width.toFixed(1)}
            height={HEIGHT}
            fill={part.colour}
          />
        );
      })}
    </svg>
  );
}
