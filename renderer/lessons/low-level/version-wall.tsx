import { type KeyboardEvent, useMemo, useRef } from 'react';
import { versions as ids, type Version, type VersionId } from '../../../models/experiments/low-level/look.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useTexts } from '../frame/use-texts.ts';
import { addressOfSent } from './address.ts';
import { PART, PART_MOST } from './settings.ts';
import { texts } from './texts.ts';
import type { Distances } from './use-look.ts';

interface Props {
  readonly versions: readonly Version[];
  readonly distances: Distances | null;
  readonly unjudged: boolean;
  readonly titles: Readonly<Record<VersionId, string>>;
  readonly part: { readonly x: number; readonly y: number };
  readonly onPart: (part: { readonly x: number; readonly y: number }) => void;
}

const gap = 14;
const head = 22;
const foot = 62;
const side = 112;

/** The face in each version, a part of it enlarged below, and three measures; the part is moved on the first face. */
export function VersionWall({ versions, distances, unjudged, titles, part, onPart }: Props) {
  const t = useTexts(texts);
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const addresses = useMemo(() => new Map(versions.map(({ id, picture }) => [id, addressOfSent(picture)])), [versions]);
  const shown = ids.map((id) => versions.find((one) => one.id === id) ?? null);
  const each = Math.max(60, Math.min(230, (width - gap * (ids.length - 1)) / ids.length));
  const lower = head + each + 10;
  const height = lower + each + foot;
  const scale = each / side;
  const distanceOf = (id: VersionId): string =>
    distances === null ? (unjudged ? '–' : '…') : (distances[id] ?? Number.NaN).toFixed(3).replace('-0.000', '0.000');
  const lines = (one: Version): readonly string[] => [
    one.psnr === null ? t('equal') : `${one.psnr.toFixed(2)} dB`,
    `SSIM ${one.ssim.toFixed(3)}`,
    `d ${distanceOf(one.id)}`,
  ];
  const told = cursor.x === null ? undefined : shown[cursor.x];
  const said =
    told === undefined
      ? t('wallRead')
      : told === null
        ? t('notTrainedYet')
        : t(told.psnr === null ? 'saidEqual' : 'said', {
            ...{ version: titles[told.id], error: shortNumber(told.error, 4), ssim: told.ssim.toFixed(4) },
            ...{ psnr: told.psnr?.toFixed(2) ?? '', distance: distanceOf(told.id), ms: shortNumber(told.ms, 2) },
          });
  return (
    <ChartFrame
      title={t('wallTitle')}
      hint={t('wallHint')}
      data={{
        head: [t('version'), 'MSE', 'PSNR / dB', 'SSIM', t('distance'), 'ms'],
        rows: versions.map((one) => [
          ...[titles[one.id], one.error, one.psnr, one.ssim, distances?.[one.id] ?? null, one.ms],
        ]),
      }}
    >
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('wallTitle')}>
          {ids.map((id, i) => {
            const x = i * (each + gap);
            const one = shown[i];
            const address = addresses.get(id);
            return (
              <g key={id}>
                <text className="restore-title" x={x} y={14}>
                  {titles[id]}
                </text>
                {one == null || address === undefined ? (
                  <>
                    <rect className="restore-empty" x={x} y={head} width={each} height={each} />
                    <text className="restore-none" x={x + each / 2} y={head + each / 2}>
                      {(id === 'pixels' || id === 'features') && t('notYet')}
                    </text>
                  </>
                ) : (
                  <>
                    <image href={address} x={x} y={head} width={each} height={each} />
                    <svg
                      x={x}
                      y={lower}
                      width={each}
                      height={each}
                      viewBox={`${part.x} ${part.y} ${PART} ${PART}`}
                      preserveAspectRatio="none"
                    >
                      <title>{titles[id]}</title>
                      <image className="restore-pixels" href={address} width={side} height={side} />
                    </svg>
                    <rect
                      className="restore-part"
                      x={x + part.x * scale}
                      y={head + part.y * scale}
                      width={PART * scale}
                      height={PART * scale}
                    />
                    {lines(one).map((line, k) => (
                      <text key={line} className="restore-measure" x={x} y={lower + each + 18 * (k + 1)}>
                        {line}
                      </text>
                    ))}
                  </>
                )}
              </g>
            );
          })}
        </svg>
        <CursorTrack
          label={t('wallRead')}
          said={said}
          stops={ids.map((_, i) => i)}
          cursor={cursor}
          stopAt={(px) => {
            const i = Math.floor(px / (each + gap));
            return i >= 0 && i < ids.length ? i : null;
          }}
        />
        <PartHandle part={part} onPart={onPart} left={0} top={head} scale={scale} />
      </div>
      <p className="restore-said">{said}</p>
    </ChartFrame>
  );
}

interface HandleProps extends Pick<Props, 'part' | 'onPart'> {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

const within = (value: number): number => Math.max(0, Math.min(PART_MOST, Math.round(value)));

/** The enlarged part's frame on the first face: dragged, or moved by arrow keys, ten pixels with Shift. */
function PartHandle({ part, onPart, left, top, scale }: HandleProps) {
  const t = useTexts(texts);
  const held = useRef<{ px: number; py: number; x: number; y: number } | null>(null);
  const move = (x: number, y: number): void => {
    const next = { x: within(x), y: within(y) };
    if (next.x !== part.x || next.y !== part.y) onPart(next);
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = (
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<
        string,
        readonly [number, number]
      >
    )[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const times = event.shiftKey ? 10 : 1;
    move(part.x + by[0] * times, part.y + by[1] * times);
  };
  const drop = (): void => {
    held.current = null;
  };
  return (
    <button
      type="button"
      className="restore-handle"
      data-keys
      aria-label={t('part', { column: part.x, row: part.y })}
      aria-description={t('partKeys')}
      style={{ left: left + part.x * scale, top: top + part.y * scale, width: PART * scale, height: PART * scale }}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        held.current = { px: event.clientX, py: event.clientY, ...part };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = held.current;
        if (from !== null) move(from.x + (event.clientX - from.px) / scale, from.y + (event.clientY - from.py) / scale);
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
    />
  );
}
