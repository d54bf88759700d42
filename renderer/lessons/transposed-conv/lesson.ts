import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { inputsOf, K_MOST, type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  ...{ look: 'overlap', dims: 1, stride: 2, k: 4, weights: new Array<number>(K_MOST).fill(1), step: null },
  ...{ padding: 1, outputPadding: 0, n: 9, maps: 64, blur: 'gauss', blurK: 5, sigma: 0, lambda: -6 },
  ...{ face: defaultFace, seed: 1 },
};
const s = sym('s', 's');
const k = sym('k', 'k');
const p = sym('p', 'p');
const o = sym('o', 'o');
const lambda = sym('lambda', '\\lambda');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'even', settings: first },
    { id: 'back', settings: { ...first, look: 'back' } },
    { id: 'uneven', settings: { ...first, dims: 2, k: 3 }, fails: true },
  ],
  prediction: {
    options: ['constant', 'border', 'board'],
    answer({ findings }) {
      const { least = 1, most = 1 } = findings.find(({ id }) => id === 'board')?.figures ?? {};
      return least === most ? 'constant' : 'board';
    },
  },
  sequence: {
    length: inputsOf,
    at: (settings) => Math.min(settings.step ?? inputsOf(settings), inputsOf(settings)),
    to: (step) => ({ step }),
  },
  formulas: [
    { id: 'transpose', tex: 'y=Wx,\\qquad x^{\\prime}=W^{\\top}y\\neq W^{-1}y' },
    { id: 'size', tex: `n^{\\prime}=(m-1)\\,${s}-2${p}+${k}+${o}` },
    { id: 'output', tex: `${o}=(n+2${p}-${k})\\bmod ${s}\\;\\Rightarrow\\;n^{\\prime}=n` },
    {
      id: 'phases',
      tex: `c_\\varphi=\\textstyle\\sum_{j\\,\\equiv\\,\\varphi\\;(\\mathrm{mod}\\;${s})}w_j,\\quad 0\\le j<${k}`,
    },
    { id: 'inverse', tex: `\\hat X(f)=\\dfrac{\\overline{H(f)}\\,Y(f)}{|H(f)|^2+${lambda}}` },
  ],
  symbols: [
    { id: 's', tex: 's' },
    { id: 'k', tex: 'k' },
    { id: 'p', tex: 'p' },
    { id: 'o', tex: 'o' },
    { id: 'lambda', tex: '\\lambda' },
  ],
  checkInput: ({ seed }) => ({ seed, people: 2, channels: 256 }),
  uses: [
    { id: 'training', href: '/train', file: 'models/runtime/kernels/convolution-gradients.ts' },
    { id: 'strided', href: '/train', file: 'models/embed/networks/backbones.ts' },
    { id: 'files', file: 'models/runtime/onnx-to-tfjs/transposed-convolution.ts' },
    { id: 'fourier', href: '/', file: 'models/liveness/screen.ts' },
    { id: 'here', file: 'models/sampling/transposed-convolve.ts' },
  ],
  sources: [
    'A. Odena, V. Dumoulin, C. Olah: Deconvolution and Checkerboard Artifacts. Distill, 2016.',
    'V. Dumoulin, F. Visin: A guide to convolution arithmetic for deep learning. arXiv:1603.07285, 2016.',
    'M. D. Zeiler, D. Krishnan, G. W. Taylor, R. Fergus: Deconvolutional Networks. CVPR 2010 (where the name is from).',
    'N. Wiener: Extrapolation, Interpolation, and Smoothing of Stationary Time Series. 1949.',
    'R. C. Gonzalez, R. E. Woods: Digital Image Processing, 4th ed., §5.7–5.9 (inverse, Wiener and constrained least squares filtering). 2018.',
    'PyTorch: torch.nn.ConvTranspose2d (output_padding).',
  ],
});
