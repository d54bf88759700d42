import { CHIPS } from '../chips.ts';
import type { ModelRecord } from '../record.ts';

/** The default: the most accurate of the networks tried. It wants BGR; with RGB it loses most of its accuracy. */
export const FR_FEATURE_512: ModelRecord = {
  id: 'fr-feature-512',
  version: '0.0.1',
  sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
  kind: 'onnx',
  weights: 'fr_feature.onnx',
  dimension: 512,
  inputSize: 112,
  channelOrder: 'bgr',
  layout: 'nchw',
  mean: 127,
  std: 128,
  chip: CHIPS['arcface-5pt'].points,
  mirrorAverage: false,
  // `threshold evaluate thresholds`, rounded up; docs/benchmarks.md has the command.
  thresholds: {
    measuredOn: 'LFW, 1,659 people, 6.2 million comparisons (250² deep-funneled)',
    verify: [
      { fmr: 0.1, threshold: 0.1291 },
      { fmr: 0.03, threshold: 0.1921 },
      { fmr: 0.01, threshold: 0.2422 },
      { fmr: 0.003, threshold: 0.292 },
      { fmr: 0.001, threshold: 0.3343 },
      { fmr: 0.0003, threshold: 0.3786 },
      { fmr: 0.0001, threshold: 0.4174 },
      { fmr: 3e-5, threshold: 0.4543 },
      { fmr: 1e-5, threshold: 0.4809 },
    ],
  },
  licence: 'MIT',
  provenance: {
    en: 'From the npm package faceplugin-face-recognition-js 0.0.1, MIT as its authors state. They do not say which photos it was trained on, nor with whose consent.',
    zh: '来自 npm 软件包 faceplugin-face-recognition-js 0.0.1，作者声明为 MIT 许可。作者没有说明训练所用的照片及其授权情况。',
  },
  trainingDataStated: false,
};
