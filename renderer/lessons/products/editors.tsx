import { SegmentedControl } from '@mantine/core';
import { Bound, useLit } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { NumberCells } from '../parts/number-cells.tsx';
import { CELL_MOST } from './settings.ts';
import { texts } from './texts.ts';

/** What a vector or matrix gets where it grows. */
const filler = 1;

interface Props<V> {
  readonly name: string;
  readonly value: V;
  /** Cells that the number pointed at is made of. */
  readonly lit: ReadonlySet<string>;
  readonly onChange: (value: V) => void;
}

export function VectorEditor({ name, value, lit, onChange }: Props<number[]>) {
  const t = useTexts(texts);
  const all = useLit().symbol === name;
  const label = (row: number): string => t('cellOfVector', { name, row: row + 1 });
  return (
    <Bound symbol={name}>
      <NumberCells
        name={name}
        rows={value.map((one) => [one])}
        most={CELL_MOST}
        label={label}
        refusal={(row) => t('cellRange', { most: CELL_MOST, cell: label(row), value: value[row]! })}
        lit={(row) => all || lit.has(`${name}${row}`)}
        onChange={(row, _, next) => onChange(value.with(row, next))}
      />
      <SegmentedControl
        size="xs"
        aria-label={`${t('length')}: ${name}`}
        value={String(value.length)}
        data={['2', '3', '4']}
        onChange={(length) => onChange(Array.from({ length: Number(length) }, (_, i) => value[i] ?? filler))}
      />
    </Bound>
  );
}

const shapes = [1, 2, 3].flatMap((rows) => [1, 2, 3].map((columns) => `${rows} × ${columns}`));

export function MatrixEditor({ name, value, lit, onChange }: Props<number[][]>) {
  const t = useTexts(texts);
  const all = useLit().symbol === name;
  const label = (row: number, column: number): string => t('cell', { name, row: row + 1, column: column + 1 });
  return (
    <Bound symbol={name}>
      <NumberCells
        name={name}
        rows={value}
        most={CELL_MOST}
        label={label}
        refusal={(row, column) =>
          t('cellRange', { most: CELL_MOST, cell: label(row, column), value: value[row]![column]! })
        }
        lit={(row, column) => all || lit.has(`${name}${row}.${column}`)}
        onChange={(row, column, next) => onChange(value.with(row, value[row]!.with(column, next)))}
      />
      <select
        className="products-shape"
        aria-label={t('shape', { name })}
        value={`${value.length} × ${value[0]!.length}`}
        onChange={(event) => {
          const [rows = 1, columns = 1] = event.currentTarget.value.split(' × ').map(Number);
          onChange(
            Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => value[i]?.[j] ?? filler)),
          );
        }}
      >
        {shapes.map((shape) => (
          <option key={shape}>{shape}</option>
        ))}
      </select>
    </Bound>
  );
}
