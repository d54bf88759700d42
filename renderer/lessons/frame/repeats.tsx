import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

interface Props {
  readonly usual: number;
  readonly repeats: number;
  readonly disabled: boolean;
  readonly onChange: (repeats: number) => void;
}

/** How often the check trains, from other beginnings: once is quick, more often tells chance from effect. */
export function Repeats({ usual, repeats, disabled, onChange }: Props) {
  const say = useTexts(frameTexts);
  const label = useId();
  return (
    <div className="lesson-repeats" title={say('repeatsHint')}>
      <span id={label}>{say('repeats')}</span>
      <SegmentedControl
        size="xs"
        aria-labelledby={label}
        data={Array.from({ length: Math.max(3, usual) }, (_, i) => String(i + 1))}
        value={String(repeats)}
        disabled={disabled}
        onChange={(value) => onChange(Number(value))}
      />
    </div>
  );
}
