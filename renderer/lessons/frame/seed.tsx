import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

const most = 0xffffffff;

/** The seed of the check's draws: another one is another sample, the same one the same numbers on every machine. */
export function Seed({ seed, onChange }: { seed: number; onChange: (seed: number) => void }) {
  const say = useTexts(frameTexts);
  const [typed, setTyped] = useState<string | null>(null);
  const fits = typed === null || (/^\d+$/.test(typed.trim()) && Number(typed) <= most);
  return (
    <TextInput
      className="lesson-seed"
      size="xs"
      label={say('seed')}
      inputMode="numeric"
      value={typed ?? String(seed)}
      error={fits ? null : say('whole', { low: 0, high: most })}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        if (/^\d+$/.test(value.trim()) && Number(value) <= most) onChange(Number(value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
