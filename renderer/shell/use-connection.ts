import { useEffect, useState } from 'react';
import { subscribe } from '../host/host.ts';

/** Whether the host answers. A blink of the connection is not worth a word: a loss counts after a second. */
export function useConnection(): boolean {
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = subscribe((topic, value) => {
      if (topic !== 'connection') return;
      clearTimeout(timer);
      if (value === true) setConnected(true);
      else timer = setTimeout(() => setConnected(false), 1000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return connected;
}
