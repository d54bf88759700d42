import type { TFunction } from 'i18next';
import type { CallError } from '../../main/contract/errors.ts';
import { errorText } from '../texts/error-text.ts';

const folderTroubles = ['relative', 'not-a-folder', 'foreign', 'key-folder', 'cannot-be-made'] as const;

/** Why a beginning failed, in words, and whether another folder would help. */
export function startTrouble(t: TFunction<'start'>, error: CallError): { text: string; aboutFolder: boolean } {
  const why = folderTroubles.find((one) => one === error.details?.why);
  if (why !== undefined) return { text: t(why), aboutFolder: true };
  if (error.code === 'STORE_LOCKED') return { text: t('holdsStore'), aboutFolder: true };
  return { text: errorText(error), aboutFolder: error.code.startsWith('STORE_') || error.code === 'DISK_FULL' };
}
