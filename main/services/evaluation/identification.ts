import type { ProtocolImage } from '../../../data/datasets/identification-protocol.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { embedImages } from './embed-images.ts';
import type { EvaluationOptions, FaceSource } from './face-source.ts';
import { type EnrolmentSample, ExactGallery, enrolledPeople, type GalleryFactory } from './galleries.ts';
import {
  betterFusion,
  compareWithIndex,
  fusionReport,
  type IdentificationReport,
  searchTimes,
} from './identification-report.ts';
import { type Probe, type Searches, searchAll } from './identification-searches.ts';

/**
 * Open-set identification after ISO/IEC 19795-1. A known probe that could not be acquired, or whose person could not be
 * enrolled, is a miss. `index` builds the app's own gallery, to be compared with the exact scan. BAD_INPUT where nobody can be
 * enrolled or there is no probe, CANCELLED by the signal.
 */
export async function evaluateIdentification(
  source: FaceSource,
  root: string,
  protocol: readonly ProtocolImage[],
  options: EvaluationOptions & { readonly index?: GalleryFactory } = {},
): Promise<Outcome<IdentificationReport>> {
  const { signal, onProgress } = options;
  try {
    const paths = protocol.map((image) => image.path);
    const images = await embedImages(source, root, paths, options);
    const template = new Map(images.paths.map((path, i) => [path, images.samples[i]!]));
    const samples = protocol.flatMap(({ role, identity, path }): EnrolmentSample[] => {
      const sample = template.get(path)!;
      return role === 'enrol' && sample.template !== null
        ? [{ personId: identity, template: sample.template, quality: sample.quality ?? 1 }]
        : [];
    });
    const probes = protocol
      .filter(({ role }) => role !== 'enrol')
      .map(({ role, identity, path }): Probe => {
        const personId = role === 'known_probe' ? identity : null;
        return { personId, identity, path, template: template.get(path)!.template };
      });
    if (samples.length === 0) return fail('BAD_INPUT', 'Nobody could be enrolled: no enrol image has a usable face.');
    if (probes.length === 0)
      return fail('BAD_INPUT', 'The protocol has no probes: add known_probe or unknown_probe rows.');

    const { dimension } = source.model;
    const galleries = {
      best: new ExactGallery(enrolledPeople(samples, 'best'), dimension),
      mean: new ExactGallery(enrolledPeople(samples, 'mean'), dimension),
    };
    const byFusion = {
      best: fusionReport(galleries.best, probes, options),
      mean: fusionReport(galleries.mean, probes, options),
    };
    const fusion = betterFusion(byFusion);

    const onSearch = (done: number): boolean => {
      onProgress?.({ stage: 'search', done, total: probes.length });
      return signal?.aborted !== true;
    };
    const exact = await searchAll(galleries[fusion], probes, onSearch);
    if (exact === null) return cancelled();
    const index = options.index === undefined ? null : await options.index(galleries[fusion].people, dimension);
    let indexed: Searches | null = null;
    if (index !== null) {
      try {
        indexed = await searchAll(index, probes, onSearch);
      } finally {
        await index.close?.();
      }
      if (indexed === null) return cancelled();
    }
    const people = galleries[fusion].people.map((person) => person.personId);
    const asked = new Set(protocol.filter(({ role }) => role === 'enrol').map(({ identity }) => identity));
    return ok({
      protocol: 'identification',
      model: source.model,
      images: images.paths.length,
      enrolled: samples.length,
      people: people.length,
      failuresToEnrol: [...asked].filter((person) => !people.includes(person)),
      knownProbes: probes.filter((probe) => probe.personId !== null).length,
      unknownProbes: probes.filter((probe) => probe.personId === null).length,
      failuresToAcquire: images.failures.length,
      fusion,
      ...byFusion[fusion],
      byFusion,
      searchMs: searchTimes((indexed ?? exact).ms),
      exactVersusIndex: indexed === null ? null : compareWithIndex(probes, exact, indexed),
      imagesPerSecond: images.imagesPerSecond,
      msPerImage: images.msPerImage,
      failures: images.failures,
    });
  } catch (error) {
    if (signal?.aborted === true) return cancelled();
    throw error;
  }
}

const cancelled = (): Outcome<never> => fail('CANCELLED', 'The evaluation was cancelled.');
