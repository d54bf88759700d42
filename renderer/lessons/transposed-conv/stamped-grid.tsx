import { useMemo } from 'react';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTexts } from '../frame/use-texts.ts';
import { planePicture } from '../parts/plane-picture.ts';
import { sumSaid } from '../parts/sum-said.ts';
import { INPUTS, type Settings } from './settings.ts';
import { stampedPlane, stampsOn } from './stamps.ts';
import { texts } from './texts.ts';

const [most, leastForText, gap] = [380, 15, 32];
const inputs = INPUTS[2];
/** Inputs along each side of what is seen from afar. */
const far = 20;

/** A plane of ones, stamped the same way in both directions: the counts multiply, and the stripes become a board. */
export function StampedGrid({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const { weights, stride, k } = settings;
  const all = inputs ** 2;
  const shown = Math.min(settings.step ?? all, all);
  const { side, values, counts } = stampedPlane(settings, shown);
  const highest = Math.max(1e-9, ...stampedPlane(settings, all).values);
  const cell = Math.max(4, Math.min(most, width) / side);
  const afar = useMemo(() => {
    const plane = stampedPlane({ weights, stride, k }, far ** 2, far);
    return planePicture(
      { rows: plane.side, columns: plane.side, values: plane.values },
      0,
      Math.max(1e-9, ...plane.values),
    );
  }, [weights, stride, k]);
  const room = width >= 2 * cell * side + gap;
  const at = cursor.x !== null && cursor.x < side * side ? cursor.x : null;
  const newest = shown === all || shown === 0 ? null : shown - 1;
  const said = (i: number): string =>
    t('gridSaid', {
      ...{ row: Math.floor(i / side) + 1, column: (i % side) + 1, count: counts[i]! },
      sum: sumSaid(stampsOn(settings, shown, Math.floor(i / side), i % side), values[i]!, (count, sum) =>
        t('others', { count, sum }),
      ),
    });
  return (
    <div>
      <ChartFrame
        title={t('gridTitle', { side })}
        hint={t(room ? 'gridHintAfar' : 'gridHint', { far })}
        data={{
          head: [t('row'), ...Array.from({ length: side }, (_, j) => String(j + 1))],
          rows: Array.from({ length: side }, (_, i) => [i + 1, ...values.subarray(i * side, (i + 1) * side)]),
        }}
      >
        <div className="chart-plot" ref={plot} style={{ height: cell * side }}>
          <svg width={Math.max(1, width)} height={cell * side} role="img" aria-label={t('gridTitle', { side })}>
            {Array.from(values, (value, i) => {
              const [row, column] = [Math.floor(i / side), i % side];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <g key={i} className="transposed-cell" data-at={i === at || undefined}>
                  <rect
                    x={column * cell + 0.5}
                    y={row * cell + 0.5}
                    width={cell - 1}
                    height={cell - 1}
                    style={{ fillOpacity: (0.85 * value) / highest }}
                  />
                  {cell >= leastForText && counts[i]! > 0 && (
                    <text
                      x={(column + 0.5) * cell}
                      y={(row + 0.5) * cell}
                      dy="0.35em"
                      data-dense={value > 0.55 * highest}
                      style={{ fontSize: Math.min(13, cell * 0.48) }}
                    >
                      {Number(value.toFixed(value < 10 ? 1 : 0))}
                    </text>
                  )}
                </g>
              );
            })}
            {newest !== null && (
              <rect
                className="transposed-stamp"
                x={(newest % inputs) * stride * cell}
                y={Math.floor(newest / inputs) * stride * cell}
                width={k * cell}
                height={k * cell}
              />
            )}
            {room && (
              <image
                className="transposed-afar"
                href={afar}
                x={cell * side + gap}
                width={cell * side}
                height={cell * side}
              />
            )}
          </svg>
          <CursorTrack
            label={t('gridRead')}
            said={at === null ? t('gridRead') : said(at)}
            stops={Array.from({ length: side * side }, (_, i) => i)}
            cursor={cursor}
            stopAt={(px, py) => {
              const [row, column] = [Math.floor(py / cell), Math.floor(px / cell)];
              return row < 0 || column < 0 || row >= side || column >= side ? null : row * side + column;
            }}
          />
        </div>
      </ChartFrame>
      <p className="transposed-said">{at === null ? t('gridRead') : said(at)}</p>
    </div>
  );
}
