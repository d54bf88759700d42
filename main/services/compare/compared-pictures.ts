import type { ComparisonChoice } from '../../../models/compare/choice.ts';
import { ComparisonError } from '../../../models/compare/comparison-error.ts';
import { type Deal, type DealtPerson, deal } from '../../../models/compare/deal.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { shuffled } from '../../../models/samplers/shuffle.ts';
import type { TrainingData } from '../../contract/recipe.ts';
import type { Core } from '../core.ts';
import { type ListedPicture, type PersonPictures, peopleOf } from '../training/picture-list.ts';

/** Look-alikes are sought among so many times the people needed. */
const POOL = 4;

/** What a comparison is made of, before anything is read: only pictures that somebody plays a part in. */
export interface ComparedPictures {
  readonly data: TrainingData;
  readonly pictures: readonly ListedPicture[];
  /** What a folder calls each label; null for enrolled and invented people. */
  readonly names: readonly (string | null)[];
  /** Who is enrolled under each label, of enrolled people. */
  readonly personIds: readonly (string | null)[];
  /** By seed; null: dealt from how people look, in the engine. */
  readonly deals: readonly Deal[] | null;
}

/**
 * Lists and deals. Of a large folder only what is needed is read: to find a face in each of its pictures would take minutes.
 * @throws ComparisonError, TrainingDataError
 */
export async function comparedPictures(core: Core, choice: ComparisonChoice): Promise<ComparedPictures> {
  const data = dataOf(choice);
  const people = await peopleOf(core, data);
  const alike = choice.scenario === 'look-alikes';
  const some = alike ? poolOf(choice, people) : people;
  const all = some.flatMap(({ refs }, label) => refs.map((ref): ListedPicture => ({ ref, label })));
  if (all.length === 0) throw new ComparisonError('There is nobody to compare recognisers with yet.');
  const about = {
    data,
    names: some.map(({ name }) => name),
    personIds: some.map(({ refs: [ref] }) => (ref?.kind === 'crop' ? ref.personId : null)),
  };
  if (alike) return { ...about, pictures: all, deals: null };
  const labels = all.map(({ label }) => label);
  const deals = choice.seeds.map((seed) => deal(labels, choice, seed));
  const used = [...new Set(deals.flatMap(picturesIn))].sort((a, b) => a - b);
  const place = new Map(used.map((index, at) => [index, at]));
  return { ...about, pictures: used.map((index) => all[index]!), deals: deals.map((one) => moved(one, place)) };
}

/** Deals without the pictures that could not be read, by their new places; who has none left plays no part. */
export const moved = ({ enrolled, newcomers, strangers }: Deal, place: ReadonlyMap<number, number>): Deal => {
  const there = (pictures: Int32Array): Int32Array =>
    Int32Array.from([...pictures].flatMap((index) => place.get(index) ?? []));
  const part = (people: readonly DealtPerson[], isEnrolled: boolean): DealtPerson[] =>
    people
      .map((person) => ({ ...person, enrol: there(person.enrol), probes: there(person.probes) }))
      .filter(({ enrol, probes }) => probes.length > 0 && (!isEnrolled || enrol.length > 0));
  return { enrolled: part(enrolled, true), newcomers: part(newcomers, true), strangers: part(strangers, false) };
};

const picturesIn = ({ enrolled, newcomers, strangers }: Deal): number[] =>
  [...enrolled, ...newcomers, ...strangers].flatMap(({ enrol, probes }) => [...enrol, ...probes]);

function poolOf({ people, pictures, seeds }: ComparisonChoice, all: readonly PersonPictures[]): PersonPictures[] {
  const wanted = POOL * (people.enrolled + people.newcomers + people.strangers);
  return shuffled(all, seededRandom(seeds[0]!))
    .slice(0, wanted)
    .map(({ name, refs }) => ({ name, refs: refs.slice(0, pictures.enrol + pictures.probe) }));
}

function dataOf({ data, people, pictures, scenario }: ComparisonChoice): TrainingData {
  if (data.source !== 'synthetic') return data;
  const needed = people.enrolled + people.newcomers + people.strangers;
  return {
    ...data,
    people: Math.max(3, needed * (scenario === 'look-alikes' ? POOL : 1)),
    pictures: pictures.enrol + pictures.probe,
  };
}
