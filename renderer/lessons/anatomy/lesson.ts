import type { CheckInput } from '../../../models/experiments/anatomy/input.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';
import { partsSize, shotSize } from './training.ts';

const first: Settings = {
  ...{ look: 'walk', face: defaultFace, stage: 1, width: 8, neck: 'quarters', linear: false, repeats: 2, seed: 1 },
};
const s = sym('s', '\\sigma');
const w = sym('w', 'w');
const k = sym('k', 'K');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'walk', settings: first },
    { id: 'pretext', settings: { ...first, look: 'pretext' } },
    { id: 'one', settings: { ...first, look: 'narrow', width: 1 }, fails: true },
  ],
  prediction: {
    options: ['same', 'worse', 'collapse'],
    answer({ findings }) {
      const { none = 0, one = 0 } = findings.find(({ id }) => id === 'narrow')?.figures ?? {};
      return none - one > 30 ? 'collapse' : none - one > 10 ? 'worse' : 'same';
    },
  },
  formulas: [
    { id: 'maps', tex: `f(x)=W_L\\,${s}\\bigl(W_{L-1}\\cdots ${s}(W_1x)\\cdots\\bigr)` },
    { id: 'bottleneck', tex: `z=Wh,\\quad W\\in\\mathbb R^{${w}\\times d},\\quad ${w}\\ll d` },
    {
      id: 'cost',
      tex: '\\begin{aligned}\\text{weights}&=k^2\\,C_{\\text{in}}C_{\\text{out}}\\\\ \\text{MACs}&=H\\,W\\cdot k^2\\,C_{\\text{in}}C_{\\text{out}}\\end{aligned}',
    },
    {
      id: 'pretext',
      tex: `\\begin{aligned}\\text{first}&\\;\\min_\\theta-\\textstyle\\sum_{t}\\log p_\\theta(t\\mid \\operatorname{rot}_t x)\\\\ \\text{then}&\\;\\min_\\theta-\\textstyle\\sum_{i\\le ${k}}\\log p_\\theta(y\\mid x_i)\\end{aligned}`,
    },
  ],
  symbols: [
    { id: 's', tex: '\\sigma' },
    { id: 'w', tex: 'w' },
    { id: 'k', tex: 'K' },
  ],
  repeats: 2,
  checkInput: ({ seed }, repeats): CheckInput => ({ seed, repeats, parts: partsSize, shots: shotSize }),
  uses: [
    { id: 'network', href: '/settings', file: 'models/embed/registry.ts' },
    { id: 'backbones', href: '/train', file: 'models/embed/networks/backbones.ts' },
    { id: 'head', href: '/train', file: 'models/losses/registry.ts' },
    { id: 'transfer', href: '/train', file: 'models/embed/networks/dlib-resnet.ts' },
  ],
  sources: [
    'K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition. CVPR 2016.',
    'M. Sandler et al.: MobileNetV2: Inverted Residuals and Linear Bottlenecks. CVPR 2018.',
    'S. Chen, Y. Liu, X. Gao, Z. Han: MobileFaceNets. CCBR 2018.',
    'S. Gidaris, P. Singh, N. Komodakis: Unsupervised Representation Learning by Predicting Image Rotations. ICLR 2018.',
    'M. Lin, Q. Chen, S. Yan: Network In Network (global average pooling). ICLR 2014.',
  ],
});
