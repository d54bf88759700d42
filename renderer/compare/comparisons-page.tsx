import { Anchor, Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clock } from '../charts/digits.ts';
import { Empty } from '../lists/empty.tsx';
import { When } from '../lists/when.tsx';
import { DeleteRow } from '../runs/delete-row.tsx';
import { StateWord } from '../runs/state-word.tsx';
import { CompareFrame } from './compare-frame.tsx';
import { useComparisons } from './comparisons-store.ts';
import { deleteComparison } from './delete-comparison.ts';

/** What was compared before: opened, deleted. */
export default function ComparisonsPage() {
  const { t } = useTranslation(['compareRun', 'compareWords', 'compare']);
  const { comparisons } = useComparisons();
  return (
    <CompareFrame>
      {comparisons !== null && comparisons.length === 0 && (
        <Empty icon={IconScale} title={t('none')} text={t('noneText')}>
          <Button component={Link} href="/compare/new">
            {t('compare:newOne')}
          </Button>
        </Empty>
      )}
      {comparisons !== null && comparisons.length > 0 && (
        <div className="list-frame">
          <table className="list">
            <thead>
              <tr>
                <th>{t('name')}</th>
                <th>{t('compare:data')}</th>
                <th>{t('people')}</th>
                <th>{t('fact_backbone')}</th>
                <th>{t('fact_seeds')}</th>
                <th className="runs-state">{t('stateWord')}</th>
                <th className="runs-time">{t('time')}</th>
                <th className="runs-day">{t('when')}</th>
                <th className="col-end">
                  <span className="visually-hidden">{t('delete')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {comparisons.map(({ id, choice, state, progress, createdAt }) => {
                const name = t(`compareWords:scenario_${choice.scenario}`);
                return (
                  <tr key={id}>
                    <td>
                      <Anchor component={Link} href={`/compare/run/${id}`}>
                        {name}
                      </Anchor>
                    </td>
                    <td>{t(`compare:source_${choice.data.source}`)}</td>
                    <td>{choice.people.enrolled}</td>
                    <td>{t(`compare:backbone_${choice.backbone.kind}`)}</td>
                    <td>{choice.seeds.join(', ')}</td>
                    <td>
                      <StateWord state={state} word={t(`state_${state}`)} />
                    </td>
                    <td>{clock(progress.seconds)}</td>
                    <td className="runs-day">
                      <When at={createdAt} />
                    </td>
                    <td>
                      <DeleteRow
                        word={t('delete')}
                        label={t('deleteNamed', { name })}
                        onDelete={() => void deleteComparison(id)}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </CompareFrame>
  );
}
