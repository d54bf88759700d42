import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { shuffled } from '../../../models/samplers/shuffle.ts';
import { splitByPerson } from '../../../models/samplers/split-by-person.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallContext, CallOutput, Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { listPictures } from './picture-list.ts';
import { dealt } from './prepare-pictures.ts';
import { readPictures } from './read-pictures.ts';
import type { Workshop } from './workshop.ts';

type Input = Parameters<Handlers['training.preview']>[0];

/** Some pictures of the training part as the network sees them; the others are only counted. */
export async function preview(
  core: Core,
  workshop: Workshop,
  { data, split, augmentation, network, seed, count }: Input,
  context: CallContext,
): Promise<Outcome<CallOutput<'training.preview'>>> {
  const { pictures, names } = await listPictures(core, data);
  const labels = Int32Array.from(pictures, ({ label }) => label);
  const { counts } = dealt(labels, split);
  const { train } = splitByPerson(labels, split.shares, split.seed);
  // Some people with several pictures each: how one person varies is what one wants to see.
  const random = seededRandom(seed);
  const shown: number[] = [];
  for (const person of shuffled([...train.people], random)) {
    if (shown.length >= count) break;
    shown.push(...shuffled([...train.images.filter((i) => labels[i] === person)], random).slice(0, 4));
  }
  const chosen = shown.slice(0, count).map((i) => pictures[i]!);
  return workshop.use(async (engine) => {
    const read = await readPictures(
      core,
      engine,
      { data, network },
      chosen,
      (done) => context.progress({ done, total: chosen.length }),
      () => context.signal.aborted,
    );
    if (!read.ok) return read;
    if (context.signal.aborted) return fail('CANCELLED', 'Cancelled.');
    const { kept, skipped } = read.value;
    const numbers = kept.map(({ place }) => place);
    const augmented = await engine.training({
      do: 'augment',
      pictures: numbers,
      ...{ size: network.inputSize, augmentation, seed },
    });
    if (!augmented.ok) return augmented;
    return ok({
      pictures: augmented.value.jpegs.map((jpeg, i) => {
        const { label } = kept[i]!.picture;
        return { jpeg, label, name: names[label] ?? null };
      }),
      counts,
      skipped: [...skipped],
    });
  });
}
