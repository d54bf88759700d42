import { questions } from '../../../models/experiments/latency/workloads.ts';
import type { CheckInput } from '../../../models/experiments/latency.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { checkedInPage } from './in-page.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  ...{ look: 'channels', questions: [...questions], engine: ['ort-1', 'ort-2', 'ort-wasm', 'js'] },
  ...{ page: ['page-ort', 'page-tfjs-plain', 'page-tfjs-simd', 'page-js'], size: 'small', runs: 30 },
  ...{ kernel: 'dense', faces: 'invented', seed: 1 },
};
const C = sym('C', 'C');
const k = sym('k', 'k');
const t = sym('t', 't');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'stairs', settings: first },
    { id: 'quick', settings: { ...first, look: 'kernel', engine: ['ort-1', 'ort-2'], page: [], runs: 10 } },
    { id: 'five', settings: { ...first, look: 'platforms', runs: 5, page: [] }, fails: true },
  ],
  prediction: {
    options: ['as', 'half', 'little'],
    answer({ findings }) {
      const { depthwise = 0 } = findings.find(({ id }) => id === 'kernel')?.figures ?? {};
      return depthwise > 70 ? 'as' : depthwise > 35 ? 'half' : 'little';
    },
  },
  formulas: [
    { id: 'work', tex: `\\text{MAC}=H\\,W\\,${k}^2\\,${C}^2,\\qquad ${t}\\overset{?}{\\propto}\\text{MAC}` },
    { id: 'tau', tex: '\\tau=\\frac{\\#\\text{alike}-\\#\\text{reversed}}{\\tfrac12 n(n-1)}' },
    {
      id: 'rho',
      tex: `\\rho=\\operatorname{corr}\\big(\\operatorname{rank}\\text{MAC},\\,\\operatorname{rank}${t}\\big)`,
    },
    {
      id: 'int8',
      tex: '\\begin{gathered}w\\approx s\\,q,\\quad s=\\tfrac1{127}\\max|w|\\\\q=\\operatorname{round}\\tfrac ws\\in[-127,127]\\end{gathered}',
    },
  ],
  symbols: [
    { id: 'C', tex: 'C' },
    { id: 'k', tex: 'k' },
    { id: 't', tex: 't' },
  ],
  before: checkedInPage,
  checkInput: ({ engine, faces, runs, seed }): CheckInput => ({ backends: engine, faces, runs, seed }),
  uses: [
    { id: 'backend', href: '/settings', file: 'main/engine/backends/choose.ts' },
    { id: 'speed', href: '/train', file: 'main/engine/training/measure-speed.ts' },
    { id: 'quantise', file: 'models/runtime/quantize/quantize-onnx.ts' },
  ],
  sources: [
    'X. Tang et al.: To Bridge Neural Network Design and Real-World Performance: A Behaviour Study for Neural Networks. MLSys 2021.',
    'N. Ma et al.: ShuffleNet V2. ECCV 2018, arXiv:1807.11164.',
    'M. G. Kendall: The Treatment of Ties in Ranking Problems. Biometrika 33, 1945.',
    'C. Spearman: The Proof and Measurement of Association between Two Things. Am. J. Psychol. 15, 1904.',
    'B. Jacob et al.: Quantization and Training of Neural Networks. CVPR 2018, arXiv:1712.05877.',
    'R. Krishnamoorthi: Quantizing deep convolutional networks for efficient inference. arXiv:1806.08342, 2018.',
    'ONNX: DynamicQuantizeLinear, ConvInteger, MatMulInteger (operator set 11).',
  ],
});
