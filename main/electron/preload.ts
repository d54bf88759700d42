import { contextBridge, ipcRenderer } from 'electron';

/** All the page gets of Electron: the contract's calls and events. */
let nextId = 1;
const progressOf = new Map<number, (value: unknown) => void>();
ipcRenderer.on('progress', (_event, id: number, value: unknown) => progressOf.get(id)?.(value));

contextBridge.exposeInMainWorld('threshold', {
  call: async (name: string, input: unknown, onProgress?: (value: unknown) => void): Promise<unknown> => {
    const id = nextId++;
    if (onProgress) progressOf.set(id, onProgress);
    try {
      return await ipcRenderer.invoke('call', id, name, input);
    } finally {
      progressOf.delete(id);
    }
  },
  subscribe: (listener: (topic: string, value: unknown) => void): void => {
    ipcRenderer.on('event', (_event, topic: string, value: unknown) => listener(topic, value));
    ipcRenderer.send('subscribe');
  },
});
