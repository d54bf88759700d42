import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { spaceFigures } from '../../../models/experiments/metric/measures.ts';
import { pixelSpace } from '../../../models/experiments/metric/spaces.ts';
import { study } from '../../../models/experiments/metric/study.ts';
import { type LiveSnapshot, train } from '../../../models/experiments/metric/train.ts';
import { tasks, UNDER_TEST } from '../../../models/experiments/metric.ts';
import { facesNow, madeUp, type Quality, SIZE } from './metric/support.ts';

const tools = { executor: await createOnnxRuntimeNode() };
const input = { seed: 2, seeds: 2, size: SIZE };
const faces = facesNow(input.seed);
const good: Quality = { softmax: 3, arcface: 3, triplet: 3, contrastive: 3, views: 1 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const checked = async (quality: Quality, change: Partial<typeof UNDER_TEST> = {}) =>
  verdicts(await toEnd(tasks.check(input, tools, { ...UNDER_TEST, study: madeUp(faces, quality), ...change })));

test('an embedding that separates people: the notes hold where they are precise, and not where they are not', async () => {
  expect(await checked(good)).toEqual({
    nearer: 'holds',
    dense: 'holds',
    learners: 'does-not-hold',
    gain: expect.stringMatching(/^holds/),
    enrol: 'holds',
    classifier: 'holds-when',
    supervised: 'does-not-hold',
    surface: 'holds-when',
    uses: 'holds',
  });
});

test('embeddings and algorithms for which a statement is false change its verdict', async () => {
  // Nothing was learnt.
  expect(await checked({})).toMatchObject({
    nearer: 'does-not-hold',
    dense: 'does-not-hold',
    gain: expect.not.stringMatching(/^holds$/),
    uses: expect.not.stringMatching(/^holds$/),
  });
  // It tells those apart whom training saw, and nobody else: enrolment takes a training.
  expect(await checked(good, { study: madeUp(faces, good, { blind: true }) })).toMatchObject({
    enrol: 'does-not-hold',
    surface: 'holds-when',
  });
  // Features from which a distance knows people and a surface does not, and the other way round.
  expect(await checked(good, { study: madeUp(faces, good, { classifier: 0 }) })).toMatchObject({ surface: 'holds' });
  // Were softmax of no use without its classifier, and names of none, the notes would be right.
  expect(await checked({ ...good, softmax: 0, arcface: 0, contrastive: 0 })).toMatchObject({
    classifier: 'holds',
    supervised: 'holds',
    nearer: 'holds',
    surface: 'holds',
  });
  // A K-means that stretches the axes it was given has changed a distance.
  const { kMeans } = UNDER_TEST.classic;
  const stretching: typeof kMeans = (table, k, seed, options) => {
    const values = table.values as Float64Array;
    for (let i = 0; i < values.length; i += table.dimension) values[i]! *= 50;
    return kMeans(table, k, seed, options);
  };
  expect(await checked(good, { classic: { ...UNDER_TEST.classic, kMeans: stretching } })).toMatchObject({
    learners: 'holds',
    enrol: 'holds',
  });
});

test('a real training brings people nearer whom it has not seen', async () => {
  const size = { people: 20, heldBack: 4, pictures: 6, enrolled: 2, steps: 60 };
  const { faces: drawn, trained } = await toEnd(study({ seed: 1, seeds: 1, size }, ['triplet'], tools));
  const { deal, space } = trained[0]!;
  const learnt = spaceFigures(space(deal.fresh));
  const pixels = spaceFigures(pixelSpace(drawn, deal.fresh, deal.train));
  expect(learnt.nearness).toBeLessThan(0.8 * pixels.nearness);
});

test('only pulling ends in one point: really trained, the loss vanishes and nobody is told apart', async () => {
  let last: LiveSnapshot | null = null;
  const options = { loss: 'contrastive', options: { nonMatedMargin: 0 }, unitLength: false } as const;
  const live = train({ seed: 1, loss: options, supervision: 'people', dimension: 2, held: 0, steps: 60 }, tools);
  let first: LiveSnapshot | null = null;
  for await (const told of live)
    if ('points' in told) {
      first ??= told;
      last = told;
    }
  const extent = ({ points }: LiveSnapshot): number =>
    points.reduce((sum, point) => sum + Math.hypot(...point), 0) / points.length;
  expect(last!.step).toBe(60);
  expect(extent(last!)).toBeLessThan(0.5 * extent(first!));
  expect(last!.enrolment.newBefore).toBe(0);
});
