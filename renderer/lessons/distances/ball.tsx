import { useMemo } from 'react';
import { DISTANCES } from '../../../models/distances/registry.ts';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useLit } from '../frame/lit.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { fieldOf } from '../parts/contour-lines.ts';
import { Plane } from '../parts/plane.tsx';
import type { PlanePoint } from '../parts/plane-handle.tsx';
import { PlaneClasses, PlaneContours, PlaneLine } from '../parts/plane-layers.tsx';
import { arithmetic } from './arithmetic.ts';
import { distanceBetween, domainOf, drawnAs, parametersOf, thingAt } from './plane-of.ts';
import type { Point, Settings } from './settings.ts';
import { texts } from './texts.ts';

/** Cells a side of the grid on which the distance is asked. */
const grid = 110;
/** Beyond any radius, and finite, so that a line between it and a distance has a place. */
const far = 1e6;
const [ballColour, pointA, pointB, pointC] = [lineColour(2), lineColour(0), lineColour(1), lineColour(3)];

/** The ball about a, asked of the distance itself place by place, and three points to drag. */
export function Ball({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { symbol } = useLit();
  const { distance, radius } = settings;
  const { kind } = DISTANCES[distance];
  const drawn = drawnAs(kind);
  const { a, b, c } = settings[drawn];
  const domain = domainOf[drawn];
  const between = distanceBetween(settings);
  const toB = between(a, b);
  // The distance's own parameters and the centre: dragging b draws no ball anew.
  const key = JSON.stringify([distance, settings.p, settings.spread, a]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const asked = useMemo(() => {
    const reach = (domain[1] - domain[0]) * 0.3;
    const x = [domain[0] - reach, domain[1] + reach] as const;
    const y = [domain[0] - reach / 6, domain[1] + reach / 6] as const;
    // Where there is nothing, nothing is near.
    const of = (px: number, py: number): number => {
      const value = between(a, [px, py]);
      return value === null || !Number.isFinite(value) ? far : value;
    };
    const [w, h] = [(x[1] - x[0]) / grid, (y[1] - y[0]) / grid];
    const middles = Array.from({ length: grid * grid }, (_, i) =>
      of(x[0] + ((i % grid) + 0.5) * w, y[0] + (Math.floor(i / grid) + 0.5) * h),
    );
    return { x, y, field: fieldOf(of, x, y, grid + 1, grid + 1), middles };
  }, [key]);
  const classes = useMemo(() => asked.middles.map((value) => (value <= radius ? 0 : -1)), [asked, radius]);
  const levels = useMemo(() => [radius], [radius]);
  const through = useMemo(() => (toB !== null && Number.isFinite(toB) ? [toB] : []), [toB]);
  const set = (name: 'a' | 'b' | 'c') => (x: number, y: number) =>
    change({ [drawn]: { ...settings[drawn], [name]: [x, y] } });
  const told = (name: string, from: Point, to: Point): string => {
    const [u, v] = [thingAt(kind, from), thingAt(kind, to)];
    if (u === null || v === null) return t('noShares');
    if (Number.isNaN(between(from, to))) return t('noDirection');
    return `${name} = ${arithmetic(distance, u, v, parametersOf(settings))} = ${said(between(from, to))}`;
  };
  const point = (name: 'a' | 'b' | 'c', at: Point, colour: string, lines: readonly string[]): PlanePoint => ({
    id: name,
    x: at[0],
    y: at[1],
    text: name,
    colour,
    shape: name === 'c' ? 'ring' : 'dot',
    lit: symbol === name,
    label: t('point', { name, at: placeOf(at) }),
    told: [`${name} (${placeOf(at)})`, ...lines],
    onMove: set(name),
  });
  return (
    <Plane
      title={t(`ball_${drawn}`)}
      hint={t(`ballHint_${kind}`, { radius: String(Number(radius.toFixed(2))) })}
      equal
      height={380}
      x={{ label: t(`x_${drawn}`), domain }}
      y={{ label: t(`y_${drawn}`), domain }}
      points={[
        point('c', c, pointC, [told('d(a, c)', a, c), told('d(c, b)', c, b)]),
        point('a', a, pointA, [told('d(a, b)', a, b)]),
        point('b', b, pointB, [told('d(a, b)', a, b), told('d(b, a)', b, a)]),
      ]}
      data={{
        head: [t('pair'), 'x₁', 'y₁', 'x₂', 'y₂', t('distance')],
        rows: (
          [
            ['a, b', a, b],
            ['b, a', b, a],
            ['a, c', a, c],
            ['c, b', c, b],
          ] as const
        ).map(([name, from, to]) => [name, ...from, ...to, between(from, to)]),
      }}
    >
      <PlaneClasses classes={classes} columns={grid} rows={grid} x={asked.x} y={asked.y} colour={() => ballColour} />
      <PlaneContours field={asked.field} levels={levels} colour={ballColour} />
      <PlaneContours field={asked.field} levels={through} colour={pointB} />
      {drawn === 'shares' && (
        <PlaneLine
          points={[
            [0, 1],
            [1, 0],
          ]}
          colour="var(--chart-axis)"
        />
      )}
      <PlaneLine points={[a, c, b]} colour={pointC} dashed />
      <PlaneLine points={[a, b]} colour={pointB} />
    </Plane>
  );
}

const placeOf = (at: Point): string => at.map((value) => String(Number(value.toFixed(2))).replace('-', '−')).join(', ');

/** A distance as it is read. */
export const said = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '–' : value === Number.POSITIVE_INFINITY ? '∞' : shortNumber(value);
