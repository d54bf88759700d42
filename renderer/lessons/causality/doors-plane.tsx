import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import { firstCoefficient } from '../../../models/linear/regression.ts';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import { Mark } from '../../charts/points.tsx';
import type { ViewProps } from '../frame/lesson.ts';
import { Plane } from '../parts/plane.tsx';
import { type At, PlaneLine } from '../parts/plane-layers.tsx';
import { estimateColours } from './effects-chart.tsx';
import { DOORS_SHOWN, type doorsOf, type effectsOf, thirds } from './model-of.ts';
import { LEVEL_MOST, type Settings } from './settings.ts';
import type { Words } from './texts.ts';
import { written } from './written.ts';

interface Props extends ViewProps<Settings> {
  readonly drawn: ReturnType<typeof doorsOf>;
  readonly effects: ReturnType<typeof effectsOf>;
  readonly t: Words;
}

/** Okabe and Ito's colours that are no estimate's. */
const groups = [3, 4, 5] as const;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Single doors, seen or dealt by lot; what seeing a cause at a value says of the outcome, and what setting it there would do. */
export function DoorsPlane({ settings, change, drawn, effects, t }: Props) {
  const { cause, outcome, adjust, world, level, doors } = settings;
  const { sample, model, reach } = drawn;
  const name = (id: Variable): string => t(`v_${id}`);
  const [xs, ys] = [sample.values[cause]!, sample.values[outcome]!];
  const by = adjust.find((id) => sample.values[id] !== undefined);
  const third = by === undefined ? null : thirds(sample.values[by]!);
  const slope = firstCoefficient([xs], ys).estimate;
  const at = (x: number): number => mean([...ys]) + slope * (x - mean([...xs]));
  const { effect } = effects.truth;
  const ends = (line: (x: number) => number): At[] => [-reach[0], reach[0]].map((x) => [x, line(x)] as const);
  const arithmetic = (node: Variable, i: number): string => {
    const terms = model.arrows
      .filter(({ to }) => to === node)
      .map(({ from, strength }) => `${written(strength)}·${shortNumber(sample.values[from]![i]!)}`);
    const noise = shortNumber(sample.noise[node]![i]!);
    return `${name(node)} = ${[...terms, noise].join(' + ')} = ${shortNumber(sample.values[node]![i]!)}`;
  };
  const marks = Array.from(xs, (x, i) => ({
    x,
    y: ys[i]!,
    group: third === null ? 6 : groups[third[i]!]!,
    told: [t('door', { number: i + 1 }), arithmetic(cause, i), arithmetic(outcome, i)],
  }));
  const within = [0, 1, 2].flatMap((k) => {
    if (third === null) return [];
    const own = marks.filter((_, i) => third[i] === k);
    if (own.length < 2) return [];
    const [mx, my] = [mean(own.map(({ x }) => x)), mean(own.map(({ y }) => y))];
    const half = 1.4;
    const b = effects.estimates.adjusted.estimate;
    return [{ k, points: [-half, half].map((d) => [mx + d, my + b * d] as const) }];
  });
  return (
    <div className="causal-doors">
      <Plane
        title={t(`doors_${world}`)}
        hint={doors > DOORS_SHOWN ? t('doorsShown', { shown: DOORS_SHOWN, doors }) : t('doorsAll', { doors })}
        height={300}
        x={{ label: name(cause), domain: [-reach[0], reach[0]] }}
        y={{ label: name(outcome), domain: [-reach[1], reach[1]] }}
        marks={marks}
        points={[
          {
            id: 'level',
            x: Math.min(reach[0], Math.max(-reach[0], level)),
            y: effect * level,
            along: 'x',
            step: [0.1, 0.1],
            shape: 'square',
            colour: estimateColours.lot,
            label: t('level', { cause: name(cause), level: written(level) }),
            told: [
              t('seeing', { cause: name(cause), level: written(level) }),
              `${name(outcome)} ≈ ${shortNumber(at(0))} + (${shortNumber(slope)})·${written(level)} = ${shortNumber(at(level))}`,
              t('doing', { cause: name(cause), level: written(level) }),
              `${name(outcome)}: ${shortNumber(effect)}·${written(level)} = ${shortNumber(effect * level)}`,
            ],
            onMove: (x: number) => change({ level: Math.min(LEVEL_MOST, Math.max(-LEVEL_MOST, x)) }),
          },
        ]}
        data={{
          head: [t('doorNumber'), ...settings.nodes.map(({ id }) => name(id))],
          rows: Array.from({ length: sample.count }, (_, i) => [
            i + 1,
            ...settings.nodes.map(({ id }) => Number(sample.values[id]![i]!.toPrecision(4))),
          ]),
        }}
      >
        {within.map(({ k, points }) => (
          <PlaneLine key={k} points={points} colour={lineColour(groups[k]!)} wide />
        ))}
        <PlaneLine points={ends(at)} colour={estimateColours.naive} wide dashed />
        <PlaneLine points={ends((x) => effect * x)} colour={estimateColours.lot} wide />
      </Plane>
      <ul className="chart-legend">
        <Stroke colour={estimateColours.naive} dashed label={t('lineSeen')} />
        <Stroke colour={estimateColours.lot} label={t('lineDone')} />
        {by !== undefined &&
          [0, 1, 2].map((k) => (
            <li key={k}>
              <Mark group={groups[k]!} />
              {t(`third_${k as 0 | 1 | 2}`, { by: name(by) })}
            </li>
          ))}
      </ul>
    </div>
  );
}

function Stroke({ colour, label, dashed = false }: { colour: string; label: string; dashed?: boolean }) {
  return (
    <li>
      <svg width={22} height={8} aria-hidden>
        <line
          x2={22}
          y1={4}
          y2={4}
          style={{ stroke: colour, strokeWidth: 2.5, ...(dashed && { strokeDasharray: '5 4' }) }}
        />
      </svg>
      {label}
    </li>
  );
}
