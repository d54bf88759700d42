import type { ModelRecord } from '../record.ts';
import type { NetworkChoice } from './choice.ts';

/** What the network wants to be given: fields of a model record. */
export function inputFormat({ backbone, inputSize }: NetworkChoice) {
  const plain = backbone === 'pretrained-projection';
  const format = { inputSize, channelOrder: 'rgb', layout: 'nhwc', mean: plain ? 0 : 127.5, std: plain ? 1 : 127.5 };
  return format as Pick<ModelRecord, 'inputSize' | 'channelOrder' | 'layout' | 'mean' | 'std'>;
}
