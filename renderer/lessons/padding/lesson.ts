import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { outputsOf } from './grid-of.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  kind: 'zero',
  constant: 128,
  kernel: 'mean',
  k: 3,
  by: 1,
  stride: 1,
  dilation: 1,
  step: null,
  face: defaultFace,
  seed: 1,
};
const k = sym('k', 'k');
const p = sym('p', 'p');
const s = sym('s', 's');
const d = sym('d', 'd');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'keeps', settings: first },
    { id: 'mirrors', settings: { ...first, kind: 'reflect', kernel: 'gauss', k: 7, by: 3 } },
    { id: 'even', settings: { ...first, kind: 'replicate', k: 4, by: 2 }, fails: true },
  ],
  prediction: {
    options: ['same', 'less', 'more'],
    answer({ findings }) {
      const { lost = 0 } = findings.find(({ id }) => id === 'default')?.figures ?? {};
      return lost === 0 ? 'same' : lost > 0 ? 'less' : 'more';
    },
  },
  sequence: {
    length: outputsOf,
    at: (settings) => {
      const all = outputsOf(settings);
      return Math.min(settings.step ?? all, all);
    },
    to: (step) => ({ step }),
  },
  formulas: [
    { id: 'size', tex: `\\left\\lfloor\\frac{n+2${p}-${d}(${k}-1)-1}{${s}}\\right\\rfloor+1` },
    { id: 'keep', tex: `${s}=1:\\quad ${p}=\\tfrac12\\,${d}\\,(${k}-1)` },
    { id: 'half', tex: `${s}=${d}=1,\\;${k}\\text{ odd}:\\quad ${p}=\\lfloor ${k}/2\\rfloor` },
    { id: 'zero', tex: 'x_{-i}=0' },
    { id: 'reflect', tex: 'x_{-i}=x_{i}' },
    { id: 'symmetric', tex: 'x_{-i}=x_{i-1}' },
    { id: 'replicate', tex: 'x_{-i}=x_{0}' },
    { id: 'circular', tex: 'x_{-i}=x_{n-i}' },
  ],
  symbols: [
    { id: 'k', tex: 'k' },
    { id: 'p', tex: 'p' },
    { id: 's', tex: 's' },
    { id: 'd', tex: 'd' },
  ],
  checkInput: ({ seed }) => ({ seed, people: 6 }),
  uses: [
    { id: 'warp', href: '/', file: 'models/align/warp.ts' },
    { id: 'blur', href: '/train', file: 'models/synth/picture.ts' },
    { id: 'kernels', file: 'models/runtime/kernels/pad.ts' },
    { id: 'here', file: 'models/padding/pad.ts' },
  ],
  sources: [
    'V. Dumoulin, F. Visin: A guide to convolution arithmetic for deep learning. arXiv:1603.07285, 2016.',
    'PyTorch: torch.nn.Conv2d, torch.nn.functional.pad (padding=0, padding_mode=zeros).',
    'TensorFlow.js: tf.layers.conv2d (padding: valid), tf.mirrorPad (reflect, symmetric).',
    'NumPy: numpy.pad (constant, reflect, symmetric, edge, wrap).',
    'O. S. Kayhan, J. C. van Gemert: On translation invariance in CNNs: convolutional layers can exploit absolute spatial location. CVPR 2020.',
  ],
});
