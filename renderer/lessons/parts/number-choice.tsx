import { SegmentedControl } from '@mantine/core';
import { Bound } from '../frame/lit.tsx';
import './number-choice.css';

interface Props<T extends number> {
  readonly label: string;
  /** As it is written in the formulas, and which of their symbols it is. */
  readonly sign: string;
  readonly symbol: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few numbers that a formula has. */
export function NumberChoice<T extends number>({ label, sign, symbol, values, value, onChange }: Props<T>) {
  return (
    <Bound symbol={symbol}>
      <div className="number-choice">
        <span>
          <i>{sign}</i> {label}
        </span>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={label}
          value={String(value)}
          data={values.map(String)}
          onChange={(next) => onChange(Number(next) as T)}
        />
      </div>
    </Bound>
  );
}
