import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = { batch: 1, rate: 1, by: 'epoch', epochs: 12, seed: 1 };
const B = sym('B', 'B');
const eta = sym('eta', '\\eta');
const noise = sym('noise', '\\mathcal B');

/** Eight people, 16 pictures of each: 128, which every batch divides. */
export const inputOf = ({ seed, epochs }: Settings) => ({ seed, epochs, people: 8, pictures: 16 });

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'lines', settings: first },
    { id: 'second', settings: { ...first, batch: 3, rate: 3, by: 'second' } },
    { id: 'wild', settings: { ...first, batch: 0, rate: 6, by: 'step' }, fails: true },
  ],
  prediction: {
    options: ['same', 'grow', 'shrink'],
    answer({ findings }) {
      const { same = 1 } = findings.find(({ id }) => id === 'epochs')?.figures ?? {};
      return same > 1.25 ? 'grow' : same < 0.8 ? 'shrink' : 'same';
    },
  },
  formulas: [
    { id: 'step', tex: `w\\leftarrow w-${eta}\\,\\frac1{${B}}\\sum_{i=1}^{${B}}\\nabla\\ell_i(w)` },
    {
      id: 'noise',
      tex: `\\mathbb E\\,\\lVert g_{${B}}-G\\rVert^2=\\frac{\\operatorname{tr}\\Sigma}{${B}},\\quad ${noise}=\\frac{\\operatorname{tr}\\Sigma}{\\lVert G\\rVert^2}`,
    },
    { id: 'linear', tex: `${B}\\to k${B}\\;:\\quad ${eta}\\to k\\,${eta}` },
    { id: 'root', tex: `${B}\\to k${B}\\;:\\quad ${eta}\\to \\sqrt k\\,${eta}` },
  ],
  symbols: [
    { id: 'B', tex: 'B' },
    { id: 'eta', tex: '\\eta' },
    { id: 'noise', tex: '\\mathcal B' },
  ],
  checkInput: inputOf,
  uses: [
    { id: 'train', href: '/train', file: 'models/train/optimisers.ts' },
    { id: 'schedule', href: '/train', file: 'models/train/schedule.ts' },
    { id: 'step', file: 'models/runtime/training/compile-training-step.ts' },
  ],
  sources: [
    'P. Goyal et al.: Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour. arXiv:1706.02677, 2017, §2.1.',
    'A. Krizhevsky: One weird trick for parallelizing convolutional neural networks. arXiv:1404.5997, 2014 (square root).',
    'S. McCandlish, J. Kaplan, D. Amodei: An Empirical Model of Large-Batch Training. arXiv:1812.06162, 2018.',
    'S. L. Smith et al.: Don’t Decay the Learning Rate, Increase the Batch Size. ICLR 2018, arXiv:1711.00489.',
    'N. S. Keskar et al.: On Large-Batch Training for Deep Learning. ICLR 2017, arXiv:1609.04836.',
  ],
});
