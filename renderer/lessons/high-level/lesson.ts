import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema, ways } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  face: defaultFace,
  degradation: 'blur',
  strength: 0.5,
  way: 'joint',
  steps: 60,
  people: 72,
  seed: 1,
};
const s = sym('s', 's');
const D = `D_{${s}}`;
const theta = '\\theta';
const phi = '\\varphi';

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'blur', settings: first },
    { id: 'haze', settings: { ...first, degradation: 'haze', way: 'enhance' } },
    { id: 'elsewhere', settings: { ...first, degradation: 'jpeg', strength: 0.3, way: 'finetune' }, fails: true },
  ],
  stillShows: (preset, { degradation }) => degradation === preset.degradation,
  prediction: {
    options: ['finetune', 'enhance', 'joint'],
    answer({ findings }) {
      const figures = findings.find(({ id }) => id === 'best')?.figures ?? {};
      const [, ...cures] = ways;
      return cures.reduce((a, b) => ((figures[b] ?? 1) < (figures[a] ?? 1) ? b : a));
    },
  },
  formulas: [
    { id: 'finetune', tex: `\\min_{${theta}}\\;\\mathbb E\\,\\ell\\bigl(f_{${theta}}(${D}(x)),\\,c\\bigr)` },
    { id: 'enhance', tex: `\\min_{${phi}}\\;\\mathbb E\\,\\lVert r_{${phi}}(${D}(x))-x\\rVert^2` },
    {
      id: 'joint',
      tex: `\\begin{gathered}\\min_{${theta},${phi}}\\;\\mathbb E\\,\\ell\\bigl(f_{${theta}}(r_{${phi}}(${D}(x))),c\\bigr)\\\\{}+\\lambda\\,\\mathbb E\\,\\lVert r_{${phi}}(${D}(x))-x\\rVert^2\\end{gathered}`,
    },
    {
      id: 'fnmr',
      tex: `\\begin{gathered}\\mathrm{FNMR}=P\\bigl(\\langle e,e'\\rangle<\\tau\\mid\\text{mated}\\bigr)\\\\\\mathrm{FMR}(\\tau)\\le 10^{-2}\\end{gathered}`,
    },
    { id: 'iou', tex: '\\mathrm{IoU}=\\frac{|A\\cap B|}{|A\\cup B|}' },
  ],
  symbols: [{ id: 's', tex: 's' }],
  // A part of what is set: a longer check takes longer trainings, and a link carries that.
  checkInput: ({ seed, steps, people }) => ({
    ...{ seed, degradation: 'blur', strength: 0.5, steps: Math.ceil(steps / 4), people: Math.ceil(people / 3) },
    ...{ pictures: 3, asked: 10, strengths: [0, 0.35], frames: 1 },
  }),
  uses: [
    { id: 'quality', href: '/', file: 'models/quality/assess.ts' },
    { id: 'augment', href: '/train', file: 'models/train/augment.ts' },
    { id: 'detector', href: '/', file: 'models/detect/blazeface.ts' },
    { id: 'light', href: '/compare', file: 'models/compare/bad-light.ts' },
  ],
  sources: [
    'D. Dai et al.: Is Image Super-resolution Helpful for Other Vision Tasks? WACV 2016.',
    'D. Liu et al.: When Image Denoising Meets High-Level Vision Tasks. IJCAI 2018, arXiv:1706.04284.',
    'B. Li et al.: AOD-Net: All-in-One Dehazing Network. ICCV 2017 (joint with detection).',
    'P. Belhumeur, J. Hespanha, D. Kriegman: Eigenfaces vs. Fisherfaces. IEEE TPAMI 19, 1997.',
    'D. Hendrycks, T. Dietterich: Benchmarking Neural Network Robustness to Common Corruptions. ICLR 2019.',
    'V. Bazarevsky et al.: BlazeFace. arXiv:1907.05047, 2019.',
    'ISO/IEC 19795-1:2021 (FMR, FNMR).',
  ],
});
