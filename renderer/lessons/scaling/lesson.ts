import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { type Settings, STEPS, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  tab: 'descent',
  beside: 'z-score',
  scale: 4,
  correlation: 0,
  rate: 0.95,
  start: [-9, 5],
  step: STEPS,
  algorithm: 'k-nn',
  unit: 1,
  probe: [0.95, 172],
  seed: 1,
};
const eta = sym('eta', '\\eta');
const scale = sym('s', 's');
const rho = sym('rho', '\\rho');
const unit = sym('u', 'u');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'valley', settings: first },
    { id: 'people', settings: { ...first, tab: 'algorithms' } },
    { id: 'correlated', settings: { ...first, correlation: 0.95, scale: 1.5 }, fails: true },
  ],
  prediction: {
    options: ['none', 'bayes', 'bayesPca', 'bayesSvm', 'all', 'other'],
    answer({ findings }) {
      const figures = findings.find(({ id }) => id === 'distances')?.figures ?? {};
      const same = ['kMeans', 'kNn', 'pca', 'svm', 'bayes'].filter((name) => figures[name] === 0).join(' ');
      const known: Record<string, string> = {
        '': 'none',
        bayes: 'bayes',
        'pca bayes': 'bayesPca',
        'svm bayes': 'bayesSvm',
        'kMeans kNn pca svm bayes': 'all',
      };
      return known[same] ?? 'other';
    },
  },
  sequence: {
    length: ({ tab }) => (tab === 'descent' ? STEPS : 0),
    at: ({ tab, step }) => (tab === 'descent' ? step : 0),
    to: (step) => ({ step }),
  },
  formulas: [
    {
      id: 'zscore',
      tex: "x'=\\frac{x-\\bar x}{\\sigma}\\qquad\\text{min-max: }\\frac{x-x_{\\min}}{x_{\\max}-x_{\\min}}",
    },
    {
      id: 'hessian',
      tex: `H=\\tfrac1n X^{\\mathsf T}X=\\begin{pmatrix}1&${rho}${scale}\\\\${rho}${scale}&${scale}^2\\end{pmatrix}`,
    },
    { id: 'kappa', tex: '\\kappa=\\frac{\\lambda_{\\max}}{\\lambda_{\\min}}' },
    {
      id: 'descent',
      tex: `w\\leftarrow w-${eta}\\,H(w-w^*),\\quad ${eta}^*=\\tfrac{2}{\\lambda_{\\max}+\\lambda_{\\min}}`,
    },
    { id: 'distance', tex: `d^2=(x_1-y_1)^2+${unit}^2\\,(x_2-y_2)^2` },
    {
      id: 'bayes',
      tex: `p(${unit}x\\mid c)=\\tfrac1{${unit}}\\,p(x\\mid c)`,
    },
  ],
  symbols: [
    { id: 's', tex: 's' },
    { id: 'rho', tex: '\\rho' },
    { id: 'eta', tex: '\\eta' },
    { id: 'u', tex: 'u' },
  ],
  checkInput: ({ seed }) => ({ seed, draws: 200, each: 30 }),
  uses: [
    { id: 'normalise', href: '/', file: 'models/embed/normalise.ts' },
    { id: 'pixels', file: 'models/embed/chip-tensor.ts' },
    { id: 'components', href: '/train', file: 'models/train/principal-components.ts' },
    { id: 'zscore', file: 'models/linear/feature-scaling.ts' },
  ],
  sources: [
    'Y. LeCun, L. Bottou, G. Orr, K.-R. Müller: Efficient BackProp. 1998, §4.3.',
    'S. Boyd, L. Vandenberghe: Convex Optimization. Cambridge, 2004, §9.3.',
    'A. van der Sluis: Condition numbers and equilibration of matrices. Numer. Math. 14, 1969.',
    'I. T. Jolliffe: Principal Component Analysis, 2nd ed. Springer, 2002, §2.3.',
    'C.-W. Hsu, C.-C. Chang, C.-J. Lin: A Practical Guide to Support Vector Classification. 2003, §2.2.',
    'T. Kanade: Picture processing system by computer complex and recognition of human faces. Kyoto, 1973.',
  ],
});
