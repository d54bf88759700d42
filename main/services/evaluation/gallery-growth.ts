import type { BootstrapOptions } from '../../../models/metrics/bootstrap.ts';
import type { KnownSearch } from '../../../models/metrics/identification.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import type { ExactGallery, Fusion } from './galleries.ts';
import { type FnirFigure, fnirFigure, type IdentificationSearches } from './identification-figures.ts';
import { inTurns, type Probe, probeScores } from './identification-searches.ts';

/** What a gallery of so many people achieves on the same probes. */
export interface GalleryOfSize {
  readonly people: number;
  /** In the order of the targets. */
  readonly fnirAtFpir: readonly FnirFigure[];
}

/** Galleries dealt at random, each growing person by person; what they show is pooled. */
const DEALS = 5;
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] as const;

/**
 * FNIR at an FPIR against the number of people enrolled, N (ISO/IEC 19795-1 asks for it, since FPIR grows with N). For each N, galleries
 * of N of the people; probes of people who are not in one take no part in it, and the strangers are the same in all.
 * Every probe is compared once: the best of others is carried along as the gallery grows.
 */
export async function galleryGrowth(
  gallery: ExactGallery,
  fusion: Fusion,
  probes: readonly Probe[],
  targets: readonly number[],
  bootstrap: BootstrapOptions,
): Promise<GalleryOfSize[]> {
  const people = gallery.people.length;
  const sizes = STEPS.filter((size) => size < people);
  if (people < 2) return [];
  const random = seededRandom(bootstrap.seed ?? 1);
  const deals = Array.from({ length: DEALS }, () => shuffled(people, random));
  const persons = new Map([...new Set(probes.map(({ identity }) => identity))].map((identity, i) => [identity, i]));
  const mateNumber = new Map(gallery.people.map(({ personId }, p) => [personId, p]));
  const found = sizes.map(() => ({
    known: [] as KnownSearch[],
    knownPerson: [] as number[],
    tops: [] as number[],
    strangerPerson: [] as number[],
  }));
  await inTurns(probes, (probe) => {
    const person = persons.get(probe.identity)!;
    const mate = probe.personId === null ? null : mateNumber.get(probe.personId);
    if (probe.template === null && mate === null) return;
    const scores = probe.template === null ? null : probeScores(gallery, fusion, probe);
    for (const order of deals) {
      let best = Number.NEGATIVE_INFINITY;
      let mateIn = false;
      let at = 0;
      for (const [s, size] of sizes.entries()) {
        for (; at < size; at++) {
          const p = order[at]!;
          if (p === mate) mateIn = true;
          else if (scores !== null && scores[p]! > best) best = scores[p]!;
        }
        const to = found[s]!;
        if (mate === null) {
          to.tops.push(best);
          to.strangerPerson.push(person);
        } else if (mateIn) {
          const mateScore = scores?.[mate!] ?? Number.NEGATIVE_INFINITY;
          to.known.push({ mateRank: mateScore > best ? 1 : 2, mateScore });
          to.knownPerson.push(person);
        }
      }
    }
  });
  return sizes.map((size, s) => {
    const { known, knownPerson, tops, strangerPerson } = found[s]!;
    const searches: IdentificationSearches = {
      known,
      knownPerson: Int32Array.from(knownPerson),
      strangerTopScores: Float64Array.from(tops),
      strangerPerson: Int32Array.from(strangerPerson),
      people: persons.size,
    };
    return { people: size, fnirAtFpir: targets.map((target) => ofDeals(searches, target, bootstrap)) };
  });
}

/** Five deals show each stranger five times: what the data can show is a fifth of what they seem to. */
function ofDeals(searches: IdentificationSearches, target: number, bootstrap: BootstrapOptions): FnirFigure {
  const figure = fnirFigure(searches, target, bootstrap);
  const strangers = searches.strangerTopScores.length / DEALS;
  if (strangers * target >= 1) return figure;
  const note = `not measurable: ${strangers} unknown probes, at least ${Math.ceil(1 / target)} needed`;
  const measurement = { ...figure.measurement, value: null, threshold: null, errors: 0, indicative: false, note };
  return { measurement, interval: null };
}

/** Fisher and Yates, as Durstenfeld wrote it (CACM 1964). */
function shuffled(length: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
