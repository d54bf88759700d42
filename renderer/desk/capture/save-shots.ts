import i18next from 'i18next';
import { createElement } from 'react';
import type { CallInput } from '../../../main/contract/index.ts';
import { call } from '../../host/host.ts';
import { LookAlike } from '../../people/look-alike.tsx';
import type { Note } from '../../shell/notify.ts';
import { errorText } from '../../texts/error-text.ts';
import type { Shot } from './use-capture.ts';

export interface Saved {
  readonly enrolled: boolean;
  readonly notes: readonly Note[];
}

/** Enrols the pictures of a guided capture under a name. The person is searchable when it resolves. */
export async function saveShots(
  who: Pick<CallInput<'enrol.fromImages'>, 'name' | 'consent'>,
  capture: string,
  shots: readonly Shot[],
): Promise<Saved> {
  const held = await call('enrol.fromShots', { capture, shots: shots.map(({ id }) => id), ...who });
  // What the host does not hold any more (it took long, it started again, the model was changed) is sent whole.
  const outcome = held.ok || held.error.details?.missing === undefined ? held : await enrolPictures(who, shots);
  const t = i18next.getFixedT(null, 'capture');
  if (!outcome.ok) return { enrolled: false, notes: [{ kind: 'warning', message: errorText(outcome.error) }] };
  const { person, accepted, templateIds, looksLike, msToSearchable } = outcome.value;
  return {
    enrolled: true,
    notes: [
      {
        title: t('enrolled', { name: person.name }),
        message: t('enrolledDetail', { accepted, total: shots.length, ms: msToSearchable.toFixed(0) }),
        kind: 'good',
      },
      ...looksLike.map(
        (other): Note => ({
          kind: 'warning',
          message: createElement(LookAlike, { person, templateIds, other }),
          lasts: false,
        }),
      ),
    ],
  };
}

async function enrolPictures(who: Pick<CallInput<'enrol.fromImages'>, 'name' | 'consent'>, shots: readonly Shot[]) {
  const images = await Promise.all(shots.map(async ({ picture }) => new Uint8Array(await picture.arrayBuffer())));
  return call('enrol.fromImages', { ...who, images, origin: 'camera' });
}
