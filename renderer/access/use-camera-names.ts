import { useEffect, useState } from 'react';

/** The cameras of this machine by name, as far as the browser tells: before the first permission it does not. */
export function useCameraNames(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    void navigator.mediaDevices?.enumerateDevices().then(
      (devices) => {
        const cameras = devices.filter(({ kind, label }) => kind === 'videoinput' && label !== '');
        if (wanted) setNames([...new Set(cameras.map(({ label }) => label))]);
      },
      () => {}, // a policy forbids it: the name is typed
    );
    return () => {
      wanted = false;
    };
  }, []);
  return names;
}
