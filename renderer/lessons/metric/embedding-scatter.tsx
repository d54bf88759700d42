import { useMemo } from 'react';
import { Scatter, type ScatterLookup } from '../../charts/scatter.tsx';
import { dragged, seenFrom, type Turn } from '../../train/run/in-space.ts';
import { TurnControl } from '../../train/run/turn-control.tsx';

interface Props {
  readonly title: string;
  readonly hint: string;
  /** [n][2 or 3] */
  readonly points: readonly (readonly number[])[];
  readonly groups: readonly number[];
  readonly label: (at: number) => string;
  readonly face: (at: number) => string | null;
  readonly faces?: boolean;
  readonly height: number;
  /** Yaw and pitch in radians, where there are three dimensions. */
  readonly turn: readonly [number, number];
  readonly onTurn: (turn: [number, number]) => void;
  /** Without a pointer it is turned by sliders; of pictures that turn together one has them. */
  readonly sliders?: boolean;
}

const neighbours = 3;
const toDegrees = 180 / Math.PI;

/** Where pictures lie, in a plane or in space; one that is read shows its face and its nearest. */
export function EmbeddingScatter(props: Props) {
  const { title, hint, points, groups, label, face, faces = false, height, turn, onTurn, sliders = true } = props;
  const space = points[0]?.length === 3;
  const degrees: Turn = { yaw: turn[0] * toDegrees, pitch: turn[1] * toDegrees };
  const radius = useMemo(() => Math.max(1e-6, ...points.map((point) => Math.hypot(...point))), [points]);
  const [yaw, pitch] = turn;
  const shown = useMemo(() => {
    const seen = space
      ? seenFrom(Float32Array.from(points.flat()), { yaw: yaw * toDegrees, pitch: pitch * toDegrees })
      : null;
    return points.map((point, i) => ({
      ...(seen === null
        ? { x: point[0]!, y: point[1]! }
        : { x: seen[i]!.x, y: seen[i]!.y, depth: (seen[i]!.z / radius + 1) / 2 }),
      group: groups[i]!,
      label: label(i),
    }));
  }, [points, groups, label, space, radius, yaw, pitch]);
  const lookup = useMemo(
    (): ScatterLookup => ({
      nearest: (at) =>
        points
          .map((point, i) => ({ i, square: point.reduce((sum, value, d) => sum + (value - points[at]![d]!) ** 2, 0) }))
          .filter(({ i }) => i !== at)
          .sort((a, b) => a.square - b.square)
          .slice(0, neighbours)
          .map(({ i }) => i),
      face,
    }),
    [points, face],
  );
  const turned = (next: Turn): void => onTurn([next.yaw / toDegrees, next.pitch / toDegrees]);
  return (
    <Scatter
      title={title}
      hint={hint}
      points={shown}
      lookup={lookup}
      faces={faces}
      height={height}
      {...(space && {
        turnable: { radius: radius * 1.02, onDrag: (dx: number, dy: number) => turned(dragged(degrees, dx, dy)) },
      })}
      aside={space && sliders && <TurnControl turn={degrees} onTurn={turned} />}
    />
  );
}
