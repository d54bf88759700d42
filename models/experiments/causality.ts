import { meetsAdjustmentCriterion, meetsBackDoor, minimalAdjustmentSets, subsetsOf } from '../causal/adjustment.ts';
import { dSeparated } from '../causal/d-separation.ts';
import { limitCorrelation, limitSlope, totalEffect } from '../causal/effects.ts';
import { type EffectEstimates, estimateEffects } from '../causal/estimates.ts';
import { intervene, type LinearModel, sampleModel } from '../causal/linear-model.ts';
import { type Coefficient, firstCoefficient } from '../linear/regression.ts';
import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { CAUSE, OUTCOME, SCENES, type SceneId } from './causality/scenes.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Task, type Verdict } from './check.ts';

/** The methods under test; a test puts in a wrong one to see the verdict change. */
export const CAUSAL = { sampleModel, firstCoefficient, dSeparated, meetsBackDoor, totalEffect };
export type Causal = typeof CAUSAL;

export interface CausalInput {
  readonly seed: number;
  /** How often each scene is sampled, and how many doors a sample has. */
  readonly repeats: number;
  readonly doors: number;
  /** Models drawn at random. */
  readonly models: number;
}

/** A 95 % interval that is honest holds the truth in 95 of 100 samples; one that is wrong in fewer than half of them here. */
const HONEST = 0.88;
const WRONG = 0.5;
/** Rounding of sums over a handful of doubles is far below; a bias of drawn strengths is not. */
const TOLERANCE = 1e-9;
/** How many times the doors where it is asked whether more data help. */
const MORE = 50;

/** What one scene's samples say. */
interface Sampled {
  readonly effect: number;
  /** Share of samples whose interval holds the effect. */
  readonly held: Readonly<Record<keyof EffectEstimates, number>>;
  readonly mean: Readonly<Record<keyof EffectEstimates, number>>;
  /** Share of samples in which the naive estimate has another sign than the adjusted one. */
  readonly turned: number;
}

/** Samples six models of one site over and over, and holds the graph's rules to models drawn at random. */
async function* check(input: CausalInput, causal: Causal = CAUSAL): AsyncGenerator<Progress, CheckResult> {
  const { seed, models, repeats } = input;
  const scenes = ['confounder', 'simpson', 'mediator', 'collider', 'before', 'hidden'] as const;
  const total = scenes.length * repeats + models * 4;
  const sampled: Partial<Record<SceneId, Sampled>> = {};
  for (const [i, id] of scenes.entries()) {
    yield { done: i * repeats, total };
    sampled[id] = sampledScene(id, input, causal);
  }
  const random = seededRandom(seed);
  const rules = { agreed: 0, triples: 0, enough: 0, bias: 0, failing: 0, fine: 0, exact: 0, traced: 0 };
  for (let i = 0; i < models; i++) {
    if (i % 10 === 0) yield { done: scenes.length * repeats + 4 * i, total };
    holdToRules(drawnModel(random), causal, rules);
  }
  return conclude(findingsOf(sampled as Record<SceneId, Sampled>, rules, input, causal));
}

function sampledScene(id: SceneId, { seed, repeats, doors }: CausalInput, causal: Causal): Sampled {
  const { model, adjust } = SCENES[id];
  const { effect } = causal.totalEffect(model, CAUSE, OUTCOME);
  const ways = ['naive', 'adjusted', 'lot'] as const;
  const held = { naive: 0, adjusted: 0, lot: 0 };
  const mean = { naive: 0, adjusted: 0, lot: 0 };
  let turned = 0;
  const question = { model, cause: CAUSE, outcome: OUTCOME, given: adjust, count: doors };
  for (let i = 0; i < repeats; i++) {
    const found = estimateEffects({ ...question, seed: seed * 1009 + i }, causal);
    for (const way of ways) {
      if (holds(found[way], effect)) held[way] += 1 / repeats;
      mean[way] += found[way].estimate / repeats;
    }
    if (found.naive.estimate * found.adjusted.estimate < 0) turned += 1 / repeats;
  }
  return { effect, held, mean, turned };
}

const holds = ({ low, high }: Coefficient, effect: number): boolean => low <= effect && effect <= high;

const NODES = ['a', 'b', 'c', 'd', 'e'] as const;

/** Five variables in a random order, about half of all arrows, strengths of either sign from 0.3 to 1.5. */
function drawnModel(random: Random): LinearModel {
  const order = NODES.map((node) => ({ node, at: random() })).sort((one, other) => one.at - other.at);
  const arrows = order.flatMap(({ node: from }, i) =>
    order.slice(i + 1).flatMap(({ node: to }) => {
      const strength = (0.3 + 1.2 * random()) * (random() < 0.5 ? -1 : 1);
      return random() < 0.55 ? [{ from, to, strength }] : [];
    }),
  );
  return { nodes: NODES, arrows };
}

interface Rules {
  agreed: number;
  triples: number;
  /** Sets that meet the back-door criterion, and the largest bias of one. */
  enough: number;
  bias: number;
  /** Sets that do not, those of them without bias, and those of these that the exact criterion knows. */
  failing: number;
  fine: number;
  exact: number;
  /** Largest difference between effects by paths and by carrying out do(X). */
  traced: number;
}

