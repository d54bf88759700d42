import { Button, FileButton, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../frame/use-texts.ts';
import { looks, type Settings } from './settings.ts';
import { texts, type Words } from './texts.ts';
import type { ChosenNetwork, Listed } from './use-network.ts';

interface Props {
  readonly chosen: Pick<ChosenNetwork, 'listed' | 'entry'>;
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** On the right. */
  readonly children: ReactNode;
}

/** Which network, and how it is looked at. */
export function NetworkBar({ chosen: { listed, entry }, settings, change, onFiles, children }: Props) {
  const t = useTexts(texts);
  return (
    <div className="viewer-bar">
      <NativeSelect
        size="xs"
        className="viewer-which"
        aria-label={t('network')}
        value={settings.network === 'use' ? (entry?.id ?? 'use') : settings.network}
        data={choicesOf(listed, t)}
        onChange={({ currentTarget }) => change({ network: currentTarget.value, layer: 1 })}
      />
      <FileButton multiple accept=".onnx,.json,.bin" onChange={(files) => files.length > 0 && onFiles(files)}>
        {(props) => (
          <Button
            {...props}
            size="compact-sm"
            variant="default"
            title={t('openHint')}
            leftSection={<IconFolderOpen size={16} aria-hidden />}
          >
            {t('openFiles')}
          </Button>
        )}
      </FileButton>
      <span className="viewer-gap" />
      <SegmentedControl
        size="xs"
        aria-label={t('look')}
        value={settings.look}
        data={looks.map((id) => ({ value: id, label: t(`look_${id}`) }))}
        onChange={(look) => change({ look: look as Settings['look'] })}
      />
      {children}
    </div>
  );
}

function choicesOf(listed: readonly Listed[], t: Words) {
  const group = (label: string, kinds: readonly Listed['kind'][]) => {
    const items = listed
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ id, name, inUse }) => ({ value: id, label: inUse ? t('inUse', { name }) : name }));
    return items.length === 0 ? [] : [{ group: label, items }];
  };
  return [
    ...group(t('group_shipped'), ['shipped']),
    ...group(t('group_trained'), ['trained', 'imported']),
    ...group(t('group_part'), ['part']),
    {
      group: t('group_other'),
      items: [
        { value: 'dropped', label: t('droppedNetwork') },
        { value: 'unknown', label: t('unknownNetwork') },
      ],
    },
  ];
}
