import type { CheckInput } from '../../../models/experiments/viewer/check.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  ...{ network: 'use', look: 'graph', layer: 1, measure: 'macs', range: 'unit', face: defaultFace },
  ...{ turn: [-0.95, 0.32], runs: 3, seed: 1 },
};
const p = sym('p', 'P');
const m = sym('m', 'M');
const t = sym('t', 't');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'use', settings: first },
    { id: 'space', settings: { ...first, network: 'blazeface', look: 'space', layer: 2 } },
    { id: 'unknown', settings: { ...first, network: 'unknown', layer: 2 }, fails: true },
  ],
  stillShows: (preset, { network }) => network === preset.network,
  prediction: {
    options: ['counts', 'histograms', 'run'],
    answer({ findings }) {
      const { table = 0, histograms = 0 } = findings.find(({ id }) => id === 'tells')?.figures ?? {};
      return table > 0 ? 'counts' : histograms > 0 ? 'histograms' : 'run';
    },
  },
  formulas: [
    {
      id: 'convolution',
      tex: `\\begin{aligned}${p}&=k_h\\,k_w\\,\\tfrac{C_{\\text{in}}}{g}\\,C_{\\text{out}}+C_{\\text{out}}\\\\ ${m}&=H\\,W\\,C_{\\text{out}}\\cdot k_h\\,k_w\\,\\tfrac{C_{\\text{in}}}{g}\\end{aligned}`,
    },
    {
      id: 'dense',
      tex: `${p}=C_{\\text{in}}C_{\\text{out}}+C_{\\text{out}},\\quad ${m}=C_{\\text{in}}C_{\\text{out}}`,
    },
    { id: 'places', tex: 'H=\\Bigl\\lfloor\\tfrac{H_{\\text{in}}+2p-d\\,(k_h-1)-1}{s}\\Bigr\\rfloor+1' },
    { id: 'time', tex: `${t}_{\\text{network}}\\;\\ne\\;\\textstyle\\sum_\\ell ${t}_\\ell` },
  ],
  symbols: [
    { id: 'p', tex: 'P' },
    { id: 'm', tex: 'M' },
    { id: 't', tex: 't' },
  ],
  checkInput: ({ seed, runs }): CheckInput => ({ seed, runs, people: 6 }),
  uses: [
    { id: 'import', href: '/settings', file: 'models/runtime/read-onnx.ts' },
    { id: 'trained', href: '/train', file: 'models/runtime/export-onnx.ts' },
    { id: 'engine', file: 'main/services/lesson-networks.ts' },
    { id: 'shapes', file: 'models/inspect/layers.ts' },
  ],
  sources: [
    'ONNX: Open Neural Network Exchange, operator schemas and shape inference. onnx.ai, version 1.17.',
    'V. Dumoulin, F. Visin: A guide to convolution arithmetic for deep learning. arXiv:1603.07285, 2016.',
    'K. Sugiyama, S. Tagawa, M. Toda: Methods for Visual Understanding of Hierarchical System Structures. IEEE Trans. SMC 11(2), 1981.',
    'N. Ma, X. Zhang, H.-T. Zheng, J. Sun: ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design (FLOPs are not time). ECCV 2018.',
    'M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks. ECCV 2014.',
  ],
});
