import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect } from 'react';
import { call } from '../../host/host.ts';
import type { LookedAt } from '../frame-loop.ts';

/** As long as the host waits, too. */
const stalledMs = 3000;

/** Tells the host why this door cannot look just now: the page is hidden, its camera is off or gives nothing. The host does not rely on it. */
export function useDoorCapture(ask: { readonly id: string } | null, live: boolean, looked: LookedAt | null): void {
  const visible = useDocumentVisibility() === 'visible';
  const doorId = ask?.id ?? null;
  useEffect(() => {
    if (doorId === null) return;
    void call('access.capture', { doorId, state: !live ? 'none' : visible ? 'live' : 'hidden' });
    return () => void call('access.capture', { doorId, state: 'none' });
  }, [doorId, live, visible]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each frame begins the wait anew
  useEffect(() => {
    if (doorId === null || !live || !visible) return;
    const timer = setTimeout(() => void call('access.capture', { doorId, state: 'stalled' }), stalledMs);
    return () => clearTimeout(timer);
  }, [doorId, live, visible, looked]);
}
