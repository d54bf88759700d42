import { useEffect } from 'react';
import { type DegradationId, degradations } from '../../../models/degrade/degrade.ts';
import type { Across } from '../../../models/experiments/low-level/look.ts';
import type { Cost } from '../../../models/experiments/low-level/train.ts';
import { Bars } from '../../charts/bars.tsx';
import { countOf, shortNumber, withSign } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import type { Kept } from './kept.ts';
import { methodOf, type Settings } from './settings.ts';
import { texts } from './texts.ts';

interface Props {
  readonly settings: Settings;
  readonly kept: Kept;
  readonly training: boolean;
}

/** Where the trained restorer was not trained: other strengths, other degradations, other pictures; and what it costs. */
export function TrainingView({ settings, kept, training }: Props) {
  const t = useTexts(texts);
  const { running, step, result, start, cancel } = useTask<Across, Across>('low-level', 'across');
  const weights = training ? undefined : kept.pixels;
  const { method, seed } = settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was trained is asked about, not what is chosen meanwhile
  useEffect(() => {
    if (weights === undefined) return;
    const { degradation, strength } = kept;
    start({ degradation, strength, weights, seed, method: methodOf({ degradation, method }) });
    return cancel;
  }, [weights, start, cancel]);
  const seen = step ?? result;
  const name = (id: DegradationId | 'leaves'): string => (id === 'leaves' ? t('leaves') : t(`kind_${id}`));
  const curve = (id: 'degraded' | 'classical' | 'trained', colour: string) => ({
    ...{ id, colour, label: t(`curve_${id}`) },
    points: (seen?.strengths ?? []).map((point) => ({ x: point.strength, y: point[id] })),
  });
  return (
    <div className="restore-two">
      <LineChart
        title={t('strengthsTitle')}
        hint={t(seen === null ? 'afterTraining' : 'strengthsHint', {
          ...{ kind: t(`kind_${kept.degradation}`), strength: kept.strength },
        })}
        height={250}
        x={{ label: t('strength'), domain: [0, 1] }}
        y={{ label: 'PSNR / dB', domain: rangeOf(seen) }}
        series={[curve('degraded', quietColour), curve('classical', lineColour(1)), curve('trained', lineColour(0))]}
      />
      <div>
        <Bars
          title={t('elsewhereTitle')}
          hint={t(seen === null ? 'afterTraining' : 'elsewhereHint', { strength: kept.strength })}
          rowWord={t('degradation')}
          valueWord="PSNR / dB"
          x={{ label: 'PSNR / dB', domain: [0, 40] }}
          bars={[...degradations.filter((id) => id !== kept.degradation), 'leaves' as const].map((on) => {
            const point = seen?.elsewhere.find((one) => one.on === on);
            const gain = point === undefined ? 0 : point.trained - point.degraded;
            return {
              ...{ id: on, label: name(on), value: point?.trained ?? null },
              colour: gain < 0 ? lineColour(5) : lineColour(2),
              said: point === undefined ? (running ? '…' : '–') : `${point.trained.toFixed(1)} (${withSign(gain, 1)})`,
            };
          })}
        />
        {kept.costs !== undefined && <Costs costs={kept.costs} />}
      </div>
    </div>
  );
}

function rangeOf(seen: Across | null): readonly [number, number] {
  const all = (seen?.strengths ?? []).flatMap(({ degraded, classical, trained }) => [degraded, classical, trained]);
  return all.length === 0 ? [0, 40] : [Math.floor(Math.min(...all) / 5) * 5, Math.ceil(Math.max(...all) / 5) * 5];
}

function Costs({ costs }: { costs: readonly Cost[] }) {
  const t = useTexts(texts);
  return (
    <dl className="lesson-facts restore-costs">
      {costs.map(({ pixels, flops, ms }) => (
        <div key={pixels}>
          <dt>{t(pixels === 112 * 112 ? 'costFace' : 'costCamera')}</dt>
          <dd>
            {countOf(flops)}FLOP, {shortNumber(ms, 2)} ms
          </dd>
        </div>
      ))}
    </dl>
  );
}
