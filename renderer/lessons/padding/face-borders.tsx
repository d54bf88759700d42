import { useMemo } from 'react';
import { type BorderError, borderError } from '../../../models/padding/border-error.ts';
import { spanOf } from '../../../models/padding/convolve.ts';
import { kernelOf } from '../../../models/padding/kernels.ts';
import { allSides, type PaddingKind, paddingKinds } from '../../../models/padding/pad.ts';
import { cut, lumaOf, type Plane } from '../../../models/padding/plane.ts';
import { Bars } from '../../charts/bars.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { lineColour, quietColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FacePicker } from '../parts/face-picker.tsx';
import { alignedCrop, chipSide, cropIsWithin } from '../parts/face-pixels.ts';
import { useFace } from '../parts/use-face.ts';
import { addressOf, greyAddress, heatAddress, padPicture } from './heat.ts';
import { BY_MOST, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** A padding so wide shows its kind. */
const shownBy = 28;
/** Of the output's corner that is enlarged, in pixels. */
const cornerSide = 28;

interface Seen {
  readonly kind: PaddingKind;
  readonly error: BorderError;
  readonly errors: Plane;
}

/** A real face, cropped, padded by every kind and convolved, against the same convolution of the picture it was cropped from. */
export function FaceBorders({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { face: source, kind, constant, kernel, k, by, stride, dilation } = settings;
  const hand = useFace(source);
  const { face } = hand;
  const uncropped = useMemo(
    () => (face === null ? null : lumaOf(alignedCrop(face.picture, face.landmarks, BY_MOST))),
    [face],
  );
  const fits = spanOf(k, dilation) <= chipSide + 2 * by;
  const seen = useMemo<readonly Seen[]>(() => {
    if (uncropped === null || !fits) return [];
    return paddingKinds.map((one) => {
      const error = borderError({
        ...{ uncropped, margin: BY_MOST, by, kind: one, constant },
        ...{ kernel: kernelOf(kernel, k), window: { stride, dilation } },
      });
      const { rows, columns, values } = error.output;
      const errors = { rows, columns, values: values.map((value, i) => Math.abs(value - error.truth.values[i]!)) };
      return { kind: one, error, errors };
    });
  }, [uncropped, fits, by, constant, kernel, k, stride, dilation]);
  const chosen = seen.find((one) => one.kind === kind);
  return (
    <section className="padding-face" aria-label={t('faceTitle')} aria-busy={hand.busy}>
      <FacePicker source={source} onChange={(next) => change({ face: next })} hand={hand} />
      {face !== null && chosen !== undefined && (
        <>
          {!cropIsWithin(face.picture, face.landmarks, BY_MOST) && (
            <p className="lesson-refused" role="status">
              {t('nearEdge')}
            </p>
          )}
          <KindWall seen={seen} chip={face.chip} settings={settings} />
          <div className="padding-two">
            <ErrorMap seen={chosen} most={mostOf(seen)} settings={settings} />
            <Bars
              title={t('barsTitle')}
              hint={t('barsHint')}
              rowWord={t('kind')}
              valueWord={t('meanError')}
              x={{ label: t('levels'), domain: [0, Math.max(1, ...seen.map(({ error }) => error.mean)) * 1.05] }}
              bars={seen.map((one) => ({
                id: one.kind,
                label: t(`kind_${one.kind}`),
                colour: one.kind === kind ? lineColour(1) : quietColour,
                value: one.error.mean,
                said: shortNumber(one.error.mean),
              }))}
            />
          </div>
        </>
      )}
    </section>
  );
}

const mostOf = (seen: readonly Seen[]): number => Math.max(1e-9, ...seen.map(({ error }) => error.most));

/** What is shown black and white: of edges both signs. */
const greysOf = (kernel: Settings['kernel']): readonly [number, number] => (kernel === 'edges' ? [-96, 96] : [0, 255]);

interface WallProps {
  readonly seen: readonly Seen[];
  readonly chip: Parameters<typeof padPicture>[0];
  readonly settings: Settings;
}

/** Every kind beside the others: the face with a wide padding of it, and what it got wrong below. */
function KindWall({ seen, chip, settings: { kind, constant, kernel } }: WallProps) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const padded = useMemo(
    () => paddingKinds.map((one) => addressOf(padPicture(chip, allSides(shownBy), one, constant))),
    [chip, constant],
  );
  const corners = useMemo(
    () =>
      seen.map(({ error: { output }, errors }) => {
        const side = Math.min(cornerSide, output.rows);
        const corner = (plane: Plane): Plane => cut(plane, plane.rows - side, 0, side, side);
        return [greyAddress(corner(output), ...greysOf(kernel)), heatAddress(corner(errors), mostOf(seen))] as const;
      }),
    [seen, kernel],
  );
  const gap = 12;
  const side = Math.max(48, Math.min(190, (width - gap * (seen.length - 1)) / seen.length));
  const height = 2 * side + 44;
  const inner = (side * shownBy) / (chipSide + 2 * shownBy);
  const told = cursor.x === null ? null : seen[cursor.x];
  const said = (one: Seen): string =>
    t('kindSaid', {
      kind: t(`kind_${one.kind}`),
      mean: shortNumber(one.error.mean),
      most: shortNumber(one.error.most),
    });
  return (
    <ChartFrame
      title={t('wallTitle')}
      hint={t('wallHint', { by: shownBy })}
      data={{
        head: [t('kind'), t('meanError'), t('mostError'), t('insideError')],
        rows: seen.map(({ kind: one, error }) => [t(`kind_${one}`), error.mean, error.most, error.inside]),
      }}
    >
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('wallTitle')}>
          {seen.map((one, i) => {
            const x = i * (side + gap);
            return (
              <g key={one.kind}>
                <text className="padding-kind" data-chosen={one.kind === kind} x={x} y={12}>
                  {t(`kind_${one.kind}`)}
                </text>
                <image href={padded[i]} x={x} y={20} width={side} height={side} />
                <rect
                  className="padding-edge"
                  x={x + inner}
                  y={20 + inner}
                  width={side - 2 * inner}
                  height={side - 2 * inner}
                />
                {corners[i]!.map((picture, layer) => (
                  <image
                    key={layer === 0 ? 'output' : 'error'}
                    className="padding-heat"
                    data-ground={layer === 0}
                    href={picture}
                    x={x}
                    y={28 + side}
                    width={side}
                    height={side}
                    preserveAspectRatio="none"
                  />
                ))}
                <rect
                  className="padding-frame"
                  data-chosen={one.kind === kind}
                  x={x}
                  y={28 + side}
                  width={side}
                  height={side}
                />
                <text className="padding-mean" x={x} y={2 * side + 42}>
                  {shortNumber(one.error.mean)}
                </text>
              </g>
            );
          })}
        </svg>
        <CursorTrack
          label={t('wallRead')}
          said={told === null || told === undefined ? t('wallRead') : said(told)}
          stops={seen.map((_, i) => i)}
          cursor={cursor}
          stopAt={(px) => {
            const i = Math.floor(px / (side + gap));
            return i >= 0 && i < seen.length ? i : null;
          }}
        />
      </div>
      <p className="padding-sum">{told === null || told === undefined ? t('wallRead') : said(told)}</p>
    </ChartFrame>
  );
}

