import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { setsOf } from './block.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';
import { trainingOf } from './training.ts';

const first: Settings = {
  ...{ look: 'block', norm: 'batch', pictures: 4, groups: 4, set: 3, turn: [0.55, 0.42] },
  ...{ norms: ['batch', 'layer', 'instance', 'group', 'switchable'], head: 'mean', repeats: 2 },
  ...{ face: defaultFace, other: { ...defaultFace, seed: 5 }, brightness: 0.3, contrast: 0.6, seed: 1 },
};
const S = sym('S', 'S');
const N = sym('N', 'N');
const G = sym('G', 'G');
const w = sym('w', 'w');
const B = sym('B', 'B');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'block', settings: first },
    { id: 'batch', settings: { ...first, look: 'batch' } },
    { id: 'one', settings: { ...first, pictures: 1 }, fails: true },
  ],
  prediction: {
    options: ['same', 'worse', 'collapse'],
    answer({ findings }) {
      const { one = 0, many = 0 } = findings.find(({ id }) => id === 'small')?.figures ?? {};
      return many - one > 20 ? 'collapse' : many - one > 5 ? 'worse' : 'same';
    },
  },
  sequence: {
    length: (settings) => (settings.look === 'block' ? setsOf(settings) : 0),
    at: (settings) => (settings.look === 'block' ? Math.min(settings.set, setsOf(settings)) : 0),
    to: (set) => ({ set }),
  },
  formulas: [
    {
      id: 'norm',
      tex: `y=\\gamma\\,\\frac{x-\\mu_{${S}}}{\\sqrt{\\sigma_{${S}}^2+\\varepsilon}}+\\beta,\\quad \\mu_{${S}}=\\frac1{|${S}|}\\sum_{i\\in ${S}}x_i`,
    },
    {
      id: 'sets',
      tex: `\\begin{aligned}\\text{BN}&:\\;${S}=(${N},H,W)\\\\\\text{LN}&:\\;${S}=(C,H,W)\\\\\\text{IN}&:\\;${S}=(H,W)\\\\\\text{GN}&:\\;${S}=(C/${G},H,W)\\end{aligned}`,
    },
    { id: 'switchable', tex: `\\mu=\\sum_k ${w}_k\\mu_k,\\quad ${w}_k=\\frac{e^{\\lambda_k}}{\\sum_j e^{\\lambda_j}}` },
    { id: 'cross', tex: `y=\\sigma_{${B}}\\,\\frac{x-\\mu_A}{\\sigma_A}+\\mu_{${B}}` },
    { id: 'self', tex: "\\mu'=f(\\mu,\\sigma)\\,\\mu,\\quad \\sigma'=g(\\mu,\\sigma)\\,\\sigma" },
  ],
  symbols: [
    { id: 'S', tex: 'S' },
    { id: 'N', tex: 'N' },
    { id: 'G', tex: 'G' },
    { id: 'w', tex: 'w_k' },
    { id: 'B', tex: 'B' },
  ],
  repeats: 2,
  checkInput: (settings, repeats) => {
    const { head: _head, ...input } = trainingOf({ ...settings, repeats });
    return input;
  },
  uses: [
    { id: 'batch', href: '/train', file: 'models/layers/norms/batch-norm.ts' },
    { id: 'group', href: '/train', file: 'models/layers/norms/group-norm.ts' },
    { id: 'folded', file: 'models/embed/networks/dlib-resnet.ts' },
    { id: 'lesson', file: 'models/layers/norms/switchable-norm.ts' },
  ],
  sources: [
    'S. Ioffe, C. Szegedy: Batch Normalization. ICML 2015, arXiv:1502.03167.',
    'J. L. Ba, J. R. Kiros, G. E. Hinton: Layer Normalization. arXiv:1607.06450, 2016.',
    'D. Ulyanov, A. Vedaldi, V. Lempitsky: Instance Normalization. arXiv:1607.08022, 2016.',
    'Y. Wu, K. He: Group Normalization. ECCV 2018, arXiv:1803.08494.',
    'P. Luo et al.: Differentiable Learning-to-Normalize via Switchable Normalization. ICLR 2019, arXiv:1806.10779.',
    'Z. Tang et al.: CrossNorm and SelfNorm for Generalization under Distribution Shifts. ICCV 2021, arXiv:2102.02811.',
    'P. Goyal et al.: Accurate, Large Minibatch SGD. arXiv:1706.02677, 2017.',
  ],
});
