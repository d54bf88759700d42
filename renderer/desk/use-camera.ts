import { useLocalStorage } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { setCameraStatus } from './camera-status.ts';
import { inventedPerson, openInventedCamera } from './invented-camera.ts';
import { CameraError, type CameraTrouble, openCamera } from './open-camera.ts';
import { openSampleCamera } from './sample-camera.ts';

/** `off`, `sample`, `invented:N`, `any` (whichever the browser gives first), or a device's id. */
export type CameraChoice = string;

export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly stream: MediaStream; readonly sample: boolean }
  | { readonly kind: 'trouble'; readonly trouble: CameraTrouble | 'noSamples' };

export interface Camera {
  readonly state: CameraState;
  readonly choice: CameraChoice;
  readonly devices: readonly MediaDeviceInfo[];
  readonly choose: (choice: CameraChoice) => void;
  readonly retry: () => void;
}

/** Where the browser keeps the choice. */
export const cameraKey = 'threshold.camera';

/** A camera that is missing, busy or gone is tried again this often; one that is refused, when the permission changes. */
const retryMs = 3000;

/** The desk's camera, remembered from visit to visit; it recovers by itself from being refused, unplugged or busy. */
export function useCamera(): Camera {
  const [choice, choose] = useLocalStorage<CameraChoice>({
    key: cameraKey,
    defaultValue: 'any',
    getInitialValueInEffect: false,
  });
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  const [turn, setTurn] = useState(0);
  const devices = useDevices(state.kind === 'live');
  const retry = useCallback(() => setTurn((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is one more try
  useEffect(() => {
    let current = true;
    let stream: MediaStream | null = null;
    const fail = (trouble: CameraTrouble | 'noSamples'): void => {
      if (current) setState({ kind: 'trouble', trouble });
    };
    const open = async (): Promise<void> => {
      if (choice === 'off') return setState({ kind: 'off' });
      setState((before) => (before.kind === 'trouble' ? before : { kind: 'starting' }));
      try {
        const opened = await openChosen(choice);
        if (opened === null) return fail('noSamples');
        stream = opened;
        if (!current) return stop(opened);
        for (const track of opened.getVideoTracks()) track.addEventListener('ended', () => fail('ended'));
        setState({ kind: 'live', stream: opened, sample: choice === 'sample' || inventedPerson(choice) !== null });
      } catch (error) {
        fail(error instanceof CameraError ? error.trouble : 'failed');
      }
    };
    void open();
    return () => {
      current = false;
      if (stream !== null) stop(stream);
    };
  }, [choice, turn]);

  useRecovery(state, retry);
  useEffect(() => {
    setCameraStatus(
      state.kind === 'live' ? (state.sample ? 'sample' : 'live') : state.kind === 'trouble' ? 'trouble' : 'off',
    );
  }, [state]);
  useEffect(() => () => setCameraStatus('off'), []);

  return useMemo(() => ({ state, choice, devices, choose, retry }), [state, choice, devices, choose, retry]);
}

/** The camera of a choice; null: the sample photos are not installed. @throws CameraError */
export function openChosen(choice: CameraChoice): Promise<MediaStream | null> {
  const person = inventedPerson(choice);
  if (person !== null) return openInventedCamera(person);
  return choice === 'sample' ? openSampleCamera() : openCamera(choice === 'any' ? null : choice);
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function useRecovery(state: CameraState, retry: () => void): void {
  const trouble = state.kind === 'trouble' ? state.trouble : null;
  useEffect(() => {
    if (trouble === null) return;
    const timer = trouble === 'denied' || trouble === 'noSamples' ? undefined : setInterval(retry, retryMs);
    navigator.mediaDevices?.addEventListener('devicechange', retry);
    let permission: PermissionStatus | null = null;
    let current = true;
    // Firefox does not know this name; there the button remains.
    void navigator.permissions
      ?.query({ name: 'camera' as PermissionName })
      .then((status) => {
        if (!current) return;
        permission = status;
        status.addEventListener('change', retry);
      })
      .catch(() => {});
    return () => {
      current = false;
      clearInterval(timer);
      navigator.mediaDevices?.removeEventListener('devicechange', retry);
      permission?.removeEventListener('change', retry);
    };
  }, [trouble, retry]);
}

/** Cameras of this machine. Their names are known only once one of them was allowed. */
function useDevices(live: boolean): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the permission come the names
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (mediaDevices === undefined) return;
    const list = (): void =>
      void mediaDevices
        .enumerateDevices()
        .then((all) => setDevices(all.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')))
        .catch(() => setDevices([]));
    list();
    mediaDevices.addEventListener('devicechange', list);
    return () => mediaDevices.removeEventListener('devicechange', list);
  }, [live]);
  return devices;
}
