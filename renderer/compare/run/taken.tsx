import { Button, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonResults, ComparisonSummary, ProbeRole } from '../../../main/contract/compare.ts';
import { PROBE_ROLES } from '../../../models/compare/results.ts';
import { errorText } from '../../texts/error-text.ts';
import { TakenProbe } from './taken-probe.tsx';
import { usePictures } from './use-pictures.ts';
import { type ProbeFilter, useProbes } from './use-probes.ts';

interface Props {
  readonly comparison: ComparisonSummary;
  readonly results: ComparisonResults;
}

const whose = ['all', 'softmax', 'metric'] as const;

/** The same pictures put to both recognisers, and for whom each took them; mistakes first. */
export function Taken({ comparison, results }: Props) {
  const { t } = useTranslation('compareRun');
  const [filter, setFilter] = useState<ProbeFilter>({ seed: null, role: 'all', wrong: 'all' });
  const seed = filter.seed ?? results.seeds[0] ?? 0;
  const { probes, people, total, error, more } = useProbes(comparison.id, { ...filter, seed });
  const darkened = comparison.choice.scenario === 'bad-light';
  const probeFaces = usePictures(comparison.id, darkened);
  const faces = usePictures(comparison.id, false);
  const byLabel = useMemo(() => new Map(people.map((person) => [person.label, person])), [people]);
  const roles = (['all', ...PROBE_ROLES] as const).filter(
    (role) => role === 'all' || isDealt(role, comparison, results),
  );
  return (
    <section className="card taken" aria-label={t('taken')}>
      <div className="taken-head">
        <div>
          <h2 className="compare-title">{t('taken')}</h2>
          <Text size="sm" className="quiet">
            {t('takenHint')}
          </Text>
        </div>
        <div className="taken-filters no-print">
          <SegmentedControl
            size="xs"
            aria-label={t('show')}
            value={filter.wrong}
            onChange={(wrong) => setFilter({ ...filter, wrong: wrong as ProbeFilter['wrong'] })}
            data={whose.map((value) => ({ value, label: t(`show_${value}`) }))}
          />
          <NativeSelect
            size="xs"
            aria-label={t('role')}
            value={filter.role}
            data={roles.map((value) => ({ value, label: t(`role_${value}`) }))}
            onChange={(event) => setFilter({ ...filter, role: event.currentTarget.value as ProbeFilter['role'] })}
          />
          {results.seeds.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t('seed')}
              value={String(seed)}
              data={results.seeds.map((value) => ({ value: String(value), label: `${t('seed')} ${value}` }))}
              onChange={(event) => setFilter({ ...filter, seed: Number(event.currentTarget.value) })}
            />
          )}
        </div>
      </div>
      {error !== null && (
        <Text size="sm" className="quiet" role="status">
          {error.code === 'NOT_FOUND' ? t('picturesGone') : errorText(error)}
        </Text>
      )}
      {error === null && probes !== null && probes.length === 0 && (
        <Text size="sm" className="quiet" role="status">
          {t('noMistakes')}
        </Text>
      )}
      {probes !== null && probes.length > 0 && (
        <ul className="taken-list">
          {probes.map((probe) => (
            <li key={probe.picture}>
              <TakenProbe probe={probe} people={byLabel} probeFaces={probeFaces} faces={faces} />
            </li>
          ))}
        </ul>
      )}
      {probes !== null && probes.length < total && (
        <Button variant="default" className="no-print" onClick={more}>
          {t('more', { shown: probes.length, count: total })}
        </Button>
      )}
    </section>
  );
}

/** Whether somebody plays that part. */
function isDealt(role: ProbeRole, { choice }: ComparisonSummary, { people }: ComparisonResults): boolean {
  if (role === 'stranger') return people.strangers > 0;
  if (role === 'left') return choice.scenario === 'leaves';
  return role === 'enrolled' || (choice.scenario !== 'leaves' && people.newcomers > 0);
}
