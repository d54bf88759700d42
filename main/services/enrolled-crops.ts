import type { EnrolledCrop } from '../engine/lessons/protocol.ts';
import type { Core } from './core.ts';
import { cropFromBytes } from './stored-crop.ts';

/** Enough for an error rate; more would be opened than a lesson waits for. */
const [mostPeople, mostPictures] = [60, 4];

/**
 * Pictures of people of whom there are two at least, nobody's who is about to be erased; of many people or pictures some, evenly over the order of
 * enrolment. In memory only.
 */
export function enrolledCrops(core: Core): EnrolledCrop[] {
  const { templates } = core.store;
  const people = [...Map.groupBy(templates.crops(), ({ personId }) => personId).values()].filter(
    ({ length }) => length > 1,
  );
  return evenly(people, mostPeople).flatMap((crops, person) =>
    evenly(crops, mostPictures).flatMap((crop) => {
      const bytes = templates.findCrop(crop);
      return bytes === null ? [] : [{ person, crop: cropFromBytes(bytes) }];
    }),
  );
}

const evenly = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!);
