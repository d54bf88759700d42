/** Where the page lives: a protocol of our own instead of file://, so that it has an origin and reaches nothing else on the disk. */
export const scheme = 'app';
const host = 'threshold';
export const origin = `${scheme}://${host}`;

/** Whether an address is our page's. Compared part by part: a prefix would also fit `app://threshold.example`. */
export function isOurs(address: string | null | undefined): boolean {
  if (address === null || address === undefined || !URL.canParse(address)) return false;
  const { protocol, host: of, username, password } = new URL(address);
  return protocol === `${scheme}:` && of === host && username === '' && password === '';
}
