import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { type ChartData, ChartFrame } from '../../charts/chart-frame.tsx';
import { useTexts } from '../frame/use-texts.ts';
import { ChosenSaid } from './chosen-said.tsx';
import { GraphBox } from './graph-box.tsx';
import { boxHeight, boxWidth, edgesIn, stepX, stepY } from './graph-edges.ts';
import { GraphWhole } from './graph-whole.tsx';
import { PictureTool } from './picture-tool.tsx';
import { texts } from './texts.ts';
import { useSize } from './use-size.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';

interface Props {
  readonly name: string;
  readonly network: ShownNetwork;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  /** Of each layer, as a share of the largest, 0 … 1; null: not known. */
  readonly shares: readonly (number | null)[];
  readonly data: ChartData;
}

const [closest, farthest] = [2, 0.02];
/** At first; before an audience, whose picture is wide, larger. */
const [FIRST, WIDE_FIRST, WIDE] = [0.8, 1.2, 1200];
/** Smaller, words cannot be read and are left out. */
const readable = 0.42;

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** The graph by levels. Only what is in view is drawn, so that hundreds of layers move as smoothly as ten. */
export function GraphView({ name, network, chosen, onChoose, shares, data }: Props) {
  const t = useTexts(texts);
  const [plot, { width, height }] = useSize();
  const { layers, arrangement } = network;
  const at = useMemo(
    () => arrangement.places.map(({ level, column }) => ({ x: column * stepX, y: level * stepY })),
    [arrangement],
  );
  const [frame, setFrame] = useState<Frame>({ x: 0, y: 0, k: FIRST });
  const drag = useRef<{ readonly px: number; readonly py: number; readonly frame: Frame; moved: boolean } | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const [saving, setSaving] = useState(false);

  const whole = useMemo((): Frame => {
    const [w, h] = [arrangement.width * stepX + boxWidth, arrangement.levels * stepY];
    const k = Math.min(1, Math.max(farthest, Math.min((width - 24) / w, (height - 24) / h)));
    return {
      k,
      x: width / 2 - (k * (w - boxWidth)) / 2,
      y: Math.max(12 + (k * boxHeight) / 2, (height - k * h) / 2),
    };
  }, [arrangement, width, height]);
  const fit = (): void => setFrame(whole);
  const zoom = (by: number, px = width / 2, py = height / 2): void =>
    setFrame(({ x, y, k }) => {
      const next = Math.min(closest, Math.max(farthest, k * by));
      return { k: next, x: px - ((px - x) * next) / k, y: py - ((py - y) * next) / k };
    });
  useWheelZoom(area, zoom);

  // The chosen layer comes into the middle: where one looks follows from what is chosen, until one drags. What fits is shown at once.
  const place = at[Math.min(chosen, at.length - 1)];
  useEffect(() => {
    if (place === undefined || width === 0) return;
    if (whole.k >= 0.7) return setFrame(whole);
    setFrame(({ k: before }) => {
      const untouched = before < 0.3 || before === FIRST || before === WIDE_FIRST;
      const k = untouched ? (width > WIDE ? WIDE_FIRST : FIRST) : before;
      return { k, x: width / 2 - place.x * k, y: height / 2 - place.y * k };
    });
  }, [place, width, height, whole]);

  const readers = useMemo(() => {
    const of: number[][] = layers.map(() => []);
    for (const [i, { from }] of layers.entries()) for (const j of from) of[j]?.push(i);
    return of;
  }, [layers]);
  const beside = (by: 1 | -1): number | undefined => {
    const own = arrangement.places[chosen];
    const row = arrangement.places.flatMap(({ level, column }, i) => (level === own?.level ? [{ i, column }] : []));
    row.sort((a, b) => a.column - b.column);
    return row[row.findIndex(({ i }) => i === chosen) + by]?.i;
  };
  /** Where a key goes; undefined: nowhere from here, null: it is no such key. */
  const targetOf = (key: string): number | undefined | null => {
    switch (key) {
      case 'ArrowDown':
        return readers[chosen]?.[0];
      case 'ArrowUp':
        return layers[chosen]?.from[0];
      case 'ArrowRight':
        return beside(1);
      case 'ArrowLeft':
        return beside(-1);
      case 'Home':
        return 0;
      case 'End':
        return layers.length - 1;
    }
    return null;
  };
  const onKey = (event: KeyboardEvent): void => {
    const to = targetOf(event.key);
    const other = { '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), '0': fit }[event.key];
    if (to === null && other === undefined) return;
    event.preventDefault();
    other?.();
    if (to !== null && to !== undefined) onChoose(to);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { px: event.clientX, py: event.clientY, frame, moved: false };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const held = drag.current;
    if (held === null) return;
    const [dx, dy] = [event.clientX - held.px, event.clientY - held.py];
    if (Math.hypot(dx, dy) > 4) held.moved = true;
    if (held.moved) setFrame({ ...held.frame, x: held.frame.x + dx, y: held.frame.y + dy });
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    drag.current = null;
    if (held === null || held.moved) return;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left - frame.x) / frame.k, (event.clientY - box.top - frame.y) / frame.k];
    const hit = at.findIndex((one) => Math.abs(one.x - x) <= boxWidth / 2 && Math.abs(one.y - y) <= boxHeight / 2);
    if (hit >= 0) onChoose(hit);
  };

  const inView = (x: number, y: number, room = 0): boolean => {
    const [px, py] = [frame.x + x * frame.k, frame.y + y * frame.k];
    const [mx, my] = [(boxWidth / 2 + room) * frame.k, (boxHeight / 2 + room) * frame.k];
    return px > -mx && px < width + mx && py > -my && py < height + my;
  };
  const boxes = at.flatMap((one, i) => (inView(one.x, one.y) ? [i] : []));
  const words = frame.k >= readable;
  return (
    <ChartFrame
      title={t('graphTitle', { name })}
      data={data}
      saveWhole={() => setSaving(true)}
      aside={
        <>
          <PictureTool label={t('zoomOut')} Sign={IconMinus} onClick={() => zoom(0.8)} />
          <PictureTool label={t('zoomIn')} Sign={IconPlus} onClick={() => zoom(1.25)} />
          <PictureTool label={t('fit')} Sign={IconMaximize} onClick={fit} />
        </>
      }
    >
      <div ref={area}>
        <div
          ref={plot}
          className="chart-plot viewer-picture viewer-graph"
          data-keys
          role="application"
          aria-label={t('graphTitle', { name })}
          aria-describedby="viewer-graph-keys"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that keys go through; what they reach is said below
          tabIndex={0}
          onKeyDown={onKey}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
        >
          <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('graphTitle', { name })}>
            <g transform={`translate(${frame.x} ${frame.y}) scale(${frame.k})`}>
              <path
                className="viewer-edges"
                d={edgesIn(arrangement, at, inView)}
                strokeWidth={Math.min(4, 1.2 / frame.k)}
              />
              {boxes.map((i) => (
                <GraphBox
                  key={i}
                  layer={layers[i]!}
                  x={at[i]!.x}
                  y={at[i]!.y}
                  share={shares[i] ?? 0}
                  chosen={i === chosen}
                  words={words}
                />
              ))}
            </g>
          </svg>
        </div>
      </div>
      {saving && <GraphWhole {...{ name, network, at, chosen, shares }} onSaved={() => setSaving(false)} />}
      <p className="quiet viewer-keys" id="viewer-graph-keys">
        {t('graphKeys')}
      </p>
      <ChosenSaid layer={layers[chosen]} />
    </ChartFrame>
  );
}
