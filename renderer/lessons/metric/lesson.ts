import type { Finding } from '../../../models/experiments/check.ts';
import { STUDY_SIZE } from '../../../models/experiments/metric/ways.ts';
import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { PER_CLASS, type Settings, SNAPSHOTS, STEPS, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  view: 'pull',
  loss: 'triplet',
  miner: 'all',
  option: 1,
  unitLength: false,
  dimension: 2,
  rate: 0.1,
  points: [
    [-0.8, 0.7],
    [-1.3, -0.1],
    [0.1, 1.1],
    [-0.2, 0.2],
    [0.5, 0.6],
    [1.2, 0.1],
    [0.2, -0.4],
    [0.8, 1.1],
    [-0.5, -0.7],
    [0.4, -1.1],
    [-1, 0.3],
    [0.9, -0.5],
  ],
  step: 0,
  held: 3,
  turn: [0.6, 0.4],
  seed: 1,
};
/** The same points with all classes about one place, as faces are before anything was learnt. */
const aboutMiddle = (value: number, i: number, d: number): number => {
  const from = i - (i % PER_CLASS);
  const own = first.points.slice(from, from + PER_CLASS).map((point) => point[d]!);
  return Number((value - own.reduce((sum, one) => sum + one, 0) / PER_CLASS).toFixed(2));
};
const m = sym('m', 'm');
const tau = sym('tau', '\\tau');
const f = sym('f', 'f');
const eta = sym('eta', '\\eta');

/** How far the best of the four must be ahead of the next: one standard deviation of both together. */
function bestOf(finding: Finding | undefined, other: Finding | undefined): string {
  const { softmax = 0, softmaxSd = 0, triplet = 0, tripletSd = 0 } = finding?.figures ?? {};
  const { names = 0, namesSd = 0, views = 0, viewsSd = 0 } = other?.figures ?? {};
  const ranked = (
    [
      ['softmax', softmax, softmaxSd],
      ['triplet', triplet, tripletSd],
      ['contrastive', names, namesSd],
      ['views', views, viewsSd],
    ] as const
  ).toSorted((a, b) => b[1] - a[1]);
  const [best, next] = ranked;
  return best![1] - next![1] > Math.hypot(best![2], next![2]) / Math.SQRT2 ? best![0] : 'close';
}

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'pull', settings: first },
    {
      id: 'insert',
      settings: {
        ...first,
        view: 'train',
        option: 0.5,
        unitLength: true,
        dimension: 3,
        points: first.points.map(([x, y], i) => [x!, y!, ((i * 5) % 7) / 4 - 0.75]),
        step: SNAPSHOTS,
      },
    },
    {
      id: 'collapse',
      settings: {
        ...first,
        loss: 'contrastive',
        option: 0,
        rate: 0.5,
        points: first.points.map((point, i) => point.map((value, d) => aboutMiddle(value, i, d))),
        step: STEPS,
      },
      fails: true,
    },
  ],
  prediction: {
    options: ['softmax', 'triplet', 'contrastive', 'views', 'close'],
    answer: ({ findings }) =>
      bestOf(
        findings.find(({ id }) => id === 'classifier'),
        findings.find(({ id }) => id === 'supervised'),
      ),
  },
  sequence: {
    length: ({ view }) => (view === 'pull' ? STEPS : view === 'train' ? SNAPSHOTS : 0),
    at: ({ step, view }) => (view === 'train' ? Math.min(step, SNAPSHOTS) : step),
    to: (step) => ({ step }),
  },
  formulas: [
    { id: 'distance', tex: `d(x,y)=\\lVert ${f}(x)-${f}(y)\\rVert` },
    { id: 'triplet', tex: `\\max\\bigl(0,\\;d(a,p)^2-d(a,n)^2+${m}\\bigr)` },
    {
      id: 'contrastive',
      tex: `\\tfrac12 d(a,p)^2\\;,\\quad \\tfrac12\\max\\bigl(0,\\;${m}-d(a,n)\\bigr)^2`,
    },
    {
      id: 'ntxent',
      tex: `-\\log\\frac{e^{s(a,p)/${tau}}}{e^{s(a,p)/${tau}}+\\sum_n e^{s(a,n)/${tau}}}`,
    },
    { id: 'descent', tex: `${f}(x)\\leftarrow ${f}(x)-${eta}\\,\\frac{\\partial L}{\\partial ${f}(x)}` },
  ],
  symbols: [
    { id: 'f', tex: 'f' },
    { id: 'm', tex: 'm' },
    { id: 'tau', tex: '\\tau' },
    { id: 'eta', tex: '\\eta' },
  ],
  repeats: 3,
  checkInput: ({ seed }, seeds) => ({ seed, seeds, size: STUDY_SIZE }),
  uses: [
    { id: 'desk', href: '/', file: 'main/services/identification.ts' },
    { id: 'enrol', href: '/people', file: 'main/services/enrolment.ts' },
    { id: 'train', href: '/train', file: 'models/train/step-program.ts' },
    { id: 'compare', href: '/compare', file: 'models/compare/comparison.ts' },
    { id: 'losses', file: 'models/losses/registry.ts' },
  ],
  sources: [
    'E. P. Xing, A. Y. Ng, M. I. Jordan, S. Russell: Distance metric learning with application to clustering with side-information. NIPS 2002.',
    'R. Hadsell, S. Chopra, Y. LeCun: Dimensionality reduction by learning an invariant mapping. CVPR 2006.',
    'F. Schroff, D. Kalenichenko, J. Philbin: FaceNet. CVPR 2015.',
    'J. Deng, J. Guo, N. Xue, S. Zafeiriou: ArcFace. CVPR 2019.',
    'T. Chen, S. Kornblith, M. Norouzi, G. Hinton: A simple framework for contrastive learning (SimCLR). ICML 2020.',
    'P. Khosla et al.: Supervised contrastive learning. NeurIPS 2020.',
    'L. Zheng et al.: Scalable person re-identification: a benchmark. ICCV 2015.',
    'K. Musgrave, S. Belongie, S.-N. Lim: A metric learning reality check. ECCV 2020.',
  ],
});
