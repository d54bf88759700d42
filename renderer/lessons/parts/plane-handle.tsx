import { type CSSProperties, type KeyboardEvent, useRef } from 'react';
import { easyStep, type PlaneAxis, type PlaneScales, snapTo } from './plane-scales.ts';

/** A point of a plane that can be taken, moved or chosen. */
export interface PlanePoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** What it is, with its place: the name for those who hear it. */
  readonly label: string;
  /** Written beside it. */
  readonly text?: string;
  readonly colour: string;
  readonly shape?: 'dot' | 'ring' | 'square';
  readonly selected?: boolean;
  readonly lit?: boolean;
  /** Along which axes it moves; default both. */
  readonly along?: 'x' | 'y';
  /** Of an arrow key and of dragging; default an easy number near a hundredth of each axis. Shift goes ten. */
  readonly step?: readonly [number, number];
  /** While it is held or pointed at: what it is and how its number comes about, a line each. */
  readonly told?: readonly string[];
  readonly onMove?: (x: number, y: number) => void;
  readonly onSelect?: () => void;
}

interface Props {
  readonly point: PlanePoint;
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  readonly scales: PlaneScales;
  /** How it is moved by keys, for those who hear it. */
  readonly keys: string;
  readonly onHold: (is: boolean) => void;
  /** The axis whose end the point was moved against; null: none. */
  readonly onLimit: (axis: 'x' | 'y' | null) => void;
}

const within = (value: number, [low, high]: readonly [number, number]): number => Math.min(high, Math.max(low, value));

/** The handle of a point: dragged with the pointer, or by arrow keys when it has the focus. */
export function PlaneHandle({ point, x, y, scales, keys, onHold, onLimit }: Props) {
  // From where it was taken: single pixels would be lost to the snapping.
  const held = useRef<{ px: number; py: number; x: number; y: number } | null>(null);
  const [stepX, stepY] = point.step ?? [easyStep(x.domain), easyStep(y.domain)];
  const move = (nextX: number, nextY: number): void => {
    const to = [
      point.along === 'y' ? point.x : within(snapTo(nextX, stepX), x.domain),
      point.along === 'x' ? point.y : within(snapTo(nextY, stepY), y.domain),
    ] as const;
    const beyond = (value: number, [low, high]: readonly [number, number], step: number): boolean =>
      value < low - step / 2 || value > high + step / 2;
    onLimit(
      point.along !== 'y' && beyond(nextX, x.domain, stepX)
        ? 'x'
        : point.along !== 'x' && beyond(nextY, y.domain, stepY)
          ? 'y'
          : null,
    );
    if (to[0] !== point.x || to[1] !== point.y) point.onMove?.(...to);
  };
  const drop = (): void => {
    held.current = null;
    onLimit(null);
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = (
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as Record<
        string,
        readonly [number, number]
      >
    )[event.key];
    if (by === undefined || point.onMove === undefined) return;
    event.preventDefault();
    const times = event.shiftKey ? 10 : 1;
    move(point.x + by[0] * stepX * times, point.y + by[1] * stepY * times);
  };
  return (
    <button
      type="button"
      className="plane-point"
      data-keys
      data-fixed={point.onMove === undefined || undefined}
      aria-label={point.label}
      aria-description={point.onMove === undefined ? undefined : keys}
      aria-pressed={point.onSelect === undefined ? undefined : point.selected === true}
      style={{ left: scales.x(point.x), top: scales.y(point.y) }}
      onClick={({ detail }) => detail === 0 && point.onSelect?.()}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => held.current === null && onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => {
        onHold(false);
        onLimit(null);
      }}
      onPointerDown={(event) => {
        point.onSelect?.();
        if (point.onMove === undefined) return;
        held.current = { px: event.clientX, py: event.clientY, x: point.x, y: point.y };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = held.current;
        if (from === null) return;
        move(
          scales.x.invert(scales.x(from.x) + event.clientX - from.px),
          scales.y.invert(scales.y(from.y) + event.clientY - from.py),
        );
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={onKey}
    />
  );
}

/** How it looks: in the picture itself, so that a saved one has it. */
export function PlaneDot({ point, scales }: { point: PlanePoint; scales: PlaneScales }) {
  const [cx, cy] = [scales.x(point.x), scales.y(point.y)];
  const { shape = 'dot', colour, lit, text } = point;
  const style = { fill: shape === 'ring' ? 'var(--surface)' : colour, '--colour': colour } as CSSProperties;
  const told = { className: 'plane-dot', 'data-shape': shape, 'data-lit': lit || undefined, style };
  return (
    <>
      {shape === 'square' ? (
        <rect {...told} x={cx - 6} y={cy - 6} width={12} height={12} rx={2} />
      ) : (
        <circle {...told} cx={cx} cy={cy} r={6} />
      )}
      {text !== undefined && (
        <text className="plane-dot-text" x={cx + 10} y={cy - 8}>
          {text}
        </text>
      )}
    </>
  );
}
