import { scaled } from './colour.ts';
import { hairCover } from './hair.ts';
import { CHIN, CROWN, type HeadShape, headShape } from './head-shape.ts';
import type { Identity } from './identity.ts';
import { ellipsoid, gridMesh, type Mesh, solid, type Texture } from './mesh.ts';
import { skinTexture } from './skin.ts';

/** One person, ready to be drawn again and again; made in about 10 ms. */
export interface Figure {
  readonly identity: Identity;
  readonly shape: HeadShape;
  readonly skin: Texture;
  /** Its paint is replaced by the skin with the expression's features. */
  readonly head: Mesh;
  /** What turns with the head. */
  readonly attached: readonly Mesh[];
  /** Neck and shoulders; the clothes' colour is the picture's. */
  readonly neck: Mesh;
  readonly body: Mesh;
}

export function figureOf(identity: Identity): Figure {
  const shape = headShape(identity);
  const skin = skinTexture(identity, shape);
  const { colour } = identity.skin;
  return {
    identity,
    shape,
    skin,
    head: headMesh(identity, shape, skin),
    attached: [...ears(identity, shape), ...longHair(identity, shape), ...glasses(identity, shape)],
    neck: ellipsoid([0, -1.1, -0.14], [0.4, 0.75, 0.4], {
      columns: 24,
      rows: 12,
      paint: solid(scaled(colour, 0.68)),
      shine: 0,
    }),
    body: ellipsoid([0, -2.15, -0.3], [1.5, 0.92, 0.55], {
      columns: 32,
      rows: 16,
      paint: solid([0.2, 0.2, 0.2]),
      shine: 0,
    }),
  };
}

function headMesh(identity: Identity, shape: HeadShape, paint: Texture): Mesh {
  return gridMesh(
    (s, t) => {
      // Closer together in front, where the features are, and at both ends, where the head closes.
      const side = s * 2 - 1;
      const angle = Math.PI * (0.55 * side + 0.45 * side ** 3);
      const y = CROWN + (CHIN - CROWN) * (0.65 * t + 0.35 * (0.5 - 0.5 * Math.cos(Math.PI * t)));
      const [x, z] = shape.point(y, angle);
      const out = 1 + identity.hair.volume * hairCover(identity, y, angle, 0.13);
      const v = (CROWN - y) / (CROWN - CHIN);
      return [x * out, 0.1 + (y - 0.1) * out, z * out, (angle + Math.PI) / (2 * Math.PI), v];
    },
    { columns: 77, rows: 72, paint, shine: 0.05, closed: true },
  );
}

function ears({ skin }: Identity, shape: HeadShape): Mesh[] {
  const paint = solid(scaled(skin.colour, 0.9));
  return [-1, 1].map((side) =>
    ellipsoid([side * (shape.halfWidth(-0.08) + 0.015), -0.08, -0.08], [0.055, 0.17, 0.1], {
      columns: 14,
      rows: 10,
      paint,
      shine: 0,
    }),
  );
}

/** A curtain behind the face, down to its length. */
function longHair({ hair }: Identity, shape: HeadShape): Mesh[] {
  if (hair.length === 0) return [];
  const width = shape.halfWidth(0.2) * (1.02 + hair.volume);
  const bottom = 0.2 - hair.length;
  const paint = solid(scaled(hair.colour, 0.85));
  return [
    gridMesh(
      (s, t) => {
        const angle = (s * 2 - 1) * Math.PI;
        const y = 0.75 + (bottom - 0.75) * t;
        const wide = width * Math.min(1, 0.75 + 0.6 * t) * (1 - 0.25 * Math.max(0, t - 0.75));
        return [wide * Math.sin(angle), y, -0.35 + 0.5 * Math.cos(angle), s, t];
      },
      { columns: 28, rows: 14, paint, shine: 0.03, closed: false },
    ),
  ];
}

/** Rims, bridge and temples as thin bands that face the viewer. */
function glasses({ glasses: frame, eyes, nose }: Identity, shape: HeadShape): Mesh[] {
  if (!frame) return [];
  const { colour, width, height, round, thickness } = frame;
  const front = shape.point(0.1, 0)[1] + nose.bridge + 0.03;
  const depth = (x: number): number => front - 0.28 * x * x;
  const options = { columns: 48, rows: 2, paint: solid(colour), shine: 0.1, closed: false };
  const rims = [-1, 1].map((side) =>
    gridMesh((s, t) => {
      const angle = s * 2 * Math.PI;
      const soft = (v: number): number => Math.sign(v) * Math.abs(v) ** (2 / round);
      const [x, y] = [width + (t - 0.5) * 2 * thickness, height + (t - 0.5) * 2 * thickness];
      const px = side * eyes.apart + x * soft(Math.cos(angle));
      return [px, -0.02 + y * soft(Math.sin(angle)), depth(px), s, t];
    }, options),
  );
  const inner = eyes.apart - width;
  const bridge = gridMesh(
    (s, t) => {
      const x = (s * 2 - 1) * inner;
      return [x, 0.03 + (t - 0.5) * 2 * thickness, depth(x) + 0.01, s, t];
    },
    { ...options, columns: 6 },
  );
  const temples = [-1, 1].map((side) =>
    gridMesh(
      (s, t) => {
        const [from, to] = [eyes.apart + width, shape.halfWidth(0) + 0.03];
        const x = from + (to - from) * Math.min(1, s * 3);
        return [side * x, 0.02 + (t - 0.5) * 2 * thickness, depth(from) * (1 - s) - 0.15 * s, s, t];
      },
      { ...options, columns: 12 },
    ),
  );
  return [...rims, bridge, ...temples];
}
