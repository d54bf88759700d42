import { SegmentedControl } from '@mantine/core';
import { useEffect } from 'react';
import { TIMED_SIDE } from '../../../models/experiments/separable/timed-block.ts';
import {
  type BlockKind,
  blockKinds,
  costOf,
  separableShare,
  weightsOfStep,
} from '../../../models/layers/convolutions/blocks.ts';
import { Bars } from '../../charts/bars.tsx';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { NumberChoice } from '../parts/number-choice.tsx';
import { Connections } from './connections.tsx';
import { groupChoices, kernels, type Settings, widths } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { kindColour } from './training.ts';
import { drawn, drawnSteps, type Result, resultAt, stepsAt, traced } from './wiring.ts';

/** A block drawn channel by channel, and what it costs beside the others. */
export function BlockLook({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const cursor = useCursor();
  const { kind, width, kernel, groups, expansion } = settings;
  const steps = drawnSteps(settings);
  const at = resultAt(steps, cursor.x ?? settings.at);
  return (
    <div className="lesson-look">
      <SegmentedControl
        fullWidth
        aria-label={t('kind')}
        value={kind}
        data={blockKinds.map((id) => ({ value: id, label: t(`kind_${id}`) }))}
        onChange={(next) => change({ kind: next as BlockKind })}
      />
      <div className="sep-block">
        <Connections {...{ settings, at, cursor, t }} />
        <div className="sep-beside">
          <p className="sep-of">{t(`of_${kind}`)}</p>
          <NumberChoice
            label={t('width')}
            sign="N"
            symbol="N"
            values={widths}
            value={width}
            onChange={(next) => change({ width: next })}
          />
          <NumberChoice
            label={t('kernel')}
            sign="k"
            symbol="k"
            values={kernels}
            value={kernel}
            onChange={(next) => change({ kernel: next })}
          />
          {(kind === 'grouped' || kind === 'shuffle') && (
            <NumberChoice
              label={t('groups')}
              sign="g"
              symbol="g"
              values={groupChoices}
              value={groups}
              onChange={(next) => change({ groups: next })}
            />
          )}
          {kind === 'inverted' && (
            <ExactSlider
              label={t('expansion')}
              sign="t"
              symbol="t"
              value={expansion}
              low={1}
              high={6}
              step={1}
              whole
              onChange={(next) => change({ expansion: next })}
            />
          )}
          <Told {...{ settings, at, t }} />
        </div>
      </div>
      <div className="sep-two">
        <Bars
          title={t('costTitle', { width })}
          hint={t('costHint')}
          bars={barsOf(settings, t)}
          x={{ label: t('weights'), domain: [0, mostOf(settings)], format: countOf }}
          rowWord={t('blockWord')}
          valueWord={t('weights')}
        />
        <Shares {...{ settings, change }} />
      </div>
    </div>
  );
}

/** The lit result's arithmetic, in the numbers of the chosen width. */
function Told({ settings, at, t }: { settings: Settings; at: Result | null; t: Words }) {
  const steps = drawnSteps(settings);
  if (at === null) return <p className="sep-told quiet">{t('noneLit')}</p>;
  const real = stepsAt(settings, settings.kind, settings.width)[at.step]!;
  const each = real.op === 'shuffle' ? 0 : (real.kernel ** 2 * real.input) / real.groups;
  return (
    <div className="sep-told" role="status">
      <p>
        <b>{t('resultOf', { step: at.step + 1, steps: steps.length, channel: at.channel + 1 })}</b>
      </p>
      <p>
        {real.op === 'shuffle'
          ? t('moved')
          : t('products', { channels: real.input / real.groups, places: real.kernel ** 2, products: each })}
      </p>
      {real.op === 'convolution' && (
        <p>{t('stepCost', { each, output: real.output, weights: weightsOfStep(real).toLocaleString('en') })}</p>
      )}
      <p className="quiet">{t('seesAll', { seen: traced(steps, at)[0]!.size, all: drawn })}</p>
    </div>
  );
}

const weightsAt = (settings: Settings, kind: BlockKind, width: number): number =>
  costOf(stepsAt(settings, kind, width), TIMED_SIDE).weights;
const mostOf = (settings: Settings): number =>
  Math.max(...blockKinds.map((kind) => weightsAt(settings, kind, settings.width)));

function barsOf(settings: Settings, t: Words) {
  const dense = weightsAt(settings, 'dense', settings.width);
  return blockKinds.map((kind) => {
    const { weights: value, macs } = costOf(stepsAt(settings, kind, settings.width), TIMED_SIDE);
    const count = t('weightsAndWork', { weights: countOf(value), macs: countOf(macs) });
    const said = kind === 'dense' ? count : t('ofDense', { count, share: shortNumber((100 * value) / dense) });
    return { id: kind, label: t(`kind_${kind}`), colour: kindColour(kind), value, said };
  });
}

/** Each block's work over the dense one's, by width; a click chooses the width. */
function Shares({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const cursor = useCursor();
  const { x: pointed, pinned } = cursor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is pinned anew is a choice
  useEffect(() => {
    if (pinned && pointed !== null) change({ width: pointed as Settings['width'] });
  }, [pinned, pointed]);
  const { kernel } = settings;
  const curves = blockKinds
    .filter((kind) => kind !== 'dense')
    .map(
      (kind): Series => ({
        ...{ id: kind, colour: kindColour(kind) },
        label: kind === 'inverted' || kind === 'shuffle' ? t(`short_${kind}`) : t(`kind_${kind}`),
        points: widths.map((x) => ({ x, y: weightsAt(settings, kind, x) / weightsAt(settings, 'dense', x) })),
      }),
    );
  const floor: Series = {
    ...{ id: 'floor', label: t('floor'), colour: quietColour, kind: 'reference' },
    points: [{ x: widths[0], y: separableShare(Number.POSITIVE_INFINITY, kernel) }],
  };
  return (
    <LineChart
      title={t('shareTitle')}
      hint={t('shareHint', { floor: shortNumber(100 / kernel ** 2) })}
      series={[...curves, floor]}
      x={{ label: 'N', scale: 'log', domain: [widths[0], widths.at(-1)!], ticks: widths, format: String }}
      y={{ label: t('share'), scale: 'log', format: (value) => `${Number((100 * value).toPrecision(3))} %` }}
      cursor={cursor}
      height={190}
    />
  );
}
