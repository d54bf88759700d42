import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { consentTextVersion } from '../../../main/contract/consent.ts';
import { call } from '../../host/host.ts';
import { errorText } from '../../texts/error-text.ts';
import type { Shot } from './use-capture.ts';

export interface Saved {
  readonly enrolled: boolean;
  readonly messages: readonly NotificationData[];
}

/** Enrols the pictures of a guided capture under a name. The person is searchable when it resolves. */
export async function saveShots(name: string, shots: readonly Shot[]): Promise<Saved> {
  const images = await Promise.all(shots.map(async ({ picture }) => new Uint8Array(await picture.arrayBuffer())));
  const outcome = await call('enrol.fromImages', {
    name,
    images,
    consent: { textVersion: consentTextVersion, by: 'desk' },
    origin: 'camera',
  });
  const t = i18next.getFixedT(null, 'capture');
  if (!outcome.ok) return { enrolled: false, messages: [{ color: 'orange', message: errorText(outcome.error) }] };
  const { person, accepted, looksLike, msToSearchable } = outcome.value;
  return {
    enrolled: true,
    messages: [
      {
        title: t('enrolled', { name: person.name }),
        message: t('enrolledDetail', { accepted, total: shots.length, ms: msToSearchable.toFixed(0) }),
        color: 'teal',
      },
      ...looksLike.map((other) => ({
        color: 'orange',
        message: t('looksLike', { name: other.name }),
        autoClose: false as const,
      })),
    ],
  };
}
