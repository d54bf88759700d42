import { Progress as Bar, SegmentedControl } from '@mantine/core';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { ALGORITHMS, type AlgorithmId, inUnit, type ScalingId } from '../../../models/experiments/five-algorithms.ts';
import type { Measured } from '../../../models/experiments/two-measures.ts';
import { rowOf, type Table } from '../../../models/linear/table.ts';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { frameTexts } from '../frame/texts.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { Plane } from '../parts/plane.tsx';
import { PlaneArrow, PlaneClasses, PlaneLine } from '../parts/plane-layers.tsx';
import { usePlane } from '../parts/plane-scales.ts';
import { BesidePicker } from './beside-picker.tsx';
import { FiveTable } from './five-table.tsx';
import { learnt } from './learnt.ts';
import { BRIGHT, MOUTH, type Settings, UNIT } from './settings.ts';
import { texts } from './texts.ts';

/** Pictures of each of the three people, to learn from and to be asked about. */
const EACH = 30;
const GRID = { columns: 52, rows: 40 } as const;

/** One table of two measurements of faces, and what an algorithm makes of it as measured and scaled. */
export function AlgorithmsView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const say = useTexts(frameTexts);
  const { seed, algorithm, unit, beside } = settings;
  const { running, step, result, failure, start } = useTask<{ train: Measured; test: Measured }>('scaling', 'people');
  useEffect(() => start({ seed, each: EACH }), [start, seed]);
  const later = useDeferredValue(unit);
  const sets = useMemo(
    () => (result === null ? null : { train: inUnit(result.train, 1, later), test: inUnit(result.test, 1, later) }),
    [result, later],
  );
  return (
    <>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={t('algorithms')}
        value={algorithm}
        data={ALGORITHMS.map((id) => ({ value: id, label: t(`algorithm_${id}`) }))}
        onChange={(next) => change({ algorithm: next as AlgorithmId })}
      />
      <div className="scaling-sliders">
        <ExactSlider
          label={t('unit')}
          sign="u"
          symbol="u"
          value={unit}
          {...UNIT}
          step={0.05}
          scale="log"
          onChange={(next) => change({ unit: next })}
        />
        <BesidePicker value={beside} onChange={(next) => change({ beside: next })} />
      </div>
      {running && (
        <Bar
          value={step === null ? 0 : (100 * step.done) / step.total}
          aria-label={t('measuring')}
          transitionDuration={0}
        />
      )}
      {failure !== null && <p role="alert">{say('failed')}</p>}
      {sets === null ? (
        <p className="quiet">{t('measuring')}</p>
      ) : (
        <>
          <div className="scaling-two">
            {(['none', beside] as const).map((scaling) => (
              <PeoplePlane
                key={scaling}
                scaling={scaling}
                train={sets.train}
                unit={later}
                settings={settings}
                change={change}
              />
            ))}
          </div>
          <FiveTable train={sets.train} test={sets.test} chosen={algorithm} />
        </>
      )}
    </>
  );
}

interface PlaneProps extends ViewProps<Settings> {
  readonly scaling: ScalingId;
  readonly train: Measured;
  readonly unit: number;
}

