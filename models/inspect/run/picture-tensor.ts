import { resample } from '../../detect/resample.ts';
import type { RgbImage } from '../../image.ts';
import type { HostTensor } from '../../runtime/types.ts';
import { type GraphPort, sizeOf } from '../graph.ts';
import { dtypeOf, pictureInput } from '../picture-input.ts';

/** What a network wants of a picture's bytes: (value − mean) / std, and which colour is first. */
export interface PictureScale {
  readonly mean: number;
  readonly std: number;
  readonly bgr: boolean;
}

/** Numbers seen of a colour's brightness, ITU-R BT.601. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** The middle square of a picture as a network's input, of one channel in grey. An input that takes no picture gets zeros. */
export function pictureTensor(image: RgbImage, port: GraphPort, { mean, std, bgr }: PictureScale): HostTensor {
  const shape = port.shape as readonly number[];
  const dtype = dtypeOf(port.dtype);
  const size = sizeOf(shape);
  const wanted = pictureInput(port);
  const data = new Float32Array(size);
  if (wanted !== null) {
    const { width, height, channels, planar } = wanted;
    const side = Math.min(image.width, image.height);
    const region = { x: (image.width - side) / 2, y: (image.height - side) / 2, width: side, height: side };
    const rgb = resample(image, region, width, height, 1 / std, -mean / std);
    const places = width * height;
    for (let place = 0; place < places; place++)
      for (let channel = 0; channel < channels; channel++) {
        const value =
          channels === 1
            ? LUMA[0] * rgb[3 * place]! + LUMA[1] * rgb[3 * place + 1]! + LUMA[2] * rgb[3 * place + 2]!
            : rgb[3 * place + (bgr ? 2 - channel : channel)]!;
        data[planar ? channel * places + place : place * channels + channel] = value;
      }
  }
  if (dtype === 'float32') return { dtype, shape, data };
  return dtype === 'int32'
    ? { dtype, shape, data: Int32Array.from(data, Math.round) }
    : { dtype, shape, data: Uint8Array.from(data, (x) => (x ? 1 : 0)) };
}
