import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { resultOf } from './cells.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  product: 'cross',
  a: [2, 1, 0],
  b: [-0.5, 2, 1],
  A: [
    [1, 2],
    [-1, 0],
  ],
  B: [
    [1, 0],
    [2, 3],
  ],
  step: null,
  turn: [0.6, 0.45],
  seed: 1,
};
const a = sym('a', '\\mathbf a');
const b = sym('b', '\\mathbf b');
const A = sym('A', 'A');
const B = sym('B', 'B');

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'general', settings: first },
    { id: 'blocks', settings: { ...first, product: 'kronecker' } },
    { id: 'four', settings: { ...first, a: [2, 1, 0, 1], b: [-0.5, 2, 1, 0] }, fails: true },
  ],
  prediction: {
    options: ['crossHadamard', 'cross', 'outerCross', 'none'],
    answer({ findings }) {
      const figures = findings.find(({ id }) => id === 'sizes')?.figures ?? {};
      const three = ['cross', 'outer', 'kronecker', 'hadamard'].filter((name) => figures[name] === 3).join(' ');
      return { 'cross hadamard': 'crossHadamard', cross: 'cross', 'cross outer': 'outerCross' }[three] ?? 'none';
    },
  },
  sequence: {
    length: (settings) => resultOf(settings)?.cells.length ?? 0,
    at: (settings) => {
      const all = resultOf(settings)?.cells.length ?? 0;
      return Math.min(settings.step ?? all, all);
    },
    to: (step) => ({ step }),
  },
  formulas: [
    {
      id: 'dot',
      tex: `${a}\\cdot${b}=\\sum_i a_i b_i=\\lVert ${a}\\rVert\\,\\lVert ${b}\\rVert\\cos${sym('theta', '\\theta')}`,
    },
    {
      id: 'cross',
      tex: `${a}\\times ${b}=\\begin{pmatrix}a_2b_3-a_3b_2\\\\a_3b_1-a_1b_3\\\\a_1b_2-a_2b_1\\end{pmatrix}`,
    },
    { id: 'outer', tex: `(${a}\\,${b}^{\\mathsf T})_{ij}=a_i b_j` },
    {
      id: 'kronecker',
      tex: `${A}\\otimes ${B}=\\begin{pmatrix}A_{11}${B}&\\cdots&A_{1n}${B}\\\\\\vdots&&\\vdots\\\\A_{m1}${B}&\\cdots&A_{mn}${B}\\end{pmatrix}`,
    },
    { id: 'hadamard', tex: `(${A}\\circ ${B})_{ij}=A_{ij}B_{ij}` },
  ],
  symbols: [
    { id: 'a', tex: '\\mathbf a' },
    { id: 'b', tex: '\\mathbf b' },
    { id: 'theta', tex: '\\theta' },
    { id: 'A', tex: 'A' },
    { id: 'B', tex: 'B' },
  ],
  checkInput: ({ seed }) => ({ seed, draws: 400 }),
  uses: [
    { id: 'score', href: '/', file: 'main/services/identification.ts' },
    { id: 'align', file: 'models/align/similarity.ts' },
    { id: 'matrix', href: '/train', file: 'models/losses/distances.ts' },
    { id: 'mask', file: 'models/losses/reducers.ts' },
    { id: 'kron', file: 'models/linear/products.ts' },
  ],
  sources: [
    'J. W. Gibbs, E. B. Wilson: Vector Analysis. Scribner, 1901.',
    'G. H. Golub, C. F. Van Loan: Matrix Computations, 4th ed. Johns Hopkins, 2013, §1.1, §12.3.',
    'C. F. Van Loan: The ubiquitous Kronecker product. J. Comput. Appl. Math. 123, 2000.',
    'R. A. Horn, C. R. Johnson: Topics in Matrix Analysis. Cambridge, 1991, ch. 4 and 5.',
  ],
});
