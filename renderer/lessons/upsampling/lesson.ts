import type { CheckInput } from '../../../models/experiments/upsampling.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { PEOPLE, type Settings, settingsSchema, tapsOf } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = { scale: 2, kernel: 'other', show: 'picture', steps: 200, face: defaultFace, seed: 1 };
const s = sym('s', 's');
const k = sym('k', 'k');
const t = sym('t', 'T');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'twice', settings: first },
    { id: 'spectrum', settings: { ...first, show: 'spectrum' } },
    { id: 'four', settings: { ...first, scale: 4 }, fails: true },
  ],
  prediction: {
    options: ['cubic', 'interpolated', 'subPixel', 'transposed'],
    answer({ findings }) {
      const figures = findings.find(({ id }) => id === 'learnt')?.figures ?? {};
      const of = (id: string): number => figures[id] ?? 0;
      return ['cubic', 'interpolated', 'subPixel', 'transposed'].reduce((best, id) => (of(id) > of(best) ? id : best));
    },
  },
  formulas: [
    {
      id: 'linear',
      tex: `\\begin{aligned}y(u)&=\\textstyle\\sum_i\\max(0,1-|u-i|)\\,x_i\\\\ u&=\\tfrac{j+1/2}{${s}}-\\tfrac12\\end{aligned}`,
    },
    { id: 'subPixel', tex: `y_{${s}i+a,\\,${s}j+b}=(w_{${s}a+b}*x)_{ij}` },
    { id: 'transposed', tex: `y_{m}=\\textstyle\\sum_{i}x_i\\,w_{m-${s}i},\\quad 0\\le m-${s}i<${k}` },
    {
      id: 'loss',
      tex: `\\min_\\theta\\;\\tfrac1n\\lVert \\operatorname{cubic}(x)+f_\\theta(x)-y\\rVert^2,\\;\\;t\\le ${t}`,
    },
    { id: 'psnr', tex: '\\mathrm{PSNR}=10\\log_{10}\\dfrac{255^2}{\\mathrm{MSE}}' },
    {
      id: 'ssim',
      tex: '\\mathrm{SSIM}=\\dfrac{(2\\mu_x\\mu_y+c_1)(2\\sigma_{xy}+c_2)}{(\\mu_x^2+\\mu_y^2+c_1)(\\sigma_x^2+\\sigma_y^2+c_2)}',
    },
  ],
  symbols: [
    { id: 's', tex: 's' },
    { id: 'k', tex: 'k' },
    { id: 't', tex: 'T' },
  ],
  checkInput: ({ seed, scale, kernel, steps }): CheckInput => ({
    ...{ seed, scale, kernel: tapsOf({ scale, kernel }), steps, people: PEOPLE, asked: 3, runs: 15 },
  }),
  uses: [
    { id: 'warp', href: '/', file: 'models/align/warp.ts' },
    { id: 'restorer', file: 'models/restore/network.ts' },
    { id: 'kernels', file: 'models/runtime/kernels/resize.ts' },
    { id: 'here', file: 'models/sampling/upsampler.ts' },
  ],
  sources: [
    'W. Shi et al.: Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural Network. CVPR 2016.',
    'W. Shi et al.: Is the deconvolution layer the same as a convolutional layer? arXiv:1609.07009, 2016.',
    'C. Dong, C. C. Loy, X. Tang: Accelerating the Super-Resolution Convolutional Neural Network. ECCV 2016.',
    'J. Kim, J. K. Lee, K. M. Lee: Accurate Image Super-Resolution Using Very Deep Convolutional Networks. CVPR 2016.',
    'R. G. Keys: Cubic Convolution Interpolation for Digital Image Processing. IEEE Trans. ASSP, 1981.',
    'Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: Image Quality Assessment: From Error Visibility to Structural Similarity. IEEE TIP, 2004.',
    'A. Odena, V. Dumoulin, C. Olah: Deconvolution and Checkerboard Artifacts. Distill, 2016.',
  ],
});
