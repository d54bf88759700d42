import type { RgbImage } from '../image.ts';
import type { HostTensor } from '../runtime/types.ts';
import type { ModelRecord } from './record.ts';

type InputFormat = Pick<ModelRecord, 'inputSize' | 'channelOrder' | 'layout' | 'mean' | 'std'>;

/**
 * Chips as the network's input: `[n, 3, s, s]` or `[n, s, s, 3]`, channels in the record's order, `(value − mean) / std`.
 * @param mirror left and right swapped
 * @throws when a chip has another size than the record's
 */
export function chipTensor(chips: readonly RgbImage[], record: InputFormat, mirror = false): HostTensor {
  const size = record.inputSize;
  const plane = size * size;
  const data = new Float32Array(chips.length * plane * 3);
  const planar = record.layout === 'nchw';
  const pixelStep = planar ? 1 : 3;
  const channelStep = planar ? plane : 1;
  const red = record.channelOrder === 'rgb' ? 0 : 2 * channelStep;
  const green = channelStep;
  const blue = 2 * channelStep - red;
  const gain = 1 / record.std;
  const bias = -record.mean / record.std;
  chips.forEach((chip, n) => {
    if (chip.width !== size || chip.height !== size)
      throw new Error(`embedding: a chip of ${chip.width}×${chip.height}, not ${size}`);
    const pixels = chip.data;
    const base = n * plane * 3;
    for (let y = 0, from = 0; y < size; y++) {
      for (let x = 0; x < size; x++, from += 3) {
        const to = base + (y * size + (mirror ? size - 1 - x : x)) * pixelStep;
        data[to + red] = pixels[from]! * gain + bias;
        data[to + green] = pixels[from + 1]! * gain + bias;
        data[to + blue] = pixels[from + 2]! * gain + bias;
      }
    }
  });
  return { dtype: 'float32', shape: planar ? [chips.length, 3, size, size] : [chips.length, size, size, 3], data };
}
