/**
 * The cells of one line of CSV (RFC 4180): a cell in quotes may hold commas and doubled quotes. Null where a quote is not closed: cells
 * of several lines are not read.
 */
export function csvCells(line: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] !== '"') {
      const end = line.indexOf(',', at);
      cells.push(line.slice(at, end < 0 ? undefined : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    for (at++; ; at++) {
      if (at >= line.length) return null;
      if (line[at] !== '"') cell += line[at];
      else if (line[at + 1] === '"') cell += line[at++];
      else break;
    }
    cells.push(cell);
    at++;
    if (at >= line.length) return cells;
    if (line[at] !== ',') return null;
    at++;
  }
}
