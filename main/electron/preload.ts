import { contextBridge, ipcRenderer } from 'electron';

/** All the page gets of Electron: the contract's calls, their end, and events (renderer/host/desktop.ts is the other side). */
let nextId = 1;
const progressOf = new Map<number, (value: unknown) => void>();
const listeners = new Set<(topic: string, value: unknown) => void>();

ipcRenderer.on('progress', (_event, id: number, value: unknown) => progressOf.get(id)?.(value));
ipcRenderer.on('event', (_event, topic: string, value: unknown) => {
  for (const listener of listeners) listener(topic, value);
});

contextBridge.exposeInMainWorld('threshold', {
  call: async (
    name: string,
    input: unknown,
    onProgress?: (value: unknown) => void,
    onId?: (id: number) => void,
  ): Promise<unknown> => {
    const id = nextId++;
    if (onProgress) progressOf.set(id, onProgress);
    try {
      const answer = ipcRenderer.invoke('call', id, name, input);
      // After the call is on its way: whoever cancels at once finds it running.
      onId?.(id);
      return await answer;
    } finally {
      progressOf.delete(id);
    }
  },
  cancel: (id: number): void => ipcRenderer.send('cancel', id),
  subscribe: (listener: (topic: string, value: unknown) => void): (() => void) => {
    // A wrapper of its own for each, so that the same function may listen twice.
    const own = (topic: string, value: unknown): void => listener(topic, value);
    if (listeners.size === 0) ipcRenderer.send('subscribe');
    listeners.add(own);
    return () => void listeners.delete(own);
  },
});
