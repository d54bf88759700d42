import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonResults, ProbeRole } from '../../../main/contract/compare.ts';
import { PartsChart } from '../../charts/parts-chart.tsx';
import { argmaxCounts } from './argmax-counts.ts';

/** How each recogniser answered the pictures of one part, as shares of all: right, wrong, refused. */
export function AnswersChart({ results }: { results: ComparisonResults }) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const roles = [...new Set(results.recognisers.flatMap(({ answers }) => answers.map(({ role }) => role)))];
  const [chosen, setRole] = useState<ProbeRole | null>(null);
  const role = chosen !== null && roles.includes(chosen) ? chosen : roles[0];
  if (role === undefined) return null;
  const argmax = argmaxCounts(results.recognisers, role);
  const rows = results.recognisers.flatMap(({ id, answers }) => {
    const counts = answers.find((one) => one.role === role);
    return counts === undefined ? [] : [{ id, label: t(`compareWords:recogniser_${id}`), ...counts }];
  });
  return (
    <PartsChart
      title={t('partsTitle')}
      hint={t('partsHint', { role: t(`role_${role}`) })}
      rowWord={t('recogniser')}
      parts={[
        { id: 'right', label: t('answer_right'), colour: 'var(--accepted)' },
        { id: 'wrong', label: t('part_wrong'), colour: 'var(--rejected)' },
        { id: 'refused', label: t('answer_refused'), colour: 'var(--unknown)' },
      ]}
      rows={[...(argmax === null ? [] : [{ id: 'argmax', label: t('argmaxRow'), ...argmax }]), ...rows].map(
        ({ id, label, right, wrong, refused }) => ({ id, label, counts: [right, wrong, refused] }),
      )}
      aside={
        roles.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('role')}
            value={role}
            data={roles.map((value) => ({ value, label: t(`role_${value}`) }))}
            onChange={(event) => setRole(event.currentTarget.value as ProbeRole)}
          />
        )
      }
    />
  );
}
