import type { CheckInput } from '../../../models/experiments/downsampling.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { type Settings, SHIFT_MOST, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  ...{ look: 'shift', right: 1, down: 0, weights: 'edges', k: 3, taps: 3, source: 'face', frequency: 0.45 },
  ...{ channels: 64, side: 56, runs: 25, face: defaultFace, seed: 1 },
};
const k = sym('k', 'k');
const b = sym('b', 'b');
const d = sym('d', 'd');
const f = sym('f', 'f');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'pixel', settings: first },
    { id: 'two', settings: { ...first, right: 2 } },
    { id: 'false', settings: { ...first, look: 'lost', source: 'stripes', weights: 'one', k: 1 }, fails: true },
  ],
  prediction: {
    options: ['max', 'strided', 'blur', 'same'],
    answer({ findings }) {
      const { max = 0, strided = 0, blur = 0 } = findings.find(({ id }) => id === 'calmest')?.figures ?? {};
      const least = Math.min(max, strided, blur);
      if (Math.max(max, strided, blur) < 1e-9) return 'same';
      return least === blur ? 'blur' : least === max ? 'max' : 'strided';
    },
  },
  sequence: {
    length: ({ look }) => (look === 'shift' ? SHIFT_MOST : 0),
    at: ({ right }) => right,
    to: (right) => ({ right }),
  },
  formulas: [
    { id: 'max', tex: 'y_{ij}=\\max_{0\\le u,v<2}\\,x_{2i+u,\\,2j+v}' },
    {
      id: 'strided',
      tex: `y_{ij}=\\textstyle\\sum_{u,v<${k}}w_{uv}\\,x_{2i+u-\\lfloor ${k}/2\\rfloor,\\,2j+v-\\lfloor ${k}/2\\rfloor}`,
    },
    { id: 'average', tex: 'w_{uv}=\\tfrac14,\\quad 0\\le u,v<2' },
    { id: 'blur', tex: `y_{ij}=(${b}*x)_{2i,\\,2j},\\quad ${b}=\\tfrac1{16}(1\\;2\\;1)^{\\top}(1\\;2\\;1)` },
    { id: 'shift', tex: `D(x_{\\,\\cdot+${d}})\\stackrel{?}{=}D(x)_{\\cdot+${d}/2}` },
    { id: 'folds', tex: `${f}>\\tfrac14\\;\\Rightarrow\\;${f}^{\\prime}=\\tfrac12-${f}` },
  ],
  symbols: [
    { id: 'k', tex: 'k' },
    { id: 'b', tex: 'b' },
    { id: 'd', tex: 'd' },
    { id: 'f', tex: 'f' },
  ],
  checkInput: ({ seed, side, channels, runs }): CheckInput => ({
    ...{ seed, people: 3, cost: { side, channels, k: 3, taps: 3, runs } },
  }),
  uses: [
    { id: 'warp', href: '/', file: 'models/align/warp.ts' },
    { id: 'backbones', href: '/train', file: 'models/embed/networks/backbones.ts' },
    { id: 'dlib', href: '/settings', file: 'models/embed/networks/dlib-resnet.ts' },
    { id: 'moire', href: '/', file: 'models/liveness/screen.ts' },
    { id: 'here', file: 'models/sampling/pool.ts' },
  ],
  sources: [
    'R. Zhang: Making Convolutional Networks Shift-Invariant Again. ICML 2019.',
    'A. Azulay, Y. Weiss: Why do deep convolutional networks generalize so poorly to small image transformations? JMLR 2019.',
    'J. T. Springenberg, A. Dosovitskiy, T. Brox, M. Riedmiller: Striving for Simplicity: The All Convolutional Net. ICLR workshop 2015.',
    'C. E. Shannon: Communication in the Presence of Noise. Proceedings of the IRE, 1949 (the sampling theorem).',
    'R. G. Keys: Cubic Convolution Interpolation for Digital Image Processing. IEEE Trans. ASSP, 1981.',
  ],
});
