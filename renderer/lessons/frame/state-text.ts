import type { Lesson } from './lesson.ts';

/** Settings as the last part of an address: JSON as base64url (RFC 4648 §5), so that it carries without escapes. */
export function encodeState(settings: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(settings));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** Settings that a link carries; null where the lesson does not know them. */
export function decodeState<S extends object>(lesson: Pick<Lesson<S>, 'schema'>, state: string): S | null {
  try {
    const bytes = atob(state.replace(/-/g, '+').replace(/_/g, '/'));
    const json = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
    const parsed = lesson.schema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export const addressOf = (id: string, settings: object): string => `#/lessons/${id}/${encodeState(settings)}`;

/** Whether an address is a lesson's, whatever its settings. */
export const isAddressOf = (address: string, id: string): boolean =>
  address === `#/lessons/${id}` || address.startsWith(`#/lessons/${id}/`);
