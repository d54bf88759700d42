import { useMemo } from 'react';
import { type ScalingId, scalingOf } from '../../../models/experiments/five-algorithms.ts';
import { descend, heightOf, twoColumns } from '../../../models/experiments/quadratic.ts';
import { conditionOf, leastSquaresHessian } from '../../../models/linear/conditioning.ts';
import { scaled } from '../../../models/linear/feature-scaling.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { fieldOf } from '../parts/contour-lines.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { Plane } from '../parts/plane.tsx';
import { type At, PlaneContours, PlaneLine } from '../parts/plane-layers.tsx';
import { BesidePicker } from './beside-picker.tsx';
import { CORRELATION_MOST, RATE, REACH, SCALE, type Settings, STEPS } from './settings.ts';
import { texts } from './texts.ts';

/** Further than the pictures show, so that steps to converge are counted to their end. */
const STEPS_MOST = 20_000;
const ROWS = 40;
const shown = (value: number): string => (Number.isFinite(value) ? shortNumber(value) : '∞');

interface Valley {
  readonly id: ScalingId;
  readonly colour: string;
  readonly hessian: Float64Array;
  readonly eigenvalues: Float64Array;
  readonly kappa: number;
  readonly rate: number;
  readonly path: readonly Float64Array[];
  readonly converged: boolean;
}

function valleyOf(id: ScalingId, colour: string, settings: Settings): Valley {
  const { seed, correlation, scale, rate, start } = settings;
  const table = twoColumns(seed, ROWS, correlation, scale);
  const hessian = leastSquaresHessian(scaled(table, scalingOf(id, table)));
  const { eigenvalues, kappa } = conditionOf(hessian);
  const eta = (2 * rate) / (eigenvalues[0]! + eigenvalues[1]!);
  return { id, colour, hessian, eigenvalues, kappa, rate: eta, ...descend(hessian, start, eta, STEPS_MOST) };
}

/** From 2/λmax on no constant rate converges. */
const diverges = ({ rate, eigenvalues }: Valley): boolean => rate >= 2 / eigenvalues[0]!;

/** The loss of a linear model over its two weights, as measured and scaled, with the way that descent takes down it. */
export function DescentView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { scale, correlation, rate, step, beside } = settings;
  const valleys = useMemo(
    () => [valleyOf('none', lineColour(1), settings), valleyOf(beside, lineColour(0), settings)],
    [settings, beside],
  );
  return (
    <>
      <div className="scaling-sliders">
        <ExactSlider
          label={t('scale')}
          sign="s"
          symbol="s"
          value={scale}
          {...SCALE}
          step={0.05}
          scale="log"
          onChange={(next) => change({ scale: next })}
        />
        <ExactSlider
          label={t('correlation')}
          sign="ρ"
          symbol="rho"
          value={correlation}
          low={0}
          high={CORRELATION_MOST}
          step={0.05}
          onChange={(next) => change({ correlation: next })}
        />
        <ExactSlider
          label={t('rate')}
          sign="η"
          symbol="eta"
          value={rate}
          {...RATE}
          step={0.05}
          onChange={(next) => change({ rate: next })}
        />
        <BesidePicker value={beside} onChange={(next) => change({ beside: next })} />
      </div>
      <div className="scaling-two">
        {valleys.map((valley) => (
          <ValleyPlane key={valley.id} valley={valley} settings={settings} change={change} />
        ))}
      </div>
      <LineChart
        title={t('lossTitle')}
        hint={valleys.some(diverges) ? t('diverges') : t('lossHint')}
        height={180}
        x={{ label: t('step'), domain: [0, STEPS], format: String }}
        y={{ label: 'f', scale: 'log', domain: [1e-6, 1e4] }}
        series={valleys.map(({ id, colour, hessian, path }) => ({
          id,
          label: t(`scaling_${id}`),
          colour,
          points: path
            .slice(0, step + 1)
            .map((e, x) => ({ x, y: Math.min(1e4, Math.max(1e-6, heightOf(hessian, e))) })),
        }))}
      />
    </>
  );
}

interface PlaneProps extends ViewProps<Settings> {
  readonly valley: Valley;
}

function ValleyPlane({ valley, settings: { start, step }, change }: PlaneProps) {
  const t = useTexts(texts);
  const { id, colour, hessian, eigenvalues, kappa, path, converged } = valley;
  // The grid reaches over the wider axis of a plane with equal units.
  const field = useMemo(
    () => fieldOf((x, y) => heightOf(hessian, [x, y]), [-3 * REACH, 3 * REACH], [-REACH, REACH], 181, 61),
    [hessian],
  );
  const levels = useMemo(() => {
    const most = heightOf(hessian, [REACH, REACH]);
    return [0.002, 0.01, 0.04, 0.1, 0.22, 0.4, 0.7, 1.1].map((part) => part * most);
  }, [hessian]);
  const walked = path.slice(0, step + 1);
  const [h11, h12, h22] = [hessian[0]!, hessian[1]!, hessian[3]!];
  const height = (e: ArrayLike<number>): string =>
    `f = ½(${shortNumber(h11)}·${shortNumber(e[0]!)}² + 2·${shortNumber(h12)}·${shortNumber(e[0]!)}·${shortNumber(e[1]!)} + ${shortNumber(h22)}·${shortNumber(e[1]!)}²) = ${shortNumber(heightOf(hessian, e))}`;
  const facts = [
    ['λmax, λmin', `${shortNumber(eigenvalues[0]!)}, ${shortNumber(eigenvalues[1]!)}`],
    ['κ', shown(kappa)],
    ['η', shortNumber(valley.rate)],
    [t('stepsTo'), diverges(valley) ? '∞' : converged ? String(path.length - 1) : `> ${STEPS_MOST}`],
  ] as const;
  return (
    <div className="scaling-valley">
      <Plane
        title={t(`scaling_${id}`)}
        hint={t(`valleyHint_${id}`)}
        equal
        height={300}
        x={{ label: 'w₁ − w₁*', domain: [-REACH, REACH] }}
        y={{ label: 'w₂ − w₂*', domain: [-REACH, REACH] }}
        points={[
          {
            id: 'start',
            x: start[0],
            y: start[1],
            step: [0.5, 0.5],
            colour,
            label: t('start', { x: shortNumber(start[0]), y: shortNumber(start[1]) }),
            told: [t('start', { x: shortNumber(start[0]), y: shortNumber(start[1]) }), height(start)],
            onMove: (x, y) => change({ start: [x, y] }),
          },
        ]}
        marks={walked.slice(1).map((e, i) => ({
          x: e[0]!,
          y: e[1]!,
          group: null,
          told: [
            t('stepOf', { step: i + 1, x: shortNumber(e[0]!), y: shortNumber(e[1]!) }),
            `w₁: ${shortNumber(walked[i]![0]!)} − ${shortNumber(valley.rate)}·(${shortNumber(h11)}·${shortNumber(walked[i]![0]!)} + ${shortNumber(h12)}·${shortNumber(walked[i]![1]!)})`,
            height(e),
          ],
        }))}
        data={{
          head: [t('step'), 'w₁ − w₁*', 'w₂ − w₂*', 'f'],
          rows: walked.map((e, i) => [i, e[0]!, e[1]!, heightOf(hessian, e)]),
        }}
      >
        <PlaneContours field={field} levels={levels} colour="var(--chart-axis)" />
        <PlaneLine points={walked.map((e) => [e[0]!, e[1]!] as At)} colour={colour} dots />
      </Plane>
      <dl className="lesson-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
