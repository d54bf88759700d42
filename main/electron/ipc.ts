import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { fail } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';

/** The contract over Electron's IPC; a frame that is not our page is refused. */
export function answerIpc(ipc: IpcMain, handler: CallHandler, isOurs: (url: string) => boolean): void {
  const running = new Map<number, AbortController>();
  const trusted = (event: { senderFrame: { url: string } | null }): boolean => isOurs(event.senderFrame?.url ?? '');

  ipc.handle('call', async (event: IpcMainInvokeEvent, id: number, name: string, input: unknown) => {
    if (!trusted(event)) return fail('FORBIDDEN', 'Another page may not call this one.');
    const abort = new AbortController();
    running.set(id, abort);
    try {
      return await handler.call(name, input, {
        signal: abort.signal,
        progress: (value) => event.sender.send('progress', id, value),
        caller: 'electron',
      });
    } finally {
      running.delete(id);
    }
  });
  ipc.on('cancel', (event, id: number) => {
    if (trusted(event)) running.get(id)?.abort();
  });
  ipc.on('subscribe', (event) => {
    if (!trusted(event)) return;
    const stop = handler.subscribe((topic, value) => event.sender.send('event', topic, value));
    event.sender.once('destroyed', stop);
  });
}
