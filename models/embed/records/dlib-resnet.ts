import { CHIPS } from '../chips.ts';
import type { ModelRecord } from '../record.ts';

/** dlib's face recognition ResNet (King 2017), trained with a pairwise hinge loss; the weights are in the public domain. */
export const DLIB_RESNET_128: ModelRecord = {
  id: 'dlib-resnet-128',
  version: '1.7.15',
  sha256: 'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
  kind: 'tfjs-function',
  weights: 'face_recognition_model.bin',
  dimension: 128,
  inputSize: 150,
  channelOrder: 'rgb',
  layout: 'nhwc',
  // The network subtracts its own mean colour.
  mean: 0,
  std: 1,
  chip: CHIPS.dlib.points,
  mirrorAverage: true,
  // `threshold evaluate thresholds`, rounded up; docs/benchmarks.md has the command.
  thresholds: {
    measuredOn: 'LFW, 1,659 people, 6.2 million comparisons (250² deep-funneled)',
    verify: [
      { fmr: 0.1, threshold: 0.8831 },
      { fmr: 0.03, threshold: 0.8998 },
      { fmr: 0.01, threshold: 0.9111 },
      { fmr: 0.003, threshold: 0.9212 },
      { fmr: 0.001, threshold: 0.9289 },
      { fmr: 0.0003, threshold: 0.9365 },
      { fmr: 0.0001, threshold: 0.943 },
      { fmr: 3e-5, threshold: 0.9496 },
      { fmr: 1e-5, threshold: 0.9553 },
    ],
  },
  licence: 'MIT; weights CC0 (public domain)',
  provenance: {
    en: 'dlib_face_recognition_resnet_model_v1 by Davis E. King, put in the public domain, as converted in the npm package @vladmandic/face-api 1.7.15 (MIT). Trained on about 3 million photos of 7,485 people, most from the FaceScrub and VGG data sets and the web; its author says it works best on people like those in them.',
    zh: 'Davis E. King 的 dlib_face_recognition_resnet_model_v1，权重已放入公有领域；由 npm 软件包 @vladmandic/face-api 1.7.15（MIT）转换。训练数据约为 7,485 人的 300 万张照片，主要来自 FaceScrub、VGG 数据集和互联网；对与其中人群相似的人效果最好。',
  },
  trainingDataStated: true,
};
