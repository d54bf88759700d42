import { DLIB_BLOCKS } from './dlib-resnet.ts';
import type { LayerRecord, WeightRequest } from './layers.ts';

/** Before the names of the pretrained network's weights where they stand beside a head's. */
export const DLIB_PREFIX = 'pretrained/';

interface DlibLayer {
  readonly layer: LayerRecord;
  readonly weights: readonly WeightRequest[];
}

/** dlib's network layer by layer at its own input size of 150: what it holds and costs. */
export function dlibLayers(): DlibLayer[] {
  const layers: DlibLayer[] = [convolution('conv32_down', 7, 3, 32, 72)];
  let side = 35;
  let channels = 32;
  for (const { name, down } of DLIB_BLOCKS) {
    // 'valid' with stride 2 where a block halves the map; its shortcut's pool may leave one more, and the sum is as large.
    const inside = down ? Math.floor((side - 3) / 2) + 1 : side;
    const wide = Number(/\d+/.exec(name)![0]);
    const first = convolution(`${name}/conv1`, 3, channels, wide, inside);
    layers.push(first, convolution(`${name}/conv2`, 3, wide, wide, inside));
    if (down) side = Math.max(inside, Math.floor(side / 2));
    channels = wide;
  }
  const fc: WeightRequest = request('fc', [channels, 128], channels);
  const size = channels * 128;
  layers.push({
    layer: { name: `${DLIB_PREFIX}fc`, kind: 'dense', output: [128], parameters: size, macs: size },
    weights: [fc],
  });
  return layers;
}

function convolution(name: string, kernel: number, from: number, to: number, side: number): DlibLayer {
  const inputs = kernel * kernel * from;
  return {
    layer: {
      name: `${DLIB_PREFIX}${name}`,
      kind: 'convolution',
      output: [side, side, to],
      // Filter and bias, and the scale and bias that stand for the norm.
      parameters: inputs * to + 3 * to,
      macs: inputs * to * side * side,
    },
    weights: [
      request(`${name}/conv/filters`, [kernel, kernel, from, to], inputs),
      request(`${name}/conv/bias`, [to], 1),
      request(`${name}/scale/weights`, [to], 1),
      request(`${name}/scale/biases`, [to], 1),
    ],
  };
}

const request = (name: string, shape: readonly number[], fanIn: number): WeightRequest => ({
  name: `${DLIB_PREFIX}${name}`,
  ...{ shape, fanIn, init: 'he', kind: 'trained' },
});
