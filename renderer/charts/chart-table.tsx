import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartData } from './chart-frame.tsx';
import { shortNumber } from './digits.ts';

/** A long series is thinned for reading; the file has every row. */
const rowsShown = 40;

interface Props {
  readonly title: string;
  readonly data: ChartData;
  readonly shown: boolean;
}

/** The numbers of a chart beside its picture: always there for a screen reader, for everybody when asked for. Made anew when they change alone. */
export const ChartTable = memo(function ChartTable({ title, data, shown }: Props) {
  const { t } = useTranslation('charts');
  const { head, rows } = data;
  const every = Math.ceil(rows.length / rowsShown);
  // The last is the one that matters most.
  const few = every <= 1 ? rows : rows.filter((_, i) => (rows.length - 1 - i) % every === 0);
  return (
    <section
      className={shown ? 'chart-table' : 'visually-hidden'}
      tabIndex={shown ? 0 : undefined}
      aria-label={t('numbers', { title })}
    >
      <table>
        <caption>{every > 1 ? t('thinned', { title, shown: few.length, count: rows.length }) : title}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {few.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a series are their places
            <tr key={i}>
              {row.map((value, column) => (
                <td key={head[column]}>{typeof value === 'number' ? shortNumber(value, 4) : (value ?? '–')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});
