/**
 * The last layer of a softmax recogniser: a row and a bias for each person it can answer with. Its answer is always one of
 * them (closed set); whoever joins or leaves changes its shape.
 */
export interface Head {
  readonly classes: number;
  readonly dimension: number;
  /** [classes, dimension], row-major. */
  readonly rows: Float32Array;
  /** [classes] */
  readonly biases: Float32Array;
}

/** One more person, as the last one. @param row [dimension] */
export function withRow(head: Head, row: Float32Array, bias: number): Head {
  const { classes, dimension } = head;
  if (row.length !== dimension) throw new RangeError(`a row of ${row.length} in a head of ${dimension}`);
  const rows = new Float32Array((classes + 1) * dimension);
  rows.set(head.rows);
  rows.set(row, classes * dimension);
  return { classes: classes + 1, dimension, rows, biases: Float32Array.of(...head.biases, bias) };
}

/** Without one person; those behind move up. What was learnt of the others stays as it is. */
export function withoutRow(head: Head, index: number): Head {
  const { classes, dimension } = head;
  if (!(index >= 0 && index < classes)) throw new RangeError(`there is no row ${index} of ${classes}`);
  const rows = new Float32Array((classes - 1) * dimension);
  rows.set(head.rows.subarray(0, index * dimension));
  rows.set(head.rows.subarray((index + 1) * dimension), index * dimension);
  return { classes: classes - 1, dimension, rows, biases: head.biases.filter((_, k) => k !== index) };
}

/**
 * The row of a newcomer set from their pictures' features, without any training: the direction of the mean of the unit
 * features, at the mean length of the rows that there are, with their mean bias. Qi, Brown, Lowe, "Low-Shot Learning with
 * Imprinted Weights", CVPR 2018, whose rows and features have length 1; in a head whose rows are free, length and bias have to
 * come from the others, or the newcomer would always or never win.
 * @param features [n, dimension], n ≥ 1
 * @throws RangeError where there are none, or they cancel each other out
 */
export function imprinted(head: Head, features: Float32Array): Head {
  const { classes, dimension, rows, biases } = head;
  const direction = new Float64Array(dimension);
  for (let start = 0; start < features.length; start += dimension) {
    const one = features.subarray(start, start + dimension);
    const length = lengthOf(one) || 1;
    for (let d = 0; d < dimension; d++) direction[d]! += one[d]! / length;
  }
  const length = lengthOf(direction);
  if (!(length > 1e-9)) throw new RangeError('a newcomer’s features have no common direction');
  let typical = 0;
  for (let k = 0; k < classes; k++) typical += lengthOf(rows.subarray(k * dimension, (k + 1) * dimension)) / classes;
  const bias = biases.reduce((sum, value) => sum + value, 0) / classes;
  return withRow(
    head,
    Float32Array.from(direction, (value) => (value / length) * typical),
    bias,
  );
}

function lengthOf(vector: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i]! * vector[i]!;
  return Math.sqrt(squares);
}
