import type { Session, WebContents } from 'electron';
import { isOurs } from './origin.ts';

/** Keeps whatever shows pages on our own: no other address, no second window, no page inside the page. */
export function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** The page's policy lets it ask for nothing outside; should a hole be found in that, there is still no network. */
export function stayOffline(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: ['*://*/*', 'ws://*/*', 'wss://*/*', 'file:///*'] }, (_asked, answer) =>
    answer({ cancel: true }),
  );
}
