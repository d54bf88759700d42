/** Values at the corners of a grid over [x] × [y], row by row from the lower left. */
export interface Field {
  readonly values: readonly number[];
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

type At = readonly [number, number];

/** A function of two variables on a grid of `columns` × `rows` corners. */
export function fieldOf(
  f: (x: number, y: number) => number,
  x: readonly [number, number],
  y: readonly [number, number],
  columns: number,
  rows: number,
): Field {
  const values = Array.from({ length: columns * rows }, (_, i) =>
    f(
      x[0] + ((x[1] - x[0]) * (i % columns)) / (columns - 1),
      y[0] + ((y[1] - y[0]) * Math.floor(i / columns)) / (rows - 1),
    ),
  );
  return { values, columns, rows, x, y };
}

/**
 * Where the field has the level, as short lines: marching squares with linear interpolation along the edges; of a saddle the
 * mean of its corners decides (Lorensen, Cline, "Marching Cubes", SIGGRAPH 1987, in two dimensions).
 */
export function contourLines(field: Field, level: number): readonly (readonly [At, At])[] {
  const { values, columns, rows, x, y } = field;
  const place = (column: number, row: number): At => [
    x[0] + ((x[1] - x[0]) * column) / (columns - 1),
    y[0] + ((y[1] - y[0]) * row) / (rows - 1),
  ];
  const lines: (readonly [At, At])[] = [];
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      // Counter-clockwise from the lower left.
      const corners = [values[at]!, values[at + 1]!, values[at + columns + 1]!, values[at + columns]!] as const;
      const inside = corners.map((value) => value >= level);
      if (inside.every((is) => is === inside[0])) continue;
      const cross = (edge: number): At => {
        const [a, b] = [corners[edge]!, corners[(edge + 1) % 4]!];
        const share = (level - a) / (b - a);
        const steps = [
          [share, 0],
          [1, share],
          [1 - share, 1],
          [0, 1 - share],
        ] as const;
        const [dx, dy] = steps[edge]!;
        return place(column + dx, row + dy);
      };
      const cut = [0, 1, 2, 3].filter((edge) => inside[edge] !== inside[(edge + 1) % 4]);
      if (cut.length === 2) lines.push([cross(cut[0]!), cross(cut[1]!)]);
      else {
        const middle = corners.reduce((sum, value) => sum + value, 0) / 4 >= level;
        const [first, second] =
          middle === inside[0] ? [[0, 1] as const, [2, 3] as const] : [[3, 0] as const, [1, 2] as const];
        lines.push([cross(first[0]), cross(first[1])], [cross(second[0]), cross(second[1])]);
      }
    }
  return lines;
}
