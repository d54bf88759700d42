import { expect, test } from 'vitest';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { PRODUCTS, tasks } from '../../../models/experiments/products.ts';

const input = { seed: 7, draws: 60 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('the four products are what the notes say; that 外积 and tensor product each name one product is not', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toEqual({
    dot: 'holds',
    unit: 'holds',
    cross: 'holds',
    names: 'does-not-hold',
    tensor: 'holds-when',
    blocks: 'holds',
    hadamard: 'holds',
    sizes: 'holds',
  });
  expect(result.verdict).toBe('holds-when');
  expect(await toEnd(tasks.check(input))).toEqual(result);
});

test('a product that is computed wrongly changes its verdict, and only its own', async () => {
  const { crossProduct, kroneckerProduct, dotProduct } = PRODUCTS;
  const swapped = verdicts(
    await toEnd(tasks.check(input, { ...PRODUCTS, crossProduct: (a, b) => crossProduct(b, a) })),
  );
  expect(swapped).toMatchObject({ cross: 'does-not-hold', dot: 'holds', blocks: 'holds' });
  const turned = verdicts(
    await toEnd(tasks.check(input, { ...PRODUCTS, kroneckerProduct: (a, b) => kroneckerProduct(b, a) })),
  );
  // The mixed product rule holds from either side; the order of the numbers does not.
  expect(turned).toMatchObject({ tensor: 'does-not-hold', blocks: 'holds', cross: 'holds' });
  const scaled = verdicts(
    await toEnd(tasks.check(input, { ...PRODUCTS, dotProduct: (a, b) => 1.01 * dotProduct(a, b) })),
  );
  expect(scaled).toMatchObject({ dot: 'does-not-hold', unit: 'does-not-hold', hadamard: 'does-not-hold' });
});
