import type { QualityHint } from '../../../models/pipeline.types.ts';
import { call } from '../../host/host.ts';

/** Why a picture is too poor, as far as the gate can say it. */
export type CaptureRefusal = QualityHint | 'LOW_QUALITY';

/**
 * Has the host analyse a shot and hold it until Save.
 * @returns why it cannot be used; null where it can, and where the host could not look at it now: its picture is sent again with Save
 */
export async function holdShot(capture: string, shot: string, picture: Blob): Promise<CaptureRefusal | null> {
  const image = new Uint8Array(await picture.arrayBuffer());
  const outcome = await call('enrol.holdShot', { capture, shot, image });
  if (outcome.ok) return null;
  const { code, details } = outcome.error;
  if (code !== 'LOW_QUALITY') return code === 'NO_FACE' || code === 'MULTIPLE_FACES' ? 'LOW_QUALITY' : null;
  const [hint] = Array.isArray(details?.hints) ? (details.hints as QualityHint[]) : [];
  return hint ?? 'LOW_QUALITY';
}
