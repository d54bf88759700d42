import { defineLesson, sym } from '../frame/lesson.ts';
import { defaultFace } from '../parts/face-source.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  distance: 'euclidean',
  p: 3,
  spread: { x: 1.5, y: 0.6, correlation: 0.6 },
  radius: 1,
  numbers: { a: [1, 0.5], b: [2, 1.5], c: [-0.5, 1.5] },
  amounts: { a: [3, 0.5], b: [0.5, 3], c: [3, 3] },
  shares: { a: [0.5, 0.3], b: [0.2, 0.2], c: [0.3, 0.5] },
  words: ['kitten', 'sitting'],
  step: null,
  face: defaultFace,
  seed: 1,
};
const a = sym('a', '\\mathbf a');
const b = sym('b', '\\mathbf b');
const ai = sym('a', 'a_i');
const bi = sym('b', 'b_i');
const p = sym('p', 'p');
const Sigma = sym('sigma', '\\Sigma');
const gap = `${a}-${b}`;

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'straight', settings: first },
    { id: 'stretched', settings: { ...first, distance: 'mahalanobis' } },
    {
      id: 'detour',
      settings: {
        ...first,
        distance: 'minkowski',
        p: 0.5,
        numbers: { a: [-1, -1], b: [1.5, 1.5], c: [1.5, -1] },
      },
      fails: true,
    },
  ],
  prediction: {
    options: ['never', 'sometimes', 'always'],
    answer({ findings }) {
      const { unit = 0, galleries = 0 } = findings.find(({ id }) => id === 'ranks')?.figures ?? {};
      return unit === 0 ? 'never' : unit === galleries ? 'always' : 'sometimes';
    },
  },
  formulas: [
    { id: 'euclidean', tex: `\\sqrt{\\textstyle\\sum_i(${ai}-${bi})^2}` },
    { id: 'manhattan', tex: `\\textstyle\\sum_i|${ai}-${bi}|` },
    { id: 'chebyshev', tex: `\\max_i|${ai}-${bi}|` },
    { id: 'minkowski', tex: `\\Bigl(\\textstyle\\sum_i|${ai}-${bi}|^{${p}}\\Bigr)^{1/${p}}` },
    { id: 'mahalanobis', tex: `\\sqrt{(${gap})^{\\mathsf T}\\,${Sigma}^{-1}(${gap})}` },
    { id: 'cosine', tex: `1-\\frac{${a}\\cdot ${b}}{\\lVert ${a}\\rVert\\,\\lVert ${b}\\rVert}` },
    {
      id: 'correlation',
      tex: `1-\\frac{(${a}-\\bar a)\\cdot(${b}-\\bar b)}{\\lVert ${a}-\\bar a\\rVert\\,\\lVert ${b}-\\bar b\\rVert}`,
    },
    { id: 'hamming', tex: `\\tfrac1n\\,\\bigl|\\{i:${ai}\\neq ${bi}\\}\\bigr|` },
    {
      id: 'jaccard',
      tex: `1-\\frac{|${sym('a', 'A')}\\cap ${sym('b', 'B')}|}{|${sym('a', 'A')}\\cup ${sym('b', 'B')}|}`,
    },
    { id: 'brayCurtis', tex: `\\frac{\\sum_i|${ai}-${bi}|}{\\sum_i|${ai}+${bi}|}` },
    { id: 'canberra', tex: `\\sum_i\\frac{|${ai}-${bi}|}{|${ai}|+|${bi}|}` },
    { id: 'kl', tex: `\\mathrm{KL}(${a}\\,\\Vert\\,${b})=\\sum_i ${ai}\\ln\\frac{${ai}}{${bi}}` },
    {
      id: 'js',
      tex: `\\begin{gathered}\\sqrt{\\tfrac12\\mathrm{KL}(${a}\\Vert m)+\\tfrac12\\mathrm{KL}(${b}\\Vert m)}\\\\m=\\tfrac12(${a}+${b})\\end{gathered}`,
    },
    { id: 'wasserstein', tex: `\\sum_k\\Bigl|\\sum_{i\\le k}(${ai}-${bi})\\Bigr|` },
    {
      id: 'edit',
      tex: `\\begin{gathered}D_{ij}=\\min(D_{i-1,j}+1,\\,D_{i,j-1}+1,\\\\D_{i-1,j-1}+[${sym('a', 'a_i')}\\neq ${sym('b', 'b_j')}])\\end{gathered}`,
    },
    { id: 'unit', tex: `\\lVert ${gap}\\rVert^2=2\\,(1-\\cos\\theta)` },
  ],
  symbols: [
    { id: 'a', tex: '\\mathbf a' },
    { id: 'b', tex: '\\mathbf b' },
    { id: 'p', tex: 'p' },
    { id: 'sigma', tex: '\\Sigma' },
  ],
  checkInput: ({ seed }) => ({ seed, draws: 2000, galleries: 200, people: 24 }),
  uses: [
    { id: 'score', href: '/', file: 'main/services/identification.ts' },
    { id: 'losses', href: '/train', file: 'models/losses/distances.ts' },
    { id: 'iou', file: 'models/detect/box-iou.ts' },
    { id: 'kl', href: '/compare', file: 'models/losses/cross-entropy.ts' },
    { id: 'here', file: 'models/distances/registry.ts' },
  ],
  sources: [
    'M. M. Deza, E. Deza: Encyclopedia of Distances, 4th ed. Springer, 2016.',
    'M. Fréchet: Sur quelques points du calcul fonctionnel. Rend. Circ. Mat. Palermo 22, 1906.',
    'P. C. Mahalanobis: On the generalised distance in statistics. Proc. Nat. Inst. Sci. India 2, 1936.',
    'J. R. Bray, J. T. Curtis: An ordination of the upland forest communities of southern Wisconsin. Ecol. Monogr. 27, 1957.',
    'D. M. Endres, J. E. Schindelin: A new metric for probability distributions. IEEE Trans. Inf. Theory 49, 2003.',
    'R. A. Wagner, M. J. Fischer: The string-to-string correction problem. J. ACM 21, 1974.',
    'O. Ledoit, M. Wolf: A well-conditioned estimator for large-dimensional covariance matrices. J. Multivar. Anal. 88, 2004.',
  ],
});
