import { type BackendId, type PageBackendId, pageBackends } from './backends.ts';
import { type QuestionId, questions } from './workloads.ts';

/**
 * What the check asks of a backend, so that it ends within seconds. What compares platforms, of those in the page and of two threads of ONNX
 * Runtime beside one, so that one runtime does not count twice in the other questions; the channels of plain JavaScript, which takes as long for one
 * shuffle unit as the others for all pieces; of the others everything.
 */
export function askedInCheck(backend: BackendId, beside: readonly BackendId[] = []): readonly QuestionId[] {
  if (backend === 'js' || backend === 'page-js') return ['channels'];
  const again = backend === 'ort-2' && beside.includes('ort-1');
  const compared = again || pageBackends.includes(backend as PageBackendId);
  return compared ? ['blocks'] : questions;
}
