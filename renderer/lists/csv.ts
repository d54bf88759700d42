/** Excel takes a file without it for the system's old code page. */
const byteOrderMark = '\ufeff';

/** Whatever a spreadsheet takes for the start of a formula, in half and full width. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

export type Cell = string | number | null;

/** Rows as CSV (RFC 4180), for spreadsheets and programs alike. */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  byteOrderMark + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** One field. Text that a spreadsheet would run as a formula gets an apostrophe before it; a number is a number. */
export function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
