import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import { errorText } from '../texts/error-text.ts';

export interface Note {
  readonly message: ReactNode;
  readonly title?: string;
  /** `good`: done; `warning`: something to look at. Default: neither. */
  readonly kind?: 'good' | 'warning';
  /** Milliseconds until it goes; false keeps it until closed. */
  readonly lasts?: number | false;
}

/** A word at the edge of the window. Returns its id, to close it with. */
export function notify({ message, title, kind, lasts }: Note): string {
  return notifications.show({
    message,
    ...(title === undefined ? {} : { title }),
    ...(lasts === undefined ? {} : { autoClose: lasts }),
    color: kind === 'good' ? 'teal' : kind === 'warning' ? 'orange' : undefined,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  });
}

/** A call that ended badly, in the page's language. */
export const notifyProblem = (error: CallError): string => notify({ kind: 'warning', message: errorText(error) });

export const closeNote = (id: string): void => {
  notifications.hide(id);
};
