import { Button, Checkbox, Group, Progress, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvaluationProtocol } from '../../../main/contract/evaluation.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import { finestRate } from '../../../models/metrics/site-table.ts';
import { oneIn } from '../../faces/one-in.ts';
import { useHost } from '../../host/use-host.ts';
import { useJobs } from '../../shell/jobs.ts';
import { measureScores, measureTitle } from './measure.ts';

/** On what to measure: a data set, the people here, or both. */
export function MeasureForm({ own }: { own: CallOutput<'calibration.state'>['own'] }) {
  const { t, i18n } = useTranslation('calibrate');
  const [folder, setFolder] = useState('');
  const [withOwn, setWithOwn] = useState(true);
  const running = useJobs().find(({ title }) => title === measureTitle());
  const enough = own.people >= 2;
  const useOwn = withOwn && enough;
  const nothing = folder.trim() === '' && !useOwn;
  const finest = finestRate(own.searches);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    if (!nothing && running === undefined) void measureScores(folder.trim(), useOwn);
  };
  return (
    <section className="card" aria-label={t('measure')}>
      <div>
        <Title order={2}>{t('measure')}</Title>
        <Text className="quiet" size="sm">
          {t('measureHint')}
        </Text>
      </div>
      <form onSubmit={start}>
        <Stack gap="sm">
          <Evaluated onChoose={setFolder} />
          <TextInput
            label={t('folder')}
            description={t('folderHint')}
            placeholder="/…"
            value={folder}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Checkbox
            label={t('own')}
            checked={useOwn}
            disabled={!enough}
            description={
              enough
                ? `${t('ownFigures', { ...own, searches: own.searches.toLocaleString(i18n.language) })} ${
                    finest < 1 ? t('ownFinest', { oneIn: oneIn(finest, i18n.language) }) : t('ownNothing')
                  }`
                : t('ownNobody')
            }
            onChange={(event) => setWithOwn(event.currentTarget.checked)}
          />
          {running === undefined ? (
            <Group gap="sm">
              <Button type="submit" disabled={nothing}>
                {t('start')}
              </Button>
              {nothing && (
                <Text className="quiet" size="sm">
                  {t('nothingChosen')}
                </Text>
              )}
            </Group>
          ) : (
            <Group gap="sm" wrap="nowrap">
              <Progress
                flex={1}
                value={running.total === 0 ? 0 : (running.done / running.total) * 100}
                aria-label={running.title}
              />
              <Button variant="default" onClick={running.cancel}>
                {t('stop')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </section>
  );
}

/** Folders that evaluations were run on: their templates are kept, so that measuring takes a moment. */
function Evaluated({ onChoose }: { onChoose: (folder: string) => void }) {
  const { t } = useTranslation('calibrate');
  const { value } = useHost('evaluation.list', {}, ['evaluation.changed']);
  const folders = new Set(
    (value?.runs ?? []).flatMap(({ state, config }) => (state === 'finished' ? foldersOf(config.protocol) : [])),
  );
  if (folders.size === 0) return null;
  return (
    <Group gap="xs">
      <Text size="sm" className="quiet">
        {t('evaluated')}
      </Text>
      {[...folders].map((folder) => (
        <Button key={folder} size="compact-sm" variant="default" title={folder} onClick={() => onChoose(folder)}>
          {folder.split(/[\\/]/).filter(Boolean).at(-1)}
        </Button>
      ))}
    </Group>
  );
}

function foldersOf(protocol: EvaluationProtocol): string[] {
  const pictures =
    protocol.protocol === 'all-pairs'
      ? protocol.data
      : protocol.protocol === 'identification' && protocol.data.source === 'deal'
        ? protocol.data.pictures
        : protocol.protocol === 'gallery'
          ? protocol.strangers
          : undefined;
  return pictures?.source === 'folder' ? [pictures.path] : [];
}
