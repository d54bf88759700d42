import { TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { editTable } from '../../../models/distances/edit.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { Sequence, ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { Steps } from '../frame/steps.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { type Settings, WORD_MOST } from './settings.ts';
import { texts } from './texts.ts';

const entries = ({ words: [a, b] }: Settings): number => ([...a].length + 1) * ([...b].length + 1);
const sequence: Sequence<Settings> = {
  length: entries,
  at: (settings) => Math.min(settings.step ?? entries(settings), entries(settings)),
  to: (step) => ({ step }),
};

/** Two words and the table from which their edit distance comes, entry by entry; the way back through it is the fewest edits. */
export function EditTable({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const cursor = useCursor();
  const [plot, width] = useWidth();
  const [a, b] = settings.words.map((word) => [...word]) as [string[], string[]];
  const table = useMemo(() => editTable(a, b), [a, b]);
  const [rows, columns] = [a.length + 1, b.length + 1];
  const shown = sequence.at(settings);
  const way = useMemo(() => wayBack(a, b, table), [a, b, table]);
  const side = Math.min(44, Math.max(22, (width - 40) / (columns + 1)));
  const x = (column: number): number => side + column * side;
  const y = (row: number): number => side + row * side;
  const height = y(rows) + 4;
  const at = cursor.x !== null && cursor.x < shown ? cursor.x : shown === rows * columns ? null : shown - 1;
  const sum = (i: number): string => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const value = table[i]!;
    if (row === 0 || column === 0) return t('editEdge', { count: row + column, value });
    const same = a[row - 1] === b[column - 1];
    const up = `${table[i - columns]} + 1`;
    const left = `${table[i - 1]} + 1`;
    const across = `${table[i - columns - 1]} + ${same ? 0 : 1}`;
    return t(same ? 'editSame' : 'editOther', {
      ...{ from: a[row - 1]!, to: b[column - 1]!, value },
      sum: `min(${up}, ${left}, ${across})`,
    });
  };
  const word = (name: 'a' | 'b', index: 0 | 1) => (
    <Bound symbol={name}>
      <TextInput
        size="sm"
        label={t('word', { name })}
        value={settings.words[index]}
        maxLength={WORD_MOST}
        description={t('wordMost', { most: WORD_MOST })}
        onChange={({ currentTarget: { value } }) =>
          change({ words: settings.words.with(index, value) as [string, string], step: null })
        }
      />
    </Bound>
  );
  return (
    <div className="distances-edit">
      <div className="distances-words">
        {word('a', 0)}
        {word('b', 1)}
      </div>
      <Steps
        sequence={sequence as unknown as Sequence<object>}
        settings={settings}
        change={change as (part: object) => void}
      />
      <ChartFrame
        title={t('editTitle', { value: shown === rows * columns ? table.at(-1)! : '…' })}
        hint={t('editHint')}
        data={{
          // A letter may come twice: its place makes it one.
          head: [t('letter'), '∅', ...b.map((sign, j) => `${j + 1} ${sign}`)],
          rows: Array.from({ length: rows }, (_, i) => [
            i === 0 ? '∅' : a[i - 1]!,
            ...Array.from({ length: columns }, (_, j) => (i * columns + j < shown ? table[i * columns + j]! : null)),
          ]),
        }}
      >
        <div className="chart-plot distances-table" ref={plot} style={{ height }}>
          <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('distance_edit')}>
            {b.map((sign, j) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a letter is its place
              <text key={j} className="distances-letter" x={x(j + 1) + side / 2} y={side / 2} dy="0.35em">
                {sign}
              </text>
            ))}
            {a.map((sign, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a letter is its place
              <text key={i} className="distances-letter" x={side / 2} y={y(i + 1) + side / 2} dy="0.35em">
                {sign}
              </text>
            ))}
            {Array.from(table, (value, i) => {
              const [row, column] = [Math.floor(i / columns), i % columns];
              return (
                <g
                  // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place
                  key={i}
                >
                  <rect
                    className="edit-entry"
                    data-at={i === at}
                    data-coming={i >= shown}
                    data-way={shown === rows * columns && way.has(i)}
                    x={x(column) + 1}
                    y={y(row) + 1}
                    width={side - 2}
                    height={side - 2}
                    rx={4}
                  />
                  {i < shown && (
                    <text className="edit-number" x={x(column) + side / 2} y={y(row) + side / 2} dy="0.35em">
                      {value}
                    </text>
                  )}
                </g>
              );
            })}
          </svg>
          {shown > 0 && (
            <CursorTrack
              label={t('editRead')}
              said={at === null ? t('editRead') : sum(at)}
              stops={Array.from({ length: shown }, (_, i) => i)}
              cursor={cursor}
              stopAt={(px, py) => {
                const [row, column] = [Math.floor(py / side) - 1, Math.floor(px / side) - 1];
                const i = row * columns + column;
                return row < 0 || column < 0 || column >= columns || i >= shown ? null : i;
              }}
            />
          )}
        </div>
      </ChartFrame>
      <p className="distances-sum">{at === null || at < 0 ? t('editRead') : sum(at)}</p>
    </div>
  );
}

/** One way of fewest edits: the entries on it, from the last back to the first. */
function wayBack(a: readonly string[], b: readonly string[], table: Uint32Array): ReadonlySet<number> {
  const columns = b.length + 1;
  const way = new Set([0]);
  for (let i = a.length, j = b.length; i > 0 || j > 0; ) {
    const at = i * columns + j;
    way.add(at);
    if (i > 0 && j > 0 && table[at] === table[at - columns - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)) {
      i--;
      j--;
    } else if (i > 0 && table[at] === table[at - columns]! + 1) i--;
    else j--;
  }
  return way;
}
