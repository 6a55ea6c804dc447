// A made-up picture for tests of photographs: boxes and circles of many shades.

/** 800 × 600, as SVG; another seed gives another picture. */
export function scene(seed: number): Buffer {
  let state = seed;
  const next = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % most;
  };
  const shapes = Array.from({ length: 140 }, (_, at) => {
    const fill = `rgb(${next(256)},${next(256)},${next(256)})`;
    const [x, y, size] = [next(800), next(600), 12 + next(at < 20 ? 220 : 60)];
    return at % 2 === 0
      ? `<rect x="${x}" y="${y}" width="${size}" height="${8 + next(90)}" fill="${fill}"/>`
      : `<circle cx="${x}" cy="${y}" r="${size / 3}" fill="${fill}"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#9ab"/>${shapes.join("")}</svg>`,
  );
}