function PeoplePlane({ scaling, train, unit, settings: { algorithm, probe }, change }: PlaneProps) {
  const t = useTexts(texts);
  const bright = useMemo(() => [BRIGHT[0] * unit, BRIGHT[1] * unit] as const, [unit]);
  const model = useMemo(() => learnt(algorithm, scaling, train), [algorithm, scaling, train]);
  const classes = useMemo(
    () => (algorithm === 'pca' ? null : Array.from(model.classAt(gridOver(MOUTH, bright)))),
    [model, bright, algorithm],
  );
  const at = [probe[0], probe[1] * unit] as const;
  const { lines, near } = model.explain(at);
  const { shift, size } = model.how;
  const rows = train.labels.map((_, i) => rowOf(train.table, i));
  const decided = algorithm === 'pca' ? null : model.classAt({ values: Float64Array.from(at), dimension: 2 })[0]!;
  const place = (row: ArrayLike<number>): string => `${shortNumber(row[0]!)}, ${shortNumber(row[1]!)}`;
  const scaledSum = (row: ArrayLike<number>): readonly string[] =>
    scaling === 'none'
      ? []
      : [0, 1].map(
          (d) =>
            `${t(`measure_${d as 0 | 1}`)}: (${shortNumber(row[d]!)} − ${shortNumber(shift[d]!)}) / ${shortNumber(size[d]!)} = ${shortNumber((row[d]! - shift[d]!) / size[d]!)}`,
        );
  const label = decided === null ? t('probe', { at: place(at) }) : t('probeAs', { at: place(at), person: decided + 1 });
  return (
    <Plane
      title={t(`scaling_${scaling}`)}
      hint={t(`peopleHint_${algorithm}`)}
      height={320}
      x={{ label: t('measure_0'), domain: MOUTH }}
      y={{ label: t('measure_1'), domain: bright }}
      marks={rows.map((row, i) => ({
        x: row[0]!,
        y: row[1]!,
        group: train.labels[i]!,
        told: [t('personAt', { person: train.labels[i]! + 1, at: place(row) }), ...scaledSum(row)],
      }))}
      points={[
        {
          id: 'probe',
          x: at[0],
          y: at[1],
          shape: 'square',
          step: [0.005, unit],
          colour: 'var(--mantine-color-text)',
          label,
          told: [label, ...lines, ...scaledSum(at)],
          onMove: (x, y) => change({ probe: [x, Math.min(BRIGHT[1], Math.max(BRIGHT[0], y / unit))] }),
        },
      ]}
      data={{
        head: [t('person'), t('measure_0'), t('measure_1'), t('decided')],
        rows: rows.map((row, i) => [
          train.labels[i]! + 1,
          row[0]!,
          row[1]!,
          algorithm === 'pca' ? null : model.classAt({ values: row, dimension: 2 })[0]! + 1,
        ]),
      }}
    >
      {classes !== null && <PlaneClasses {...GRID} classes={classes} x={MOUTH} y={bright} colour={lineColour} />}
      {near.map((i) => (
        <PlaneLine key={i} points={[at, [rows[i]![0]!, rows[i]![1]!]]} colour="var(--mantine-color-text)" />
      ))}
      <Rings places={model.marked.map((i) => rows[i]!)} />
      {model.centres.map((centre) => (
        <PlaneLine
          key={centre.join()}
          wide
          colour="var(--mantine-color-text)"
          points={[
            [centre[0]! - 0.012, centre[1]!],
            [centre[0]! + 0.012, centre[1]!],
            [Number.NaN, 0],
            [centre[0]!, centre[1]! - 2.6 * unit],
            [centre[0]!, centre[1]! + 2.6 * unit],
          ]}
        />
      ))}
      {model.arrows.map(({ from, to }, c) => (
        <PlaneArrow
          key={c === 0 ? 'first' : 'second'}
          from={[from[0]!, from[1]!]}
          to={[to[0]!, to[1]!]}
          colour="var(--mantine-color-text)"
          text={`PC${c + 1}`}
        />
      ))}
    </Plane>
  );
}

/** Small rings about points: support vectors. */
function Rings({ places }: { places: readonly ArrayLike<number>[] }) {
  const { x, y } = usePlane();
  return (
    <g className="scaling-rings">
      {places.map((place) => (
        <circle key={`${place[0]} ${place[1]}`} cx={x(place[0]!)} cy={y(place[1]!)} r={5.5} />
      ))}
    </g>
  );
}

/** Middles of the cells of a grid over both measures, from the lower left. */
function gridOver(x: readonly [number, number], y: readonly [number, number]): Table {
  const { columns, rows } = GRID;
  const values = new Float64Array(columns * rows * 2);
  for (let i = 0; i < columns * rows; i++) {
    values[2 * i] = x[0] + ((x[1] - x[0]) * ((i % columns) + 0.5)) / columns;
    values[2 * i + 1] = y[0] + ((y[1] - y[0]) * (Math.floor(i / columns) + 0.5)) / rows;
  }
  return { values, dimension: 2 };
}
