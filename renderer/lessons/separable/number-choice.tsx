import { SegmentedControl } from '@mantine/core';
import { Bound } from '../frame/lit.tsx';

interface Props {
  readonly label: string;
  /** As it is written in the formulas. */
  readonly sign: string;
  readonly symbol: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** One of a few numbers. */
export function NumberChoice({ label, sign, symbol, values, value, disabled = false, onChange }: Props) {
  return (
    <Bound symbol={symbol}>
      <div className="sep-choice" data-disabled={disabled || undefined}>
        <span>
          <i>{sign}</i> {label}
        </span>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={label}
          disabled={disabled}
          value={String(value)}
          data={values.map(String)}
          onChange={(next) => onChange(Number(next))}
        />
      </div>
    </Bound>
  );
}
