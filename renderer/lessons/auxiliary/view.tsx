import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { normsWith } from '../../../models/experiments/auxiliary/first-gradients.ts';
import { activations } from '../../../models/experiments/auxiliary/network.ts';
import { type DeepRun, momentsOf } from '../../../models/experiments/auxiliary/runs.ts';
import { shortNumber } from '../../charts/digits.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { frameTexts } from '../frame/texts.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import './auxiliary.css';
import { Curves } from './curves.tsx';
import { GradientsPlane } from './gradients-plane.tsx';
import { DEPTH, REPEATS, type Settings, STEPS, WEIGHT } from './settings.ts';
import { texts } from './texts.ts';
import { useGradients } from './use-gradients.ts';
import { useTraining } from './use-training.ts';

/** The gradient of each layer with a branch and without, and both networks while they learn. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  const { activation, depth, branch, weight, steps, repeats, seed } = settings;
  const { gradients, busy, failure } = useGradients(settings);
  const { task, start, runs } = useTraining(settings);
  const [moment, setMoment] = useState(0);
  // Of the first pair, whose gradients are those measured before it learns.
  const [plain, branched] = [false, true].map((which) =>
    runs.find((run) => run.seed === seed && run.branched === which),
  ) as [DeepRun | undefined, DeepRun | undefined];
  const measured = Math.min(plain?.gradients.length ?? 0, branched?.gradients.length ?? 0);
  const at = moment < measured ? plain!.gradients[moment]!.step : 0;
  const norms =
    at > 0
      ? { without: plain!.gradients[moment]!.norms, branched: branched!.gradients[moment]!.norms }
      : gradients === null
        ? null
        : { without: normsWith(gradients, null, 0), branched: normsWith(gradients, branch, weight) };
  return (
    <div className="auxiliary" aria-busy={busy}>
      <div className="auxiliary-controls">
        <Bound symbol="phi">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('activation')}
            value={activation}
            data={activations.map((id) => ({ value: id, label: t(`activation_${id}`) }))}
            onChange={(next) => change({ activation: next as Settings['activation'] })}
          />
        </Bound>
        <ExactSlider
          label={t('depth')}
          sign="L"
          symbol="L"
          value={depth}
          low={DEPTH.low}
          high={DEPTH.high}
          step={1}
          whole
          onChange={(next) => change({ depth: next, branch: Math.min(branch, next - 1) })}
        />
        <ExactSlider
          label={t('weight')}
          sign="α"
          symbol="alpha"
          value={weight}
          low={WEIGHT.low}
          high={WEIGHT.high}
          step={0.1}
          onChange={(next) => change({ weight: next })}
        />
        <ExactSlider
          label={t('steps')}
          value={steps}
          low={STEPS.low}
          high={STEPS.high}
          step={16}
          whole
          onChange={(next) => change({ steps: next })}
        />
        <ExactSlider
          label={t('repeats')}
          value={repeats}
          low={REPEATS.low}
          high={REPEATS.high}
          step={1}
          whole
          onChange={(next) => change({ repeats: next })}
        />
        <RunBar task={task} starts={[{ label: t('train'), onStart: start, quiet: runs.length > 0 }]} />
      </div>
      {failure !== null && <p role="alert">{say('runFailed')}</p>}
      <div className="auxiliary-two">
        <div>
          <GradientsPlane
            {...{ settings, change, norms, t }}
            hint={t(at > 0 ? 'gradientHintAt' : 'gradientHint')}
            title={at > 0 ? t('gradientTitleAt', { step: at }) : t('gradientTitle')}
            aside={
              <div className="auxiliary-moment">
                <span aria-hidden>{t('momentWord')}</span>
                <SegmentedControl
                  size="xs"
                  aria-label={t('moment')}
                  value={String(at === 0 ? 0 : moment)}
                  data={momentsOf(steps).map((step, i) => ({
                    ...{ value: String(i), label: String(step) },
                    disabled: i > 0 && i >= measured,
                  }))}
                  onChange={(next) => setMoment(Number(next))}
                />
              </div>
            }
          />
          {norms !== null && (
            <dl className="lesson-facts auxiliary-facts">
              <Fact word={t('first')} value={norms.without[0]! / norms.without.at(-1)!} />
              <Fact word={t('firstBranched')} value={norms.branched[0]! / norms.branched.at(-1)!} />
              <Fact word={t('times')} value={norms.branched[0]! / norms.without[0]!} />
            </dl>
          )}
        </div>
        <Curves {...{ settings, change, runs, t }} />
      </div>
    </div>
  );
}

function Fact({ word, value }: { readonly word: string; readonly value: number }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{shortNumber(value)}</dd>
    </div>
  );
}
