import { useDeferredValue, useMemo, useRef } from 'react';
import { movedBy, overShifts } from '../../../models/experiments/downsampling/shift.ts';
import { wayIds } from '../../../models/experiments/downsampling/ways.ts';
import { workedOut } from '../../../models/experiments/downsampling/worked.ts';
import { MARGIN } from '../../../models/experiments/downsampling.ts';
import { cut, lumaOf, type Plane } from '../../../models/padding/plane.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { FacePicker } from '../parts/face-picker.tsx';
import { alignedCrop, cropIsWithin } from '../parts/face-pixels.ts';
import { PictureStrip } from '../parts/picture-strip.tsx';
import { planePicture } from '../parts/plane-picture.ts';
import { sumSaid } from '../parts/sum-said.ts';
import { useFace } from '../parts/use-face.ts';
import { type Settings, SHIFT_MOST } from './settings.ts';
import { texts } from './texts.ts';
import { WayControls } from './way-controls.tsx';

/** About where an aligned face has its left eye, half as large: row and column. */
const EYE = [25, 19] as const;

/** A face shifted by whole pixels: its small pictures, and how they change beyond moving along. */
export function ShiftView(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const hand = useFace(settings.face);
  const { face } = hand;
  const { right, down, weights, k, taps, seed } = useDeferredValue(settings);
  const wide = useMemo(
    () => (face === null ? null : lumaOf(alignedCrop(face.picture, face.landmarks, MARGIN))),
    [face],
  );
  const choice = useMemo(() => ({ weights, k, taps, seed }), [weights, k, taps, seed]);
  const seen = useMemo(
    () =>
      wide === null
        ? []
        : wayIds.map((way) => ({ way, ...movedBy({ wide, margin: MARGIN, right, down }, way, choice) })),
    [wide, right, down, choice],
  );
  const pictures = useMemo(
    () => seen.flatMap(({ way, after, before }) => [{ way, href: planePicture(after, ...greysOf(way, before)) }]),
    [seen],
  );
  const most = Math.max(1, ...seen.filter(({ way }) => way !== 'strided').flatMap(({ change: of }) => [...of.values]));
  const changes = useMemo(
    () =>
      seen.map(({ way, change: of, before }) => {
        const [low, high] = greysOf(way, before);
        // Of the strided convolution as a share of its own range, which is another.
        return planePicture(of, 0, way === 'strided' ? ((high - low) * most) / 255 : most);
      }),
    [seen, most],
  );
  const curves = useMemo(() => (wide === null ? null : overShifts(wide, MARGIN, SHIFT_MOST, choice)), [wide, choice]);
  // Parts of a pixel that a drag has gone and no shift shows yet.
  const rest = useRef({ x: 0, y: 0 });
  const drag = (dx: number, dy: number): void => {
    // Seen in the small picture, a pixel is two; the face goes with the pointer, so the crop goes against it.
    rest.current = { x: rest.current.x - 2 * dx, y: rest.current.y - 2 * dy };
    const [x, y] = [Math.trunc(rest.current.x), Math.trunc(rest.current.y)];
    if (x === 0 && y === 0) return;
    rest.current = { x: rest.current.x - x, y: rest.current.y - y };
    const within = (value: number): number => Math.min(SHIFT_MOST, Math.max(0, value));
    change({ right: within(settings.right + x), down: within(settings.down + y) });
  };
  const [first] = seen;
  // What the small pictures are made of: the crop as the shift has it.
  const shifted = useMemo(
    () =>
      wide === null
        ? null
        : cut(wide, MARGIN + down, MARGIN + right, wide.rows - 2 * MARGIN, wide.columns - 2 * MARGIN),
    [wide, right, down],
  );
  const work = (row: number, column: number) =>
    seen.map(({ way, after }) => {
      const { of, terms } = workedOut(shifted!, way, choice, row, column);
      const result = value(after, row, column);
      const sum =
        of === 'largest'
          ? `max(${terms.map((term) => shortNumber(term.value)).join(', ')}) = ${shortNumber(result)}`
          : sumSaid(terms, result, (count, rest) => t('others', { count, rest }));
      return { label: t(`way_${way}`), sum };
    });
  const value = (plane: Plane, row: number, column: number): number => plane.values[row * plane.columns + column]!;
  return (
    <section className="lesson-look" aria-label={t('look_shift')} aria-busy={hand.busy}>
      <FacePicker source={settings.face} onChange={(next) => change({ face: next })} hand={hand} />
      <div className="down-controls">
        {(['right', 'down'] as const).map((name) => (
          <ExactSlider
            key={name}
            label={t(name)}
            {...(name === 'right' && { sign: 'd', symbol: 'd' })}
            unit={t('px')}
            value={settings[name]}
            low={0}
            high={SHIFT_MOST}
            step={1}
            whole
            onChange={(next) => change({ [name]: next })}
          />
        ))}
        <WayControls {...props} />
      </div>
      {face !== null && !cropIsWithin(face.picture, face.landmarks, MARGIN) && (
        <p className="lesson-refused" role="status">
          {t('nearEdge')}
        </p>
      )}
      {first !== undefined && (
        <PictureStrip
          title={t('shiftTitle', { right, down })}
          hint={t('shiftHint')}
          rows={first.after.rows}
          columns={first.after.columns}
          across={wayIds.length}
          onDrag={drag}
          pictures={[
            ...pictures.map(({ way, href }, i) => ({
              ...{ id: way, label: t(`way_${way}`), href },
              caption: t('plainBy', { share: shortNumber(100 * seen[i]!.plain) }),
            })),
            ...seen.map(({ way, beyond }, i) => ({
              ...{ id: `${way} change`, label: t('changeOf'), href: changes[i]! },
              caption: t('beyondBy', { share: shortNumber(100 * beyond) }),
              colour: lineColour(wayIds.indexOf(way)),
            })),
          ]}
          read={(row, column) =>
            t('shiftPixel', {
              ...{ row: row + 1, column: column + 1 },
              changes: seen
                .map(({ way, after, change: of }) => {
                  const [now, by] = [value(after, row, column), value(of, row, column)];
                  return `${t(`way_${way}`)} ${shortNumber(now)} (±${shortNumber(by)})`;
                })
                .join(', '),
            })
          }
          idle={t('shiftRead')}
          work={{ first: EYE, lines: work }}
          data={{
            head: [t('way'), t('beyondWord'), t('plainWord')],
            rows: seen.map(({ way, beyond, plain }) => [t(`way_${way}`), beyond, plain]),
          }}
        />
      )}
      {curves !== null && (
        <LineChart
          title={t('curveTitle')}
          hint={t('curveHint')}
          height={230}
          x={{
            ...{ label: t('curveX'), domain: [0, SHIFT_MOST], format: String },
            ticks: Array.from({ length: SHIFT_MOST + 1 }, (_, shift) => shift),
          }}
          y={{ label: t('curveY'), format: (share) => `${Number((100 * share).toPrecision(3))} %` }}
          series={wayIds.map((way, i) => ({
            ...{ id: way, label: t(`way_${way}`), colour: lineColour(i) },
            points: curves[way].map((y, x) => ({ x, y })),
          }))}
        />
      )}
    </section>
  );
}

/** A strided convolution's output has a range of its own; the others' is the picture's. */
function greysOf(way: (typeof wayIds)[number], { values }: Plane): [number, number] {
  if (way !== 'strided') return [0, 255];
  return [Math.min(...values), Math.max(...values)];
}
