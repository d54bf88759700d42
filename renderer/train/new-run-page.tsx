import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Fold } from '../fields/fold.tsx';
import { call } from '../host/host.ts';
import { StartRun } from '../runs/start-run.tsx';
import { notifyProblem } from '../shell/notify.ts';
import { AdvancedFields } from './form/advanced-fields.tsx';
import { BudgetFields } from './form/budget-fields.tsx';
import { Cost } from './form/cost.tsx';
import { DataFields } from './form/data-fields.tsx';
import { LossFields } from './form/loss-fields.tsx';
import { NetworkFields } from './form/network-fields.tsx';
import { PresetPicker } from './form/preset-picker.tsx';
import { PreviewGrid } from './form/preview.tsx';
import { useDraft } from './recipe-draft.ts';
import { dataWords } from './recipe-words.tsx';
import { isActive, refreshRuns, useRuns } from './runs-store.ts';
import { TrainFrame } from './train-frame.tsx';
import { useTrainWords } from './words.ts';

/** A new run: few choices on the left, on the right what the network will see of them. */
export default function NewRunPage() {
  const { t } = useTranslation('train');
  const word = useTrainWords();
  const [, go] = useLocation();
  const [recipe, change] = useDraft();
  const { runs } = useRuns();
  // One that is paused makes room.
  const active = runs?.find((run) => isActive(run) && run.state !== 'paused');
  const start = async (): Promise<void> => {
    const outcome = await call('training.start', {
      recipe,
      name: `${word.loss(recipe.loss.id)} · ${dataWords(recipe.data, t)}`.slice(0, 120),
    });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    refreshRuns();
    go(`/train/run/${outcome.value.runId}`);
  };
  return (
    <TrainFrame title={t('title')}>
      <div className="train-two">
        <section className="train-side" aria-label={t('recipe')}>
          <Title order={2}>{t('presets')}</Title>
          <PresetPicker recipe={recipe} onChoose={change} />
          <DataFields data={recipe.data} onChange={(data) => change({ ...recipe, data })} />
          <NetworkFields network={recipe.network} onChange={(network) => change({ ...recipe, network })} />
          <Cost network={recipe.network} />
          <LossFields recipe={recipe} onChange={change} />
          <BudgetFields recipe={recipe} onChange={change} />
          <Fold title={t('advanced')}>
            <AdvancedFields recipe={recipe} onChange={change} />
          </Fold>
          <StartRun
            label={t('start')}
            hint={active === undefined ? t('startHint') : t('busy', { name: active.name })}
            disabled={active !== undefined}
            onStart={start}
          />
        </section>
        <div className="train-main">
          <PreviewGrid recipe={recipe} />
        </div>
      </div>
    </TrainFrame>
  );
}
