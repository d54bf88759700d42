import { type Framing, NEAR_FRONTAL, type Nuisance, nuisanceOf } from './nuisance.ts';

/** Head and shoulders, as somebody at a desk stands before its camera. */
const AT_A_DESK: Framing = { size: 0.46, x: 0.5, y: 0.38 };

/** A plain wall, a little darker to one side: what a seed draws would flicker behind whoever moves. */
const ROOM: Nuisance['background'] = { from: [0.5, 0.51, 0.52], to: [0.32, 0.34, 0.37], angle: 0.6, shapes: 0 };

/** Largest turns of a guided capture, radians: about 17° to the sides, 10° up and down. */
const [SIDE, UP] = [0.3, 0.17];

/**
 * One sitting: `count` pictures in which a person looks around once (front, left, right, up, down and back), smiles a little and
 * is otherwise as the first picture was: same light and clothes, before a plain wall.
 */
export function sitting(seed: number, count: number): Nuisance[] {
  const still = nuisanceOf(seed, { ...NEAR_FRONTAL, pose: 0, expression: 0.2, image: 0 }, AT_A_DESK);
  return Array.from({ length: count }, (_, i) => {
    const turn = (i / count) * 4 * Math.PI;
    // The first half to the sides, the second up and down.
    const [yaw, pitch] = i < count / 2 ? [SIDE * Math.sin(turn), 0] : [0, UP * Math.sin(turn)];
    return {
      ...still,
      background: ROOM,
      pose: { yaw, pitch, roll: 0.05 * Math.sin(turn / 2) },
      expression: { ...still.expression, smile: 0.3 * (1 - Math.cos(turn)), gaze: [yaw / SIDE / 3, 0] as const },
      noise: 2,
    };
  });
}
