import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';

interface Props {
  readonly network: ShownNetwork;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
}

/** Goes through the layers whose name or operation holds what is typed; Enter for the next. */
export function Find({ network, chosen, onChoose }: Props) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState('');
  const hits = useMemo(() => hitsOf(network, typed), [network, typed]);
  const at = hits.indexOf(chosen);
  const place = at < 0 ? String(hits.length) : t('found', { at: at + 1, count: hits.length });
  const said = typed.trim() === '' ? '' : hits.length === 0 ? t('notFound') : place;
  const go = (by: 1 | -1): void => {
    const next =
      by > 0
        ? (hits.find((layer) => layer > chosen) ?? hits[0])
        : (hits.findLast((layer) => layer < chosen) ?? hits.at(-1));
    if (next !== undefined) onChoose(next);
  };
  return (
    <TextInput
      size="xs"
      className="viewer-find"
      aria-label={t('find')}
      placeholder={t('find')}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSectionWidth={64}
      rightSection={
        <span className="quiet viewer-found" role="status">
          {said}
        </span>
      }
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        const now = hitsOf(network, currentTarget.value);
        if (now[0] !== undefined && !now.includes(chosen)) onChoose(now[0]);
      }}
      onKeyDown={({ key, shiftKey }) => {
        if (key === 'Enter') go(shiftKey ? -1 : 1);
      }}
    />
  );
}

function hitsOf({ layers }: ShownNetwork, typed: string): number[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  return layers.flatMap(({ name, op }, i) =>
    name.toLowerCase().includes(wanted) || op.toLowerCase().includes(wanted) ? [i] : [],
  );
}
