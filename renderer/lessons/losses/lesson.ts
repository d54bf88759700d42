import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { type Settings, STEPS, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  tab: 'line',
  beta: 1,
  r: 1.5,
  points: [
    [0.8, 1.9],
    [1.6, 2.3],
    [2.5, 3.7],
    [3.3, 4.1],
    [4.2, 5.4],
    [5.1, 5.9],
    [6, 7.2],
    [6.9, 7.7],
    [7.8, 9],
    [8.9, -2],
  ],
  step: STEPS,
  share: 20,
  seed: 1,
};
const r = sym('r', 'r');
const beta = sym('beta', '\\beta');
const theta = sym('theta', '\\theta');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'outlier', settings: first },
    { id: 'faces', settings: { ...first, tab: 'faces' } },
    {
      id: 'leverage',
      settings: {
        ...first,
        beta: 0.2,
        points: [...first.points.slice(0, 6).map(([x, y]) => [x / 3, y] as [number, number]), [9.8, -3]],
      },
      fails: true,
    },
  ],
  prediction: {
    options: ['same', 'bit', 'much', 'less'],
    answer({ findings }) {
      const more = findings.find(({ id }) => id === 'landmarks')?.figures.more ?? 0;
      return more < -10 ? 'less' : more < 10 ? 'same' : more < 30 ? 'bit' : 'much';
    },
  },
  sequence: {
    length: ({ tab }) => (tab === 'line' ? STEPS : 0),
    at: ({ tab, step }) => (tab === 'line' ? step : 0),
    to: (step) => ({ step }),
  },
  formulas: [
    { id: 'residual', tex: `${r}=y-\\hat y,\\qquad \\hat y=x^{\\mathsf T}${theta}` },
    { id: 'l1', tex: `\\ell_1(${r})=|${r}|,\\qquad \\ell_1'=\\operatorname{sign}${r}` },
    { id: 'l2', tex: `\\ell_2(${r})=${r}^2,\\qquad \\ell_2'=2${r}` },
    {
      id: 'smooth',
      tex: `\\ell_{${beta}}(${r})=\\begin{cases}${r}^2/(2${beta})&|${r}|<${beta}\\\\|${r}|-${beta}/2&\\text{else}\\end{cases}`,
    },
    { id: 'mean', tex: `\\min_{${theta}}\\ \\frac1n\\sum_{i=1}^{n}\\ell(${r}_i)` },
  ],
  symbols: [
    { id: 'r', tex: 'r' },
    { id: 'beta', tex: '\\beta' },
    { id: 'theta', tex: '\\theta' },
  ],
  repeats: 4,
  checkInput: ({ seed, beta, share }, runs) => ({
    seed,
    beta,
    // Without a wrong label there would be nothing to withstand.
    share: share === 0 ? 0.2 : share / 100,
    draws: 400,
    faces: { people: 24, unseen: 10, each: 4, runs },
  }),
  uses: [
    { id: 'align', href: '/', file: 'models/align/similarity.ts' },
    { id: 'quality', file: 'models/align/five-points.ts' },
    { id: 'fit', file: 'models/linear/fit-linear.ts' },
  ],
  sources: [
    'P. J. Huber: Robust estimation of a location parameter. Ann. Math. Statist. 35, 1964.',
    'R. Girshick: Fast R-CNN. ICCV 2015, §2.3 (smooth L1).',
    'P. Bloomfield, W. L. Steiger: Least Absolute Deviations. Birkhäuser, 1983.',
    'P. J. Rousseeuw, A. M. Leroy: Robust Regression and Outlier Detection. Wiley, 1987, ch. 1 (leverage points).',
    'C. Sagonas et al.: 300 Faces in-the-Wild Challenge. ICCV Workshops 2013 (error in distances between the eyes).',
  ],
});
