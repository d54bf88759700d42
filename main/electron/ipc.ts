import type { IpcMain, WebContents, WebFrameMain } from 'electron';
import { fail, type Outcome } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';
import { isOurs } from './origin.ts';

/** What one page asked for. It ends with the page: a reloaded page starts anew and hears nothing meant for the one before. */
interface Page {
  readonly running: Map<number, AbortController>;
  unsubscribe: (() => void) | null;
}

/** The part of an IPC event that is used; `senderFrame` is null once its frame is gone. */
interface Asked {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

const mistake = 'The call failed through a mistake in the program. Try again.';

/** The contract over Electron's IPC, for our own page in a window's main frame; anything else is refused. */
export function answerIpc(ipc: Pick<IpcMain, 'handle' | 'on'>, handler: CallHandler): void {
  const pages = new WeakMap<WebContents, Page>();

  const trusted = ({ senderFrame }: Asked): boolean =>
    senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);

  const pageOf = (sender: WebContents): Page => {
    const known = pages.get(sender);
    if (known !== undefined) return known;
    const page: Page = { running: new Map(), unsubscribe: null };
    pages.set(sender, page);
    const end = (): void => {
      for (const abort of page.running.values()) abort.abort();
      page.running.clear();
      page.unsubscribe?.();
      page.unsubscribe = null;
    };
    sender.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) end();
    });
    sender.on('render-process-gone', end);
    sender.once('destroyed', end);
    return page;
  };

  const send = (sender: WebContents, ...message: [channel: string, ...values: unknown[]]): void => {
    if (!sender.isDestroyed()) sender.send(...message);
  };

  ipc.handle('call', async (event: Asked, id: unknown, name: unknown, input: unknown): Promise<Outcome<unknown>> => {
    if (!trusted(event)) return fail('FORBIDDEN', 'Another page may not call this one.');
    if (typeof id !== 'number' || typeof name !== 'string') return fail('BAD_INPUT', 'This is not a call.');
    const { running } = pageOf(event.sender);
    const abort = new AbortController();
    running.set(id, abort);
    try {
      return await handler.call(name, input, {
        signal: abort.signal,
        progress: (value) => {
          if (running.get(id) === abort) send(event.sender, 'progress', id, value);
        },
        caller: 'electron',
        // The window's, over reloads.
        client: pageOf(event.sender),
      });
    } catch {
      return fail('INTERNAL', mistake);
    } finally {
      if (running.get(id) === abort) running.delete(id);
    }
  });
  ipc.on('cancel', (event: Asked, id: unknown) => {
    if (trusted(event))
      pageOf(event.sender)
        .running.get(id as number)
        ?.abort();
  });
  // Once for each page, however many of its parts listen: the preload shares the events out.
  ipc.on('subscribe', (event: Asked) => {
    if (!trusted(event)) return;
    const page = pageOf(event.sender);
    page.unsubscribe ??= handler.subscribe((topic, value) => send(event.sender, 'event', topic, value), page);
  });
}
