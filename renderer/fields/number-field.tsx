import { NumberInput } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly low: number;
  readonly high: number;
  /** Default 1. */
  readonly step?: number;
  readonly whole?: boolean;
  readonly suffix?: string;
}

/** A number within its limits; what is half typed is not taken. */
export function NumberField({
  label,
  description,
  value,
  onChange,
  low,
  high,
  step = 1,
  whole = false,
  suffix,
}: Props) {
  return (
    <NumberInput
      size="xs"
      label={label}
      description={description}
      value={value}
      min={low}
      max={high}
      step={step}
      allowDecimal={!whole}
      clampBehavior="blur"
      hideControls
      {...(suffix === undefined ? {} : { suffix: ` ${suffix}` })}
      onChange={(next) => {
        if (typeof next === 'number' && Number.isFinite(next) && next >= low && next <= high) onChange(next);
      }}
    />
  );
}
