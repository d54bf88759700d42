import { nonce } from '../../theme/nonce.ts';

/**
 * The browser's own print dialog on an HTML file, from a frame that is not seen. The frame is held to this page's policy, so
 * the file's styles get this page's nonce.
 */
export function printPage(html: Uint8Array): void {
  document.querySelector('iframe.printed')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'printed visually-hidden';
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.addEventListener('load', () => frame.contentWindow?.print());
  frame.srcdoc = new TextDecoder().decode(html).replaceAll('<style', `<style nonce="${nonce}"`);
  document.body.append(frame);
}
