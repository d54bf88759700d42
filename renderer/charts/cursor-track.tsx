import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Cursor } from './use-cursor.ts';

interface Props {
  readonly label: string;
  /** What is read at the cursor, in words. */
  readonly said: string;
  /** Where it can stand, ascending, in the units of x; never empty. */
  readonly stops: readonly number[];
  readonly cursor: Cursor;
  /** From a place in the element, in pixels, to the nearest stop. */
  readonly stopAt: (px: number, py: number) => number | null;
  /** Where the picture is turned by dragging: how far the pointer went since it was last told, in pixels. */
  readonly onDrag?: (dx: number, dy: number) => void;
}

/** The part of a chart where values are read: by pointer, pinned by a click, and by the arrow keys. */
export function CursorTrack({ label, said, stops, cursor, stopAt, onDrag }: Props) {
  const down = useRef<number | null>(null);
  const held = useRef<{ x: number; y: number } | null>(null);
  const at = (event: PointerEvent): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return stopAt(event.clientX - box.left, event.clientY - box.top);
  };
  const index = cursor.x === null ? -1 : nearestIndex(stops, cursor.x);
  const onKey = (event: KeyboardEvent): void => {
    const last = stops.length - 1;
    const next = {
      ArrowLeft: Math.max(0, index - 1),
      ArrowDown: Math.max(0, index - 1),
      ArrowRight: Math.min(last, index + 1),
      ArrowUp: Math.min(last, index + 1),
      PageDown: Math.max(0, index - 10),
      PageUp: Math.min(last, index + 10),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') cursor.move(null);
    else if (event.key === 'Enter' && cursor.x !== null) cursor.pin(cursor.x);
    else if (next === undefined) return;
    else cursor.move(stops[next]!);
    event.preventDefault();
  };
  return (
    <div
      className="chart-track"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={stops.length - 1}
      aria-valuenow={Math.max(0, index)}
      aria-valuetext={said}
      data-turns={onDrag !== undefined || undefined}
      onPointerMove={(event) => {
        const { clientX: x, clientY: y } = event;
        if (held.current === null || onDrag === undefined) return cursor.hover(at(event));
        onDrag(x - held.current.x, y - held.current.y);
        held.current = { x, y };
        down.current = null; // it was turned, not pointed at
      }}
      onPointerLeave={() => cursor.hover(null)}
      onPointerDown={(event) => {
        down.current = at(event);
        if (onDrag === undefined) return;
        held.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerUp={(event) => {
        held.current = null;
        const stop = at(event);
        if (stop !== null && stop === down.current) cursor.pin(stop);
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
      onBlur={() => !cursor.pinned && cursor.move(null)}
      onKeyDown={onKey}
    />
  );
}

export function nearestIndex(stops: readonly number[], x: number): number {
  let best = 0;
  for (let i = 1; i < stops.length; i++) if (Math.abs(stops[i]! - x) < Math.abs(stops[best]! - x)) best = i;
  return best;
}
