import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type ChartData, ChartFrame } from '../../charts/chart-frame.tsx';
import { useWidth } from '../../charts/use-width.ts';
import './parts.css';
import { type Camera, cameraOf, dot3, type Vector3 } from './camera.ts';

export interface Arrow {
  readonly id: string;
  readonly label: string;
  readonly at: Vector3;
  /** Where it begins; default the origin. */
  readonly from?: Vector3;
  /** A place instead of an arrow: a dot at `at`. */
  readonly dot?: boolean;
  readonly colour: string;
  readonly lit?: boolean;
  /** Absent: it follows from others and is not moved. */
  readonly onMove?: (at: Vector3) => void;
  /** What its handle is, for those who hear it. */
  readonly said?: string;
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly arrows: readonly Arrow[];
  /** The area that two vectors span. */
  readonly spanned?: { readonly of: readonly [Vector3, Vector3]; readonly colour: string };
  /** A length laid off along a direction, and what it was dropped from. */
  readonly shadow?: { readonly to: Vector3; readonly from: Vector3; readonly colour: string };
  readonly turn: readonly [number, number];
  readonly onTurn: (turn: [number, number]) => void;
  readonly turnLabel: string;
  readonly data: ChartData;
  readonly height?: number;
}

const axes: readonly (readonly [string, Vector3])[] = [
  ['x', [1, 0, 0]],
  ['y', [0, 1, 0]],
  ['z', [0, 0, 1]],
];
/** Half the side of the picture in the world's units: steps, so that the picture does not breathe while one drags. */
const radii = [2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 55, 75, 100, 130, 170];
/** An arrow key's step in the world, and of the turn in radians; a dragged tip snaps to the first. */
const [moveStep, turnStep] = [0.1, 0.1];
const steepest = 1.5;

/** Arrows in three dimensions, seen without perspective: equal lengths stay equal. Tips are dragged in the plane of the screen. */
export function Space(props: Props) {
  const { title, hint, arrows, spanned, shadow, turn, onTurn, turnLabel, data, height = 340 } = props;
  const [plot, width] = useWidth();
  const longest = Math.max(...arrows.map(({ at }) => Math.hypot(...at)));
  const radius = radii.find((one) => one >= longest * 1.1) ?? longest * 1.2;
  const scale = Math.min(width, height) / 2 / radius;
  const camera = cameraOf(turn[0], turn[1]);
  const px = (v: Vector3): readonly [number, number] => [
    width / 2 + scale * dot3(v, camera.right),
    height / 2 - scale * dot3(v, camera.up),
  ];
  const path = (points: readonly Vector3[]): string =>
    points
      .map(
        (point, i) =>
          `${i === 0 ? 'M' : 'L'}${px(point)
            .map((n) => n.toFixed(1))
            .join(',')}`,
      )
      .join('');
  const ground = Math.min(radius, 6);
  const lines = Array.from({ length: 2 * ground + 1 }, (_, i) => i - ground);
  // What is farther away is drawn first.
  const sorted = [...arrows].sort((a, b) => dot3(a.at, camera.toward) - dot3(b.at, camera.toward));
  return (
    <ChartFrame title={title} {...(hint === undefined ? {} : { hint })} data={data}>
      <div className="chart-plot space" ref={plot} style={{ height }}>
        <svg className="space-picture" width={Math.max(1, width)} height={height} role="img" aria-label={title}>
          <g className="space-ground">
            {lines.map((at) => (
              <path
                key={at}
                d={
                  path([
                    [at, -ground, 0],
                    [at, ground, 0],
                  ]) +
                  path([
                    [-ground, at, 0],
                    [ground, at, 0],
                  ])
                }
              />
            ))}
          </g>
          {axes.map(([name, direction]) => {
            const end = direction.map((n) => n * ground * 1.06) as unknown as Vector3;
            const [x, y] = px(end);
            return (
              <g key={name} className="space-axis">
                <path d={path([[0, 0, 0], end])} />
                <text x={x} y={y} dx={4} dy={-2}>
                  {name}
                </text>
              </g>
            );
          })}
          {spanned !== undefined && (
            <path
              className="space-area"
              d={`${path([[0, 0, 0], spanned.of[0], sum(...spanned.of), spanned.of[1]])}Z`}
              style={{ fill: spanned.colour, stroke: spanned.colour }}
            />
          )}
          {shadow !== undefined && (
            <g className="space-shadow" style={{ stroke: shadow.colour }}>
              <path className="space-drop" d={path([shadow.from, shadow.to])} />
              <path d={path([[0, 0, 0], shadow.to])} />
            </g>
          )}
          {sorted.map(({ id, at, from = [0, 0, 0], dot, colour, label, lit }) =>
            dot ? (
              <DotMark key={id} at={px(at)} colour={colour} label={label} lit={lit === true} />
            ) : (
              <ArrowLine key={id} from={px(from)} to={px(at)} colour={colour} label={label} lit={lit === true} />
            ),
          )}
        </svg>
        <TurnTrack label={turnLabel} turn={turn} onTurn={onTurn} />
        {arrows.map(
          ({ id, at, onMove, said = id }) =>
            onMove !== undefined && (
              <Tip key={id} at={at} place={px(at)} said={said} camera={camera} scale={scale} onMove={onMove} />
            ),
        )}
      </div>
    </ChartFrame>
  );
}

