import type { AuxiliaryInput } from '../../../models/experiments/auxiliary.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  ...{ activation: 'tanh', depth: 8, branch: 4, weight: 0.3, steps: 128, repeats: 3 },
  ...{ back: null, measure: 'accuracy', seed: 1 },
};
const alpha = sym('alpha', '\\alpha');
const L = sym('L', 'L');
const K = sym('K', 'K');
const phi = sym('phi', '\\varphi');

/** What a training of these settings is given, the check and the page alike. */
export const inputOf = ({ activation, depth, branch, weight, steps, repeats, seed }: Settings): AuxiliaryInput => ({
  ...{ activation, depth, branch, weight, steps, repeats, seed },
});

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'half', settings: first },
    { id: 'deep', settings: { ...first, activation: 'relu', depth: 12, branch: 6 } },
    { id: 'sigmoid', settings: { ...first, activation: 'sigmoid' }, fails: true },
  ],
  stillShows: (preset, { activation }) => activation === preset.activation,
  prediction: {
    options: ['first', 'end', 'behind'],
    answer({ findings }) {
      const has = (id: string): boolean => findings.some((finding) => finding.id === id);
      return has('crosses') ? 'end' : has('neverBehind') ? 'first' : 'behind';
    },
  },
  sequence: {
    length: ({ depth }) => depth,
    at: ({ back, depth }) => Math.min(back ?? depth, depth),
    to: (back) => ({ back }),
  },
  formulas: [
    { id: 'loss', tex: `\\mathcal L=\\mathcal L_{\\text{main}}+${alpha}\\,\\mathcal L_{\\text{aux}}` },
    {
      id: 'chain',
      tex: `\\frac{\\partial\\mathcal L_{\\text{main}}}{\\partial W_1}\\;\\propto\\;\\prod_{l=2}^{${L}}W_l^{\\mathsf T}\\,${phi}'(z_l)`,
    },
    { id: 'bound', tex: `${phi}=\\sigma:\\;${phi}'\\le\\tfrac14\\quad ${phi}=\\tanh,\\text{ReLU}:\\;${phi}'\\le 1` },
    {
      id: 'below',
      tex: `\\begin{aligned}l\\le ${K}:&\\;\\nabla_{W_l}\\mathcal L=g_l+${alpha}\\,h_l\\\\l>${K}:&\\;\\nabla_{W_l}\\mathcal L=g_l\\end{aligned}`,
    },
  ],
  symbols: [
    { id: 'alpha', tex: '\\alpha' },
    { id: 'L', tex: 'L' },
    { id: 'K', tex: 'K' },
    { id: 'phi', tex: '\\varphi' },
  ],
  checkInput: inputOf,
  uses: [
    { id: 'train', href: '/train', file: 'models/embed/networks/backbones.ts' },
    { id: 'norm', href: '/lessons/normalization', file: 'models/layers/norms/batch-norm.ts' },
    { id: 'step', file: 'models/runtime/training/compile-training-step.ts' },
    { id: 'here', file: 'models/experiments/auxiliary/network.ts' },
  ],
  sources: [
    'C. Szegedy et al.: Going Deeper with Convolutions. CVPR 2015, arXiv:1409.4842, §5.',
    'C. Szegedy et al.: Rethinking the Inception Architecture. CVPR 2016, arXiv:1512.00567, §4.',
    'C.-Y. Lee et al.: Deeply-Supervised Nets. AISTATS 2015, arXiv:1409.5185.',
    'X. Glorot, Y. Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010.',
    'K. He et al.: Delving Deep into Rectifiers. ICCV 2015, arXiv:1502.01852.',
  ],
});
