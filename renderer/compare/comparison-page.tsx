import { Button, LoadingOverlay, Title } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { Empty } from '../lists/empty.tsx';
import { When } from '../lists/when.tsx';
import { errorText } from '../texts/error-text.ts';
import { ChoiceWords } from './choice-words.tsx';
import { CompareFrame } from './compare-frame.tsx';
import { Acts } from './run/acts.tsx';
import { Columns } from './run/columns.tsx';
import { Findings } from './run/findings.tsx';
import { Growth } from './run/growth.tsx';
import { ComparisonProgress } from './run/progress.tsx';
import { Strangers } from './run/strangers.tsx';
import { Summary } from './run/summary.tsx';
import { Taken } from './run/taken.tsx';
import { useComparison } from './run/use-comparison.ts';
import { Ways } from './run/ways.tsx';
import { scenarioIcon } from './scenario-icon.ts';

/** One comparison: on the left what it is and what can be done with it, on the right what happens and what follows, live. */
export default function ComparisonPage() {
  const { t } = useTranslation(['compareRun', 'compareWords', 'compare', 'shell']);
  const { id = '' } = useParams<{ id: string }>();
  const { detail, error, comparison, points } = useComparison(id);
  if (detail === null || comparison === null)
    return (
      <CompareFrame>
        {error === null ? (
          <LoadingOverlay visible aria-label={t('shell:loading')} />
        ) : (
          <Empty
            icon={IconScale}
            title={error.code === 'NOT_FOUND' ? t('noSuch') : errorText(error)}
            {...(error.code === 'NOT_FOUND' ? { text: t('noSuchText') } : {})}
          >
            <Button component={Link} href="/compare/new">
              {t('compare:newOne')}
            </Button>
          </Empty>
        )}
      </CompareFrame>
    );
  const { results } = detail;
  const { choice } = comparison;
  const Sign = scenarioIcon(choice.scenario);
  return (
    <CompareFrame>
      <div className="train-two">
        <aside className="train-side" data-stays aria-label={t('about')}>
          <div>
            <Title order={2} className="scenario-name">
              <Sign size={20} stroke={1.6} aria-hidden />
              {t(`compareWords:scenario_${choice.scenario}`)}
            </Title>
            <span className="quiet compare-when">
              <When at={comparison.createdAt} />
            </span>
          </div>
          <ComparisonProgress comparison={comparison} />
          <ChoiceWords choice={choice} modelId={results?.modelId ?? null} />
          <Acts detail={detail} />
        </aside>
        <div className="train-main">
          <Columns comparison={comparison} results={results} points={points} />
          <Findings results={results} />
          <Ways choice={choice} results={results} points={points} />
          {results !== null && (
            <>
              <Growth sizes={results.sizes} />
              <Taken comparison={comparison} results={results} />
              <Strangers results={results} />
              <Summary choice={choice} results={results} />
            </>
          )}
        </div>
      </div>
    </CompareFrame>
  );
}
