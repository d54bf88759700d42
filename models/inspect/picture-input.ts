import type { DType } from '../runtime/types.ts';
import type { GraphPort } from './graph.ts';
import { layoutOfInput } from './layers.ts';

/** A type of any of the formats as one that a run is given. */
export const dtypeOf = (dtype: string): DType =>
  /int/i.test(dtype) ? 'int32' : /bool/i.test(dtype) ? 'bool' : 'float32';

/** Whether a picture can be given to an input: how large it is, and how it lies. */
export function pictureInput(
  port: GraphPort,
): { readonly width: number; readonly height: number; readonly channels: number; readonly planar: boolean } | null {
  const { shape } = port;
  if (shape?.length !== 4 || shape.includes(null)) return null;
  const planar = layoutOfInput(port, 'nhwc') === 'nchw';
  const [a, b, c] = (shape as number[]).slice(1) as [number, number, number];
  const [height, width, channels] = planar ? [b, c, a] : [a, b, c];
  return channels === 3 || channels === 1 ? { width, height, channels, planar } : null;
}
