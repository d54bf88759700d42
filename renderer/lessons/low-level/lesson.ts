import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  face: defaultFace,
  degradation: 'noise',
  strength: 0.4,
  method: 'gamma',
  part: { x: 26, y: 38 },
  steps: 100,
  seed: 1,
};
const s = sym('s', 's');
const x = sym('x', 'x');
const hat = sym('hat', '\\hat x');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'noise', settings: first },
    { id: 'haze', settings: { ...first, degradation: 'haze', strength: 0.6 } },
    { id: 'gone', settings: { ...first, degradation: 'down', strength: 1, part: { x: 34, y: 44 } }, fails: true },
  ],
  stillShows: (preset, { degradation }) => degradation === preset.degradation,
  prediction: {
    options: ['helps', 'little', 'harms'],
    answer({ findings }) {
      const { mean = 0 } = findings.find(({ id }) => id === 'one')?.figures ?? {};
      return mean < -0.5 ? 'harms' : mean < 0.5 ? 'little' : 'helps';
    },
  },
  formulas: [
    {
      id: 'model',
      tex: `\\begin{gathered}y=D_{${s}}(${x})+n\\\\${hat}=\\arg\\min_{z}\\lVert D_{${s}}(z)-y\\rVert^2+\\lambda\\,R(z)\\end{gathered}`,
    },
    { id: 'down', tex: `D_{${s}}(${x})=${x}\\!\\downarrow_{1+7${s}}` },
    { id: 'noise', tex: `D_{${s}}(${x})=${x}+n,\\quad n\\sim\\mathcal N\\bigl(0,(80${s})^2\\bigr)` },
    { id: 'blur', tex: `D_{${s}}(${x})=g_{5${s}}*${x}` },
    { id: 'haze', tex: `D_{${s}}(${x})=${x}\\,t+A\\,(1-t),\\quad t=e^{-2${s}\\,d}` },
    { id: 'dark', tex: `D_{${s}}(${x})=2^{-6${s}}${x}+n,\\quad \\operatorname{var} n\\propto 2^{-6${s}}${x}` },
    { id: 'jpeg', tex: `D_{${s}}(${x})=C^{\\top}\\Bigl(Q\\,\\bigl\\lfloor C${x}C^{\\top}/Q\\bigr\\rceil\\Bigr)C` },
    { id: 'psnr', tex: `\\mathrm{PSNR}=10\\log_{10}\\frac{255^2}{\\tfrac1N\\sum(${hat}-${x})^2}` },
    {
      id: 'ssim',
      tex: `\\mathrm{SSIM}=\\frac{(2\\mu_{x}\\mu_{\\hat x}+c_1)(2\\sigma_{x\\hat x}+c_2)}{(\\mu_{x}^2+\\mu_{\\hat x}^2+c_1)(\\sigma_{x}^2+\\sigma_{\\hat x}^2+c_2)}`,
    },
    { id: 'far', tex: `d=1-\\bigl\\langle e(${hat}),e(${x})\\bigr\\rangle` },
  ],
  symbols: [
    { id: 's', tex: 's' },
    { id: 'x', tex: 'x' },
    { id: 'hat', tex: '\\hat x' },
  ],
  checkInput: ({ seed, steps }) => ({ seed, strength: 0.5, people: 6, asked: 2, steps: Math.ceil(steps / 6) }),
  uses: [
    { id: 'quality', href: '/', file: 'models/quality/assess.ts' },
    { id: 'augment', href: '/train', file: 'models/train/augment.ts' },
    { id: 'degrade', file: 'models/degrade/degrade.ts' },
    { id: 'restore', file: 'models/restore/classical.ts' },
  ],
  sources: [
    'Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: Image Quality Assessment: From Error Visibility to Structural Similarity. IEEE TIP 13 (4), 2004.',
    'K. He, J. Sun, X. Tang: Single Image Haze Removal Using Dark Channel Prior. CVPR 2009.',
    'A. Buades, B. Coll, J.-M. Morel: A Non-Local Algorithm for Image Denoising. CVPR 2005.',
    'W. H. Richardson, JOSA 62, 1972; L. B. Lucy, Astronomical Journal 79, 1974.',
    'N. Wiener: Extrapolation, Interpolation, and Smoothing of Stationary Time Series. 1949. D. J. Field, JOSA A 4, 1987 (1 / f²).',
    'R. G. Keys: Cubic Convolution Interpolation for Digital Image Processing. IEEE TASSP 29, 1981.',
    'K. Zuiderveld: Contrast Limited Adaptive Histogram Equalization. Graphics Gems IV, 1994.',
    'ITU-T T.81 | ISO/IEC 10918-1 (JPEG), A.3.3, K.1; A. Nosratinia, Journal of VLSI Signal Processing 27, 2001.',
    'C. Ledig et al.: Photo-Realistic Single Image Super-Resolution Using a GAN. CVPR 2017. J. Johnson et al.: Perceptual Losses. ECCV 2016.',
    'Y. Blau, T. Michaeli: The Perception-Distortion Tradeoff. CVPR 2018. R. Zhang et al.: The Unreasonable Effectiveness of Deep Features. CVPR 2018.',
    'B. Lim et al.: Enhanced Deep Residual Networks for Single Image Super-Resolution (EDSR). CVPR Workshops 2017.',
  ],
});
