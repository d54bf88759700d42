import { type ComparisonChoice, comparisonChoiceSchema } from '../../main/contract/compare.ts';

/** Where a link to a comparison points, within the page. */
const path = '#/compare/new/';

/** A choice as an address of this page: whoever opens it has the same comparison before them, with its seeds. */
export const linkOf = (choice: ComparisonChoice, origin: string): string => `${origin}/${path}${encodeChoice(choice)}`;

/** JSON as base64url (RFC 4648 §5): an address carries it without escapes. */
export function encodeChoice(choice: ComparisonChoice): string {
  const bytes = new TextEncoder().encode(JSON.stringify(choice));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/**
 * Reads what a person pasted: the JSON of a choice or of a whole comparison, a link, or a link's last part. Null where it is
 * none of them, or of a version that this program does not know.
 */
export function readChoice(pasted: string): ComparisonChoice | null {
  const text = pasted.trim();
  const link = text.lastIndexOf(path);
  const json = text.startsWith('{') ? text : decode(link === -1 ? text : text.slice(link + path.length));
  if (json === null) return null;
  try {
    const value = JSON.parse(json) as { readonly choice?: unknown };
    const parsed = comparisonChoiceSchema.safeParse(value?.choice ?? value);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function decode(text: string): string | null {
  try {
    const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
  } catch {
    return null;
  }
}
