import { type ReactNode, useId, useState } from 'react';
import './parts.css';

interface Props {
  /** As it is written before the brackets. */
  readonly name: ReactNode;
  readonly rows: readonly (readonly number[])[];
  readonly most: number;
  readonly label: (row: number, column: number) => string;
  /** Why what was typed is not taken. */
  readonly refusal: (row: number, column: number) => string;
  readonly lit: (row: number, column: number) => boolean;
  readonly onChange: (row: number, column: number, value: number) => void;
}

/** A vector or matrix to be typed into. What is no number within the limits is not taken, and why is said below. */
export function NumberCells({ name, rows, most, label, refusal, lit, onChange }: Props) {
  const [wrong, setWrong] = useState<readonly [number, number] | null>(null);
  const said = useId();
  return (
    <div className="number-cells">
      <span className="number-cells-name">{name}</span>
      <span className="number-cells-grid" data-columns={rows[0]?.length}>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          <span key={i} className="number-cells-row">
            {row.map((value, j) => (
              <NumberCell
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                key={j}
                label={label(i, j)}
                value={value}
                most={most}
                lit={lit(i, j)}
                said={said}
                onWrong={(is) => setWrong(is ? [i, j] : null)}
                onChange={(next) => onChange(i, j, next)}
              />
            ))}
          </span>
        ))}
      </span>
      <span id={said} className="number-cells-refusal" role="status">
        {wrong !== null && refusal(wrong[0], wrong[1])}
      </span>
    </div>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly lit: boolean;
  readonly said: string;
  readonly onWrong: (is: boolean) => void;
  readonly onChange: (value: number) => void;
}

function NumberCell({ label, value, most, lit, said, onWrong, onChange }: CellProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): number | null => {
    const number = Number(text.trim().replace(',', '.').replace('−', '-'));
    return text.trim() !== '' && Math.abs(number) <= most ? number : null;
  };
  const wrong = typed !== null && read(typed) === null;
  return (
    <input
      aria-label={label}
      aria-invalid={wrong}
      aria-describedby={wrong ? said : undefined}
      inputMode="decimal"
      data-lit={lit || undefined}
      value={typed ?? String(Number(value.toFixed(2))).replace('-', '−')}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const number = read(text);
        onWrong(number === null);
        if (number !== null) onChange(number);
      }}
      onBlur={() => {
        setTyped(null);
        onWrong(false);
      }}
    />
  );
}
