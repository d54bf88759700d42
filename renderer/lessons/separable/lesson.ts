import type { CheckInput } from '../../../models/experiments/separable.ts';
import { blockKinds } from '../../../models/layers/convolutions/blocks.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';
import { trainingOf } from './training.ts';
import { resultsOf } from './wiring.ts';

const first: Settings = {
  ...{ look: 'block', kind: 'separable', width: 64, kernel: 3, groups: 4, expansion: 6, at: 11 },
  ...{ runs: 30, kinds: [...blockKinds], repeats: 2, epochs: 8, seed: 1 },
};
const N = sym('N', 'N');
const k = sym('k', 'k');
const g = sym('g', 'g');
const e = sym('t', 't');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'two', settings: first },
    { id: 'clock', settings: { ...first, look: 'time' } },
    { id: 'point', settings: { ...first, kernel: 1 }, fails: true },
  ],
  prediction: {
    options: ['as', 'more', 'none'],
    answer({ findings }) {
      const { wideWork = 0, wideTime = 0 } = findings.find(({ id }) => id === 'faster')?.figures ?? {};
      return wideTime > 80 ? 'none' : wideTime > 2 * wideWork ? 'more' : 'as';
    },
  },
  sequence: {
    length: (settings) => (settings.look === 'block' ? resultsOf(settings) : 0),
    at: (settings) => (settings.look === 'block' ? Math.min(settings.at, resultsOf(settings)) : 0),
    to: (at) => ({ at }),
  },
  formulas: [
    { id: 'dense', tex: `${k}^2\\,M\\,${N}` },
    { id: 'separable', tex: `${k}^2\\,M+M\\,${N}` },
    { id: 'share', tex: `\\frac{${k}^2M+M${N}}{${k}^2M${N}}=\\frac1{${N}}+\\frac1{${k}^2}` },
    { id: 'grouped', tex: `\\frac{${k}^2\\,M\\,${N}}{${g}}` },
    { id: 'inverted', tex: `${e}M\\,(M+${k}^2+${N})` },
  ],
  symbols: [
    { id: 'N', tex: 'N' },
    { id: 'k', tex: 'k' },
    { id: 'g', tex: 'g' },
    { id: 't', tex: 't' },
  ],
  checkInput: (settings): CheckInput => ({
    ...trainingOf(settings),
    ...{ width: settings.width, trainedWidth: 16, timedWidths: [16, 32, 64, 128], runs: 15 },
    ...{ seed: settings.seed, repeats: 2, epochs: 6 },
  }),
  uses: [
    { id: 'train', href: '/train', file: 'models/embed/networks/backbones.ts' },
    { id: 'inuse', href: '/lessons/anatomy', file: 'models/embed/anatomy/layers.ts' },
    { id: 'layers', file: 'models/layers/convolutions/blocks.ts' },
  ],
  sources: [
    'F. Chollet: Xception. CVPR 2017, arXiv:1610.02357.',
    'A. G. Howard et al.: MobileNets. arXiv:1704.04861, 2017, §3.1.',
    'M. Sandler et al.: MobileNetV2. CVPR 2018, arXiv:1801.04381.',
    'A. Howard et al.: Searching for MobileNetV3. ICCV 2019, arXiv:1905.02244.',
    'X. Zhang et al.: ShuffleNet. CVPR 2018, arXiv:1707.01083.',
    'N. Ma et al.: ShuffleNet V2. ECCV 2018, arXiv:1807.11164 (work is not time).',
    'S. Chen et al.: MobileFaceNets. CCBR 2018, arXiv:1804.07573.',
  ],
});
