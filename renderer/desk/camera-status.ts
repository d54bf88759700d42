import { useSyncExternalStore } from 'react';

export type CameraStatus = 'off' | 'live' | 'sample' | 'trouble';

let status: CameraStatus = 'off';
const listeners = new Set<() => void>();

/** Told by the desk, shown in the rail. */
export function setCameraStatus(next: CameraStatus): void {
  if (next === status) return;
  status = next;
  for (const listener of listeners) listener();
}

export const useCameraStatus = (): CameraStatus =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
