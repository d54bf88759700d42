import { Button } from '@mantine/core';
import { outputSize, spanOf } from '../../../models/padding/convolve.ts';
import { kernelIds } from '../../../models/padding/kernels.ts';
import { paddingKinds } from '../../../models/padding/pad.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useLit } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { Choice, ChoiceOption } from '../parts/choice.tsx';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { chipSide } from '../parts/face-pixels.ts';
import { FaceBorders } from './face-borders.tsx';
import { Grids } from './grids.tsx';
import './padding.css';
import { BY_MOST, GRID, K_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** A kind of padding and a kernel: on digits to count with, and on a face against what was really there. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { kind, constant, kernel } = settings;
  return (
    <div className="padding">
      <Choice className="padding-choice" label={t('kind')}>
        {paddingKinds.map((one) => (
          <ChoiceOption key={one} chosen={one === kind} onChoose={() => change({ kind: one, step: null })}>
            {t(`kind_${one}`)}
            <code>{t(`letters_${one}`)}</code>
          </ChoiceOption>
        ))}
      </Choice>
      <p className="padding-about">{t(`about_${kind}`)}</p>
      <div className="padding-two">
        <div className="padding-controls">
          <WholeSlider settings={settings} change={change} name="k" low={1} high={K_MOST} />
          <WholeSlider settings={settings} change={change} name="by" symbol="p" low={0} high={BY_MOST} />
          <WholeSlider settings={settings} change={change} name="stride" symbol="s" low={1} high={3} />
          <WholeSlider settings={settings} change={change} name="dilation" symbol="d" low={1} high={3} />
          {kind === 'constant' && (
            <ExactSlider
              label={t('constant')}
              value={constant}
              low={0}
              high={255}
              step={1}
              whole
              onChange={(next) => change({ constant: next })}
            />
          )}
          <Choice className="padding-kernels" label={t('kernel')}>
            <span>{t('kernel')}</span>
            {kernelIds.map((one) => (
              <ChoiceOption key={one} chosen={one === kernel} onChoose={() => change({ kernel: one })}>
                {t(`kernel_${one}`)}
              </ChoiceOption>
            ))}
          </Choice>
        </div>
        <Sizes settings={settings} change={change} />
      </div>
      <Grids settings={settings} />
      <FaceBorders settings={settings} change={change} />
    </div>
  );
}

interface SliderProps extends ViewProps<Settings> {
  readonly name: 'k' | 'by' | 'stride' | 'dilation';
  readonly symbol?: string;
  readonly low: number;
  readonly high: number;
}

function WholeSlider({ settings, change, name, symbol = name, low, high }: SliderProps) {
  const t = useTexts(texts);
  return (
    <ExactSlider
      label={t(name)}
      sign={symbol}
      symbol={symbol}
      value={settings[name]}
      low={low}
      high={high}
      step={1}
      whole
      onChange={(next) => change({ [name]: next, step: null })}
    />
  );
}

/** The size formula with the numbers at hand, for the digits and for the face, and what would keep the size. */
function Sizes({ settings: { k, by, stride, dilation }, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { symbol } = useLit();
  const half = Math.floor(k / 2);
  const exact = (dilation * (k - 1)) / 2;
  const size = (n: number): number => outputSize(n, k, by, by, { stride, dilation });
  const sum = (n: number): string => `⌊(${n} + 2·${by} − ${dilation}·(${k} − 1) − 1) / ${stride}⌋ + 1 = ${size(n)}`;
  const why =
    size(chipSide) === chipSide
      ? 'kept'
      : stride > 1
        ? 'strided'
        : !isWhole(exact)
          ? 'even'
          : by < exact
            ? 'less'
            : 'more';
  return (
    <div className="padding-sizes" data-lit={symbol !== null || undefined}>
      <dl className="lesson-facts">
        {[GRID, chipSide].map((n) => (
          <div key={n}>
            <dt>{sum(n)}</dt>
            <dd>
              {n} × {n} → {size(n)} × {size(n)}
            </dd>
          </div>
        ))}
      </dl>
      <p className={why === 'kept' ? 'quiet' : 'padding-note'} role="status">
        {t(`size_${why}`, { exact, span: spanOf(k, dilation) })}
      </p>
      <div className="padding-amounts">
        <Button
          size="compact-sm"
          variant="default"
          disabled={by === half}
          onClick={() => change({ by: half, step: null })}
        >
          {t('takeHalf', { half })}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!isWhole(exact) || exact > BY_MOST || by === exact}
          onClick={() => change({ by: exact, step: null })}
        >
          {t('takeExact', { exact })}
        </Button>
      </div>
    </div>
  );
}

const isWhole = (value: number): boolean => value % 1 === 0;