function holdToRules(model: LinearModel, causal: Causal, rules: Rules): void {
  for (const x of NODES)
    for (const y of NODES) {
      if (x === y) continue;
      const { effect } = causal.totalEffect(model, x, y);
      rules.traced = Math.max(rules.traced, Math.abs(effect - carriedOut(model, x, y, causal)));
      for (const given of subsetsOf(NODES.filter((node) => node !== x && node !== y))) {
        if (x < y) {
          rules.triples++;
          const none = Math.abs(limitCorrelation(model, x, y, given)) < TOLERANCE;
          if (none === causal.dSeparated(model, x, y, given)) rules.agreed++;
        }
        const bias = Math.abs(limitSlope(model, x, y, given) - effect);
        if (causal.meetsBackDoor(model, x, y, given)) {
          rules.enough++;
          rules.bias = Math.max(rules.bias, bias);
        } else {
          rules.failing++;
          if (bias < TOLERANCE) rules.fine++;
          if (bias < TOLERANCE === meetsAdjustmentCriterion(model, x, y, given)) rules.exact++;
        }
      }
    }
}

/** do(X = 1) against do(X = 0) on the same case: in a linear model every case says the same. */
function carriedOut(model: LinearModel, x: string, y: string, causal: Causal): number {
  const at = (value: number): number => causal.sampleModel(intervene(model, x), 1, 3, { [x]: value }).values[y]![0]!;
  return at(1) - at(0);
}

const percent = (share: number): number => Math.round(100 * share);

function findingsOf(
  { confounder, simpson, mediator, collider, before, hidden }: Record<SceneId, Sampled>,
  rules: Rules,
  { seed, repeats, doors }: CausalInput,
  causal: Causal,
): Finding[] {
  const size = { repeats, doors };
  const honest = (share: number): boolean => share >= HONEST;
  /** Whether adjusting is safe where there was nothing to adjust for: it is not where an honest interval becomes a wrong one. */
  const safe = ({ held }: Sampled): Verdict =>
    honest(held.naive) && held.adjusted < WRONG ? 'does-not-hold' : honest(held.adjusted) ? 'holds' : 'holds-when';
  const told = ({ effect, held, mean }: Sampled) => ({
    ...size,
    effect,
    naive: mean.naive,
    adjusted: mean.adjusted,
    lot: mean.lot,
    naiveHeld: percent(held.naive),
    adjustedHeld: percent(held.adjusted),
    lotHeld: percent(held.lot),
  });
  const scene = SCENES.hidden;
  const { effect } = causal.totalEffect(scene.model, CAUSE, OUTCOME);
  const many = estimateEffects(
    { model: scene.model, cause: CAUSE, outcome: OUTCOME, given: scene.adjust, count: doors * MORE, seed },
    causal,
  );
  const observed = scene.model.nodes.filter((node) => !scene.hidden.includes(node));
  const sets = minimalAdjustmentSets(scene.model, CAUSE, OUTCOME, observed, causal.meetsBackDoor).length;
  const off = Math.abs(many.adjusted.estimate - effect);
  return [
    {
      id: 'naive',
      verdict: confounder.held.naive < WRONG && honest(confounder.held.lot) ? 'holds' : 'does-not-hold',
      figures: told(confounder),
    },
    {
      id: 'adjusted',
      verdict: honest(confounder.held.adjusted) && honest(simpson.held.adjusted) ? 'holds' : 'does-not-hold',
      figures: { ...told(confounder), simpsonHeld: percent(simpson.held.adjusted) },
    },
    {
      id: 'simpson',
      verdict: simpson.turned > 0.9 ? 'holds' : simpson.turned > 0.2 ? 'holds-when' : 'does-not-hold',
      figures: { ...told(simpson), turned: percent(simpson.turned) },
    },
    {
      id: 'mediator',
      verdict: honest(mediator.held.naive) && mediator.held.adjusted < WRONG ? 'holds' : 'does-not-hold',
      figures: told(mediator),
    },
    { id: 'more', verdict: safe(collider), figures: told(collider) },
    { id: 'before', verdict: safe(before), figures: told(before) },
    {
      id: 'data',
      verdict: sets === 0 && !holds(many.adjusted, effect) ? 'does-not-hold' : 'holds',
      figures: {
        ...told(hidden),
        sets,
        many: doors * MORE,
        manyAdjusted: many.adjusted.estimate,
        half: (many.adjusted.high - many.adjusted.low) / 2,
        off,
      },
    },
    {
      id: 'separation',
      verdict: rules.agreed === rules.triples ? 'holds' : 'does-not-hold',
      figures: { agreed: rules.agreed, triples: rules.triples },
    },
    {
      id: 'enough',
      verdict: rules.bias < TOLERANCE ? 'holds' : 'does-not-hold',
      figures: { sets: rules.enough, bias: rules.bias },
    },
    {
      // Only where a set that fails is biased each time is the criterion the whole truth.
      id: 'only',
      verdict: rules.fine === 0 ? 'holds' : rules.exact === rules.failing ? 'holds-when' : 'does-not-hold',
      figures: { failing: rules.failing, fine: rules.fine, exact: rules.exact },
    },
    {
      id: 'tracing',
      verdict: rules.traced < TOLERANCE ? 'holds' : 'does-not-hold',
      figures: { error: rules.traced },
    },
  ];
}

export const tasks = { check } satisfies Record<string, Task<never, unknown>>;
