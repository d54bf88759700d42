import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import type { Door } from '../../../main/contract/access-rules.ts';
import { useHost } from '../../host/use-host.ts';
import { inventedPerson } from '../invented-camera.ts';
import type { Camera } from '../use-camera.ts';

export interface DeskDoor {
  /** Empty where there are none; then nothing is to be chosen. */
  readonly doors: readonly Pick<Door, 'id' | 'name'>[];
  /** What goes along with each frame; null: an ordinary desk. */
  readonly ask: { readonly id: string; readonly camera: string } | null;
  readonly choose: (id: string | null) => void;
}

const useChosenDoor = () =>
  useLocalStorage<string | null>({ key: 'threshold.deskDoor', defaultValue: null, getInitialValueInEffect: false });

/** The same for a locked Desk: nobody there may choose, or be told which doors there are. */
export function useLockedDoor(camera: Camera): DeskDoor['ask'] {
  const [chosen] = useChosenDoor();
  const name = cameraName(camera);
  return useMemo(() => (chosen === null ? null : { id: chosen, camera: name }), [chosen, name]);
}

/** Which door this desk runs as, remembered by this browser: the machine at the door is the one that is to know. */
export function useDeskDoor(camera: Camera): DeskDoor {
  const { value } = useHost('access.overview', {}, ['access.changed']);
  const [chosen, choose] = useChosenDoor();
  const name = cameraName(camera);
  const doors = value?.doors ?? [];
  const known = doors.some(({ id }) => id === chosen);
  return useMemo(
    () => ({ doors, ask: chosen !== null && known ? { id: chosen, camera: name } : null, choose }),
    [doors, chosen, known, name, choose],
  );
}

/** The camera as doors call it: its own name, `sample` or `invented`. */
export function cameraName({ state, choice }: Pick<Camera, 'state' | 'choice'>): string {
  if (inventedPerson(choice) !== null) return 'invented';
  if (choice === 'sample') return 'sample';
  return state.kind === 'live' ? (state.stream.getVideoTracks()[0]?.label ?? '') : '';
}
