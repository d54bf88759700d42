import { useRef, useState } from 'react';
import type { CostProgress, UpCosts } from '../../../models/experiments/upsampling/cost.ts';
import { upIds } from '../../../models/experiments/upsampling/measure.ts';
import type { CostInput } from '../../../models/experiments/upsampling.ts';
import { upsamplerCost, upsamplerIds } from '../../../models/sampling/upsampler.ts';
import { Bars } from '../../charts/bars.tsx';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { lineColour, quietColour } from '../../charts/palette.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { RunBar } from '../parts/run-bar.tsx';
import { RUNS, type Settings, tapsOf } from './settings.ts';
import { texts } from './texts.ts';

/** Milliseconds for a face by every way, measured here and now. */
export function TimeBars({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const { scale, seed } = settings;
  const kernel = tapsOf(settings);
  const input: CostInput = { scale, kernel, seed, runs: RUNS };
  const key = JSON.stringify(input);
  const [kept, keep] = useState<{ readonly key: string; readonly costs: UpCosts } | null>(null);
  const begun = useRef(key);
  const told = (costs: UpCosts): void => keep({ key: begun.current, costs });
  const task = useTask<UpCosts, CostProgress>('upsampling', 'cost', told, ({ soFar }) => soFar && told(soFar));
  const start = (): void => {
    begun.current = key;
    task.start(input);
  };
  const costs = kept?.key === key ? kept.costs : null;
  const pixels = (112 / scale) ** 2;
  return (
    <div className="up-time">
      <Bars
        title={t('timeTitle')}
        hint={
          costs === null
            ? t('timeNone')
            : t('timeHint', {
                runs: RUNS,
                ...Object.fromEntries(
                  upsamplerIds.map((id) => [id, countOf(upsamplerCost({ id, scale, kernel }, pixels).macs)]),
                ),
              })
        }
        rowWord={t('way')}
        valueWord={t('ms')}
        x={{
          label: t('ms'),
          domain: [0, Math.max(0.1, ...Object.values(costs ?? {}).map(({ median }) => median)) * 1.05],
        }}
        bars={upIds.map((id) => {
          const cost = costs?.[id];
          const at = upsamplerIds.indexOf(id as (typeof upsamplerIds)[number]);
          return {
            ...{
              id,
              label: t(`way_${id}`),
              colour: at < 0 ? quietColour : lineColour(at),
              value: cost?.median ?? null,
            },
            said:
              cost === undefined ? '–' : t('timeSaid', { ms: shortNumber(cost.median), p95: shortNumber(cost.p95) }),
          };
        })}
      />
      <RunBar task={task} starts={[{ label: t('measure'), onStart: start, quiet: true }]} />
    </div>
  );
}
