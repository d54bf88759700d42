/** From where points in space are looked at, in degrees: about the upright axis, then up and down. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/** Not the front: from there the third direction would not be seen. */
export const firstTurn: Turn = { yaw: 30, pitch: 20 };

/** Dragged across a third of a usual picture, it turns by a right angle. */
const degreesPerPixel = 0.4;

export const dragged = ({ yaw, pitch }: Turn, dx: number, dy: number): Turn => ({
  yaw: wrapped(yaw + dx * degreesPerPixel),
  pitch: Math.max(-90, Math.min(90, pitch + dy * degreesPerPixel)),
});

const wrapped = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;

export interface Turned {
  readonly x: number;
  readonly y: number;
  /** Towards whoever looks, in the units of x. */
  readonly z: number;
}

/** `rows × 3` numbers as they are seen, without perspective: sizes stay comparable. */
export function seenFrom(places: Float32Array, { yaw, pitch }: Turn): Turned[] {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const [cosA, sinA, cosB, sinB] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  return Array.from({ length: places.length / 3 }, (_, i) => {
    const [x, y, z] = [places[3 * i]!, places[3 * i + 1]!, places[3 * i + 2]!];
    const across = cosA * x + sinA * z;
    const near = cosA * z - sinA * x;
    return { x: across, y: cosB * y - sinB * near, z: sinB * y + cosB * near };
  });
}

/** About their middle, `rows × 3` numbers; and the radius of the sphere that holds them, at least a hair. */
export function centredInSpace(places: Float32Array): { readonly places: Float32Array; readonly radius: number } {
  const rows = Math.max(1, places.length / 3);
  const middle = [0, 0, 0];
  for (const [k, value] of places.entries()) middle[k % 3]! += value / rows;
  const centred = places.map((value, k) => value - middle[k % 3]!);
  let radius = 1e-6;
  for (let i = 0; i < centred.length; i += 3)
    radius = Math.max(radius, Math.hypot(centred[i]!, centred[i + 1]!, centred[i + 2]!));
  return { places: centred, radius };
}

/** Principal components have no sign of their own: each is turned over where that lies nearer to the picture before. Both `rows × 3` numbers. */
export function flipToMatch(places: Float32Array, target: Float32Array): Float32Array {
  const alike = [0, 0, 0];
  for (const [k, value] of places.entries()) alike[k % 3]! += value * target[k]!;
  return places.map((value, k) => (alike[k % 3]! < 0 ? -value : value));
}
