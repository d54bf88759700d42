import { toCsv } from '../lists/csv.ts';
import { fileNamePart, saveFile } from '../lists/save-file.ts';
import type { ChartData } from './chart-frame.tsx';

/** Every row of a chart as a file, in full precision. */
export const saveCsv = (title: string, { head, rows }: ChartData): void =>
  saveFile(`${fileNamePart(title)}.csv`, toCsv([head, ...rows]), 'text/csv');
