import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallOutput } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { orderOf } from './picture-orders.ts';
import { readRunPictures } from './run-pictures.ts';
import { recipeOf } from './run-record.ts';
import type { Workshop } from './workshop.ts';

/** Pictures of a run, fetched from where they are kept; null for those that are gone. */
export async function runThumbnails(
  core: Core,
  workshop: Workshop,
  runId: string,
  indices: readonly number[],
  size: number,
): Promise<Outcome<CallOutput<'training.pictures'>>> {
  const run = core.store.runs.find(runId);
  if (run === null) return fail('NOT_FOUND', 'There is no such training run, or it was deleted.');
  const { data, network } = recipeOf(run);
  const known = readRunPictures(core, runId, data);
  const fetched = await Promise.all(
    indices.map(async (index) => {
      const picture = known?.get(index);
      const result = picture === undefined ? { reason: 'gone' } : await orderOf(core, data, picture.ref);
      return { index, label: picture?.label ?? -1, result };
    }),
  );
  const orders = fetched.flatMap(({ result }) => ('order' in result ? [result.order] : []));
  if (orders.length === 0) return ok({ pictures: fetched.map(({ index, label }) => ({ index, label, jpeg: null })) });
  return workshop.use(async (engine) => {
    // As large as they are asked for, and not as the network sees them: these are for people to look at.
    const side = size + (size % 2);
    const made = await engine.training({
      do: 'pictures',
      network: { backbone: network.backbone, inputSize: side },
      orders,
      jpeg: size,
    });
    if (!made.ok) return made;
    const results = made.value.results.values();
    return ok({
      pictures: fetched.map(({ index, label, result }) => {
        const one = 'order' in result ? results.next().value : undefined;
        return { index, label, jpeg: one?.ok ? (one.jpeg ?? null) : null };
      }),
    });
  });
}
