import type { StoredCropRef } from '../../data/tables/templates.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallContext } from '../contract/index.ts';
import type { Core } from './core.ts';
import { cropFromBytes } from './stored-crop.ts';

/** Crops sent to the engine at once, and templates written in one transaction: what an interruption loses at most. */
const batch = 16;

/**
 * Makes the templates that a model lacks from the stored crops. They are written as they come and nobody is recognised by them: the gallery
 * holds one model's templates, and only `serveModel` changes which. So an interruption, by a kill too, leaves the old model serving, and
 * the next attempt goes on where this one ended. Also takes in who was enrolled meanwhile.
 * @param complete called at the moment at which nothing lacks a template, with nothing awaited in between: here the model is changed
 * @returns how many were made
 */
export async function reEmbed(
  core: Core,
  modelId: string,
  context: CallContext,
  complete: () => void,
): Promise<Outcome<number>> {
  const { templates } = core.store;
  /** Gone while they were on their way: not to be tried for ever. A crop that another person has now is another. */
  const passed = new Set<string>();
  let made = 0;
  for (;;) {
    const crops = templates.cropsWithout(modelId).filter((crop) => !passed.has(nameOf(crop)));
    if (crops.length === 0) {
      complete();
      return ok(made);
    }
    const total = made + crops.length;
    for (let from = 0; from < crops.length; from += batch) {
      if (context.signal.aborted) return cancelled();
      const some = crops.slice(from, from + batch);
      const there = some.flatMap((crop) => {
        const bytes = pictureOf(core, crop);
        if (bytes === null) passed.add(nameOf(crop));
        return bytes === null ? [] : [{ crop, picture: cropFromBytes(bytes) }];
      });
      const vectors = await core.engine.embed(
        modelId,
        there.map(({ picture }) => picture),
      );
      if (!vectors.ok) return vectors;
      if (context.signal.aborted) return cancelled();
      made += core.store.addTemplatesForCrops(
        there.map(({ crop }, i) => ({
          crop,
          template: { modelId, vector: vectors.value[i]!, quality: crop.quality, origin: crop.origin },
        })),
      );
      context.progress({ done: Math.min(total, made), total });
    }
  }
}

const nameOf = ({ cropId, personId }: StoredCropRef): string => `${cropId} ${personId}`;

const cancelled = (): Outcome<never> =>
  fail('CANCELLED', 'Cancelled. The model in use has not changed; the next attempt goes on from here.');

/** Null for a crop that was removed since it was listed, with its person perhaps. */
function pictureOf(core: Core, crop: StoredCropRef): Uint8Array | null {
  return core.store.people.find(crop.personId) === null ? null : core.store.templates.findCrop(crop);
}