const sum = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

function DotMark({ at: [x, y], colour, label, lit }: Omit<LineProps, 'from' | 'to'> & { at: LineProps['to'] }) {
  return (
    <g className="space-dot" data-lit={lit || undefined}>
      <circle cx={x} cy={y} r={6} style={{ fill: colour }} />
      <text x={x + 9} y={y - 7}>
        {label}
      </text>
    </g>
  );
}

interface LineProps {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly colour: string;
  readonly label: string;
  readonly lit: boolean;
}

function ArrowLine({ from, to, colour, label, lit }: LineProps) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = length === 0 ? [0, 0] : [dx / length, dy / length];
  const head = Math.min(12, length);
  const [bx, by] = [to[0] - ux * head, to[1] - uy * head];
  return (
    <g className="space-arrow" data-lit={lit || undefined}>
      <line x1={from[0]} y1={from[1]} x2={bx} y2={by} style={{ stroke: colour }} />
      <path
        d={`M${to[0]},${to[1]}L${bx - uy * 5},${by + ux * 5}L${bx + uy * 5},${by - ux * 5}Z`}
        style={{ fill: colour }}
      />
      <text x={to[0] + ux * 16} y={to[1] + uy * 16} dy="0.35em" textAnchor="middle" style={{ fill: colour }}>
        {label}
      </text>
    </g>
  );
}

interface TurnProps {
  readonly label: string;
  readonly turn: readonly [number, number];
  readonly onTurn: (turn: [number, number]) => void;
}

function TurnTrack({ label, turn: [yaw, pitch], onTurn }: TurnProps) {
  const held = useRef<{ x: number; y: number } | null>(null);
  const to = (y: number, p: number): void => onTurn([wrapped(y), Math.min(steepest, Math.max(-steepest, p))]);
  return (
    <div
      className="chart-track"
      data-turns
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={-180}
      aria-valuemax={180}
      aria-valuenow={Math.round((yaw * 180) / Math.PI)}
      aria-valuetext={`${Math.round((yaw * 180) / Math.PI)}°, ${Math.round((pitch * 180) / Math.PI)}°`}
      onPointerDown={(event) => {
        held.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (held.current === null) return;
        const { clientX: x, clientY: y } = event;
        to(yaw - (x - held.current.x) / 120, pitch + (y - held.current.y) / 120);
        held.current = { x, y };
      }}
      onPointerUp={() => {
        held.current = null;
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
      onKeyDown={(event) => {
        const by = arrowOf(event);
        if (by === null) return;
        event.preventDefault();
        to(yaw + by[0] * turnStep, pitch + by[1] * turnStep);
      }}
    />
  );
}

const wrapped = (angle: number): number => Number((angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))).toFixed(3));

/** Right and up, as −1, 0 or 1; null for another key. */
function arrowOf({ key }: KeyboardEvent): readonly [number, number] | null {
  return (
    ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as const)[
      key as 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'
    ] ?? null
  );
}

interface TipProps {
  readonly at: Vector3;
  readonly place: readonly [number, number];
  readonly said: string;
  readonly camera: Camera;
  readonly scale: number;
  readonly onMove: (at: Vector3) => void;
}

function Tip({ at, place, said, camera, scale, onMove }: TipProps) {
  // From where it was taken: single steps would be lost to the snapping.
  const held = useRef<{ x: number; y: number; at: Vector3 } | null>(null);
  const moved = (from: Vector3, right: number, up: number): Vector3 =>
    from.map((n, i) => snapped(n + right * camera.right[i]! + up * camera.up[i]!)) as unknown as Vector3;
  const drop = (): void => {
    held.current = null;
  };
  return (
    <button
      type="button"
      className="space-tip"
      data-keys
      aria-label={said}
      style={{ left: place[0], top: place[1] }}
      onPointerDown={(event: PointerEvent) => {
        held.current = { x: event.clientX, y: event.clientY, at };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = held.current;
        if (from === null) return;
        onMove(moved(from.at, (event.clientX - from.x) / scale, (from.y - event.clientY) / scale));
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={(event) => {
        const by = arrowOf(event);
        if (by === null) return;
        event.preventDefault();
        // Far enough along one axis to reach the next tenth whichever way the picture is turned.
        onMove(moved(at, 2 * by[0] * moveStep, 2 * by[1] * moveStep));
      }}
    />
  );
}

const snapped = (n: number): number => Math.round(n / moveStep) / Math.round(1 / moveStep);
