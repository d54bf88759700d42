import { defineLesson, sym } from '../frame/lesson.ts';
import { card } from './card.ts';
import { toldPaths } from './model-of.ts';
import { sceneOf, sceneSettings } from './scenes.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { texts } from './texts.ts';

const first: Settings = {
  ...sceneSettings('confounder'),
  adjust: [],
  world: 'seen',
  doors: 250,
  level: 1,
  path: 2,
  chosen: 'light>camera',
  seed: 8,
};
const X = sym('X', 'X');
const Y = sym('Y', 'Y');
const Z = sym('Z', 'Z');
const beta = sym('beta', '\\beta');
const doX = (value: string): string => `${sym('do', '\\mathrm{do}')}(${X}=${value})`;

export const lesson = defineLesson<Settings>({
  card,
  texts,
  schema: settingsSchema,
  presets: [
    { id: 'confounder', settings: first },
    { id: 'mediator', settings: { ...first, ...sceneSettings('mediator'), adjust: ['sharp'], chosen: 'sharp' } },
    {
      id: 'collider',
      settings: { ...first, ...sceneSettings('collider'), adjust: ['audit'], chosen: 'audit' },
      fails: true,
    },
    { id: 'simpson', settings: { ...first, ...sceneSettings('simpson'), adjust: ['light'], chosen: 'light' } },
  ],
  // A model that was edited is still the example's; another one that was laid ready is not.
  stillShows: (preset, settings) => [null, sceneOf(preset)].includes(sceneOf(settings)),
  prediction: {
    options: ['better', 'same', 'worse'],
    answer({ findings }) {
      const { naive = 0, adjusted = 0, effect = 0 } = findings.find(({ id }) => id === 'more')?.figures ?? {};
      const gained = Math.abs(naive - effect) - Math.abs(adjusted - effect);
      return gained > 0.05 ? 'better' : gained < -0.05 ? 'worse' : 'same';
    },
  },
  sequence: {
    length: (settings) => toldPaths(settings).length,
    at: (settings) => Math.min(settings.path, toldPaths(settings).length),
    to: (path) => ({ path }),
  },
  formulas: [
    {
      id: 'structure',
      tex: `${Y}=\\sum_{V\\to ${Y}}${beta}_{V}\\,V+\\varepsilon_{Y},\\quad\\varepsilon_{Y}\\sim\\mathcal N(0,1)`,
    },
    { id: 'doing', tex: `P(${Y}\\mid ${doX('x')})\\neq P(${Y}\\mid ${X}=x)` },
    { id: 'adjusting', tex: `P(${Y}\\mid ${doX('x')})=\\sum_{${Z}}P(${Y}\\mid x,${Z})\\,P(${Z})` },
    {
      id: 'tracing',
      tex: `\\frac{\\mathrm d}{\\mathrm dx}\\,\\mathbb E[${Y}\\mid ${doX('x')}]=\\sum_{${X}\\to\\cdots\\to ${Y}}\\prod ${beta}`,
    },
    { id: 'separated', tex: `(${X}\\perp ${Y}\\mid ${Z})_{G}\\;\\Rightarrow\\;\\rho_{${X}${Y}\\cdot ${Z}}=0` },
  ],
  symbols: [
    { id: 'X', tex: 'X' },
    { id: 'Y', tex: 'Y' },
    { id: 'Z', tex: 'Z' },
    { id: 'beta', tex: '\\beta' },
    { id: 'do', tex: '\\mathrm{do}' },
  ],
  checkInput: ({ seed }) => ({ seed, repeats: 200, doors: 200, models: 25 }),
  uses: [
    { id: 'lot', href: '/compare', file: 'models/compare/deal.ts' },
    { id: 'paired', href: '/evaluate', file: 'models/metrics/paired.ts' },
    { id: 'here', file: 'models/causal/adjustment.ts' },
  ],
  sources: [
    'J. Pearl: Causality, 2nd ed. Cambridge, 2009, §1.2, §3.3, §5.1.',
    'S. Wright: The Method of Path Coefficients. Annals of Mathematical Statistics 5, 1934.',
    'R. D. Shachter: Bayes-Ball. UAI 1998.',
    'I. Shpitser, T. VanderWeele, J. M. Robins: On the Validity of Covariate Adjustment. UAI 2010.',
    'E. H. Simpson: The Interpretation of Interaction in Contingency Tables. J. R. Stat. Soc. B 13, 1951.',
    'S. Greenland: Quantifying Biases in Causal Models: Classical Confounding vs Collider-Stratification Bias. Epidemiology 14, 2003.',
    'C. Cinelli, A. Forney, J. Pearl: A Crash Course in Good and Bad Controls. Sociological Methods & Research, 2022.',
  ],
});