/** The chosen kind, large: the output and how far each pixel is off, to be read one by one. */
function ErrorMap({ seen: { kind, error, errors }, most, settings }: { seen: Seen; most: number; settings: Settings }) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const { rows, columns } = errors;
  const { output, truth, border } = error;
  const [low, high] = greysOf(settings.kernel);
  const pictures = useMemo(
    () => [greyAddress(output, low, high), heatAddress(errors, most)] as const,
    [output, errors, most, low, high],
  );
  const stops = useMemo(() => Array.from({ length: rows * columns }, (_, i) => i), [rows, columns]);
  const gap = 12;
  const side = Math.max(60, Math.min(300, (width - gap) / 2));
  const at = cursor.x !== null && cursor.x < rows * columns ? cursor.x : null;
  const said =
    at === null
      ? t('mapRead')
      : t(border[at] ? 'pixelBorder' : 'pixelInside', {
          ...{ row: Math.floor(at / columns) + 1, column: (at % columns) + 1 },
          ...{ output: shortNumber(output.values[at]!), truth: shortNumber(truth.values[at]!) },
          error: shortNumber(errors.values[at]!),
        });
  const [cellX, cellY] =
    at === null ? [0, 0] : [(at % columns) * (side / columns), Math.floor(at / columns) * (side / rows)];
  return (
    <ChartFrame
      title={t('mapTitle', { kind: t(`kind_${kind}`) })}
      hint={t('mapHint')}
      data={{
        head: [t('row'), t('column'), t('output'), t('truth'), t('errorWord')],
        rows: stops
          .filter((i) => border[i])
          .map((i) => [
            Math.floor(i / columns) + 1,
            (i % columns) + 1,
            output.values[i]!,
            truth.values[i]!,
            errors.values[i]!,
          ]),
      }}
    >
      <div className="chart-plot" ref={plot} style={{ height: side }}>
        <svg
          width={Math.max(1, width)}
          height={side}
          role="img"
          aria-label={t('mapTitle', { kind: t(`kind_${kind}`) })}
        >
          {pictures.map((picture, i) => (
            <g key={i === 0 ? 'output' : 'error'}>
              <image
                className="padding-heat"
                href={picture}
                x={i * (side + gap)}
                y={0}
                width={side}
                height={side}
                preserveAspectRatio="none"
              />
              <rect
                className="padding-frame"
                data-chosen={false}
                x={i * (side + gap)}
                y={0}
                width={side}
                height={side}
              />
              {at !== null && (
                <rect
                  className="padding-pixel"
                  x={i * (side + gap) + cellX - 1}
                  y={cellY - 1}
                  width={side / columns + 2}
                  height={side / rows + 2}
                />
              )}
            </g>
          ))}
        </svg>
        <CursorTrack
          label={t('mapRead')}
          said={said}
          stops={stops}
          cursor={cursor}
          stopAt={(px, py) => {
            const x = px > side + gap / 2 ? px - side - gap : px;
            const [row, column] = [Math.floor((py / side) * rows), Math.floor((x / side) * columns)];
            return row < 0 || row >= rows || column < 0 || column >= columns ? null : row * columns + column;
          }}
        />
      </div>
      <p className="padding-sum">{said}</p>
    </ChartFrame>
  );
}
