import { type BackendId, type PageBackendId, pageBackends } from './backends.ts';
import { type QuestionId, questions } from './workloads.ts';

/**
 * What the check asks of a backend, so that it ends within seconds: of those in the page what compares platforms, and of plain JavaScript,
 * which takes as long for one shuffle unit as the others for all pieces, the channels.
 */
export function askedInCheck(backend: BackendId): readonly QuestionId[] {
  if (backend === 'js' || backend === 'page-js') return ['channels'];
  return pageBackends.includes(backend as PageBackendId) ? ['blocks'] : questions;
}
