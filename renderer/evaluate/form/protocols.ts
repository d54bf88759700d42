import type { EvaluationProtocol, LabelledPictures } from '../../../main/contract/evaluation.ts';

export type ProtocolId = EvaluationProtocol['protocol'];

/** In the order in which they are offered. */
export const protocols = ['all-pairs', 'identification', 'gallery', 'verification'] as const satisfies ProtocolId[];

/** The other question about the same pictures, as far as it asks for such. */
export function protocolWith(id: ProtocolId, before: EvaluationProtocol): EvaluationProtocol {
  if (id === before.protocol) return before;
  const pictures = picturesOf(before) ?? { source: 'folder', path: '' };
  if (id === 'verification') return { protocol: id, pairs: '' };
  if (id === 'all-pairs') return { protocol: id, data: pictures };
  if (id === 'gallery') return { protocol: id };
  return { protocol: id, data: dealOf(pictures) };
}

/** People of a data set dealt into enrolled ones and strangers, by halves. */
export const dealOf = (pictures: LabelledPictures) =>
  ({ source: 'deal', pictures, enrolPictures: 3, strangers: 0.5, seed: 1 }) as const;

/** The pictures that a protocol is about, where they are a folder or a list of people. */
export function picturesOf(protocol: EvaluationProtocol): LabelledPictures | undefined {
  if (protocol.protocol === 'all-pairs') return protocol.data;
  if (protocol.protocol === 'gallery') return protocol.strangers;
  return protocol.protocol === 'identification' && protocol.data.source === 'deal' ? protocol.data.pictures : undefined;
}

/** Every path that a protocol names. */
export function pathsOf(protocol: EvaluationProtocol): readonly string[] {
  const pictures = picturesOf(protocol);
  if (pictures !== undefined) return [pictures.path];
  if (protocol.protocol === 'verification') return [protocol.pairs];
  return protocol.protocol === 'identification' && protocol.data.source === 'protocol' ? [protocol.data.path] : [];
}
