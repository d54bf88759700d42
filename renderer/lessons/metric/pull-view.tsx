import { Button } from '@mantine/core';
import { IconArrowsShuffle } from '@tabler/icons-react';
import type { Pulled } from '../../../models/experiments/metric/pull.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import type { Vector3 } from '../parts/camera.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { Plane } from '../parts/plane.tsx';
import { PlaneArrow, PlaneLine } from '../parts/plane-layers.tsx';
import { type Arrow, Space } from '../parts/space.tsx';
import { descent, groupOf, nameOf, scattered } from './descent.ts';
import { ForceLines } from './force-lines.tsx';
import { LossControls } from './loss-controls.tsx';
import { isOfPairs, refusesOption } from './options.ts';
import { POINT_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** Half the side of the picture: steps, so that it does not breathe while one drags. */
const sides = [2, 3, 4, 6, 8, 12, 20, 60];
/** Classes keep clear of the colours of pull and push. */
const classColour = (group: number): string => lineColour([0, 3, 6][group]!);
const circle = Array.from({ length: 97 }, (_, i) => {
  const angle = (i / 96) * 2 * Math.PI;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/** Points of three classes, pulled together and pushed apart by the loss's own gradient, step by step. */
export function PullView(props: ViewProps<Settings>) {
  const { settings, change } = props;
  const t = useTexts(texts);
  const { dimension, rate, step, loss, option } = settings;
  const refused = refusesOption(settings);
  if (refused !== null)
    return (
      <div className="metric-two">
        <div className="metric-controls">
          <LossControls {...props} />
        </div>
        <p className="lesson-refused" role="status">
          {t('refusedOption', { low: refused.low, high: refused.high, value: option })}
        </p>
      </div>
    );
  const steps = descent(settings, step);
  const { pulled } = steps[step]!;
  const facts = [
    [t('lossNow'), shortNumber(pulled.loss)],
    [t('active'), `${Math.round(100 * pulled.active)} %`],
    ...(isOfPairs(loss)
      ? [
          [t('pulls'), String(pulled.forces.filter(({ pull }) => pull > 0).length)],
          [t('pushes'), String(pulled.forces.filter(({ pull }) => pull < 0).length)],
        ]
      : []),
  ] as const;
  return (
    <div className="metric-two">
      <div className="metric-controls">
        <LossControls {...props} />
        <ExactSlider
          label={t('rate')}
          sign="η"
          symbol="eta"
          value={rate}
          low={0.01}
          high={2}
          step={0.05}
          scale="log"
          onChange={(next) => change({ rate: next, step: 0 })}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowsShuffle size={16} aria-hidden />}
          onClick={() => {
            const seed = (settings.seed + 1) >>> 0;
            change({ seed, points: scattered(dimension, seed), step: 0 });
          }}
        >
          {t('scatter')}
        </Button>
        <dl className="lesson-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <LineChart
          title={t('lossByStep')}
          height={150}
          x={{ label: t('stepWord'), format: String }}
          y={{ label: '' }}
          series={[
            {
              id: 'loss',
              label: t('lossNow'),
              colour: lineColour(0),
              points: steps.slice(0, step + 1).map((one, x) => ({ x, y: one.pulled.loss })),
            },
          ]}
        />
      </div>
      {dimension === 2 ? <InPlane {...props} pulled={pulled} /> : <InSpace {...props} pulled={pulled} />}
    </div>
  );
}

type DrawnProps = ViewProps<Settings> & { readonly pulled: Pulled };

/** Every place and its arithmetic: by which numbers it moves, and who it is that pulls. */
function useTold({ settings, pulled }: DrawnProps): (i: number, at: readonly number[]) => string[] {
  const t = useTexts(texts);
  const { rate } = settings;
  return (i, at) => {
    const gradient = pulled.gradients[i]!;
    const list = (values: readonly number[]): string => `(${values.map((value) => shortNumber(value)).join(', ')})`;
    const own = pulled.forces.filter(({ from, to }) => from === i || to === i);
    const strongest = (sign: 1 | -1) =>
      own
        .filter(({ pull }) => pull * sign > 0)
        .toSorted((a, b) => Math.abs(b.pull) - Math.abs(a.pull))
        .slice(0, 2)
        .map(({ from, to, pull }) => `${nameOf(from === i ? to : from)} ${shortNumber(Math.abs(pull))}`)
        .join(', ');
    const [pulls, pushes] = [strongest(1), strongest(-1)];
    return [
      `${nameOf(i)} ${list(at)}`,
      t('toldGradient', { gradient: list(gradient) }),
      t('toldMove', { rate: shortNumber(rate), move: list(gradient.map((value) => -rate * value)) }),
      ...(pulls === '' ? [] : [t('toldPulls', { who: pulls })]),
      ...(pushes === '' ? [] : [t('toldPushes', { who: pushes })]),
    ];
  };
}

const axisNames = ['x', 'y', 'z'] as const;

function useTable({ settings, pulled }: DrawnProps, points: readonly (readonly number[])[]) {
  const t = useTexts(texts);
  const axes = axisNames.slice(0, settings.dimension);
  return {
    head: [t('point'), ...axes, ...axes.map((axis) => `∂L/∂${axis}`)],
    rows: points.map((point, i) => [nameOf(i), ...point, ...pulled.gradients[i]!]),
  };
}

function InPlane(props: DrawnProps) {
  const { settings, change, pulled } = props;
  const t = useTexts(texts);
  const told = useTold(props);
  const { rate, unitLength, loss } = settings;
  const { state } = descent(settings, settings.step)[settings.step]!;
  const { points, weights } = state;
  const table = useTable(props, points);
  const reach = Math.max(...points.flat().map(Math.abs), ...(weights.classes ?? []).flat().map(Math.abs));
  const side = sides.find((one) => one >= reach * 1.05) ?? reach * 1.1;
  // One step of descent, true to scale among themselves.
  const longest = Math.max(1e-12, ...pulled.gradients.map((gradient) => Math.hypot(...gradient)));
  const shownZoom = zoomOf(rate * longest, 0.2 * side);
  return (
    <Plane
      title={t('planeTitle')}
      hint={t(isOfPairs(loss) ? 'planeHint' : 'planeHintClasses', { zoom: shortNumber(shownZoom, 2) })}
      x={{ label: 'x', domain: [-side, side] }}
      y={{ label: 'y', domain: [-side, side] }}
      equal
      height={470}
      data={table}
      points={points.map((at, i) => ({
        id: nameOf(i),
        x: at[0]!,
        y: at[1]!,
        label: t('pointLabel', { name: nameOf(i), x: shortNumber(at[0]!), y: shortNumber(at[1]!) }),
        text: nameOf(i),
        colour: classColour(groupOf(i)),
        told: told(i, at),
        step: [0.05, 0.05],
        onMove: (x, y) => change({ points: moved(points, i, [x, y]), step: 0 }),
      }))}
    >
      {unitLength && <PlaneLine points={circle} colour={quietColour} dashed />}
      <ForceLines points={points} forces={pulled.forces} />
      {(weights.classes ?? []).map((vector, k) => (
        <PlaneArrow
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place
          key={k}
          from={[0, 0]}
          to={[vector[0]!, vector[1]!]}
          colour={classColour(k)}
          text={`w${'₁₂₃'[k]}`}
        />
      ))}
      {points.map((at, i) => (
        <PlaneArrow
          key={nameOf(i)}
          from={[at[0]!, at[1]!]}
          to={[
            at[0]! - rate * shownZoom * pulled.gradients[i]![0]!,
            at[1]! - rate * shownZoom * pulled.gradients[i]![1]!,
          ]}
          colour="var(--mantine-color-text)"
        />
      ))}
    </Plane>
  );
}

function InSpace(props: DrawnProps) {
  const { settings, change, pulled } = props;
  const t = useTexts(texts);
  const { rate, turn } = settings;
  const { points, weights } = descent(settings, settings.step)[settings.step]!.state;
  const table = useTable(props, points);
  const longest = Math.max(1e-12, ...pulled.gradients.map((gradient) => Math.hypot(...gradient)));
  const zoom = zoomOf(rate * longest, 0.4);
  const at = (point: readonly number[]): Vector3 => [point[0]!, point[1]!, point[2] ?? 0];
  const arrows: Arrow[] = [
    ...(weights.classes ?? []).map((vector, k) => ({
      id: `w${k}`,
      label: `w${'₁₂₃'[k]}`,
      at: at(vector),
      colour: classColour(k),
    })),
    ...points.map((point, i) => ({
      id: `pull ${nameOf(i)}`,
      label: '',
      from: at(point),
      at: at(point.map((value, d) => value - rate * zoom * pulled.gradients[i]![d]!)),
      colour: 'var(--mantine-color-text)',
    })),
    ...points.map((point, i) => ({
      id: nameOf(i),
      label: nameOf(i),
      dot: true,
      at: at(point),
      colour: classColour(groupOf(i)),
      said: t('pointInSpace', { name: nameOf(i), at: point.map((value) => shortNumber(value)).join(', ') }),
      onMove: (to: Vector3) => change({ points: moved(points, i, to), step: 0 }),
    })),
  ];
  return (
    <Space
      title={t('spaceTitle')}
      hint={t('spaceHint', { zoom: shortNumber(zoom, 2) })}
      arrows={arrows}
      turn={turn}
      onTurn={(next) => change({ turn: next })}
      turnLabel={t('turnPicture')}
      data={table}
      height={470}
    />
  );
}

/** How many times as long as they are arrows are drawn, so that the longest is seen; where nothing moves any more, as they are. */
const zoomOf = (longest: number, wanted: number): number =>
  longest < 1e-4 ? 1 : Math.min(40, Math.max(1, wanted / longest));

/** Where they are now, one of them moved: descent begins anew from there. */
const moved = (points: readonly (readonly number[])[], which: number, to: readonly number[]): number[][] =>
  points.map((point, i) =>
    i === which
      ? to.map((value) => Math.min(POINT_MOST, Math.max(-POINT_MOST, value)))
      : point.map((value) => Number(value.toFixed(3))),
  );
