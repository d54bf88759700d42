/** Where a box of the graph's picture is, in boxes: levels go down, columns across. */
export interface Place {
  readonly level: number;
  readonly column: number;
}

export interface Arrangement {
  readonly places: readonly Place[];
  /** From box to box, with the columns that it passes on the levels between. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly through: readonly number[] }[];
  readonly levels: number;
  /** Columns go from 0 to this. */
  readonly width: number;
}

interface Cell {
  readonly box: number | null;
  readonly above: number[];
  readonly below: number[];
  column: number;
}

/**
 * Lays a graph out by levels (Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981): a box is below all that it
 * reads, an edge over several levels has a place on each, and each level is ordered by the mean place of its neighbours, down and up in turn.
 * @param reads for each box the boxes that it reads; of those that come later (loops) none is drawn
 * @param passing room that an edge passing by takes, in boxes: with 1 a branch stays in its column beside a longer one
 */
export function arrange(reads: readonly (readonly number[])[], { passing = 0.35, sweeps = 6 } = {}): Arrangement {
  const level: number[] = [];
  for (const [i, from] of reads.entries())
    level[i] = Math.max(-1, ...from.filter((j) => j < i).map((j) => level[j]!)) + 1;
  const levels = Math.max(-1, ...level) + 1;
  const cells: Cell[] = reads.map((_, i) => ({ box: i, above: [], below: [], column: 0 }));
  const rows: number[][] = Array.from({ length: levels }, () => []);
  for (const [i, at] of level.entries()) rows[at]!.push(i);
  const edges: { from: number; to: number; cells: number[] }[] = [];
  for (const [to, from] of reads.entries())
    for (const source of new Set(from)) {
      if (source >= to) continue;
      const passed: number[] = [];
      let last = source;
      for (let at = level[source]! + 1; at < level[to]!; at++) {
        cells.push({ box: null, above: [last], below: [], column: 0 });
        const cell = cells.length - 1;
        cells[last]!.below.push(cell);
        rows[at]!.push(cell);
        passed.push(cell);
        last = cell;
      }
      cells[last]!.below.push(to);
      cells[to]!.above.push(last);
      edges.push({ from: source, to, cells: passed });
    }
  for (const row of rows) for (const [i, cell] of row.entries()) cells[cell]!.column = i;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) settle(row, cells, down ? 'above' : 'below', passing);
  }
  const left = Math.min(0, ...cells.map(({ column }) => column));
  for (const cell of cells) cell.column -= left;
  return {
    places: level.map((at, i) => ({ level: at, column: cells[i]!.column })),
    edges: edges.map(({ from, to, cells: passed }) => ({
      from,
      to,
      through: passed.map((cell) => cells[cell]!.column),
    })),
    levels,
    width: Math.max(0, ...cells.map(({ column }) => column)),
  };
}

/** Orders a level by where its neighbours are, and puts each as near to them as those beside it allow. */
function settle(row: readonly number[], cells: readonly Cell[], side: 'above' | 'below', passing: number): void {
  const roomOf = ({ box }: Cell): number => (box === null ? passing : 1);
  const wanted = new Map(
    row.map((cell) => {
      const near = cells[cell]![side];
      const mean = near.reduce((sum, each) => sum + cells[each]!.column, 0) / near.length;
      return [cell, near.length === 0 ? cells[cell]!.column : mean] as const;
    }),
  );
  const ordered = row.toSorted((a, b) => wanted.get(a)! - wanted.get(b)!);
  // Boxes that push each other stand as one block about the mean of what its members want (pool adjacent violators).
  const blocks: { cells: number[]; sum: number; room: number }[] = [];
  for (const cell of ordered) {
    const room = roomOf(cells[cell]!);
    let block = { cells: [cell], sum: wanted.get(cell)!, room };
    for (
      let before = blocks.at(-1);
      before !== undefined && endOf(before) > startOf(block) + 1e-9;
      before = blocks.at(-1)
    ) {
      blocks.pop();
      // Each of the later block's cells stands so much further right.
      block = {
        cells: [...before.cells, ...block.cells],
        sum: before.sum + block.sum - before.room * block.cells.length,
        room: before.room + block.room,
      };
    }
    blocks.push(block);
  }
  for (const block of blocks) {
    let at = startOf(block);
    for (const cell of block.cells) {
      const room = roomOf(cells[cell]!);
      cells[cell]!.column = at + room / 2;
      at += room;
    }
  }

  function startOf(block: { readonly cells: readonly number[]; readonly sum: number }): number {
    return block.sum / block.cells.length - roomOf(cells[block.cells[0]!]!) / 2;
  }
  function endOf(block: { readonly cells: readonly number[]; readonly sum: number; readonly room: number }): number {
    return startOf(block) + block.room;
  }
}
