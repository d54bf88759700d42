import { Anchor, Button, Group, Menu, Progress, Text } from '@mantine/core';
import { IconCamera, IconDownload, IconRefreshAlert } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RunSummary } from '../../../main/contract/training.ts';
import { call } from '../../host/host.ts';
import { useHost } from '../../host/use-host.ts';
import { saveFile } from '../../lists/save-file.ts';
import { AcceptsNobody } from '../../settings/accepts-nobody.tsx';
import { rollbackModel, switchModel, switchTitle } from '../../settings/switch-model.ts';
import { Caution } from '../../shell/caution.tsx';
import { useJobs } from '../../shell/jobs.ts';
import { notifyProblem } from '../../shell/notify.ts';

const formats = ['onnx', 'tfjs-layers', 'tfjs-graph'] as const;

/** From a run to a model that serves: kept, chosen for the desk, taken back, taken elsewhere. */
export function UseAtDesk({ run }: { run: RunSummary }) {
  const { t } = useTranslation(['trainRun', 'train']);
  const { value } = useHost('models.list', {}, [
    'settings.changed',
    'people.changed',
    'models.changed',
    'training.changed',
  ]);
  const { value: people } = useHost('people.list', {}, ['settings.changed', 'people.changed']);
  const { value: thresholds } = useHost('identify.thresholds', {}, [
    'people.changed',
    'settings.changed',
    'models.changed',
  ]);
  const [keeping, setKeeping] = useState(false);
  const models = value?.models ?? [];
  const kept = models.findLast(({ trained }) => trained?.runId === run.id);
  const job = useJobs().find(({ title }) => kept !== undefined && title === switchTitle(kept.id));
  const previous = models.find(({ isPrevious }) => isPrevious);
  const missing = (people?.people ?? []).filter(({ templates }) => templates === 0);

  /** Makes the model record where there is none yet; its id. */
  const keep = async (): Promise<string | null> => {
    if (kept !== undefined) return kept.id;
    setKeeping(true);
    const outcome = await call('training.keep', { runId: run.id });
    setKeeping(false);
    if (outcome.ok) return outcome.value.model.id;
    notifyProblem(outcome.error);
    return null;
  };
  const use = async (): Promise<void> => {
    const id = await keep();
    if (id !== null) await switchModel(id);
  };
  const exportAs = async (format: (typeof formats)[number]): Promise<void> => {
    const id = await keep();
    if (id === null) return;
    const outcome = await call('models.export', { id, format });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    for (const { name, bytes } of outcome.value.files)
      saveFile(name, bytes as Uint8Array<ArrayBuffer>, 'application/octet-stream');
  };

  return (
    <section className="run-use" aria-label={t('useTitle')}>
      {kept?.inUse ? (
        <Text fw={600} className="run-in-use">
          <IconCamera size={18} aria-hidden /> {t('inUse')}
        </Text>
      ) : (
        <Button
          fullWidth
          leftSection={<IconCamera size={18} aria-hidden />}
          loading={keeping}
          disabled={job !== undefined}
          onClick={() => void use()}
        >
          {t('use')}
        </Button>
      )}
      {job !== undefined && (
        <Group wrap="nowrap" gap="sm">
          <Progress value={job.total === 0 ? 0 : (job.done / job.total) * 100} flex={1} aria-label={job.title} />
          <Button size="compact-sm" variant="default" onClick={job.cancel}>
            {t('train:cancel')}
          </Button>
        </Group>
      )}
      {kept?.inUse && <AcceptsNobody threshold={thresholds?.identify} />}
      {kept?.inUse && missing.length > 0 && (
        <Caution icon={IconRefreshAlert} title={t('needReenrolment', { count: missing.length })}>
          {t('needReenrolmentText')}{' '}
          {missing.map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <Anchor component={Link} href={`/people/${id}`} inherit>
                {name}
              </Anchor>
            </span>
          ))}
        </Caution>
      )}
      {kept?.inUse && previous !== undefined && (
        <Button variant="default" fullWidth onClick={() => void rollbackModel(previous.id)}>
          {t('rollback', { model: previous.id })}
        </Button>
      )}
      <Menu position="bottom-start" withArrow>
        <Menu.Target>
          <Button variant="default" fullWidth leftSection={<IconDownload size={18} aria-hidden />}>
            {t('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((format) => (
            <Menu.Item key={format} onClick={() => void exportAs(format)}>
              {t(`export_${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {kept !== undefined && (
        <dl className="facts">
          <div>
            <dt>{t('train:model')}</dt>
            <dd>{kept.id}</dd>
          </div>
          <div>
            <dt>SHA-256</dt>
            <dd className="hash">{kept.sha256}</dd>
          </div>
          <div>
            <dt>{t('licence')}</dt>
            <dd>{kept.licence}</dd>
          </div>
          <LicenceNote note={kept.trained?.licenceNote ?? null} />
        </dl>
      )}
      {kept === undefined && (
        <Text size="xs" className="quiet">
          {t('useHint')}
        </Text>
      )}
    </section>
  );
}

function LicenceNote({ note }: { note: { readonly en: string; readonly zh: string } | null }) {
  const { t, i18n } = useTranslation(['trainRun', 'train']);
  if (note === null) return null;
  return (
    <div>
      <dt>{t('licenceNote')}</dt>
      <dd>{i18n.language === 'zh' ? note.zh : note.en}</dd>
    </div>
  );
}
