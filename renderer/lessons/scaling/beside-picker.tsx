import { SegmentedControl } from '@mantine/core';
import { useTexts } from '../frame/use-texts.ts';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';

interface Props {
  readonly value: Settings['beside'];
  readonly onChange: (value: Settings['beside']) => void;
}

/** Which scaling stands beside what was measured. */
export function BesidePicker({ value, onChange }: Props) {
  const t = useTexts(texts);
  return (
    <SegmentedControl
      size="xs"
      className="scaling-beside"
      aria-label={t('beside')}
      value={value}
      data={(['z-score', 'min-max'] as const).map((id) => ({ value: id, label: t(`scaling_${id}`) }))}
      onChange={(next) => onChange(next as Settings['beside'])}
    />
  );
}
