import { SegmentedControl } from '@mantine/core';
import { weightIds } from '../../../models/experiments/downsampling/ways.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { kernels, type Settings, TAPS } from './settings.ts';
import { texts } from './texts.ts';

interface Props extends ViewProps<Settings> {
  /** Where it is of no matter which weights the strided convolution has. */
  readonly anyWeights?: boolean;
}

/** What the strided convolution's weights are, and how wide the blur is. */
export function WayControls({ settings, change, anyWeights = false }: Props) {
  const t = useTexts(texts);
  const { weights, k, taps } = settings;
  return (
    <>
      <div className={anyWeights ? 'down-row' : 'down-row down-whole'}>
        <span>{t('weights')}</span>
        {!anyWeights && (
          <SegmentedControl
            size="xs"
            aria-label={t('weights')}
            value={weights}
            data={weightIds.map((id) => ({ value: id, label: t(`weights_${id}`) }))}
            onChange={(next) => change({ weights: next as Settings['weights'] })}
          />
        )}
        <Bound symbol="k">
          <span className="down-pair">
            <span>
              <i>k</i> {t('k')}
            </span>
            <SegmentedControl
              size="xs"
              aria-label={t('k')}
              value={String(k)}
              disabled={!anyWeights && weights === 'one'}
              data={kernels.map(String)}
              onChange={(next) => change({ k: Number(next) as Settings['k'] })}
            />
          </span>
        </Bound>
      </div>
      <ExactSlider
        label={t('taps')}
        sign="b"
        symbol="b"
        value={taps}
        low={TAPS[0]}
        high={TAPS[1]}
        step={1}
        whole
        onChange={(next) => change({ taps: next })}
      />
    </>
  );
}
